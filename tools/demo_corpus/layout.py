"""The report set on pages: which words stand on which line, and where.

Kept apart from drawing because the laid-out lines are also the gold text that repaired OCR is
measured against. Margins, page number and letterhead follow Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.demo_corpus import fonts
from tools.demo_corpus.markup import Block, Kind

WIDTH, HEIGHT = 595.2756, 841.8898
LEFT, RIGHT, TOP, BOTTOM = 85.04, 56.69, 62.36, 62.36  # 30, 20, 22 and 22 mm
BODY, LEADING, INDENT, GAP = 12.5, 18.0, 28.35, 4.5
SMALL, FORMAL, TABLE, ROW_HEIGHT = 8.5, 10.5, 11.0, 21.0
COLUMNS = (0.07, 0.51, 0.11, 0.31)  # shares of the text width, for the table of rankings
FOOTER = "Bản trình diễn, biên soạn lại từ số liệu của báo cáo; không thay thế văn bản của cơ quan."
_INNER = WIDTH - LEFT - RIGHT
_STYLES = {"*": fonts.BOLD, "^": fonts.BOLD, "_": fonts.ITALIC}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line; `y` is the baseline from the page's foot, `stretch` widens its spaces."""

    text: str
    x: float
    y: float
    font: str = fonts.REGULAR
    size: float = BODY
    stretch: float = 0.0


@dataclass(slots=True)
class Sheet:
    """One page being filled: its runs, and rules as (x0, y0, x1, y1)."""

    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What the page shows, line by line, left to right."""
        by_line: dict[float, list[Run]] = {}
        for run in self.runs:
            by_line.setdefault(round(run.y, 2), []).append(run)
        return [
            " ".join(" ".join(run.text.split()) for run in sorted(line, key=lambda run: run.x))
            for _, line in sorted(by_line.items(), reverse=True)
        ]


def wrap(text: str, font: str, size: float, first: float, rest: float) -> list[str]:
    """The lines of a paragraph whose first line is `first` points wide and the others `rest`."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}" if current else word
        if current and fonts.width(longer, font, size) > (rest if lines else first):
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current]


class _Setter:
    """Fills pages from top to bottom."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self._new_sheet()

    def _new_sheet(self) -> None:
        self.sheets.append(Sheet())
        number = len(self.sheets)
        sheet, self.y = self.sheets[-1], HEIGHT - TOP - BODY
        if number > 1:
            self._centred(str(number), HEIGHT - 40, fonts.REGULAR, BODY)
        self._centred(FOOTER, 34, fonts.SANS, SMALL)
        sheet.rules.append((LEFT, 46, WIDTH - RIGHT, 46))

    def _centred(self, text: str, y: float, font: str, size: float) -> None:
        x = LEFT + (_INNER - fonts.width(text, font, size)) / 2
        self.sheets[-1].runs.append(Run(text, x, y, font, size))

    def need(self, height: float) -> None:
        if self.y - height < BOTTOM - LEADING + 4:
            self._new_sheet()

    def centred(self, text: str, font: str) -> None:
        self.need(LEADING)
        self._centred(text, self.y, font, BODY)
        self.y -= LEADING

    def columns(self, block: Block) -> None:
        sheet, middle = self.sheets[-1], LEFT + 0.43 * _INNER
        for cell, left, right in zip(
            block.cells, (LEFT, middle), (middle, WIDTH - RIGHT), strict=True
        ):
            font = _STYLES.get(cell[:1], fonts.REGULAR)
            text = cell.lstrip("".join(_STYLES))
            drawn = fonts.width(text, font, FORMAL)
            flush = block.flush and left == LEFT
            x = left if flush else (left + right - drawn) / 2
            if text:
                sheet.runs.append(Run(text, x, self.y, font, FORMAL))
            if cell.startswith("^"):
                half = drawn * (0.5 if left == middle else 0.2)
                centre = (left + right) / 2
                sheet.rules.append((centre - half, self.y - 5, centre + half, self.y - 5))
        self.y -= LEADING

    def paragraph(self, text: str, font: str = fonts.REGULAR, *, keep: int = 0) -> None:
        lines = wrap(text, font, BODY, _INNER - INDENT, _INNER)
        for index, line in enumerate(lines):
            left = len(lines) - index
            # no single line of a paragraph at a page's head or foot
            together = 2 + keep if (index == 0 and left > 1) or left == 2 else 1 + keep
            self.need(together * LEADING)
            indent = INDENT if index == 0 else 0.0
            spare = _INNER - indent - fonts.width(line, font, BODY)
            spaces = line.count(" ")
            stretch = spare / spaces if left > 1 and spaces else 0.0
            self.sheets[-1].runs.append(Run(line, LEFT + indent, self.y, font, BODY, stretch))
            self.y -= LEADING
        self.y -= GAP

    def table(self, rows: Sequence[Block]) -> None:
        top = self.y + LEADING - 4
        edges = [LEFT]
        for share in COLUMNS:
            edges.append(edges[-1] + share * _INNER)
        rules = self.sheets[-1].rules
        for number, row in enumerate(rows):
            line = top - ROW_HEIGHT * number
            rules.append((LEFT, line, WIDTH - RIGHT, line))
            for column, cell in enumerate(row.cells):
                font = fonts.BOLD if number == 0 else fonts.REGULAR
                drawn = fonts.width(cell, font, TABLE)
                x = edges[column] + 6
                if number == 0 or column in (0, 2):
                    x = (edges[column] + edges[column + 1] - drawn) / 2
                self.sheets[-1].runs.append(Run(cell, x, line - 14.5, font, TABLE))
        foot = top - ROW_HEIGHT * len(rows)
        rules.append((LEFT, foot, WIDTH - RIGHT, foot))
        rules.extend((x, top, x, foot) for x in edges)
        self.y = foot - LEADING - 2


def lay_out(blocks: Sequence[Block]) -> list[Sheet]:
    """The pages of the report.

    Args:
        blocks: its text; the fonts must be registered.
    """
    setter = _Setter()
    rows: list[Block] = []
    for block, after in zip(blocks, [*blocks[1:], Block(Kind.PARAGRAPH)], strict=True):
        if block.kind is Kind.COLUMNS:
            setter.columns(block)
        elif block.kind is Kind.TITLE:
            setter.centred(block.text, fonts.BOLD)
        elif block.kind is Kind.CAPTION:
            setter.need(ROW_HEIGHT * 10)  # a caption stays with its table
            setter.centred(block.text, fonts.ITALIC)
        elif block.kind is Kind.ROW:
            rows.append(block)
            if after.kind is not Kind.ROW:
                setter.table(rows)
                rows = []
        elif block.kind is Kind.HEADING:
            setter.paragraph(block.text, fonts.BOLD, keep=3)
        else:
            sign = "- " if block.kind is Kind.ITEM else ""
            setter.paragraph(sign + block.text)
        if after.kind is not block.kind and block.kind in (Kind.COLUMNS, Kind.TITLE):
            setter.y -= GAP * 2
        if after.kind is Kind.COLUMNS and block.kind is not Kind.COLUMNS:
            setter.need(LEADING * 4)
    return setter.sheets
