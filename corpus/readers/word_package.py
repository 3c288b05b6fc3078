"""The parts of a Word file: a zip of XML files that name one another (ISO/IEC 29500-2).

Nothing outside the file is ever opened, embedded objects, pictures and macros neither.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from corpus.errors import Reason, UnreadableError
from corpus.readers.word_xml import W

_MAX_PART_BYTES = 64 * 2**20  # of XML; a report of 1,000 pages has a quarter of that
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DEFAULT_MAIN = "word/document.xml"

# ISO/IEC 29500-1 strict names the same things differently (29500-4, annex A)
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: the last word of its type ("footnotes"), and the part it names."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Part:
    """An XML part with its relationships by id, those within the file only."""

    name: str
    root: Element
    links: dict[str, Link]


class _RootReachedError(Exception):
    """The part has no document type."""


class Package:
    """A Word file that is open; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            UnreadableError: DAMAGED.
        """
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise UnreadableError(path, Reason.DAMAGED, str(error)) from error
        # programs disagree on upper and lower case between a part and what names it
        self._names = {info.filename.lower(): info for info in self._zip.infolist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def main(self) -> Part:
        """The part that holds the document.

        Raises:
            UnreadableError: DAMAGED where there is none; as `part`.
        """
        links = self._links("")
        named = [link.target for link in links.values() if link.kind == "officeDocument"]
        for name in (*named, _DEFAULT_MAIN):
            part = self.part(name)
            if part is not None:
                return part
        raise UnreadableError(self._path, Reason.DAMAGED, "no main part")

    def part(self, name: str) -> Part | None:
        """A part by its name; None where the file has none of that name.

        Raises:
            UnreadableError: DAMAGED or TOO_LARGE.
        """
        root = self._parse(name)
        return None if root is None else Part(name, root, self._links(name))

    def of(self, part: Part, kind: str) -> Part | None:
        """The first part of a kind that another one names.

        Raises:
            UnreadableError: as `part`.
        """
        name = next((link.target for link in part.links.values() if link.kind == kind), None)
        return self.part(name) if name else None

    def has(self, ending: str) -> bool:
        """Whether any part's name ends so."""
        return any(name.endswith(ending) for name in self._names)

    def _links(self, name: str) -> dict[str, Link]:
        folder, file = posixpath.split(name)
        root = self._parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return {}
        return {
            item.get("Id", ""): Link(
                posixpath.basename(item.get("Type", "")),
                posixpath.normpath(posixpath.join("/", folder, unquote(item.get("Target", ""))))[
                    1:
                ],
            )
            for item in root.iter(_RELATIONSHIP)
            if item.get("TargetMode") != "External"
        }

    def _parse(self, name: str) -> Element | None:
        info = self._names.get(name.lower())
        if info is None:
            return None
        if info.file_size > _MAX_PART_BYTES:
            detail = f"{name}: {info.file_size} bytes"
            raise UnreadableError(self._path, Reason.TOO_LARGE, detail)
        try:
            data = self._zip.read(info)
            _refuse_document_type(data)
            if _STRICT in data:
                for strict, usual in _NAMESPACES.items():
                    data = data.replace(strict, usual)
            return ElementTree.fromstring(data)
        except UnreadableError:
            raise
        except Exception as error:  # zipfile, zlib and the parser raise eight kinds between them
            detail = f"{name}: {type(error).__name__}: {error}"
            raise UnreadableError(self._path, Reason.DAMAGED, detail) from error


def _refuse_document_type(data: bytes) -> None:
    """Refuse a part that declares entities: ISO/IEC 29500-2, 8.1.4 forbids it, bombs need it."""

    def doctype(*_: object) -> None:
        raise ValueError("a document type declaration")

    def root(*_: object) -> None:
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)
    except _RootReachedError:
        return
