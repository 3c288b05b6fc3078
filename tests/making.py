"""What tests make their inputs with: documents from text, passages from documents."""

from __future__ import annotations

from pathlib import Path

from corpus import chunks, procedures, readers
from corpus.model import Audience, Chunk, Document

SHARED = Path(__file__).parents[2] / "shared"
REPORT = SHARED / "documents" / "tham-luan-cchc-6-thang-dau-2024.ocr.txt"


def document(path: Path, name: str | None = None) -> Document:
    """A file as a document, titled by its name."""
    return Document(
        name=name or path.name,
        path=path,
        audience=Audience.PUBLIC,
        sha256="",
        pages=readers.read(path),
        title=path.stem,
    )


def text_document(folder: Path, text: str) -> Document:
    """A text as a document."""
    path = folder / "van-ban.txt"
    path.write_text(text, encoding="utf-8")
    return document(path)


def count(texts: list[str]) -> list[int]:
    """Tokens of each text, about as many as the shipped model's tokenizer makes of Vietnamese."""
    return [int(1.4 * len(text.split())) + 2 for text in texts]


def passages(source: Document) -> list[Chunk]:
    """The passages of a document."""
    return chunks.cut(source, count, procedures.find(source.pages))
