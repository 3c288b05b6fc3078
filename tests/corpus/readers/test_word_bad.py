"""Word files made to harm: bombs, depths, circles, missing and broken parts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus import readers
from corpus.errors import Reason, UnreadableError
from corpus.readers import word_package
from tests.corpus.readers.word_files import p, part, r, save, style, tbl, tc, texts, tr


def with_document(path: Path, document: bytes) -> Path:
    """A Word file whose main part holds just these bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", document)
    return path


def reason_of(path: Path) -> Reason:
    with pytest.raises(UnreadableError) as raised:
        readers.read(path)
    return raised.value.reason


LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha"}">' for at in range(12))
DOCUMENT = part("document", f"<w:body>{p('&x;')}</w:body>")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "entities",
    [LAUGHS + '<!ENTITY x "&l11;">', '<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x "y">'],
)
def test_a_part_that_declares_entities_is_refused_before_one_is_expanded(
    tmp_path: Path, entities: str, encoding: str
) -> None:
    document = DOCUMENT.replace(DECLARATION, f"<!DOCTYPE w:document [{entities}]>")
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    path = with_document(tmp_path / "a.docx", (head + document).encode(encoding))
    assert reason_of(path) is Reason.DAMAGED


def test_entities_in_another_part_are_refused_too(tmp_path: Path) -> None:
    path = save(tmp_path / "a.docx", p("Chữ."), {"styles": ""})
    styles = f"<!DOCTYPE w:styles [{LAUGHS}]>{part('styles', '').removeprefix(DECLARATION)}"
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in entries.items():
            new.writestr(name, styles.encode() if name == "word/styles.xml" else data)
    assert reason_of(path) is Reason.DAMAGED


def test_a_part_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_package, "_MAX_PART_BYTES", 10_000)
    path = save(tmp_path / "a.docx", p("Chữ. " * 10_000))
    assert reason_of(path) is Reason.TOO_LARGE


@pytest.mark.parametrize("tag", ["w:smartTag", "w:p", "w:r", "w:hyperlink", "m:oMath"])
def test_depth_without_end_is_a_damaged_file_and_no_crash(tmp_path: Path, tag: str) -> None:
    depth = 50_000
    inner = f"<{tag}>" * depth + f"</{tag}>" * depth
    body = f"<w:body><w:p>{inner}</w:p></w:body>"
    path = with_document(tmp_path / "a.docx", part("document", body).encode())
    assert reason_of(path) in (Reason.DAMAGED, Reason.EMPTY)


def test_tables_deep_in_tables_are_read_or_refused(tmp_path: Path) -> None:
    nested = p("Trong cùng.")
    for _ in range(20):
        nested = tbl(tr(tc(nested + p())), columns=1)
    assert texts(save(tmp_path / "a.docx", nested)) == ["Trong cùng."]
    for _ in range(2000):
        nested = tbl(tr(tc(nested + p())), columns=1)
    assert reason_of(save(tmp_path / "b.docx", nested)) is Reason.DAMAGED


def test_a_cell_that_claims_a_million_columns_takes_no_memory(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="900000000"/>'
    gap = '<w:gridBefore w:val="900000000"/><w:gridAfter w:val="900000000"/>'
    rows = [tr("Mục", "Số", "Ghi"), *(tr(tc("A", wide), "5", properties=gap) for _ in range(200))]
    found = texts(save(tmp_path / "a.docx", tbl(*rows)))
    assert len(found) == 200
    assert all("A" in text and "5" in text for text in found)


def test_broken_numbers_are_taken_for_none(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="x"><w:start w:val="y"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    in_list = '<w:numPr><w:ilvl w:val="z"/><w:numId w:val="1"/></w:numPr>'
    table = tbl(tr("Mục", tc("Số", '<w:gridSpan w:val=""/>'), "Ghi"), tr("A", "1", "x"))
    body = p("Một", in_list + '<w:outlineLvl w:val="đầu"/>') + table
    body += p(r("Hai") + r('<w:sym w:font="Wingdings" w:char="??"/>'))
    path = save(tmp_path / "a.docx", body, {"numbering": numbering})
    assert texts(path) == ["0. Một", "Mục: A; Số: 1; Ghi: x", "Hai"]


def test_styles_in_a_circle_end(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("AB", "BC", "CA")
    )
    path = save(tmp_path / "a.docx", p("Chữ.", style("A")), {"styles": styles})
    assert texts(path) == ["Chữ."]


def test_a_note_that_calls_itself_is_told_once(tmp_path: Path) -> None:
    call = r('<w:footnoteReference w:id="2"/>')
    notes = f'<w:footnote w:id="2">{p(r("Xem chú thích này.") + call)}</w:footnote>'
    path = save(tmp_path / "a.docx", p(r("Chữ") + call + r(".")), {"footnotes": notes})
    assert texts(path) == ["Chữ.", "Chú thích 1: Xem chú thích này."]


def test_parts_that_are_named_and_missing_are_done_without(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    whole = save(tmp_path / "b.docx", p("Chữ.", style("S")), {"styles": "", "numbering": ""})
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in ("_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml"):
            new.writestr(name, old.read(name))
    assert texts(path) == ["Chữ."]


@pytest.mark.parametrize(
    "document", [b"", b"<w:document", part("document", "").encode(), b"\0" * 50, b"<a/>"]
)
def test_a_main_part_that_is_no_document_is_damage(tmp_path: Path, document: bytes) -> None:
    assert reason_of(with_document(tmp_path / "a.docx", document)) is Reason.DAMAGED


def test_nothing_outside_the_file_is_opened_by_a_relationship(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(part("hdr", p("bí mật")), encoding="utf-8")
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    path = save(tmp_path / "a.docx", p("Chữ.") + section)
    for target in ("../../secret.xml", secret.as_uri(), str(secret)):
        with zipfile.ZipFile(path) as old:
            entries = {name: old.read(name) for name in old.namelist()}
        entries["word/_rels/document.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="h" Type="x/header" Target="{target}"/></Relationships>'
        ).encode()
        with zipfile.ZipFile(path, "w") as new:
            for name, data in entries.items():
                new.writestr(name, data)
        assert texts(path) == ["Chữ."]
