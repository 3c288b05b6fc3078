"""Writing documents into the records of a version that is being built."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from corpus.model import Box, Chunk, Document, Facts, How, Line, flat_lines
from corpus.procedures import Found
from corpus.records.schema import TABLES
from corpus.vietnamese.references import find as find_references
from corpus.vietnamese.repair import doubts


class Writer:
    """Adds and removes documents."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def remove(self, document: str) -> list[str]:
        """Forget one document; the ids of the chunks it had."""
        ids = [
            row[0]
            for row in self._db.execute("SELECT id FROM chunks WHERE document=?", (document,))
        ]
        for table, column in TABLES:
            self._db.execute(f"DELETE FROM {table} WHERE {column}=?", (document,))
        return ids

    def add(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        vectors: Sequence[NDArray[np.float16]],
        procedures: Sequence[Found],
    ) -> None:
        """Write one document.

        Args:
            document: as read.
            chunks: its passages.
            vectors: for each chunk the vectors of its sentences, shape (sentences, dimension).
            procedures: its procedure records.
        """
        self._add_document(document, len(chunks))
        self._add_pages(document)
        self._add_lines(document)
        for chunk, sentence_vectors in zip(chunks, vectors, strict=True):
            self._add_chunk(document, chunk, sentence_vectors)
        for found in procedures:
            self._db.execute(
                "INSERT INTO procedures VALUES (?,?,?,?,?,?,?,?)",
                (
                    document.name,
                    document.audience.value,
                    found.procedure.key,
                    found.procedure.name,
                    found.first,
                    found.last,
                    json.dumps(asdict(found.procedure), ensure_ascii=False),
                    json.dumps(found.fields),
                ),
            )

    def _add_document(self, document: Document, chunks: int) -> None:
        numbers = [page.number for page in document.pages if page.number is not None]
        sheets = [page for page in document.pages if page.sheet is not None]
        facts = document.facts or Facts(document.title)
        signer, period = facts.signer, facts.period
        self._db.execute(
            f"INSERT INTO documents VALUES ({','.join('?' * 20)})",
            (
                document.name,
                os.fsencode(document.path),  # it need not be UTF-8
                document.audience.value,
                document.sha256,
                document.title,
                document.number,
                document.date,
                max(numbers) if numbers else len(sheets) or None,
                chunks,
                json.dumps(sorted({page.how.value for page in document.pages})),
                any(page.repaired for page in document.pages),
                facts.kind,
                facts.symbol,
                facts.body,
                facts.above,
                signer.name if signer else None,
                signer.role if signer else None,
                period.text if period else None,
                period.start.isoformat() if period else None,
                period.end.isoformat() if period else None,
            ),
        )
        self._db.executemany(
            f"INSERT INTO changes VALUES ({','.join('?' * 10)})",
            (
                (
                    document.name,
                    document.audience.value,
                    change.effect.value,
                    change.target,
                    change.year,
                    change.part,
                    *change.first,
                    *change.last,
                )
                for change in facts.changes
            ),
        )

    def _add_pages(self, document: Document) -> None:
        self._db.executemany(
            "INSERT INTO pages VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    document.name,
                    position,
                    page.number,
                    page.sheet,
                    page.how.value,
                    page.engine,
                    page.repaired,
                    page.confidence,
                    page.width,
                    page.height,
                    json.dumps([[n.kind.value, n.detail] for n in page.notes], ensure_ascii=False),
                )
                for position, page in enumerate(document.pages)
            ),
        )

    def _add_lines(self, document: Document) -> None:
        self._db.executemany(
            "INSERT INTO lines VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    document.name,
                    position,
                    page.number,
                    line.number,
                    page.sheet,
                    line.row,
                    line.source,
                    line.text,
                    json.dumps(_edges(line.box)) if line.box else None,
                    line.heading,
                    line.role.value,
                    json.dumps(guessed, ensure_ascii=False)
                    if (page.repaired or page.how is How.OCR) and (guessed := doubts(line))
                    else None,
                    json.dumps(boxes) if (boxes := _word_boxes(line)) else None,
                )
                for position, (page, line) in enumerate(flat_lines(document.pages))
            ),
        )

    def _add_chunk(self, document: Document, chunk: Chunk, vectors: NDArray[np.float16]) -> None:
        content = {
            "tokens": [[t.text, t.line, t.start, t.end, t.confidence] for t in chunk.tokens],
            "sentences": chunk.sentences,
            "breaks": chunk.breaks,
        }
        packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode())
        cursor = self._db.execute(
            "INSERT INTO chunks VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                chunk.id,
                chunk.document,
                document.audience.value,
                json.dumps(chunk.heading, ensure_ascii=False),
                chunk.page,
                chunk.lines[0],
                chunk.lines[1],
                chunk.sheet,
                chunk.row,
                chunk.procedure,
                chunk.numbered,
                packed,
                vectors.astype(np.float16).tobytes(),
                chunk.tokens[0].line,
                chunk.tokens[-1].line,
            ),
        )
        self._db.executemany(
            "INSERT INTO refs VALUES (?,?,?,?,?)",
            (
                (cursor.lastrowid, document.name, document.audience.value, ref.number, ref.key)
                for ref in find_references(chunk.text)
            ),
        )


def _edges(box: Box) -> list[float]:
    return [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]


def _word_boxes(line: Line) -> list[list[float]]:
    return [_edges(token.box) for token in line.tokens if token.box]
