"""What answers is said first, with what belongs to it, and long sentences keep what answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers.extractive import answer
from assistant.answers.refusing import LEAST_CONFIDENCE
from assistant.answers.selection import Selection, select
from assistant.answers.short import MAX_WORDS, listed_items, short_answer
from assistant.answers.trimming import trim
from assistant.evidence import Evidence, Sentence
from assistant.model import Passage, Question, Status
from assistant.question import understand
from assistant.reader import Reading
from assistant.reading import Read, Span
from corpus.model import Chunk
from tests.making import passages, text_document


def unread(question: Question, passages: Sequence[Passage]) -> list[Read]:
    """A reader that reads nothing."""
    return []


def alone(chunk: Chunk, step: int) -> Chunk | None:
    """The passage beside the only one."""
    return None


def scored(folder: Path, text: str, scores: Sequence[float]) -> Evidence:
    """Evidence of one passage whose sentences score as given."""
    (chunk,) = passages(text_document(folder, text))
    passage = Passage(chunk, 0.9)
    said = [chunk.read(first, last) for first, last in chunk.sentences]
    found = [
        Sentence(passage, i, t, s, 1.0, True)
        for i, (t, s) in enumerate(zip(said, scores, strict=True))
    ]
    found.sort(key=lambda sentence: -sentence.score)
    return Evidence(tuple(found), (passage,), 1.0, 1.0, 0.95, ())


def selected(asked: str, evidence: Evidence, *, pointed: bool = False) -> Selection:
    return select(understand(asked), evidence.sentences[0], evidence, alone, pointed=pointed)


def test_what_answers_stands_before_what_only_comes_near(tmp_path: Path) -> None:
    text = "Sở tiếp nhận 281 hồ sơ trong kỳ. Sở đã giải quyết xong 276 hồ sơ."
    evidence = scored(tmp_path, text, [1.9, 2.0])
    chosen = selected("Sở giải quyết bao nhiêu hồ sơ?", evidence)
    assert [sentence.index for sentence in chosen.said] == [1, 0]


def test_clauses_of_one_printed_sentence_keep_their_order(tmp_path: Path) -> None:
    text = "Sở được giao 36 biên chế công chức; số lao động hợp đồng của Sở là 12 người."
    evidence = scored(tmp_path, text, [1.9, 2.0])
    chosen = selected("Sở có bao nhiêu lao động hợp đồng?", evidence)
    assert [sentence.index for sentence in chosen.said] == [0, 1]


def test_a_question_for_a_summary_gets_the_paragraph_from_the_sentence_on(tmp_path: Path) -> None:
    text = "Sở họp hằng tuần. Văn bản được rà soát thường xuyên. Sở kiến nghị sửa đổi văn bản mâu thuẫn."
    evidence = scored(tmp_path, text, [0.2, 2.0, 0.3])
    chosen = selected("Văn bản mâu thuẫn thì Sở xử lý thế nào?", evidence)
    assert [sentence.index for sentence in chosen.said] == [1, 2]


def test_the_lowest_is_not_answered_by_the_highest(tmp_path: Path) -> None:
    text = "Sở Nội vụ có mức hài lòng cao nhất trong tỉnh. Sở Xây dựng có điểm thấp nhất."
    evidence = scored(tmp_path, text, [2.0, 1.2])
    draft = answer(understand("Sở nào có mức hài lòng thấp nhất?"), evidence, {}, alone, unread)
    assert draft.statements[0].text.startswith("Sở Xây dựng")


def test_yes_or_no_stands_before_the_sentence_that_decides(tmp_path: Path) -> None:
    evidence = scored(tmp_path, "Trong kỳ, Sở không tuyển dụng viên chức.", [2.0])
    draft = answer(understand("Sở có tuyển dụng viên chức không?"), evidence, {}, alone, unread)
    assert draft.short == "Không"
    assert draft.lead
    assert "không tuyển dụng" in draft.statements[0].text


def test_a_long_sentence_keeps_what_answers(tmp_path: Path) -> None:
    start = (
        "Thực hiện kế hoạch của tỉnh về thủ tục, " + "các phòng tiếp tục rà soát quy định, " * 12
    )
    evidence = scored(tmp_path, f"{start}qua đó giảm 12 bước.", [2.0])
    said = trim(evidence.sentences[0], "kế hoạch của tỉnh về thủ tục", "12 bước", 40)
    assert "12 bước" in said.text
    assert said.cut_before
    assert len(said.text.split()) <= 60


def test_a_short_answer_broken_at_a_lines_end_is_kept(tmp_path: Path) -> None:
    end = "về chuyển đổi vị trí công tác của công chức, viên chức của các phòng, " * 8
    evidence = scored(tmp_path, f"Thực hiện Công văn số 82-\nCV/BCSĐ {end}.", [2.0])
    said = trim(evidence.sentences[0], "vị trí công tác", "82-CV/BCSĐ", 30)
    assert "CV/BCSĐ" in said.text
    assert said.cut_after


def test_the_short_answer_of_a_list_is_all_its_items_or_nothing(tmp_path: Path) -> None:
    few = scored(tmp_path, "Sở có các phòng:\n- Văn phòng.\n- Thanh tra.", [2.0, 1.0, 0.9])
    assert listed_items(few.sentences) == "- Văn phòng. - Thanh tra"
    many = "Sở có các phòng:\n" + "\n".join(f"- Phòng chuyên môn số {n}." for n in range(9))
    assert listed_items(scored(tmp_path, many, [1.0] * 10).sentences) is None


def test_a_question_for_two_numbers_gets_both(tmp_path: Path) -> None:
    evidence = scored(tmp_path, "Số biên chế đã tinh giản là 07 biên chế (tỷ lệ 16,2%).", [2.0])
    question = understand("Sở đã bớt mấy biên chế, ứng với bao nhiêu phần trăm?")
    assert short_answer(question, evidence.sentences) == "07 biên chế; 16,2%"


ISSUED = (
    "Thực hiện Công văn số 82-CV/BCSĐ ngày 29/3/2024 về tiếp tục luân chuyển, chuyển đổi vị trí công tác, "
    "Sở đã ban hành Kế hoạch số 52/KH-SKHCN ngày 26/4/2024 về luân chuyển đối với công chức của Sở."
)


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("Công văn 82 chỉ đạo việc gì?", "tiếp tục luân chuyển, chuyển đổi vị trí công tác"),
        ("Kế hoạch 52 có nội dung gì?", "luân chuyển đối với công chức của Sở"),
        ("Quyết định 777 quy định về chuyện gì?", None),
    ],
)
def test_what_a_document_is_about_stands_behind_its_number(
    tmp_path: Path, asked: str, short: str | None
) -> None:
    assert short_answer(understand(asked), scored(tmp_path, ISSUED, [2.0]).sentences) == short


@pytest.mark.parametrize(
    ("asked", "text", "rank"),
    [
        # how a rank is asked for is printed beside any of them, and says nothing of which is meant
        (
            "Sự hài lòng xếp thứ mấy?",
            "Sự hài lòng ở mức thứ 7 trong xã.\nCải cách xếp thứ 2 trong xã.",
            "thứ 7",
        ),
        # the same words elsewhere in a question do
        (
            "Thu ngân sách xếp thứ mấy?",
            "Chi ngân sách xếp thứ 9, thu ngân sách xếp thứ 5.",
            "xếp thứ 5",
        ),
        # another year's is not asked for
        (
            "Năm 2023 xã Bình An xếp hạng mấy?",
            "Năm 2023 xã xếp hạng 7/63 của tỉnh.\nNăm 2021 xã Bình An xếp hạng 3/63 của tỉnh.",
            "hạng 7/63",
        ),
    ],
)
def test_the_rank_is_of_what_is_asked_for(tmp_path: Path, asked: str, text: str, rank: str) -> None:
    scores = [2.0 - at / 10 for at in range(len(text.split("\n")))]
    short = short_answer(understand(asked), scored(tmp_path, text, scores).sentences)
    assert short is not None
    assert short.endswith(rank)


def test_where_a_question_points_back_the_words_before_tell_which_date(tmp_path: Path) -> None:
    text = (
        "Số 08/2024/QĐ-UBND ngày 02/4/2024 sửa quy định ban hành kèm theo Quyết định số 15/2020/QĐ-UBND "
        "ngày 23/4/2020 của tỉnh."
    )
    earlier = "Quyết định nào năm 2024 sửa quy định của tỉnh?"
    question = understand("Văn bản đó ký ngày mấy?", [earlier])
    assert short_answer(question, scored(tmp_path, text, [2.0]).sentences) == "ngày 02/4/2024"


@pytest.mark.parametrize(
    ("asked", "text", "short"),
    [
        ("Năm 2023 đạt bao nhiêu %?", "Năm 2022 là 80,08% và năm 2023 là 82,66%.", "82,66%"),
        ("Năm 2022 đạt bao nhiêu %?", "Năm 2022 là 80,08% và năm 2023 là 82,66%.", "80,08%"),
        ("Năm 2023 đạt bao nhiêu %?", "Đạt 80,08% năm 2022 và 82,66% năm 2023.", "82,66%"),
        # the year of a document has no figure
        (
            "Đến năm 2025 có bao nhiêu thuyền?",
            "Theo Nghị quyết năm 2021, có 50 thuyền đến năm 2025, 100 thuyền đến năm 2030.",
            "50 thuyền",
        ),
    ],
)
def test_a_figure_is_that_of_its_year(tmp_path: Path, asked: str, text: str, short: str) -> None:
    assert short_answer(understand(asked), scored(tmp_path, text, [2.0]).sentences) == short


def test_a_question_for_a_web_address_gets_the_address(tmp_path: Path) -> None:
    text = "Nội dung được công khai trên Cổng thông tin điện tử của Sở tại địa chỉ www.khcnhungyen.gov.vn."
    question = understand("Trang web của Sở có địa chỉ nào?")
    assert (
        short_answer(question, scored(tmp_path, text, [2.0]).sentences) == "www.khcnhungyen.gov.vn"
    )


@pytest.mark.parametrize(
    ("asked", "text", "short"),
    [
        (
            "Hạn chót nộp báo cáo theo quý là khi nào?",
            "Chậm nhất là ngày cuối của tháng đầu quý sau, theo Nghị định số 123/2020/NĐ-CP ngày 19/10/2020.",
            "Chậm nhất là ngày cuối của tháng đầu quý sau",
        ),
        (
            "Phải nộp báo cáo trước ngày nào?",
            "Theo Kế hoạch số 10/KH-SKHCN ngày 17/01/2024, nộp trước ngày 15/6/2024.",
            "ngày 15/6/2024",
        ),
        (
            "Bao nhiêu TTHC đã lên Cổng dịch vụ công?",
            "Tích hợp lên Cổng dịch vụ công quốc gia đối với 49/58 đạt theo quy định.",
            "49/58",
        ),
    ],
)  # fmt: skip
def test_a_deadline_is_no_documents_date(tmp_path: Path, asked: str, text: str, short: str) -> None:
    assert short_answer(understand(asked), scored(tmp_path, text, [2.0]).sentences) == short


LONG = (
    "Trên đây là báo cáo công tác 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm của trường,"
    " nhà trường gửi Phòng Giáo dục tổng hợp, biên tập và trình Ủy ban nhân dân huyện theo quy định."
)


def test_who_is_told_by_the_clauses_of_a_long_sentence_that_name_bodies(tmp_path: Path) -> None:
    question = understand("Báo cáo này gửi cho cơ quan nào gom lại rồi đưa lên ai?")
    short = short_answer(question, scored(tmp_path, LONG, [2.0]).sentences)
    assert short is not None
    assert "Phòng Giáo dục" in short
    assert "Ủy ban nhân dân huyện" in short
    assert len(short.split()) <= MAX_WORDS


def test_yes_or_no_without_a_verdict_is_told_by_the_sentence(tmp_path: Path) -> None:
    text = "b) Trong kỳ báo cáo, nhà trường không thực hiện việc mua sắm thiết bị."
    question = understand("Trường có sắm thêm máy chiếu nào không?")
    short = short_answer(question, scored(tmp_path, text, [2.0]).sentences)
    assert short == "Trong kỳ báo cáo, nhà trường không thực hiện việc mua sắm thiết bị"


def test_the_clause_that_was_read_answers_and_not_the_one_that_opens_the_enumeration(
    tmp_path: Path,
) -> None:
    text = (
        "Kết quả cụ thể: (1) Thư viện đạt loại tốt; (2) Bếp ăn đạt loại khá; (3) Y tế đạt loại tốt."
    )
    evidence = scored(tmp_path, text, [2.0, 1.2, 1.6, 1.1])
    read = [replace(s, read=0.4) if s.index == 2 else s for s in evidence.sentences]
    draft = answer(
        understand("Bếp ăn của trường được xếp loại nào?"),
        replace(evidence, sentences=tuple(read)),
        {},
        alone,
        unread,
    )
    assert draft.statements[0].text.startswith("(2) Bếp ăn")


@pytest.mark.parametrize(
    "asked", ["Quyết định số 7 năm 2024 quy định chuyện gì?", "QĐ 7/2024 nói về việc gì?"]
)
def test_what_stands_behind_a_number_tells_what_the_document_is_about(
    tmp_path: Path, asked: str
) -> None:
    text = (
        "Sở ban hành Quyết định số 5/2024/QĐ-UBND ngày 02/3/2024 về trồng rừng."
        " Quyết định số 7/2024/QĐ-UBND ngày 05/3/2024 về nuôi ong lấy mật."
    )
    evidence = replace(scored(tmp_path, text, [0.5, 0.45]), nearness=0.8)
    question = understand(asked)
    assert evidence.confidence < LEAST_CONFIDENCE
    draft = answer(question, evidence, {}, alone, unread)
    assert draft.status is Status.ANSWERED
    assert draft.short == "nuôi ong lấy mật"
    # what is asked beyond that, its words do not tell
    fined = understand("Quyết định số 7 năm 2024 quy định mức phạt tiền tối đa là gì?")
    assert answer(fined, evidence, {}, alone, unread).status is not Status.ANSWERED


REVIEWED = (
    "Sở đã phối hợp với các đơn vị trực thuộc rà soát toàn bộ hệ thống thông tin đang vận hành, trong đó"
    " có cổng thông tin điện tử, trang thông tin của chi cục, sàn giao dịch công nghệ của tỉnh và mạng nội"
    " bộ của cơ quan, lập hồ sơ đề xuất cấp độ cho từng hệ thống theo hướng dẫn của cơ quan chuyên trách,"
    " và đã được phê duyệt an toàn thông tin mức độ 2."
)


@pytest.mark.parametrize(("answers", "whole"), [(0.99, False), (0.7, True)])
def test_a_long_sentence_is_cut_shorter_where_the_words_that_answer_are_surely_known(
    tmp_path: Path, answers: float, whole: bool
) -> None:
    evidence = scored(tmp_path, REVIEWED, [2.0])
    passage = evidence.passages[0]
    chunk = passage.chunk
    first = next(at for at, token in enumerate(chunk.tokens) if token.text == "đơn")
    span = Span(first, first + 4, 0, 5.0)
    read = Read(passage, Reading({"span": answers, "none": 1 - answers}, ()), (span,))
    evidence = replace(evidence, reads=(read,))
    question = understand("Sở phối hợp với ai để rà soát hệ thống thông tin?")
    draft = answer(question, evidence, {chunk.document: "Báo cáo"}, alone, unread)
    assert draft.status is Status.ANSWERED
    assert ("mức độ 2" in draft.statements[0].text) == whole


THREE = (
    "Xã Bãi Sậy trồng 12 ha sen trong năm. Xã Cồn Nổi trồng 15 ha sen trong năm."
    " Thôn Đông trồng 9 ha sen trong năm. Thôn Đoài trồng 7 ha sen trong năm."
    " Hợp tác xã trồng 4 ha sen trong năm."
)


@pytest.mark.parametrize(("answers", "said"), [(0.97, 2), (0.5, 4), (None, 2)])
def test_more_is_said_where_the_reader_is_not_sure(
    tmp_path: Path, answers: float | None, said: int
) -> None:
    evidence = scored(tmp_path, THREE, [2.0, 1.9, 1.8, 1.3, 1.0])
    chunk = evidence.passages[0].chunk
    if answers is not None:
        span = Span(0, 3, 0, 5.0)
        read = Read(evidence.passages[0], Reading({"none": 1 - answers}, ()), (span,))
        evidence = replace(evidence, reads=(read,))
    assert len(chunk.sentences) == 5
    chosen = selected("Xã Bãi Sậy trồng bao nhiêu ha sen?", evidence, pointed=True)
    assert len(chosen.said) == said
