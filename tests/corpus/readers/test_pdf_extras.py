"""What PDF files hold besides text, and files that are broken."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader

from assistant.startup import SHIPPED_DOCUMENTS
from corpus.errors import Reason, UnreadableError
from corpus.model import Note, NoteKind
from corpus.readers import pdf
from tests.pdf_making import HEIGHT, WIDTH, canvas, put, texts

REPORT = SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.pdf"
SCAN = SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.scan.pdf"


def plain(path: Path, pages: int = 1) -> Path:
    made = canvas(path)
    for number in range(1, pages + 1):
        put(made, [(60, 100, f"Nội dung của trang {number}"), (60, 130, "Phần thứ hai: kết quả")])
        made.showPage()
    made.save()
    return path


def action(writer: pypdf.PdfWriter, script: str) -> IndirectObject:
    made = DictionaryObject()
    made[NameObject("/S")] = NameObject("/JavaScript")
    made[NameObject("/JS")] = TextStringObject(script)
    return writer._add_object(made)


def reason_of(path: Path) -> Reason | None:
    """Why a file cannot be read; None where it can."""
    try:
        pages = pdf.read(path)
    except UnreadableError as error:
        return error.reason
    return None if any(page.lines for page in pages) else Reason.EMPTY


def test_filled_fields_are_lines_and_passwords_are_not(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    put(made, [(60, 100, "Tờ khai")])
    form = made.acroForm
    form.textfield(name="ho_ten", tooltip="Họ và tên", value="Tran Thi May", x=60, y=600)
    form.textfield(name="trong", tooltip="Ghi chú", value="", x=60, y=560)
    form.textfield(name="mat_khau", value="bi mat", x=60, y=520, fieldFlags="password")
    form.checkbox(name="dong_y", tooltip="Đồng ý", checked=True, x=60, y=480)
    form.checkbox(name="khong", tooltip="Từ chối", checked=False, x=60, y=440)
    made.save()
    (page,) = pdf.read(tmp_path / "a.pdf")
    assert texts(page)[:2] == ["Tờ khai", "Họ và tên: Tran Thi May"]
    said = " ".join(texts(page))
    assert "Đồng ý" in said
    assert not any(word in said for word in ("bi mat", "Từ chối", "Ghi chú"))


def test_attachments_are_named_and_scripts_reported_with_the_first_page(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=plain(tmp_path / "a.pdf", pages=2))
    writer.add_attachment("phụ lục.xlsx", b"not opened")
    script = action(writer, "app.alert('never run')")
    tree = DictionaryObject()
    tree[NameObject("/Names")] = ArrayObject([TextStringObject("a"), script])
    names = writer.root_object["/Names"]
    assert isinstance(names, DictionaryObject)
    names[NameObject("/JavaScript")] = tree
    writer.write(tmp_path / "b.pdf")
    first, second = pdf.read(tmp_path / "b.pdf")
    assert first.notes == (Note(NoteKind.ATTACHMENT, "phụ lục.xlsx"), Note(NoteKind.SCRIPT))
    assert not second.notes


def test_a_script_that_runs_on_opening_is_seen_too(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=plain(tmp_path / "a.pdf"))
    writer.root_object[NameObject("/OpenAction")] = action(writer, "app.alert(1)")
    writer.write(tmp_path / "b.pdf")
    assert pdf.read(tmp_path / "b.pdf")[0].notes == (Note(NoteKind.SCRIPT),)
    assert not pdf.read(tmp_path / "a.pdf")[0].notes


def test_bookmarks_make_headings_of_the_lines_they_name(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    put(made, [(60, 100, "PHẦN MỞ ĐẦU"), (60, 130, "Đánh giá chung về công tác cải cách")])
    put(made, [(60, 145, "hành chính trong kỳ"), (60, 170, "Nội dung của phần này.")])
    made.save()
    writer = pypdf.PdfWriter(clone_from=tmp_path / "a.pdf")
    parent = writer.add_outline_item(title="Phần mở đầu", page_number=0)
    title = "Đánh giá chung về công tác cải cách hành chính trong kỳ"
    writer.add_outline_item(title=title, page_number=0, parent=parent)
    writer.add_outline_item(title="Không có trên trang", page_number=0)
    writer.write(tmp_path / "b.pdf")
    (page,) = pdf.read(tmp_path / "b.pdf")
    assert [(line.text, line.heading) for line in page.lines] == [
        ("PHẦN MỞ ĐẦU", 1),
        (title, 2),
        ("Nội dung của phần này.", 0),
    ]
    assert [line.number for line in page.lines] == [1, 2, 3]


def test_an_outline_and_a_page_tree_that_loop_end(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=plain(tmp_path / "a.pdf"))
    item = writer.add_outline_item(title="Phần thứ hai: kết quả", page_number=0)
    entry = item.get_object()
    assert isinstance(entry, DictionaryObject)
    entry[NameObject("/Next")] = item
    entry[NameObject("/First")] = item
    tree = writer.root_object.raw_get("/Pages").get_object()
    assert isinstance(tree, DictionaryObject)
    kids = tree["/Kids"]
    assert isinstance(kids, ArrayObject)
    kids.append(writer.root_object.raw_get("/Pages"))
    tree[NameObject("/Count")] = NumberObject(50)
    writer.write(tmp_path / "b.pdf")
    pages = pdf.read(tmp_path / "b.pdf")
    assert "Nội dung của trang 1" in pages[0].text
    assert any(line.heading for line in pages[0].lines)


def test_a_scan_gives_empty_pages_that_their_picture_covers() -> None:
    pages = pdf.read_pages(SCAN)
    assert pages
    assert not any(page.lines for page in pages)
    with pypdfium2.PdfDocument(SCAN) as document:
        assert all(pdf.picture_share(document, i) > pdf.PICTURED for i in range(len(document)))
    with pytest.raises(UnreadableError) as raised:
        pdf.read(SCAN)
    assert raised.value.reason is Reason.NO_TEXT_LAYER


def test_strips_of_a_picture_count_together_and_a_logo_counts_little(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("L", (40, 10), 200).save(picture, "PNG")
    made = canvas(tmp_path / "a.pdf")
    for strip in range(10):
        made.drawImage(ImageReader(picture), 0, strip * HEIGHT / 10, WIDTH, HEIGHT / 10)
    made.showPage()
    made.drawImage(ImageReader(picture), 60, 700, 80, 80)
    made.save()
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        assert pdf.picture_share(document, 0) > 0.95
        assert 0 < pdf.picture_share(document, 1) < 0.05


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    pdf.read(plain(tmp_path / "a.pdf", pages=3), lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_read_or_has_a_reason(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(REPORT.read_bytes())
    if seed % 2:
        data = data[: chance.randrange(len(data))]
    for _ in range(40):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert reason_of(path) in (None, Reason.DAMAGED, Reason.NO_TEXT_LAYER, Reason.ENCRYPTED)
