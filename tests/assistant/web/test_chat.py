from __future__ import annotations

from pathlib import Path

import pytest
from desk import HOSTILE, Desk

from assistant.filters import Facets, Filters
from assistant.web.chat import Chat
from assistant.web.conversation import MAX_TURNS, Phase, Turns, begin, history
from corpus.errors import StoreError, StoreProblem

VI = "vi"


def ask(chat: Chat, question: object, turns: Turns = (), language: str = VI) -> tuple[Turns, str]:
    *_, last = chat.ask(turns, language, {"question": question})
    return last


def test_the_answer_comes_after_a_waiting_state_and_in_pieces(desk: Desk) -> None:
    states = [turns[-1].phase for turns, _ in Chat(desk).ask((), VI, {"question": "Mấy thủ tục?"})]
    assert states[0] is Phase.SEARCHING
    assert states[1:-1] == [Phase.WRITING] * len(states[1:-1])
    assert len(states) > 3
    assert states[-1] is Phase.DONE


def test_an_answer_shows_its_short_form_notice_and_sources(desk: Desk) -> None:
    _, html = ask(Chat(desk), "Sở có bao nhiêu TTHC?")
    assert '<p class="short">58 thủ tục</p>' in html
    assert "Hiểu là:" in html
    assert "49/58 là 84,5 %" in html
    assert html.count('class="card"') == 2
    assert "Trang 2" in html


@pytest.mark.parametrize(
    ("question", "badge"),
    [("thời tiết hôm nay?", "Ngoài phạm vi"), ("số 012345678901?", "Không xử lý câu hỏi này")],
)
def test_a_refusal_says_so_and_shows_no_source(desk: Desk, question: str, badge: str) -> None:
    _, html = ask(Chat(desk), question)
    assert badge in html
    assert 'class="card"' not in html


def test_text_of_documents_and_questions_is_never_markup(desk: Desk) -> None:
    chat = Chat(desk)
    turns, html = ask(chat, f"ghi chú {HOSTILE}")
    panel = chat.open(turns, VI, {"turn": 1, "marker": 1})
    for page in (html, panel):
        assert "<img src=x" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert 'data-copy="&lt;img' in html


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "Xin nhập câu hỏi."),
        (" \n ", "Xin nhập câu hỏi."),
        (None, "Xin nhập câu hỏi."),
        ({"a": 1}, "Xin nhập câu hỏi."),
        ("a" * 10_000, "Câu hỏi dài 10000 ký tự; tối đa là 500."),
    ],
)
def test_what_a_browser_should_not_send_is_refused_here_too(
    desk: Desk, question: object, said: str
) -> None:
    turns, html = ask(Chat(desk), question)
    assert said in html
    assert desk.asked == []
    assert len(turns[0].question) <= 500


def test_no_event_data_at_all_breaks_nothing(desk: Desk) -> None:
    chat = Chat(desk)
    assert "Xin nhập câu hỏi." in list(chat.ask((), VI, None))[-1][1]
    assert "không còn mở được" in chat.open((), VI, ["x"])
    assert chat.switch((), "x")[0] == "vi"


def test_earlier_questions_go_along_but_not_the_refused_ones(desk: Desk) -> None:
    chat = Chat(desk)
    turns: Turns = ()
    for question in ("một", "số 012345678901", "a" * 900, "hai"):
        turns, _ = ask(chat, question, turns)
    ask(chat, "ba", turns)
    assert desk.asked[-1] == ("ba", ("một", "hai"))


def test_history_is_no_longer_than_the_setting(tmp_path: Path) -> None:
    desk = Desk(tmp_path, max_history=2)
    turns: Turns = ()
    for question in "abcd":
        turns, _ = ask(Chat(desk), question, turns)
    assert desk.asked[-1] == ("d", ("b", "c"))
    assert history(turns, 0) == []


def test_a_conversation_does_not_grow_without_end() -> None:
    turns: Turns = ()
    for number in range(MAX_TURNS + 5):
        turns = begin(turns, str(number))
    assert len(turns) == MAX_TURNS
    assert turns[-1].number == MAX_TURNS + 5


def test_a_stopped_answer_is_marked_and_does_not_count_as_asked(desk: Desk) -> None:
    chat = Chat(desk)
    turns, _ = next(chat.ask((), VI, {"question": "Mấy thủ tục?"}))
    turns, html = chat.stop(turns, VI)
    assert turns[0].phase is Phase.STOPPED
    assert "Đã dừng theo yêu cầu." in html
    assert history(turns, 6) == []


def test_a_failure_is_told_without_its_words_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    _, html = ask(Chat(desk), "câu hỏi hỏng")
    assert "Đã có lỗi khi tìm câu trả lời" in html
    assert "RuntimeError" in caplog.text
    assert "câu hỏi" not in caplog.text


def test_the_source_panel_marks_the_cited_lines(desk: Desk) -> None:
    chat = Chat(desk)
    turns, _ = ask(chat, "Sở có bao nhiêu TTHC?")
    html = chat.open(turns, VI, {"turn": 1, "marker": 1})
    assert 'src="/pages/bao-cao/bao-cao-6-thang.pdf/2.png?lines=2-3"' in html
    assert "/source/bao-cao/bao-cao-6-thang.pdf?page=2&amp;lines=2-3" in html
    assert html.count("<mark>") == 2
    assert 'href="/documents/bao-cao/bao-cao-6-thang.pdf"' in html


@pytest.mark.parametrize(
    "sent", [{"turn": 1, "marker": 9}, {"turn": "1"}, {"turn": 4, "marker": 1}]
)
def test_a_source_that_was_never_cited_does_not_open(desk: Desk, sent: object) -> None:
    chat = Chat(desk)
    turns, _ = ask(chat, "Sở có bao nhiêu TTHC?")
    assert "không còn mở được" in chat.open(turns, VI, sent)


def test_the_switch_redraws_everything_in_english_and_keeps_the_answers(desk: Desk) -> None:
    chat = Chat(desk)
    turns, _ = ask(chat, "Sở có bao nhiêu TTHC?")
    language, bar, talk, side, box = chat.switch(turns, {"language": "en"})
    assert language == "en"
    assert "New conversation" in bar
    assert "Copy answer" in talk
    assert "58 thủ tục" in talk
    assert side == ""
    assert 'data-language="en"' in box


def test_a_choice_of_documents_is_asked_with_and_stands_below_the_question(desk: Desk) -> None:
    sent = {"question": "Mấy thủ tục?", "filters": {"kinds": "báo cáo", "years": "2024"}}
    *_, (_, html) = Chat(desk).ask((), VI, sent)
    assert desk.filters == [Filters(kinds=("báo cáo",), years=(2024,))]
    assert "Chỉ tìm trong: báo cáo; 2024" in html


@pytest.mark.parametrize(
    "filters",
    [
        None,
        "x",
        {"kinds": 5, "years": "hai"},
        {"years": "٢٠٢٤"},
        {"documents": "a.txt"},
        {"kinds": ""},
    ],
)
def test_a_choice_that_no_page_offers_counts_for_nothing(desk: Desk, filters: object) -> None:
    *_, (_, html) = Chat(desk).ask((), VI, {"question": "Mấy thủ tục?", "filters": filters})
    assert desk.filters == [Filters()]
    assert "Chỉ tìm trong" not in html


def test_only_what_differs_between_documents_can_be_chosen(desk: Desk) -> None:
    box = Chat(desk).switch((), {"language": "vi"})[-1]
    assert box.count("<select") == 2
    assert "<option>kế hoạch</option>" in box
    assert "Sở Mẫu" not in box
    desk.choices = Facets((), (), ())
    assert 'data-do="narrow"' not in Chat(desk).switch((), {"language": "vi"})[-1]


def test_the_page_opens_where_the_documents_cannot_be_listed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Facets:
        raise StoreError(Path("store"), StoreProblem.LOCKED)

    monkeypatch.setattr(desk, "facets", fail)
    box = Chat(desk).switch((), {"language": "vi"})[-1]
    assert 'id="question"' in box
    assert 'data-do="narrow"' not in box
