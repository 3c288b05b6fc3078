from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from assistant.startup import SHIPPED_DOCUMENTS
from corpus import readers
from corpus.errors import Reason, UnreadableError
from corpus.model import Page, Role

REPORT = SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.pdf"
GOLD = Path(__file__).parents[2] / "gold" / "bao-cao-cchc-6-thang-2024.txt"


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return readers.read(REPORT)


def test_pages_count_from_one_and_know_their_size(pages: tuple[Page, ...]) -> None:
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert 6 <= len(pages) <= 8
    assert all(page.width and 590 < page.width < 600 for page in pages)


def test_the_text_is_the_texts_words(pages: tuple[Page, ...]) -> None:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if "Bản trình diễn" not in line and not line.isdigit()]
    gold = " ".join(body).split()
    read = " ".join(page.text for page in pages).split()
    missing = [word for word in gold if word not in set(read)]
    assert len(missing) <= 0.01 * len(gold)


def test_every_line_stands_on_its_page(pages: tuple[Page, ...]) -> None:
    for page in pages:
        assert page.width
        assert page.height
        for line in page.lines:
            assert line.box
            assert 0 <= line.box.left < line.box.right <= page.width
            assert 0 <= line.box.top < line.box.bottom <= page.height


def test_lines_come_from_top_to_bottom(pages: tuple[Page, ...]) -> None:
    tops = [line.box.top for line in pages[3].lines if line.box and line.role is Role.BODY]
    assert tops == sorted(tops)


def test_running_lines_and_page_numbers_are_no_text(pages: tuple[Page, ...]) -> None:
    furniture = [line.text for page in pages for line in page.lines if line.role is Role.FURNITURE]
    assert len(furniture) >= len(pages) - 1
    assert "Bản trình diễn" not in " ".join(page.text for page in pages)


def test_a_table_row_is_one_line_with_its_headers(pages: tuple[Page, ...]) -> None:
    rows = [line.text for page in pages for line in page.lines if line.role is Role.ROW]
    assert "Chỉ số: Hài lòng của người dân, tổ chức; Xếp thứ: 10" in " ".join(rows)
    assert len([row for row in rows if "Xếp thứ:" in row]) == 7


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=REPORT)
    writer.encrypt("bí mật", algorithm="AES-256")
    path = tmp_path / "khoa.pdf"
    writer.write(path)
    with pytest.raises(UnreadableError) as raised:
        readers.read(path)
    assert raised.value.reason is Reason.ENCRYPTED


def test_a_cut_off_file_is_damaged_or_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(REPORT.read_bytes()[:3000])
    with pytest.raises(UnreadableError) as raised:
        readers.read(path)
    assert raised.value.reason is Reason.DAMAGED


def test_a_turned_page_has_its_boxes_where_it_is_shown(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=REPORT)
    writer.pages[0].rotate(90)
    path = tmp_path / "turned.pdf"
    writer.write(path)
    page = readers.read(path)[0]
    assert page.width
    assert page.height
    assert page.width > page.height
    assert all(
        line.box and 0 <= line.box.left < line.box.right <= page.width for line in page.lines
    )
