"""What a PDF file holds besides its pages' text: form fields, attachments, scripts, bookmarks.

Nothing of it is opened or run: PDFium is built without a script engine, and scripts are only
looked for.
"""

from __future__ import annotations

import ctypes
import itertools
import mmap
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.model import Note, NoteKind
from corpus.readers.pdf_page import Text
from corpus.readers.pdf_text import Placing

_MAX_BOOKMARKS = 5_000
_MAX_ANNOTATIONS = 2_000  # a page
_MAX_ATTACHMENTS = 50
_LONGEST = 20_000  # bytes of a name or value
_LONGEST_NAME = 200
_MAX_STREAMS = 2_000
_LARGEST_STREAM = 2**21  # bytes unpacked
_SCRIPT = re.compile(rb"/(?:J(?:ava|#61va)?S(?:cript)?)\b\s*(?:[(<\[/]|\d+\s+\d+\s+R)")
_LAUNCH = re.compile(rb"/S\s*/Launch\b")  # starts a program of the reader's machine
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
_PASSWORD = 1 << 13  # of a text field's flags
_UNSAID = frozenset({"", "Off"})
_VALUED = frozenset(
    {
        pdfium.FPDF_FORMFIELD_TEXTFIELD,
        pdfium.FPDF_FORMFIELD_COMBOBOX,
        pdfium.FPDF_FORMFIELD_LISTBOX,
    }
)
_TICKED = frozenset({pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON})


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a file's outline: its title, level (1 outermost) and page (from 0)."""

    title: str
    level: int
    page: int


def bookmarks(document: pypdfium2.PdfDocument) -> list[Bookmark]:
    """The outline; one that loops or is huge ends early."""
    found = []
    for entry in itertools.islice(document.get_toc(max_depth=9), _MAX_BOOKMARKS):
        target = entry.get_dest()
        page = target.get_index() if target else None
        title = entry.get_title().strip()
        if page is not None and title:
            found.append(Bookmark(title, entry.level + 1, page))
    return found


def notes(document: pypdfium2.PdfDocument, path: Path) -> tuple[Note, ...]:
    """What the reader's user should know of the file: attachments' names, whether it has scripts."""
    found = []
    for index in range(min(document.count_attachments(), _MAX_ATTACHMENTS)):
        try:
            name = document.get_attachment(index).get_name()
        except pypdfium2.PdfiumError:
            name = ""
        found.append(Note(NoteKind.ATTACHMENT, _clean(name)))
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or _has_script(path):
        found.append(Note(NoteKind.SCRIPT))
    return tuple(found)


def _clean(name: str) -> str:
    """A file's name for showing; some programs write UTF-16 where a name is in another encoding."""
    if name.startswith("\xfe\xff"):
        name = name[2:].encode("latin-1", "replace").decode("utf-16-be", "replace")
    return "".join(char for char in name if char.isprintable())[:_LONGEST_NAME]


def _has_script(path: Path) -> bool:
    """Whether a script or a program's start stands in the file, or in its packed objects."""
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if _SCRIPT.search(data) or _LAUNCH.search(data):
            return True
        for match in itertools.islice(_OBJECTS.finditer(data), _MAX_STREAMS):
            start = data.find(b"stream", match.end(), match.end() + 1_000)
            if start >= 0:
                start += 8 if data[start + 6 : start + 8] == b"\r\n" else 7
                packed = data[start : start + _LARGEST_STREAM]
                try:
                    text = zlib.decompressobj().decompress(packed, _LARGEST_STREAM)
                except zlib.error:
                    continue
                if _SCRIPT.search(text) or _LAUNCH.search(text):
                    return True
    return False


def filled_in(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, placed: Placing
) -> Iterator[Text | Note]:
    """What is written into a page: fields as "name: value", typed notes; attached files' names.

    Empty fields, boxes that are not ticked, and passwords are left out.
    """
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                yield Note(NoteKind.ATTACHMENT, _clean(_attached(annotation)))
            text = ""
            if kind == pdfium.FPDF_ANNOT_FREETEXT:
                text = _string(
                    lambda *a, on=annotation: pdfium.FPDFAnnot_GetStringValue(on, b"Contents", *a)
                )
            elif kind == pdfium.FPDF_ANNOT_WIDGET and document.formenv:
                text = _field(document.formenv.raw, annotation)
            text = " ".join(text.split())
            rectangle = pdfium.FS_RECTF()
            if text and pdfium.FPDFAnnot_GetRect(annotation, rectangle):
                box = placed.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
                yield Text(text, box, 0.0)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _field(form: object, annotation: object) -> str:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)

    def said(ask: Callable[..., int]) -> str:
        return _string(lambda *a: ask(form, annotation, *a)).strip()

    if kind in _VALUED:
        flags = pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation)
        if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD and flags & _PASSWORD:
            return ""
        value = said(pdfium.FPDFAnnot_GetFormFieldValue)
    elif kind in _TICKED and pdfium.FPDFAnnot_IsChecked(form, annotation):
        value = said(pdfium.FPDFAnnot_GetFormFieldExportValue) or "x"
    else:
        return ""
    if value in _UNSAID:
        return ""
    name = said(pdfium.FPDFAnnot_GetFormFieldAlternateName) or said(
        pdfium.FPDFAnnot_GetFormFieldName
    )
    return f"{name.rstrip(' :')}: {value}" if name else value


def _attached(annotation: object) -> str:
    file = pdfium.FPDFAnnot_GetFileAttachment(annotation)
    return _string(lambda *a: pdfium.FPDFAttachment_GetName(file, *a)) if file else ""


def _string(ask: Callable[..., int]) -> str:
    """A text that PDFium writes into a buffer, in UTF-16."""
    size = min(ask(None, 0), _LONGEST)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
