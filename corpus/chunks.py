"""Blocks to chunks: passages that never cut a table row, a clause or a field of a procedure.

A chunk is 80-350 tokens of the embedding model where the structure allows, under one heading path.
Blocks are packed whole; only a block longer than a chunk is cut, at the end of a sentence. Rows of
one record stay together. Chunks tile the document: no line of text is lost, none stands twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Chunk, ChunkToken, Document, Line, Page, Procedure, Role, flat_lines
from corpus.procedures import Found
from corpus.structure import Block, Outlined, outline
from corpus.vietnamese.keys import spelled

VERSION = "5"
MAX_TOKENS = 350
MIN_TOKENS = 80
_LONGEST_ROW = 90  # words
_LONGEST_BRACKET = 30  # words; what is open for longer was never closed

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_CLAUSE_END = re.compile(r";[\"'”’)\]]*$")
_ABBREVIATED = re.compile(
    r"^(?:(?:tp|tx|tt|ts|ths|pgs|gs|ks|bs|cn|q|p|h|v\.v|st|no)\.|\d+\.|[A-ZĐ]\.)$", re.I
)
_ENUMERATOR = re.compile(r"^\(?\d{1,2}\)$|^\(\d{1,2}\)")
_WRAPPED = 45  # characters that a line has at least that was broken for its length
_GOES_ON = re.compile(r"^[a-zà-ỹđ]+[,;.:]?$")
_UNFINISHED = re.compile(r"[\w,)%]$")
_OPENS = re.compile(r"^[\"'“‘(\[]*[A-ZÀ-ỸĐ0-9+-]")

Counter = Callable[[Sequence[str]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A token range of a block, with its length in tokens of the embedding model.

    Attributes:
        opens: whether it begins the block, or a line of a cell.
    """

    tokens: tuple[ChunkToken, ...]
    size: int
    opens: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not cut when chunks are packed: a block, or a sentence of a very long one."""

    sentences: tuple[_Sentence, ...]
    heading: tuple[str, ...]
    level: int
    record: tuple[str | None, int] | None

    @property
    def size(self) -> int:
        return sum(sentence.size for sentence in self.sentences)


def cut(document: Document, count: Counter, procedures: Sequence[Found] = ()) -> list[Chunk]:
    """All passages of a document, in order.

    Args:
        document: read and, where needed, repaired.
        count: lengths of texts in tokens of the embedding model.
        procedures: the document's, as `corpus.procedures.find` gives them; their passages carry
            the procedure's name and key.

    Returns:
        Chunks that tile the document's text. A document with any text has at least one.
    """
    lines = flat_lines(document.pages)
    blocks = outline(document.pages)
    units = _units(blocks, lines, count, _listed(procedures, lines))
    procedure_at = _finder(procedures)
    chunks: list[Chunk] = []
    for group in _groups(units):
        for packed in _pack(group):
            chunks.append(_chunk(document, packed, len(chunks), lines, procedure_at))
    return chunks


def _listed(
    procedures: Sequence[Found], lines: Sequence[tuple[Page, Line]]
) -> dict[int, tuple[str | None, int]]:
    """The rows of tables that tell a procedure, by line: each is a record, as a sheet's row is."""
    found: dict[int, tuple[str | None, int]] = {}
    for one in procedures:
        rows = [lines[position][1] for position in range(one.first, one.last)]
        if all(line.role is Role.ROW and line.row is None for line in rows):
            found.update(dict.fromkeys(range(one.first, one.last), (None, -1 - one.first)))
    return found


def _finder(procedures: Sequence[Found]) -> Callable[[int], Procedure | None]:
    """Finds the procedure that a line belongs to."""
    ordered = sorted(procedures, key=lambda found: found.first)
    firsts = [found.first for found in ordered]

    def procedure_at(position: int) -> Procedure | None:
        index = bisect_right(firsts, position) - 1
        if index < 0 or position >= ordered[index].last:
            return None
        return ordered[index].procedure

    return procedure_at


def _tokens(block: Block, lines: Sequence[tuple[Page, Line]]) -> list[ChunkToken]:
    return [
        ChunkToken(token.text, position, token.start, token.end, token.confidence)
        for position in range(block.first, block.last)
        if lines[position][1].role is not Role.FURNITURE
        for token in lines[position][1].tokens
    ]


def split_sentences(
    tokens: Sequence[ChunkToken], breaks: Container[int] = ()
) -> list[tuple[int, int]]:
    """Token ranges of the sentences, and of the clauses of an enumeration, in order; they tile.

    A sentence ends at a full stop before a capital, a digit or a mark; a clause at a semicolon, and
    before "(2)", but not inside brackets. Abbreviations and numbers ("TP.", "3.") end nothing. A
    sentence begins at each of `breaks`.
    """
    ranges: list[tuple[int, int]] = []
    start = 0
    opened = None  # where the bracket was opened that the words stand in
    for index in range(1, len(tokens)):
        before, here = tokens[index - 1].text, tokens[index].text
        if before.rfind("(") > before.rfind(")"):
            opened = index - 1
        elif ")" in before:
            opened = None
        if not here:
            continue
        ends = (
            _SENTENCE_END.search(before)
            and not _ABBREVIATED.match(before)
            and _OPENS.match(here) is not None
        )
        clause = _CLAUSE_END.search(before) or _enumerates(before, here)
        inside = opened is not None and index - opened <= _LONGEST_BRACKET
        if index in breaks or ends or (clause and not inside and index - start >= 3):
            ranges.append((start, index))
            start, opened = index, None
    if start < len(tokens):
        ranges.append((start, len(tokens)))
    return ranges


def _enumerates(before: str, here: str) -> bool:
    """Whether a number in brackets opens a clause; that of "sáu (06) tháng" only says a word again."""
    number = _ENUMERATOR.match(here)
    return bool(number) and spelled(before) != int(here.strip("()").partition(")")[0])


def _units(
    blocks: Sequence[Outlined],
    lines: Sequence[tuple[Page, Line]],
    count: Counter,
    listed: Mapping[int, tuple[str | None, int]],
) -> list[_Unit]:
    runs: list[tuple[Outlined, list[ChunkToken]]] = []
    for outlined in blocks:
        tokens = _tokens(outlined.block, lines)
        if outlined.block.glued and runs:
            # the paragraph was cut by the end of a page: one block again
            runs[-1] = (runs[-1][0], runs[-1][1] + tokens)
        elif tokens:
            runs.append((outlined, tokens))
    parts = [_sentences(outlined, tokens, lines) for outlined, tokens in runs]
    texts = [" ".join(t.text for t in tokens) for part in parts for tokens, _ in part]
    sizes = iter(count(texts))
    units: list[_Unit] = []
    for (outlined, _), part in zip(runs, parts, strict=True):
        sentences = tuple(_Sentence(tuple(tokens), next(sizes), opens) for tokens, opens in part)
        block, heading = outlined.block, outlined.heading
        record = block.record or listed.get(block.first)
        whole_unit = _Unit(sentences, heading, block.level, record)
        if whole_unit.size <= MAX_TOKENS:
            units.append(whole_unit)
        else:
            units.extend(
                _Unit((sentence,), heading, block.level if i == 0 else 0, record)
                for i, sentence in enumerate(sentences)
            )
    return units


def _sentences(
    outlined: Outlined, tokens: Sequence[ChunkToken], lines: Sequence[tuple[Page, Line]]
) -> list[tuple[Sequence[ChunkToken], bool]]:
    """The sentences of a block, each with whether it begins a line of its own.

    The row of a table is one sentence: its cells mean nothing apart.
    """
    row = lines[outlined.block.first][1].role is Role.ROW and outlined.block.record is None
    if row and len(tokens) <= _LONGEST_ROW:
        return [(tokens, True)]
    breaks: set[int] = set()
    began = 0
    for index in range(1, len(tokens)):
        before, here = tokens[index - 1], tokens[index]
        if before.line == here.line and "\n" in lines[here.line][1].source[before.end : here.start]:
            if not _goes_on([token.text for token in tokens[began:index]], here.text):
                breaks.add(index)
            began = index
    return [(tokens[a:b], a == 0 or a in breaks) for a, b in split_sentences(tokens, breaks)]


def _goes_on(line: Sequence[str], here: str) -> bool:
    """Whether a line of a cell was only broken for its length: it is long and ends with no mark, and the
    next begins small.
    """
    long = sum(map(len, line)) + len(line) > _WRAPPED
    return long and bool(_UNFINISHED.search(line[-1]) and _GOES_ON.match(here))


def _groups(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Runs of units that may share a chunk: one section, or one record.

    Sections too small to stand alone join the next one under the same parent.
    """
    groups: list[list[_Unit]] = []
    for unit in units:
        last = groups[-1] if groups else None
        if (last and unit.record == last[-1].record and unit.heading == last[-1].heading) or (
            last and unit.record is None and last[-1].record is None and _small(last, unit)
        ):
            last.append(unit)
        else:
            groups.append([unit])
    return groups


def _small(group: Sequence[_Unit], unit: _Unit) -> bool:
    """Whether a group is only a heading, or too short to be a passage of its own."""
    size = sum(member.size for member in group)
    if size >= MIN_TOKENS:
        return False
    parent = group[0].heading[:-1]
    return unit.heading[: len(parent)] == parent


def _pack(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Cut a group into chunks of about equal length, none over `MAX_TOKENS` but for one unit."""
    total = sum(unit.size for unit in units)
    parts = max(1, -(-total // (MAX_TOKENS - 50))) if total > MAX_TOKENS else 1
    target = total / parts
    packed: list[list[_Unit]] = [[]]
    size = 0
    for index, unit in enumerate(units):
        is_last = index == len(units) - 1
        over = size + unit.size > MAX_TOKENS
        enough = size >= target and not (is_last and unit.size < MIN_TOKENS)
        if packed[-1] and (over or (parts > 1 and enough)):
            packed.append([])
            size = 0
        packed[-1].append(unit)
        size += unit.size
    return packed


def _chunk(
    document: Document,
    units: Sequence[_Unit],
    index: int,
    lines: Sequence[tuple[Page, Line]],
    procedure_at: Callable[[int], Procedure | None],
) -> Chunk:
    tokens: list[ChunkToken] = []
    sentences: list[tuple[int, int]] = []
    breaks: list[int] = []
    for unit in units:
        for sentence in unit.sentences:
            if sentence.opens and tokens:
                breaks.append(len(tokens))
            sentences.append((len(tokens), len(tokens) + len(sentence.tokens)))
            tokens.extend(sentence.tokens)
    page, first = lines[tokens[0].line]
    last = lines[tokens[-1].line][1]
    procedure = procedure_at(tokens[0].line)
    heading = _common([unit.heading for unit in units])
    return Chunk(
        id=f"{document.name}#{index}",
        document=document.name,
        heading=(procedure.name,) if procedure and units[0].record else heading,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        page=page.number,
        lines=(first.number, last.number),
        sheet=page.sheet,
        row=first.row,
        procedure=procedure.key if procedure else None,
        numbered=page.number is None and page.sheet is None and not page.paragraphs,
        breaks=tuple(breaks),
    )


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    shared = paths[0]
    for path in paths[1:]:
        while shared and path[: len(shared)] != shared:
            shared = shared[:-1]
    return shared
