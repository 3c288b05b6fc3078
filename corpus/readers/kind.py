"""What a file really is, by its first bytes; its name only decides between kinds of text."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from corpus.errors import Reason, UnreadableError

MAX_BYTES = 100 * 2**20
MAX_UNPACKED_BYTES = 200 * 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_PDF_HEADER_WITHIN = 1024  # ISO 32000-1, implementation note 13
_ENCRYPTED_ENTRY = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4


class Kind(StrEnum):
    """A format that there is a reader for."""

    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    IMAGE = "image"


BY_SUFFIX = {
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".xlsx": Kind.SHEET,
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"), Kind.IMAGE
    ),
}
_TEXTS = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML})


def kind_of(path: Path) -> Kind:
    """The kind of a file that can be tried.

    A file whose bytes are of a known kind is that kind, whatever its name says: a PDF saved as
    `.docx` is read as a PDF. One that is named for a binary format and is none is damaged.

    Raises:
        UnreadableError: MISSING, EMPTY, TOO_LARGE, ENCRYPTED, DAMAGED or UNSUPPORTED.
    """
    named = BY_SUFFIX.get(path.suffix.lower())
    if named is None:
        raise UnreadableError(path, Reason.UNSUPPORTED, path.suffix)
    if not path.is_file():
        raise UnreadableError(path, Reason.MISSING)
    size = path.stat().st_size
    if size == 0:
        raise UnreadableError(path, Reason.EMPTY)
    if size > MAX_BYTES:
        raise UnreadableError(path, Reason.TOO_LARGE, f"{size} bytes")
    with path.open("rb") as file:
        head = file.read(4096)
    real = _by_magic(path, head)
    if real is None and named not in _TEXTS:
        raise UnreadableError(path, Reason.DAMAGED, f"no {named.value} file")
    return real or named


def _by_magic(path: Path, head: bytes) -> Kind | None:
    """The kind that the first bytes tell, None where they tell none."""
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return Kind.PDF
    if head.startswith(_OLE):
        encrypted = _ENCRYPTED_ENTRY in path.read_bytes()
        reason = Reason.ENCRYPTED if encrypted else Reason.UNSUPPORTED
        raise UnreadableError(path, reason, "OLE compound file")
    if head.startswith(b"{\\rtf"):
        raise UnreadableError(path, Reason.UNSUPPORTED, "RTF")
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    if is_webp or (head.startswith(_IMAGES) and b"\0" in head):
        return Kind.IMAGE
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower()
    return Kind.HTML if start.startswith((b"<!doctype html", b"<html")) else None


def _office(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableError(path, Reason.DAMAGED, str(error)) from error
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(path, Reason.ENCRYPTED, "encrypted zip entries")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableError(path, Reason.TOO_LARGE, f"{unpacked} bytes unpacked")
    for name, kind in (("word/document.xml", Kind.WORD), ("xl/workbook.xml", Kind.SHEET)):
        if name in names:
            return kind
    raise UnreadableError(path, Reason.DAMAGED, "a zip, but no Word or Excel file")
