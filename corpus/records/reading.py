"""Reading the records of a version; any number of processes may."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import starmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.model import (
    Audience,
    Box,
    Change,
    Chunk,
    ChunkToken,
    Effect,
    How,
    Note,
    NoteKind,
    Option,
    Period,
    Procedure,
    Role,
    Signer,
    StoredDocument,
    StoredLine,
    StoredPage,
)
from corpus.procedures import Found
from corpus.vietnamese.references import Reference


class Reader:
    """The questions that can be put to a version's records."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def documents(self, audiences: Iterable[Audience]) -> list[StoredDocument]:
        """All documents of the given audiences, by name."""
        marks, values = _in(audiences)
        rows = self._db.execute(
            f"SELECT * FROM documents WHERE audience IN ({marks}) ORDER BY name", values
        )
        return [_document(row) for row in rows]

    def changes(self, audiences: Iterable[Audience]) -> list[tuple[str, Change]]:
        """(document, what it does to another one) for the documents of the given audiences."""
        marks, values = _in(audiences)
        try:
            rows = self._db.execute(
                "SELECT document, effect, target, year, part, first_line, first_offset, last_line,"
                f" last_offset FROM changes WHERE audience IN ({marks}) ORDER BY rowid",
                values,
            ).fetchall()
        except sqlite3.OperationalError:  # a version built before they were read
            return []
        return [
            (
                row[0],
                Change(Effect(row[1]), row[2], row[3], row[4], (row[5], row[6]), (row[7], row[8])),
            )
            for row in rows
        ]

    def lines(
        self, document: str, *, page: int | None = None, span: tuple[int, int] | None = None
    ) -> list[StoredLine]:
        """Lines of a document: all, of one page, or those at positions first to last."""
        query, values = "SELECT * FROM lines WHERE document=?", [document]
        extra: list[int] = []
        if page is not None:
            query, extra = query + " AND page=?", [page]
        if span is not None:
            query, extra = query + " AND position BETWEEN ? AND ?", [*extra, *span]
        rows = self._db.execute(query + " ORDER BY position", [*values, *extra])
        return [
            StoredLine(
                position=row[1],
                page=row[2],
                number=row[3],
                sheet=row[4],
                row=row[5],
                source=row[6],
                text=row[7],
                box=Box(*json.loads(row[8])) if row[8] else None,
                heading=row[9],
                role=Role(row[10]),
                # versions built before repair, or before scans were read, lack these columns
                doubts=tuple(tuple(d) for d in json.loads(row[11])) if row[11:] and row[11] else (),
                words=tuple(Box(*b) for b in json.loads(row[12])) if row[12:] and row[12] else (),
            )
            for row in rows
        ]

    def pages(self, document: str) -> list[StoredPage]:
        """The pages or sheets of a document, in order; none where that was not kept."""
        try:
            rows = self._db.execute(
                "SELECT number, sheet, how, engine, repaired, confidence, width, height, notes"
                " FROM pages WHERE document=? ORDER BY position",
                (document,),
            ).fetchall()
        except sqlite3.OperationalError:  # a version built before pages were kept
            return []
        return [
            StoredPage(
                number=row[0],
                sheet=row[1],
                how=How(row[2]),
                engine=row[3],
                repaired=bool(row[4]),
                confidence=row[5],
                width=row[6],
                height=row[7],
                notes=tuple(Note(NoteKind(kind), detail) for kind, detail in json.loads(row[8])),
            )
            for row in rows
        ]

    def doubts(self, document: str) -> dict[tuple[int | None, str | None], int]:
        """How many words of each page or sheet are doubtful; those without any are left out."""
        try:
            rows = self._db.execute(
                "SELECT page, sheet, sum(json_array_length(doubts)) FROM lines"
                " WHERE document=? AND doubts IS NOT NULL GROUP BY page, sheet",
                (document,),
            ).fetchall()
        except sqlite3.OperationalError:  # a version built before repair
            return {}
        return {(page, sheet): count for page, sheet, count in rows if count}

    def qualities(self) -> dict[str, tuple[float, int]]:
        """For each document how sure its reading is, 0-1, and how many of its words are doubtful."""
        try:
            pages = self._db.execute(
                "SELECT document, avg(confidence) FROM pages GROUP BY document"
            )
            sure = dict(pages.fetchall())
            rows = self._db.execute(
                "SELECT document, sum(json_array_length(doubts)) FROM lines"
                " WHERE doubts IS NOT NULL GROUP BY document"
            )
            doubtful = dict(rows.fetchall())
        except sqlite3.OperationalError:  # a version built before pages were kept
            return {}
        return {name: (confidence, doubtful.get(name, 0)) for name, confidence in sure.items()}

    def chunk_keys(self, audience: Audience) -> list[int]:
        """Keys of all chunks of an audience, in the order of the lexical index."""
        rows = self._db.execute("SELECT key FROM chunks WHERE audience=? ORDER BY key", (audience,))
        return [row[0] for row in rows]

    def chunk_documents(self, audience: Audience) -> list[str]:
        """The document of every chunk of an audience, in the order of `chunk_keys`."""
        rows = self._db.execute(
            "SELECT document FROM chunks WHERE audience=? ORDER BY key", (audience,)
        )
        return [row[0] for row in rows]

    def chunks(self, keys: Sequence[int]) -> dict[int, Chunk]:
        """Chunks by key."""
        marks = ",".join("?" * len(keys))
        rows = self._db.execute(f"SELECT * FROM chunks WHERE key IN ({marks})", list(keys))
        return {row[0]: _chunk(row) for row in rows}

    def chunks_between(self, document: str, first: int, last: int) -> list[Chunk]:
        """Chunks of a document that hold lines at positions first to last, last excluded."""
        rows = self._db.execute(
            "SELECT * FROM chunks WHERE document=? AND start<? AND end>=? ORDER BY key",
            (document, last, first),
        )
        return [_chunk(row) for row in rows]

    def beside(self, chunk: Chunk, step: int) -> Chunk | None:
        """The chunk so many after one in its document (before it, if negative); None past its ends."""
        at = int(chunk.id.rpartition("#")[2])
        rows = self._db.execute(
            "SELECT * FROM chunks WHERE id=?", (f"{chunk.document}#{at + step}",)
        )
        row = rows.fetchone()
        return _chunk(row) if row else None

    def all_chunks(self, audience: Audience) -> Iterator[Chunk]:
        """Every chunk of an audience, in the order of `chunk_keys`."""
        rows = self._db.execute("SELECT * FROM chunks WHERE audience=? ORDER BY key", (audience,))
        return (_chunk(row) for row in rows)

    def keys_of(self, ids: Sequence[str]) -> dict[str, int]:
        """Keys of chunks by id."""
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(f"SELECT id, key FROM chunks WHERE id IN ({marks})", list(ids))
        return dict(rows.fetchall())

    def sentence_vectors(self, chunk_id: str, dimension: int) -> NDArray[np.float32]:
        """The vectors of a chunk's sentences, shape (sentences, dimension)."""
        row = self._db.execute("SELECT vectors FROM chunks WHERE id=?", (chunk_id,)).fetchone()
        return np.frombuffer(row[0], np.float16).astype(np.float32).reshape(-1, dimension)

    def referring(
        self, references: Sequence[Reference], audiences: Iterable[Audience]
    ) -> dict[int, int]:
        """Chunk key → how many of the references it prints, for chunks that print any."""
        marks, values = _in(audiences)
        counts: dict[int, int] = {}
        for reference in references:
            rows = self._db.execute(
                f"SELECT DISTINCT chunk, key FROM refs WHERE number=? AND audience IN ({marks})",
                [reference.number, *values],
            )
            for chunk in {c for c, key in rows if Reference.parse(key).agrees(reference)}:
                counts[chunk] = counts.get(chunk, 0) + 1
        return counts

    def procedures(self, audiences: Iterable[Audience]) -> list[tuple[str, Found]]:
        """(document, procedure) for every procedure record of the given audiences."""
        marks, values = _in(audiences)
        rows = self._db.execute(
            "SELECT document, first, last, record, fields FROM procedures"
            f" WHERE audience IN ({marks}) ORDER BY rowid",
            values,
        )
        return [
            (
                document,
                Found(
                    _procedure(json.loads(record)),
                    first,
                    last,
                    {
                        name: tuple((a, b) for a, b in spans)
                        for name, spans in json.loads(fields).items()
                    },
                ),
            )
            for document, first, last, record, fields in rows
        ]


_DOCUMENT_COLUMNS = 20


def _document(row: Sequence[Any]) -> StoredDocument:
    # versions built before facts were read lack the later columns
    row = [*row, *[None] * (_DOCUMENT_COLUMNS - len(row))]
    signer = Signer(row[15], row[16]) if row[15] or row[16] else None
    period = None
    if row[17]:
        period = Period(row[17], date.fromisoformat(row[18]), date.fromisoformat(row[19]))
    return StoredDocument(
        name=row[0],
        path=Path(os.fsdecode(row[1])),
        audience=Audience(row[2]),
        sha256=row[3],
        title=row[4],
        number=row[5],
        date=row[6],
        pages=row[7],
        chunks=row[8],
        how=tuple(How(how) for how in json.loads(row[9])),
        repaired=bool(row[10]),
        kind=row[11],
        symbol=row[12],
        body=row[13],
        above=row[14],
        signer=signer,
        period=period,
    )


def _in(audiences: Iterable[Audience]) -> tuple[str, list[str]]:
    values = [audience.value for audience in audiences]
    return ",".join("?" * len(values)), values


@lru_cache(maxsize=500)
def _chunk(row: tuple[Any, ...]) -> Chunk:
    content = json.loads(zlib.decompress(row[12]))
    return Chunk(
        id=row[1],
        document=row[2],
        heading=tuple(json.loads(row[4])),
        page=row[5],
        lines=(row[6], row[7]),
        sheet=row[8],
        row=row[9],
        procedure=row[10],
        numbered=bool(row[11]),
        tokens=tuple(starmap(ChunkToken, content["tokens"])),
        sentences=tuple((a, b) for a, b in content["sentences"]),
        breaks=tuple(content["breaks"]),
    )


def _procedure(record: dict[str, Any]) -> Procedure:
    many = ("dossier", "forms", "steps", "legal_basis")
    fields: dict[str, Any] = {
        key: tuple(value) if key in many else value for key, value in record.items()
    }
    fields["options"] = tuple(Option(**option) for option in record["options"])
    fields["others"] = tuple((label, text) for label, text in record.get("others", ()))
    return Procedure(**fields)
