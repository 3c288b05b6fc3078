"""The passages that the reader's questions are asked of, by name.

A name says where a passage comes from: `report/19` and `demo/danh-muc-tthc.xlsx/3` are passages as the
index cuts them, `law/…` and `procedure/…` pieces of the shared law text and procedures, `general/…` and
`told/…` paragraphs written for this project. Nothing that `tools.embedding.pairs` holds out is among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import chunks, procedures, readers
from corpus.embedding import Embedder
from corpus.model import Audience, Chunk, Document
from corpus.readers.portal_cells import parted
from tools.embedding import pairs
from tools.repair.sources import SHARED

TEXTS = Path(__file__).parent / "texts"
REPORT = SHARED / "documents" / "tham-luan-cchc-6-thang-dau-2024.ocr.txt"
DEMO = Path(__file__).parents[2] / "corpus" / "documents"
_LONGEST = 900  # characters of a piece: about what the index makes a passage of


@dataclass(frozen=True, slots=True)
class Passage:
    """A title or heading path, and the text below it."""

    name: str
    title: str
    text: str


def pieces(text: str) -> list[str]:
    """A text in pieces of whole lines; a line that is too long is cut between sentences."""
    found: list[str] = []
    for line in text.split("\n"):
        for part in _sentences(line.strip()):
            if found and len(found[-1]) + len(part) < _LONGEST:
                found[-1] += ("\n" if part == line.strip() else " ") + part
            elif part:
                found.append(part)
    return found


def _sentences(line: str) -> list[str]:
    if len(line) < _LONGEST:
        return [line]
    return [part for part in line.replace(". ", ".\0").split("\0") if part]


def cut(path: Path, embedder: Embedder) -> list[Chunk]:
    """The passages of a file, as the index cuts it."""
    read = Document(path.name, path, Audience.PUBLIC, "", readers.read(path), path.stem)
    return chunks.cut(read, embedder.count_many, procedures.find(read.pages))


def report(embedder: Embedder) -> Iterator[Passage]:
    """The real report, repaired; a passage is named by its first line."""
    for chunk in cut(REPORT, embedder):
        yield Passage(f"report/{chunk.lines[0]}", ". ".join(chunk.heading), chunk.text)


def demo(embedder: Embedder) -> Iterator[Passage]:
    """The demo documents; a passage is named by its place."""
    for path in sorted(DEMO.rglob("*")):
        if path.suffix in {".docx", ".xlsx"} or path.name.endswith("thang-2024.pdf"):
            for at, chunk in enumerate(cut(path, embedder)):
                yield Passage(f"demo/{path.name}/{at}", ". ".join(chunk.heading), chunk.text)


def law() -> Iterator[Passage]:
    """Articles of codified law, in pieces."""
    for number, article in pairs.law(held_out=False).items():
        for at, piece in enumerate(pieces(article.text)):
            yield Passage(f"law/{number}/{at}", article.title, piece)


def national() -> Iterator[Passage]:
    """Fields of national procedures, in pieces, under the procedure's name."""
    for record in pairs.records():
        code, name = record["ma_thu_tuc"], record["ten_thu_tuc"].strip()
        if pairs.is_held_out(code):
            continue
        for field, (heading, _) in pairs.FIELDS.items():
            for at, piece in enumerate(pieces(record.get(field, "").strip())):
                # as the reader of workbooks shows it
                text = "\n".join(line.strip() for line in parted(piece).split("\n") if line.strip())
                yield Passage(f"procedure/{code}/{field}/{at}", name, f"{heading}: {text}")


def general() -> Iterator[Passage]:
    """Paragraphs of general knowledge."""
    for row in pairs.general():
        yield Passage(f"general/{row['id']}", row["title"], row["text"])


def told() -> Iterator[Passage]:
    """Made-up reports and notices of offices, written for training alone."""
    for path in sorted((TEXTS / "told").glob("*.jsonl")):
        for row in pairs.rows(path):
            yield Passage(f"told/{row['id']}", row["title"], row["text"])
