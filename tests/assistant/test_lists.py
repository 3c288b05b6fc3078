"""A list is said whole, also where it goes on in the next passage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answers.lists import Beside, Place, outline, paragraph, whole_list
from corpus.model import Chunk
from tests.making import passages, text_document

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

BEFORE = " ".join(["Văn bản này nêu nhiệm vụ chung của các phòng thuộc sở trong năm."] * 18)
ITEMS = [f"- Nhiệm vụ {n}: rà soát, cập nhật danh mục số {n} của phòng." for n in range(1, 13)]
OPENER = "Phòng Kế hoạch có các nhiệm vụ sau:"
AFTER = "Kinh phí do ngân sách tỉnh bảo đảm theo phân cấp."


def beside(chunks: list[Chunk]) -> Beside:
    def found(chunk: Chunk, step: int) -> Chunk | None:
        at = chunks.index(chunk) + step
        return chunks[at] if 0 <= at < len(chunks) else None

    return found


def cut(folder: Path, *lines: str) -> list[Chunk]:
    return passages(text_document(folder, "\n".join(lines) + "\n"))


def place(chunks: list[Chunk], start: str) -> Place:
    return next(
        one
        for chunk in chunks
        for index in range(len(chunk.sentences))
        if (one := Place(chunk, index)).text.startswith(start)
    )


def test_a_list_goes_on_in_the_next_passage(tmp_path: Path) -> None:
    chunks = cut(tmp_path, BEFORE, OPENER, *ITEMS, AFTER)
    assert place(chunks, OPENER).chunk is not place(chunks, ITEMS[-1]).chunk
    for start in (OPENER, ITEMS[0], ITEMS[5], ITEMS[-1]):
        texts = [one.text for one in whole_list(place(chunks, start), beside(chunks))]
        assert texts == [OPENER, *ITEMS]


RUNNING = (
    "Kế hoạch gồm sáu phần: sửa đổi thể chế;", "sắp xếp bộ máy;", "đơn giản hóa thủ tục;", "đổi mới công vụ.",
)  # fmt: skip


def test_an_enumeration_in_running_text_is_said_to_its_full_stop(tmp_path: Path) -> None:
    chunks = cut(tmp_path, "Tỉnh đã họp. " + " ".join(RUNNING) + " Kinh phí do tỉnh cấp.")
    for start in RUNNING[:3]:
        texts = [one.text for one in whole_list(place(chunks, start), beside(chunks))]
        assert texts == list(RUNNING), start
    assert len(whole_list(place(chunks, "Tỉnh đã họp"), beside(chunks))) == 1


def test_clauses_that_only_name_things_belong_to_the_one_before_them(tmp_path: Path) -> None:
    chunks = cut(tmp_path, "Phổ biến các luật mới; các dự thảo; các văn bản khác. Việc này xong.")
    for clause in ("Phổ biến", "các dự thảo"):
        assert len(whole_list(place(chunks, clause), beside(chunks))) == 3


def test_clauses_that_no_colon_opens_are_no_list(tmp_path: Path) -> None:
    chunks = cut(tmp_path, "Sở tiếp nhận 4 hồ sơ; đã giải quyết xong 3 hồ sơ; còn lại 1 hồ sơ.")
    assert len(whole_list(place(chunks, "đã giải quyết"), beside(chunks))) == 1


def test_an_item_that_is_a_list_of_its_own_is_said_alone(tmp_path: Path) -> None:
    rooms = ["- Các phòng: Văn phòng;", "Thanh tra Sở, làm cả pháp chế;", "Phòng Quản lý Khoa học."]
    chunks = cut(tmp_path, "Sở gồm:", "- Lãnh đạo Sở.", " ".join(rooms), "- Chi cục.")
    texts = [one.text for one in whole_list(place(chunks, rooms[0]), beside(chunks))]
    assert texts == rooms


def test_a_sentence_goes_on_to_the_end_of_its_paragraph(tmp_path: Path) -> None:
    told = ["Sở rà soát văn bản;", "phát hiện mâu thuẫn.", "Sở kiến nghị sửa đổi."]
    chunks = cut(tmp_path, AFTER, "", " ".join(told), "", "- Mục khác.")
    texts = [one.text for one in paragraph(place(chunks, told[0]), beside(chunks), 50)]
    assert texts == told
    assert len(paragraph(place(chunks, told[0]), beside(chunks), 10)) == 2


def test_a_clause_has_those_before_it(tmp_path: Path) -> None:
    told = ["Sở sao lưu dữ liệu mỗi tuần;", "sẵn sàng khôi phục hệ thống sau sự cố."]
    chunks = cut(tmp_path, AFTER, "", " ".join(told), "", "- Mục khác.")
    texts = [one.text for one in paragraph(place(chunks, told[1]), beside(chunks), 50)]
    assert texts == told
    assert len(paragraph(place(chunks, told[1]), beside(chunks), 10)) == 1


def test_an_outline_is_all_of_a_short_section_and_of_a_long_one_how_its_paragraphs_begin(
    tmp_path: Path,
) -> None:
    lines = ["a) Phòng mở sổ. Sổ có ba cột.", "b) Phòng chốt sổ. Việc chốt làm vào thứ sáu."]
    chunks = cut(tmp_path, *lines)
    at = place(chunks, "Việc chốt")
    whole = [one.text for one in outline(at, beside(chunks), 50)]
    assert "Sổ có ba cột." in whole
    begun = [one.text for one in outline(at, beside(chunks), 10)]
    assert "Sổ có ba cột." not in begun
    assert begun == ["a) Phòng mở sổ.", "b) Phòng chốt sổ.", "Việc chốt làm vào thứ sáu."]


def test_a_sentence_that_points_back_has_the_one_before_it(tmp_path: Path) -> None:
    told = ["Công chức chấp hành nghiêm kỷ luật.", "Qua đó, trách nhiệm được nâng cao."]
    chunks = cut(tmp_path, " ".join(told))
    assert [one.text for one in paragraph(place(chunks, "Qua đó"), beside(chunks), 50)] == told


def test_a_list_ends_with_its_section(tmp_path: Path) -> None:
    chunks = cut(tmp_path, "I. NHIỆM VỤ", BEFORE, OPENER, *ITEMS[:3], "II. KINH PHÍ", *ITEMS[3:])
    texts = [one.text for one in whole_list(place(chunks, OPENER), beside(chunks))]
    assert texts == [OPENER, *ITEMS[:3]]


def test_the_sentences_of_an_item_stay_with_it(tmp_path: Path) -> None:
    chunks = cut(tmp_path, OPENER, f"{ITEMS[0]} Hạn là tháng 6.", ITEMS[1], AFTER)
    texts = [one.text for one in whole_list(place(chunks, ITEMS[1]), beside(chunks))]
    assert texts == [OPENER, ITEMS[0], "Hạn là tháng 6.", ITEMS[1]]


def test_of_a_paragraph_before_a_list_its_last_sentence_is_kept(tmp_path: Path) -> None:
    paragraph = "Phòng có bốn người. Trụ sở ở tầng hai. Các nhiệm vụ được giao như dưới đây."
    chunks = cut(tmp_path, AFTER, paragraph, *ITEMS[:3])
    texts = [one.text for one in whole_list(place(chunks, ITEMS[2]), beside(chunks))]
    assert texts == ["Các nhiệm vụ được giao như dưới đây.", *ITEMS[:3]]


def test_a_sentence_of_no_list_stands_alone(tmp_path: Path) -> None:
    chunks = cut(tmp_path, OPENER, *ITEMS[:2], AFTER)
    assert [one.text for one in whole_list(place(chunks, AFTER), beside(chunks))] == [AFTER]


def test_an_answer_cites_both_passages_of_a_list(
    over: Callable[[dict[str, str]], Assistant],
) -> None:
    assistant = over({"nhiem-vu.txt": "\n".join([BEFORE, OPENER, *ITEMS, AFTER]) + "\n"})
    answer = assistant.ask("Phòng Kế hoạch có những nhiệm vụ nào?")
    quoted = " ".join(citation.quote for citation in answer.citations)
    assert all(f"Nhiệm vụ {n}:" in quoted for n in range(1, 13))
    assert len(answer.citations) > 1
