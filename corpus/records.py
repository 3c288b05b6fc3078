"""Documents, lines, chunks and procedures of one version, in one SQLite file.

Written once while a version is built, read by any number of processes afterwards.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.model import (
    Audience,
    Box,
    Chunk,
    ChunkToken,
    Document,
    How,
    Line,
    Note,
    NoteKind,
    Option,
    Procedure,
    Role,
    StoredDocument,
    StoredLine,
    StoredPage,
    flat_lines,
)
from corpus.procedures import Found
from corpus.vietnamese.references import Reference
from corpus.vietnamese.references import find as find_references
from corpus.vietnamese.repair import doubts

_SCHEMA = """
CREATE TABLE documents (name TEXT PRIMARY KEY, path TEXT, audience TEXT, sha256 TEXT, title TEXT,
    number TEXT, date TEXT, pages INTEGER, chunks INTEGER, how TEXT, repaired INTEGER);
CREATE TABLE lines (document TEXT, position INTEGER, page INTEGER, number INTEGER, sheet TEXT,
    row INTEGER, source TEXT, text TEXT, box TEXT, heading INTEGER, role TEXT, doubts TEXT,
    words TEXT, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE TABLE pages (document TEXT, position INTEGER, number INTEGER, sheet TEXT, how TEXT,
    engine TEXT, repaired INTEGER, confidence REAL, width REAL, height REAL, notes TEXT,
    PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE TABLE chunks (key INTEGER PRIMARY KEY, id TEXT UNIQUE, document TEXT, audience TEXT,
    heading TEXT, page INTEGER, first INTEGER, last INTEGER, sheet TEXT, row INTEGER,
    procedure TEXT, numbered INTEGER, content BLOB, vectors BLOB,
    start INTEGER, end INTEGER);
CREATE INDEX chunks_document ON chunks (document);
CREATE TABLE refs (chunk INTEGER, document TEXT, audience TEXT, number INTEGER, key TEXT);
CREATE INDEX refs_number ON refs (number);
CREATE TABLE procedures (document TEXT, audience TEXT, key TEXT, name TEXT, first INTEGER,
    last INTEGER, record TEXT, fields TEXT);
"""


class Records:
    """The records of one version."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty file."""
        connection = sqlite3.connect(path)
        connection.executescript(_SCHEMA)
        return cls(connection)

    @classmethod
    def open(cls, path: Path, *, writable: bool = False) -> Self:
        """An existing file; read-only and shared between threads unless `writable`."""
        if writable:
            return cls(sqlite3.connect(path))
        uri = f"file:{path}?mode=ro&immutable=1"
        return cls(sqlite3.connect(uri, uri=True, check_same_thread=False))

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def commit(self) -> None:
        """Make what was written durable."""
        self._db.commit()

    # writing

    def remove(self, document: str) -> list[str]:
        """Forget one document; the ids of the chunks it had."""
        ids = [
            row[0]
            for row in self._db.execute("SELECT id FROM chunks WHERE document=?", (document,))
        ]
        for table, column in (
            ("documents", "name"),
            ("lines", "document"),
            ("pages", "document"),
            ("chunks", "document"),
            ("refs", "document"),
            ("procedures", "document"),
        ):
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
        numbers = [page.number for page in document.pages if page.number is not None]
        sheets = [page for page in document.pages if page.sheet is not None]
        self._db.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                document.name,
                str(document.path),
                document.audience.value,
                document.sha256,
                document.title,
                document.number,
                document.date,
                max(numbers) if numbers else len(sheets) or None,
                len(chunks),
                json.dumps(sorted({page.how.value for page in document.pages})),
                any(page.repaired for page in document.pages),
            ),
        )
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

    # reading

    def documents(self, audiences: Iterable[Audience]) -> list[StoredDocument]:
        """All documents of the given audiences, by name."""
        marks, values = _in(audiences)
        rows = self._db.execute(
            f"SELECT * FROM documents WHERE audience IN ({marks}) ORDER BY name", values
        )
        return [
            StoredDocument(
                name=row[0],
                path=Path(row[1]),
                audience=Audience(row[2]),
                sha256=row[3],
                title=row[4],
                number=row[5],
                date=row[6],
                pages=row[7],
                chunks=row[8],
                how=tuple(How(how) for how in json.loads(row[9])),
                repaired=bool(row[10]),
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

    def confidence(
        self, document: str, page: int | None = None, sheet: str | None = None
    ) -> float | None:
        """How sure the reading of a page is, 0-1; None where that was not kept."""
        try:
            row = self._db.execute(
                "SELECT confidence FROM pages WHERE document=? AND number IS ? AND sheet IS ?",
                (document, page, sheet),
            ).fetchone()
        except sqlite3.OperationalError:  # a version built before pages were kept
            return None
        return row[0] if row else None

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


def _edges(box: Box) -> list[float]:
    return [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]


def _word_boxes(line: Line) -> list[list[float]]:
    return [_edges(token.box) for token in line.tokens if token.box]


def _in(audiences: Iterable[Audience]) -> tuple[str, list[str]]:
    values = [audience.value for audience in audiences]
    return ",".join("?" * len(values)), values


def _chunk(row: Sequence[Any]) -> Chunk:
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
        tokens=tuple(ChunkToken(*token) for token in content["tokens"]),
        sentences=tuple((a, b) for a, b in content["sentences"]),
        breaks=tuple(content["breaks"]),
    )


def _procedure(record: dict[str, Any]) -> Procedure:
    many = ("dossier", "forms", "steps", "legal_basis")
    fields: dict[str, Any] = {
        key: tuple(value) if key in many else value for key, value in record.items()
    }
    fields["options"] = tuple(Option(**option) for option in record["options"])
    return Procedure(**fields)
