"""Procedures from the rows of lists: of sheets, where a line is a cell, and of Word and PDF tables,
where a line is a row worded "header: value; header: value".

A list is known by its columns. A record goes on over rows that name no other procedure: those of
merged cells, and those that leave the name empty. A row with one text names the field of the
procedures below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.model import Line, Page, Role
from corpus.procedures.labels import field_of, is_counting
from corpus.procedures.record import Cell, Draft, Found, reading
from corpus.vietnamese.normalise import fold

_TELLING = frozenset(
    """code time_limit fee charge fee_and_charge dossier forms steps legal_basis channel where""".split()
)
_SUPPORTING = frozenset({"result", "who_decides", "applicants", "level"})
_LONGEST_LABEL = 200
_LABEL = re.compile(r"(?:^|(?<=; ))(?P<label>[^;:]{1,120}): ")
_ENUMERATOR = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s?[.):/-]?\s+|^[-+•*]\s+")
_FIELD = re.compile(r"^linh vuc\s*:?\s*")
_SAID = "lĩnh vực"  # a group that calls itself a field; others only may be one
_LEVEL = re.compile(r"\bcap (?:tinh|huyen|xa|trung uong|bo|so)\b")
_NO_FIELD = re.compile(
    r"^(?:danh muc|phan|tong|cong|ghi chu)\b|ban hanh moi|sua doi|bo sung|bai bo|thay the|chuan hoa"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list with its cells; a group's name is a row with one cell without a label."""

    cells: tuple[Cell, ...]

    @property
    def group(self) -> Cell | None:
        """The group that the row names."""
        only = self.cells[0] if len(self.cells) == 1 else None
        return only if only and not only.label else None

    def text(self, name: str) -> str:
        """What the row says of a field; its columns joined."""
        return "\n".join(c.text for c in self.cells if c.label and field_of(c.label) == name)

    @property
    def count(self) -> str:
        """The row's number in its list."""
        return next((c.text for c in self.cells if is_counting(c.label)), "")


def from_rows(lines: Sequence[tuple[Page, Line]]) -> tuple[list[Found], set[int]]:
    """The procedures of all lists, and the lines that they stand on."""
    found: list[Found] = []
    taken: set[int] = set()
    for run in _runs(lines):
        if not _is_list(run):
            continue
        for draft in _drafts(run):
            found.append(draft.found())
        taken.update(i for row in run for cell in row.cells for i in range(cell.first, cell.last))
    return found, taken


def _runs(lines: Sequence[tuple[Page, Line]]) -> Iterator[list[Row]]:
    """Rows that stand together; a paragraph or a title ends a run, a group's name does not."""
    run: list[tuple[int, Line]] = []
    page: Page | None = None
    for position, (here, line) in enumerate(lines):
        if line.role is Role.FURNITURE or not line.tokens:
            continue
        is_group = line.row is not None and line.heading > 1
        turned = page is not None and here is not page
        # a sheet is a table of its own; a table of a document goes on over its pages
        if (line.role is not Role.ROW and not is_group) or (turned and here.sheet is not None):
            yield from _run(run)
            run = []
        if line.role is Role.ROW or is_group:
            run.append((position, line))
        page = here
    yield from _run(run)


def _run(run: Sequence[tuple[int, Line]]) -> Iterator[list[Row]]:
    for by_cell, group in groupby(run, key=lambda one: one[1].row is not None):
        part = list(group)
        yield list(_rows_of_cells(part) if by_cell else _rows_of_lines(part))


def _rows_of_cells(part: Sequence[tuple[int, Line]]) -> Iterator[Row]:
    """The rows of a sheet: lines with the same row number."""
    for _, group in groupby(part, key=lambda one: one[1].row):
        yield Row(tuple(_cell(position, line) for position, line in group))


def _cell(position: int, line: Line) -> Cell:
    said = reading(line)
    label, colon, text = said.partition(": ")
    if line.heading or not colon or len(label) > _LONGEST_LABEL or "\n" in label:
        return Cell("", said, position, position + 1)
    return Cell(label, text.strip(), position, position + 1)


def _rows_of_lines(part: Sequence[tuple[int, Line]]) -> Iterator[Row]:
    """The rows of a Word or PDF table: a line a row, its labels those that the rows share."""
    texts = [reading(line) for _, line in part]
    columns = _columns(texts)
    for (position, _), text in zip(part, texts, strict=True):
        cells = _parted(text, columns)
        yield Row(tuple(Cell(label, value, position, position + 1) for label, value in cells))


def _columns(texts: Sequence[str]) -> list[str]:
    """The labels of a table's columns, in order: those that many rows have, and known ones."""
    counts: Counter[str] = Counter()
    order: dict[str, float] = {}
    for text in texts:
        labels = list(dict.fromkeys(match["label"] for match in _LABEL.finditer(text)))
        counts.update(labels)
        for place, label in enumerate(labels):
            order[label] = max(order.get(label, 0.0), place)
    often = max(2, 0.3 * len(texts))
    kept = [
        label
        for label, count in counts.items()
        if count >= often or (len(texts) < 4 and (field_of(label) or is_counting(label)))
    ]
    return sorted(kept, key=lambda label: order[label])


def _parted(text: str, columns: Sequence[str]) -> list[tuple[str, str]]:
    """A worded row as (label, text); a column's label counts once, and only in its order."""
    starts: list[tuple[int, int, str]] = []
    at = -1
    for match in _LABEL.finditer(text):
        label = match["label"]
        place = columns.index(label) if label in columns else -1
        if place > at:
            starts.append((match.start(), match.end(), label))
            at = place
    if not starts:
        return [("", text)]
    ends = [*(start for start, _, _ in starts[1:]), len(text)]
    cells = [
        (label, text[begin:end].rstrip(" ;"))
        for (_, begin, label), end in zip(starts, ends, strict=True)
    ]
    before = text[: starts[0][0]].rstrip(" ;")
    return [("", before), *cells] if before else cells


def _is_list(run: Sequence[Row]) -> bool:
    """Whether the columns are those of a list of procedures."""
    labels = {cell.label for row in run for cell in row.cells if cell.label}
    fields = {name for name in map(field_of, labels) if name}
    if "name" not in fields or all(len(row.cells) == 1 for row in run):
        return False
    return bool(fields & _TELLING) or len(fields & _SUPPORTING) >= 2


def _drafts(run: Sequence[Row]) -> Iterator[Draft]:
    """The records of a list."""
    draft: Draft | None = None
    identity: tuple[str, str, str] | None = None
    groups: dict[str, Cell] = {}
    for row in run:
        if row.group is not None:
            _note(row.group, groups)
            continue
        here = (row.count, row.text("code"), row.text("name"))
        goes_on = identity is not None and (not here[2] and not (here[0] or here[1]))
        if draft is not None and (goes_on or here == identity):
            draft.add_row([cell for cell in row.cells if not is_counting(cell.label)])
            continue
        if draft is not None:
            yield draft
        draft, identity = None, None
        if here[2] or here[1]:
            draft, identity = Draft(name=here[1]), here
            draft.add_row([cell for cell in row.cells if not is_counting(cell.label)])
            draft.cover(row.cells[0].first, row.cells[-1].last)
            _inherit(draft, groups)
    if draft is not None:
        yield draft


def _note(cell: Cell, groups: dict[str, Cell]) -> None:
    """Remember what a group's name says of the procedures below it."""
    name = _ENUMERATOR.sub("", cell.text).strip()
    folded = fold(name)
    field = _FIELD.match(folded)
    if field and len(folded) == len(name):
        name = name[field.end() :].strip(" :.;") or name
        groups["field"] = replace(cell, text=name, label=_SAID)
    elif _LEVEL.search(folded):
        groups["level"] = cell
        groups.pop("field", None)
    elif not _NO_FIELD.search(folded) and groups.get("field", cell).label != _SAID:
        groups["field"] = replace(cell, text=name)


def _inherit(draft: Draft, groups: dict[str, Cell]) -> None:
    for name, cell in groups.items():
        if name not in draft.fields:
            draft.values[name] = {cell.text: None}
            draft.places[name] = {(cell.first, cell.last): None}
