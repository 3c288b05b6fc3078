"""What tests make their inputs with: documents from text, passages from documents."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import chunks, procedures, readers
from corpus.embedding import Embedder
from corpus.index import build
from corpus.model import Audience, Chunk, Document
from tools.national_workbook import COLUMNS, write

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


def store_of_procedures(
    folder: Path, rows: Sequence[Mapping[str, str]], embedder: Embedder
) -> Path:
    """A store of a workbook of procedures, each with a code.

    Args:
        folder: where the workbook and the store are put.
        rows: what is known of each, by the keys of `tools.national_workbook`.
        embedder: embeds their passages.
    """
    every = [
        {column.key: "" for column in COLUMNS} | {"ma_thu_tuc": f"9.{at:06}"} | dict(row)
        for at, row in enumerate(rows)
    ]
    (folder / "tai-lieu").mkdir()
    write(folder / "tai-lieu" / "thu-tuc.xlsx", every)
    build([folder / "tai-lieu"], folder / "store", embedder=embedder)
    return folder / "store"


class Hashed(Embedder):
    """Embeds texts by their hash, in no time: for tests of everything but what texts mean."""

    def __init__(self) -> None:
        self.name = "hashed"
        self.dimension = 16

    fingerprint = "0"

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        if progress:
            progress(len(texts))
        return self.queries(texts)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        drawn = [np.random.default_rng(zlib.crc32(t.encode())).standard_normal(16) for t in texts]
        vectors = np.array(drawn, np.float32).reshape(len(texts), 16)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def count_many(self, texts: Sequence[str]) -> list[int]:
        return count(list(texts))
