"""Two things that a question compares are each looked for, and told of by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import contrasted
from assistant.answers.draft import Draft, Statement
from assistant.contrasts import Contrast, contrast
from assistant.model import Language, Status
from assistant.pipeline import Assistant
from assistant.question import understand
from tests.making import passages, text_document


@pytest.mark.parametrize(
    ("asked", "first", "second"),
    [
        ("Bến đò Cây Đa với bến đò Bãi Sậy, bên nào đông khách hơn?",
         "Bến đò Cây Đa bao nhiêu khách?", "bến đò Bãi Sậy bao nhiêu khách?"),
        ("Quyết định 15 và 16 năm 2022 đều sửa nội quy bến, vậy chúng khác nhau ở điểm nào?",
         "Quyết định 15 năm 2022 đều sửa nội quy bến?", "Quyết định 16 năm 2022 đều sửa nội quy bến?"),
        ("noi quy cua truong va cua doi bong, cai nao ra truoc",
         "nội quy của trường ra ngày nào?", "nội quy của đội bóng ra ngày nào?"),
        ("Nội quy của bến ra trước hay sau nội quy của đội thuyền, mỗi bên ký ngày nào?",
         "Nội quy của bến ra ngày nào?", "nội quy của đội thuyền ra ngày nào?"),
        ("Nội quy năm 2022, bến hay đội thuyền ban hành trước?",
         "Nội quy năm 2022, bến ban hành ngày nào?", "Nội quy năm 2022, đội thuyền ban hành ngày nào?"),
        ("Thủ tục cấp thẻ thuyền khác gì so với thủ tục đổi thẻ thuyền?",
         "Thủ tục cấp thẻ thuyền?", "thủ tục đổi thẻ thuyền?"),
        ("Xin cấp thẻ thuyền và xin đổi thẻ thuyền, cái nào nhanh hơn?",
         "Xin cấp thẻ thuyền bao lâu?", "xin đổi thẻ thuyền bao lâu?"),
        ("Kho muối với kho gạo, mỗi nơi do ai quản lý?",
         "Kho muối do ai quản lý?", "kho gạo do ai quản lý?"),
        ("Số khách năm 2021 so với năm 2023 khác nhau thế nào?", "Số khách năm 2021?", "Số khách năm 2023?"),
        ("Năm 2023, giữa dạy học với thể thao thì trường đứng cao hơn ở mặt nào?",
         "Năm 2023, dạy học trường đứng xếp thứ mấy?", "Năm 2023, thể thao trường đứng xếp thứ mấy?"),
        ("Cấp thẻ có phải làm nhiều bộ hơn đổi thẻ không?",
         "Cấp thẻ làm bao nhiêu bộ?", "đổi thẻ làm bao nhiêu bộ?"),
        ("Quy định về thời hạn cho người lái và cho thuyền máy.",
         "Quy định về thời hạn cho người lái?", "Quy định về thời hạn cho thuyền máy?"),
        ("What is the difference between the pilot card and the boat card?", "the pilot card?",
         "the boat card?"),
    ],
)  # fmt: skip
def test_each_thing_has_a_question_of_its_own(asked: str, first: str, second: str) -> None:
    pair = contrast(understand(asked))
    assert pair is not None
    assert pair.questions == (first, second)


@pytest.mark.parametrize(
    "asked",
    [
        "Tôi phải làm giấy tờ gì với cơ quan nào?",
        "Sở phải theo chỉ thị và những quyết định nào?",
        "Mất thẻ thì xin tờ khác và nộp những gì?",
        "Hàng đi qua nước khác với xe tải thì khai gì?",
        "Thuyền nan và thuyền máy cộng lại, mỗi bên góp bao nhiêu?",
        "Sở Khoa học và Công nghệ có mấy phòng?",
        "How do I renew and hand in my card?",
        "Thẻ này mới cấp và khác thẻ cũ à",
        "Thẻ thuyền và ... khác nhau thế nào?",
        "Trẻ em nhỏ hơn 14 tuổi có phải nộp lệ phí không?",
        "Hộ có thu nhập thấp hơn 5 triệu đồng có được hỗ trợ không?",
        "Có cách nào nhanh hơn để lấy kết quả không?",
        "Người ở nơi khác ở Đà Lạt và Bảo Lộc nộp ở đâu?",
        "Tôi cần mang ảnh và loại giấy tờ nào trước khi đến?",
        "Kho muối và kho gạo, mỗi nội dung do ai phụ trách?",
        "và với hay",
        "",
    ],
)
def test_other_questions_compare_no_two_things(asked: str) -> None:
    assert contrast(understand(asked)) is None


def test_two_things_of_a_follow_up_are_those_of_the_question_before() -> None:
    asked = "Cấp mới và cấp lại khác nhau thế nào?"
    assert contrast(understand(asked)) is not None
    assert contrast(understand(asked, ["Thẻ đò cần nộp gì?"])) is None


def test_of_the_words_before_than_the_last_one_compares() -> None:
    pair = contrast(understand("Thẻ thuyền với thẻ đò, cái nào phải đóng phí ít hơn?"))
    assert pair is not None
    assert (pair.word, pair.fewer) == ("ít", True)


def test_a_long_question_takes_no_long_time() -> None:
    for asked in ("a và b " * 70, "bên nào hơn " * 40, "khác nhau " * 50, "cho a và cho " * 38):
        contrast(understand(asked[:500]))


RULES = (
    "Nội quy bến đò Cây Đa ban hành ngày 05/3/2022, do ban quản lý bến ký.\n"
    "Nội quy bến đò Bãi Sậy ban hành ngày 20/8/2021, do ủy ban nhân dân xã ký.\n"
    "Kho muối chứa 40 tấn, kho gạo chứa 25 tấn."
)


def said(folder: Path, start: str, short: str | None) -> Draft:
    """A draft that says the sentence which begins so."""
    chunk = next(c for c in passages(text_document(folder, RULES)) if start in c.text)
    first, last = next(
        (first, last)
        for first, last in chunk.sentences
        if chunk.read(first, last).startswith(start)
    )
    return Draft(Status.ANSWERED, (Statement(chunk, first, last),), short=short)


def answers(*drafts: Draft | None) -> contrasted.Ask:
    left = list(drafts)
    return lambda _: left.pop(0)


DAYS = Contrast(("bến đò Cây Đa", "bến đò Bãi Sậy"), ("a?", "b?"), by_day=True)


def test_both_are_told_of_and_which_is_the_earlier(tmp_path: Path) -> None:
    both = (
        said(tmp_path, "Nội quy bến đò Cây", "05/3/2022"),
        said(tmp_path, "Nội quy bến đò Bãi", "20/8/2021"),
    )
    draft = contrasted.answer(DAYS, answers(*both), Language.VIETNAMESE)
    assert draft is not None
    assert draft.lead == "Ra trước: Bến đò Bãi Sậy."
    assert draft.short == f"{draft.lead} Bến đò Cây Đa: 05/3/2022; Bến đò Bãi Sậy: 20/8/2021"
    assert [one.of for one in draft.statements] == ["Bến đò Cây Đa", "Bến đò Bãi Sậy"]


def test_what_is_of_the_other_thing_answers_for_none(tmp_path: Path) -> None:
    one = said(tmp_path, "Nội quy bến đò Cây", "05/3/2022")
    refused = Draft(Status.NOT_FOUND, lead="…")
    for second in (one, refused, None):
        assert contrasted.answer(DAYS, answers(one, second), Language.VIETNAMESE) is None


def test_a_direct_answer_has_to_stand_in_what_is_said(tmp_path: Path) -> None:
    both = (
        said(tmp_path, "Nội quy bến đò Cây", "07/7/2007"),
        said(tmp_path, "Nội quy bến đò Bãi", "20/8/2021"),
    )
    draft = contrasted.answer(DAYS, answers(*both), Language.VIETNAMESE)
    assert draft is not None
    assert "2007" not in f"{draft.short} {draft.lead}"


@pytest.mark.parametrize(
    ("shorts", "fewer", "lead"),
    [
        (("3 ngày", "10 ngày"), True, "Nhanh hơn: Cấp thẻ."),
        (("3 ngày", "10 ngày"), False, "Nhanh hơn: Đổi thẻ."),
        (("xếp thứ 3", "xếp thứ 10"), False, ""),  # no time
        (("3 ngày", "3 ngày"), True, ""),
        (("3 ngày", "10 ngày làm việc"), True, ""),  # of two units
        (("3 ngày hoặc 5 ngày", "10 ngày"), True, ""),
        (("3 ngày", "không ghi"), True, ""),
    ],
)
def test_which_is_more_is_said_where_both_figures_are_plain(
    tmp_path: Path, shorts: tuple[str, str], *, fewer: bool, lead: str
) -> None:
    text = f"Cấp thẻ: {shorts[0]} theo nội quy.\nĐổi thẻ: {shorts[1]} theo nội quy."
    (chunk,) = passages(text_document(tmp_path, text))
    drafts = [
        Draft(Status.ANSWERED, (Statement(chunk, *place),), short=short)
        for place, short in zip(chunk.sentences, shorts, strict=False)
    ]
    pair = Contrast(("cấp thẻ", "đổi thẻ"), ("a?", "b?"), by_day=False, word="nhanh", fewer=fewer)
    draft = contrasted.answer(pair, answers(*drafts), Language.VIETNAMESE)
    assert draft is not None
    assert draft.lead == lead


def test_a_word_that_compares_nothing_printed_is_not_said(tmp_path: Path) -> None:
    (chunk,) = passages(text_document(tmp_path, "Cấp thẻ: 5.000 đồng.\nĐổi thẻ: 9.000 đồng."))
    drafts = [
        Draft(Status.ANSWERED, (Statement(chunk, *place),), short=short)
        for place, short in zip(chunk.sentences, ("5.000 đồng", "9.000 đồng"), strict=True)
    ]
    for word, lead in (("tốt", ""), ("đắt", "Đắt hơn: Đổi thẻ."), ("rẻ", "Rẻ hơn: Cấp thẻ.")):
        pair = Contrast(
            ("cấp thẻ", "đổi thẻ"), ("a?", "b?"), by_day=False, word=word, fewer=word == "rẻ"
        )
        draft = contrasted.answer(pair, answers(*drafts), Language.VIETNAMESE)
        assert draft is not None
        assert draft.lead == lead


def test_what_is_asked_of_grants_is_not_told_of_renewals(tmp_path: Path) -> None:
    text = "Cấp lại giấy nuôi ong: 50.000 đồng.\nCấp giấy nuôi ong: 100.000 đồng."
    (chunk,) = passages(text_document(tmp_path, text))
    again, grant = (
        Draft(Status.ANSWERED, (Statement(chunk, *place),), short=None) for place in chunk.sentences
    )
    pair = Contrast(("cấp giấy nuôi ong", "cấp lại giấy nuôi ong"), ("a?", "b?"), by_day=False)
    assert contrasted.answer(pair, answers(grant, again), Language.VIETNAMESE) is not None
    assert contrasted.answer(pair, answers(again, grant), Language.VIETNAMESE) is None
    assert contrasted.answer(pair, answers(again, again), Language.VIETNAMESE) is None


def test_two_documents_are_told_apart(over: Callable[[dict[str, str]], Assistant]) -> None:
    text = (
        "I. NỘI QUY\nQuyết định số 15/2022/QĐ-BQL ngày 05/3/2022 quy định giờ mở cửa của bến đò.\n\n"
        "II. PHÍ\nQuyết định số 16/2022/QĐ-BQL ngày 20/8/2022 quy định phí qua đò của học sinh.\n"
    )
    answer = over({"ben-do.txt": text}).ask("Quyết định 15 và 16 năm 2022 khác nhau ở điểm nào?")
    assert answer.status is Status.ANSWERED
    assert "giờ mở cửa" in answer.text
    assert "phí qua đò" in answer.text
    assert len(answer.citations) == 2


def test_two_procedures_are_told_apart_and_two_steps_are_not_compared_with_one(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(
        "Xin cấp mới giấy phép X-quang và xin cấp lại tờ bị rách, bên nào xong sớm hơn?"
    )
    assert answer.status is Status.ANSWERED
    assert all(days in answer.text for days in ("05 ngày làm việc", "25 ngày", "10 ngày làm việc"))
    assert "Sớm hơn" not in answer.text


def test_a_time_of_two_steps_is_told_with_both(assistant: Assistant) -> None:
    answer = assistant.ask("Xin cấp mới giấy phép X-quang mất bao lâu?")
    assert answer.short is not None
    assert "05 ngày làm việc" in answer.short
    assert "25 ngày" in answer.short
