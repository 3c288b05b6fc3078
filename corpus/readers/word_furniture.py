"""Headers and footers of a Word file: what comes again on every page, and what only looks so.

A letterhead is often typed into the first page's header; the document's number, date and issuing
body stand there and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from corpus.readers.word_blocks import Block, Blocks, Elsewhere, Paragraph
from corpus.readers.word_package import Package, Part
from corpus.readers.word_xml import R, W, find, is_on
from corpus.vietnamese.normalise import fold

_MOTTO = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap ?[-–] ?tu do ?[-–] ?hanh phuc")
_PAGE = re.compile(r"(?:trang|page)?\W*\d*\W*(?:(?:/|tren|of)\W*\d+)?\W*")
_KINDS = ("first", "default", "even")


@dataclass(frozen=True, slots=True)
class Furniture:
    """Blocks of headers and footers.

    Attributes:
        letterhead: of the first page only: part of the document's text.
        headers, footers: each once, in the order of the document's sections.
    """

    letterhead: tuple[Block, ...]
    headers: tuple[Block, ...]
    footers: tuple[Block, ...]


def furniture(
    package: Package, main: Part, sections: list[Element], blocks: Callable[[Element], Blocks]
) -> Furniture:
    """The headers and footers of a document.

    Args:
        package: the file.
        main: its main part, which names them.
        sections: its `w:sectPr`, in order.
        blocks: makes what reads the blocks of a part's root.
    """
    letterhead: tuple[Block, ...] = ()
    found: dict[str, list[Block]] = {"header": [], "footer": []}
    seen: set[str] = set()
    for index, section in enumerate(sections):
        for name, kept in found.items():
            for kind, root in _parts(package, main, section, name):
                content = blocks(root).read(root)
                text = " ".join(texts(content))
                if not text or text in seen:
                    continue
                seen.add(text)
                own_first = is_on(find(section, "titlePg"))
                shown_first = kind == ("first" if own_first else "default")
                if index == 0 and name == "header" and shown_first and _is_letterhead(text, kind):
                    letterhead = content
                else:
                    kept.extend(content)
    return Furniture(letterhead, tuple(found["header"]), tuple(found["footer"]))


def _parts(
    package: Package, main: Part, section: Element, name: str
) -> Iterator[tuple[str, Element]]:
    references = section.findall(f"{W}{name}Reference")
    by_kind = {item.get(f"{W}type", "default"): item.get(f"{R}id", "") for item in references}
    for kind in _KINDS:
        link = main.links.get(by_kind.get(kind, ""))
        part = package.part(link.target) if link else None
        if part is not None:
            yield kind, part.root


def _is_letterhead(text: str, kind: str) -> bool:
    """Whether a header says what only a document's first page does."""
    folded = fold(" ".join(text.split()))
    return bool(_MOTTO.search(folded)) or (kind == "first" and not _PAGE.fullmatch(folded))


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """All texts of blocks, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield block.text
            yield from texts(block.boxes)
        elif not isinstance(block, Elsewhere):
            for row in block.rows:
                for cell in row.cells:
                    yield from texts(cell.blocks)
