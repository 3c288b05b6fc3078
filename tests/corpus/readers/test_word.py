"""Word files as a whole: headings, notes, headers, what hangs on them, kinds of file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from corpus import readers
from corpus.model import Note, NoteKind, Role
from corpus.readers import word
from tests.corpus.readers.word_files import TYPE, lines, p, part, r, save, style, tbl, tc, texts, tr


def styled(name: str, more: str = "", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="{name}"/>{based}{more}</w:style>'
    )


@pytest.mark.parametrize(
    ("styles", "level"),
    [
        (styled("heading 2"), 2),
        (styled("Heading 3"), 3),
        (styled("Tiêu đề 1"), 1),
        (styled("Đầu đề 4"), 4),
        (styled("Đề mục 2"), 2),
        (styled("Title"), 1),
        (styled("Mục lớn", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'), 2),
        (
            styled("Mục lớn", base="H").replace('"S"', '"S"')
            + styled("heading 2").replace('"S"', '"H"'),
            2,
        ),
        (styled("heading 2", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'), 0),
        (styled("Tiêu đề bảng"), 0),
        (styled("vòng", base="S"), 0),
    ],
)
def test_headings_are_told_by_their_style(tmp_path: Path, styles: str, level: int) -> None:
    path = save(tmp_path / "a.docx", p("Kết quả", style("S")), {"styles": styles})
    assert [line.heading for line in lines(path)] == [level]


def test_a_paragraphs_own_outline_level_wins_over_its_style(tmp_path: Path) -> None:
    body = p("A", style("S") + '<w:outlineLvl w:val="0"/>') + p("B", '<w:outlineLvl w:val="9"/>')
    path = save(tmp_path / "a.docx", body, {"styles": styled("heading 3")})
    assert [line.heading for line in lines(path)] == [1, 0]


def test_a_whole_clause_in_a_style_of_headings_is_text(tmp_path: Path) -> None:
    clause = " ".join(["Tiếp tục thực hiện"] * 15) + "."
    path = save(tmp_path / "a.docx", p(clause, style("S")), {"styles": styled("heading 2")})
    assert [line.heading for line in lines(path)] == [0]


def note(kind: str, id_: int, text: str) -> str:
    return f'<w:{kind} w:id="{id_}">{p(r(f"<w:{kind}Ref/>") + r(" " + text))}</w:{kind}>'


def call(kind: str, id_: int, more: str = "") -> str:
    return r(f'<w:{kind}Reference w:id="{id_}" {more}/>')


def test_notes_follow_the_sentence_that_calls_them_and_never_cut_a_title(tmp_path: Path) -> None:
    parts = {
        "footnotes": note("footnote", 2, "Sửa đổi năm 2023.")
        + note("footnote", 5, "Theo báo cáo quý."),
        "endnotes": note("endnote", 2, "Nguồn: số liệu giả định."),
    }
    body = (
        p(r("NGHỊ ĐỊNH") + call("footnote", 2))
        + p("Về việc thử nghiệm")
        + p(r("Kết quả đạt 15") + call("footnote", 5) + r(" ngày") + call("endnote", 2) + r("."))
        + p("Hết.")
    )
    assert texts(save(tmp_path / "a.docx", body, parts)) == [
        "NGHỊ ĐỊNH",
        "Về việc thử nghiệm",
        "Kết quả đạt 15 ngày.",
        "Chú thích 1: Sửa đổi năm 2023.",
        "Chú thích 2: Theo báo cáo quý.",
        "Chú thích i: Nguồn: số liệu giả định.",
        "Hết.",
    ]


def test_a_note_of_a_table_stands_below_it_and_one_with_its_own_mark_keeps_it(
    tmp_path: Path,
) -> None:
    parts = {"footnotes": note("footnote", 2, "Ước tính.")}
    cell = tc(
        p(
            r("12")
            + call("footnote", 2, 'w:customMarkFollows="1"').replace("</w:r>", "<w:t>*</w:t></w:r>")
        )
    )
    body = tbl(tr("Mục", "Số", "Ghi"), tr("A", cell, "x"), tr("B", "7", "y")) + p("Sau")
    assert texts(save(tmp_path / "a.docx", body, parts)) == [
        "Mục: A; Số: 12*; Ghi: x",
        "Mục: B; Số: 7; Ghi: y",
        "Chú thích *: Ước tính.",
        "Sau",
    ]


def test_a_call_without_its_note_is_nothing(tmp_path: Path) -> None:
    body = p(r("A") + call("footnote", 9) + r("."))
    assert texts(save(tmp_path / "a.docx", body)) == ["A."]


def section(*references: tuple[str, str, str], first: bool = False) -> str:
    links = "".join(
        f'<w:{name}Reference w:type="{kind}" r:id="{id_}"/>' for name, kind, id_ in references
    )
    return f"<w:sectPr>{links}{'<w:titlePg/>' if first else ''}</w:sectPr>"


def test_running_headers_and_footers_are_kept_once_and_not_indexed(tmp_path: Path) -> None:
    parts = {
        "header1": p("Báo cáo tháng 6"),
        "footer1": p("Trang 2/10"),
        "header2": p("Báo cáo tháng 6"),
    }
    body = p("Nội dung.", section(("header", "default", "header2"))) + section(
        ("header", "default", "header1"), ("footer", "default", "footer1")
    )
    found = lines(save(tmp_path / "a.docx", body, parts))
    assert [(line.source, line.role) for line in found] == [
        ("Báo cáo tháng 6", Role.FURNITURE),
        ("Nội dung.", Role.BODY),
        ("Trang 2/10", Role.FURNITURE),
    ]


def test_a_letterhead_in_the_first_pages_header_is_text_at_the_top(tmp_path: Path) -> None:
    letterhead = tbl(
        tr("SỞ THỬ NGHIỆM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        tr("Số: 12/BC-STN", "Hưng Yên, ngày 5 tháng 6 năm 2024"),
        columns=2,
    )
    parts = {"header1": letterhead, "header2": p("Báo cáo tháng 6")}
    references = (("header", "first", "header1"), ("header", "default", "header2"))
    body = p("BÁO CÁO") + section(*references, first=True)
    path = save(tmp_path / "a.docx", body, parts)
    assert texts(path) == [
        "SỞ THỬ NGHIỆM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/BC-STN",
        "Hưng Yên, ngày 5 tháng 6 năm 2024",
        "BÁO CÁO",
    ]
    without = save(tmp_path / "b.docx", p("BÁO CÁO") + section(*references), parts)
    assert texts(without) == ["BÁO CÁO"]


def test_embedded_files_and_other_formats_are_named_and_not_opened(tmp_path: Path) -> None:
    link = '<o:OLEObject ProgID="Excel.Sheet.12" r:id="word/embeddings/so-lieu.xlsx"/>'
    ole = f"<w:object><v:shape/>{link}</w:object>"
    old = '<w:object><o:OLEObject ProgID="Equation.3" r:id="word/embeddings/e.bin"/></w:object>'
    body = p(r("Bảng") + r(ole) + r(old)) + '<w:altChunk r:id="word/kem.html"/>'
    files = {
        "word/embeddings/so-lieu.xlsx": b"no zip",
        "word/embeddings/e.bin": b"x",
        "word/kem.html": b"<p>secret</p>",
    }
    (page,) = word.read(save(tmp_path / "a.docx", body, files=files))
    assert page.text == "Bảng"
    assert page.notes == (
        Note(NoteKind.ATTACHMENT, "so-lieu.xlsx"),
        Note(NoteKind.ATTACHMENT, "kem.html"),
    )


@pytest.mark.parametrize(
    ("suffix", "type_"),
    [
        ("docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("dotx", f"{TYPE}.template.main+xml"),
    ],
)
def test_macro_files_and_templates_are_read_and_macros_only_noted(
    tmp_path: Path, suffix: str, type_: str
) -> None:
    files = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"} if suffix == "docm" else None
    plain = save(tmp_path / "a.docx", p("Chữ."), files=files)
    path = tmp_path / f"a.{suffix}"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(f"{TYPE}.document.main+xml".encode(), type_.encode())
            )
    (page,) = readers.read(path)
    assert page.text == "Chữ."
    assert (Note(NoteKind.SCRIPT, "VBA") in page.notes) == (suffix == "docm")


def test_the_strict_variant_and_a_main_part_of_another_name_are_read(tmp_path: Path) -> None:
    document = part("document", f"<w:body>{p('Chữ.')}</w:body>")
    strict = document.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document2.xml", strict)
        file.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/'
            'officeDocument" Target="/word/document2.xml"/></Relationships>',
        )
    assert texts(path) == ["Chữ."]


def test_a_file_of_python_docx_is_read_as_word_shows_it(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Báo cáo", level=0)
    document.add_heading("Kết quả", level=1)
    document.add_paragraph("Mục một", style="List Number")
    document.add_paragraph("Mục hai", style="List Number")
    document.add_paragraph("Gạch", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    path = tmp_path / "a.docx"
    document.save(str(path))
    (page,) = word.read(path)
    assert (page.number, page.paragraphs) == (None, True)
    assert [(line.source, line.heading, line.role) for line in page.lines] == [
        ("Đầu trang", 0, Role.FURNITURE),
        ("Báo cáo", 1, Role.BODY),
        ("Kết quả", 1, Role.BODY),
        ("1. Mục một", 0, Role.BODY),
        ("2. Mục hai", 0, Role.BODY),
        ("• Gạch", 0, Role.BODY),
    ]
