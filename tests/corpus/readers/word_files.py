"""Word files from their XML, so that a test says exactly what stands in the file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from corpus.model import Line, Role
from corpus.readers import word

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{_OFFICE}/relationships",
        "m": f"{_OFFICE}/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
    "header": "hdr",
    "footer": "ftr",
    "comments": "comments",
}
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def part(root: str, content: str) -> str:
    """An XML part: `content` in a root element of WordprocessingML."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{content}</w:{root}>'


def save(
    path: Path,
    body: str,
    parts: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a Word file.

    Args:
        body: what stands in `w:body`.
        parts: name → content, such as "styles" or "header2"; its relationship id is its name.
        files: other parts by their path in the zip, as bytes; with a relationship of that id.
    """
    links, entries = [], {}
    for name, content in (parts or {}).items():
        kind = name.rstrip("0123456789")
        entries[f"word/{name}.xml"] = part(_ROOTS[kind], content).encode()
        links.append((name, kind, f"{name}.xml"))
    for name, data in (files or {}).items():
        entries[name] = data
        links.append((name, "package", f"/{name}"))
    relationships = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for id_, kind, target in links
    )
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/></Types>',
        )
        for name, links_of in (
            ("_rels/.rels", root),
            ("word/_rels/document.xml.rels", relationships),
        ):
            file.writestr(
                name, f'<Relationships xmlns="{package}/relationships">{links_of}</Relationships>'
            )
        file.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for name, data in entries.items():
            file.writestr(name, data)
    return path


def lines(path: Path) -> list[Line]:
    """The lines of the file's only page."""
    (page,) = word.read(path)
    return list(page.lines)


def texts(path: Path) -> list[str]:
    """What is indexed of a file, line by line."""
    return [line.source for line in lines(path) if line.role is not Role.FURNITURE]


def p(text: str = "", properties: str = "") -> str:
    """A paragraph: of a text, or of runs."""
    inner = text if text.startswith("<") else r(text) if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run: of a text, or of XML."""
    inner = text if text.startswith("<") else f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def style(name: str) -> str:
    """A paragraph's link to its style."""
    return f'<w:pStyle w:val="{name}"/>'


def field(code: str, result: str) -> str:
    """A complex field with its last result."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def tc(content: str, properties: str = "") -> str:
    """A table cell: of a text, or of paragraphs."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A table row of cells or texts."""
    inner = "".join(cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str, columns: int = 3) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
