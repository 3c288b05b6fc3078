"""What a file really is, by its first bytes; its name only decides between kinds of text."""

from __future__ import annotations

import re
import stat
import zipfile
from enum import StrEnum
from pathlib import Path

from corpus.errors import Reason, UnreadableError

MAX_BYTES = 100 * 2**20
MAX_TEXT_BYTES = 20 * 2**20
"""Of a text file: ten thousand pages; what is longer is no document but somebody's data."""

MAX_UNPACKED_BYTES = 200 * 2**20
MAX_ENTRIES = 20_000
"""In an Office file: a workbook of 1,000 sheets and pictures has a tenth of that."""

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"GIF8", b"BM")
_PDF_HEADER_WITHIN = 1024  # ISO 32000-1, implementation note 13
_HTML = re.compile(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.DOTALL)
_HTML_PART = re.compile(rb"<(?:head|meta|style|body|table|div)\b")


class Kind(StrEnum):
    """A format that there is a reader for."""

    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    CSV = "csv"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    XLS = "xls"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    IMAGE = "image"


BY_SUFFIX = {
    ".pdf": Kind.PDF,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), Kind.WORD),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), Kind.SHEET),
    **dict.fromkeys((".csv", ".tsv"), Kind.CSV),
    **dict.fromkeys((".doc", ".dot"), Kind.DOC),
    ".rtf": Kind.RTF,
    ".odt": Kind.ODT,
    ".xls": Kind.XLS,
    ".txt": Kind.TEXT,
    **dict.fromkeys((".md", ".markdown"), Kind.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Kind.HTML),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"), Kind.IMAGE
    ),
}
_TEXTS = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML, Kind.CSV})

# streams of an OLE file that tell what it holds: [MS-DOC] 2.1, [MS-XLS] 2.1, [MS-OFFCRYPTO] 2.3.4.4
_STREAMS = {"WordDocument": Kind.DOC, "Workbook": Kind.XLS, "Book": Kind.XLS}
_ENCRYPTED = "EncryptedPackage"
_PARTS = {
    re.compile(r"word/document\d*\.xml"): Kind.WORD,
    re.compile(r"xl/workbook\d*\.xml"): Kind.SHEET,
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
# XML of Office 2003, which names its program in a processing instruction
_OFFICE_XML = {b'progid="Word.Document"': Kind.DOC, b'progid="Excel.Sheet"': Kind.XLS}


def kind_of(path: Path) -> Kind:
    """The kind of a file that can be tried.

    A file whose bytes are of a known kind is that kind, whatever its name says: a PDF saved as
    `.docx` is read as a PDF. One that is named for a binary format and is none is damaged.

    Raises:
        UnreadableError: MISSING, NOT_A_FILE, FORBIDDEN, EMPTY, TOO_LARGE, ENCRYPTED, DAMAGED or
            UNSUPPORTED.
    """
    size = size_of(path)
    named = BY_SUFFIX.get(path.suffix.lower())
    if named is None:
        raise UnreadableError(path, Reason.UNSUPPORTED, path.suffix)
    if size == 0:
        raise UnreadableError(path, Reason.EMPTY)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except PermissionError as error:
        raise UnreadableError(path, Reason.FORBIDDEN, str(error)) from error
    kind = _by_magic(path, head, named) or (named if named in _TEXTS else _export(head, named))
    if kind is None:
        raise UnreadableError(path, Reason.DAMAGED, f"no {named.value} file")
    if kind in _TEXTS and size > MAX_TEXT_BYTES:
        raise UnreadableError(path, Reason.TOO_LARGE, f"{size} bytes of text")
    return kind


def size_of(path: Path) -> int:
    """The bytes of a regular file that is not too large to be opened.

    Raises:
        UnreadableError: MISSING, NOT_A_FILE, FORBIDDEN or TOO_LARGE.
    """
    try:
        found = path.stat()
    except PermissionError as error:
        raise UnreadableError(path, Reason.FORBIDDEN, str(error)) from error
    except (OSError, ValueError) as error:
        raise UnreadableError(path, Reason.MISSING, str(error)) from error
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError(path, Reason.NOT_A_FILE)
    if found.st_size > MAX_BYTES:
        raise UnreadableError(path, Reason.TOO_LARGE, f"{found.st_size} bytes")
    return found.st_size


def _export(head: bytes, named: Kind) -> Kind | None:
    """What programs really write when they export to `.doc` and `.xls`: HTML, or a table as text."""
    if named not in (Kind.DOC, Kind.XLS) or b"\0" in head:
        return None
    if _HTML_PART.match(_start(head)):
        return Kind.HTML
    return Kind.CSV if named is Kind.XLS and b"\t" in head else None


def _by_magic(path: Path, head: bytes, named: Kind) -> Kind | None:
    """The kind that the first bytes tell, None where they tell none."""
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return Kind.PDF
    if head.startswith(_OLE):
        return _ole(path, named)
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith(b"PK\x03\x04"):
        return _package(path)
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    if is_webp or (head.startswith(_IMAGES) and b"\0" in head):
        return Kind.IMAGE
    for mark, kind in _OFFICE_XML.items():
        if head.startswith(b"<?xml") and mark in head:
            return kind
    return Kind.HTML if _HTML.match(_start(head)) else None


def _start(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def _ole(path: Path, named: Kind) -> Kind:
    data = path.read_bytes()
    held = {kind for name, kind in _STREAMS.items() if _stream(name) in data}
    if _ENCRYPTED.encode("utf-16-le") in data:
        raise UnreadableError(path, Reason.ENCRYPTED, "OLE compound file")
    if not held:
        raise UnreadableError(path, Reason.UNSUPPORTED, "OLE compound file")
    # a document may hold a sheet of the other program: then its name tells which is which
    return named if named in held else Kind.DOC if Kind.DOC in held else Kind.XLS


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


def _package(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            names = [entry.filename for entry in entries]
            if any(entry.flag_bits & 1 for entry in entries):
                raise UnreadableError(path, Reason.ENCRYPTED, "encrypted zip entries")
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > MAX_UNPACKED_BYTES or len(entries) > MAX_ENTRIES:
                detail = f"{unpacked} bytes unpacked, {len(entries)} entries"
                raise UnreadableError(path, Reason.TOO_LARGE, detail)
            if "mimetype" in names:
                with package.open("mimetype") as declared:
                    if declared.read(len(_OPEN_DOCUMENT) + 1) == _OPEN_DOCUMENT:
                        return Kind.ODT
    except UnreadableError:
        raise
    except Exception as error:  # whatever zipfile says of a broken zip: six kinds of error
        raise UnreadableError(path, Reason.DAMAGED, str(error)) from error
    for pattern, kind in _PARTS.items():
        if any(pattern.fullmatch(name) for name in names):
            return kind
    if any(name.startswith(("ppt/", "xl/workbook.bin")) or name == "mimetype" for name in names):
        raise UnreadableError(path, Reason.UNSUPPORTED, "another Office format")
    raise UnreadableError(path, Reason.DAMAGED, "a zip, but no Word or Excel file")
