"""Makers from packages that the project does without: `python drawn.py MAKER PAGE.json OUT.pdf`.

Runs in the tool's own environment, so it imports nothing of the project's.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_FONTS = Path("/usr/share/fonts/truetype/liberation2")
_REGULAR = _FONTS / "LiberationSerif-Regular.ttf"
_WIDTH, _HEIGHT, _MARGIN, _LEADING, _SIZE = 595.28, 841.89, 57.0, 15.0, 11.0
_GUTTER = 22.0

Data = dict[str, Any]
Placed = tuple[float, float, str]  # from the left, baseline from the top


def weasyprint(data: Data, target: Path) -> None:
    """HTML by WeasyPrint (pydyf)."""
    import weasyprint

    weasyprint.HTML(string=data["html"]).write_pdf(str(target))


def typst(data: Data, target: Path) -> None:
    """Typst."""
    import typst as program

    sample = data["sample"]
    parts = ['#set text(font: "Liberation Serif", size: 11pt, lang: "vi")']
    parts.append('#set par(justify: true)\n#set page(paper: "a4", numbering: "1")')
    if sample["columns"] == 2:
        parts.append("#set page(columns: 2)")
    for block in sample["blocks"]:
        if block["kind"] == "pair":
            cells = (
                "align(center)[" + r" \ ".join(_quoted(line) for line in lines) + "]"
                for lines in (block["left"], block["right"])
            )
            parts.append(f"#grid(columns: (1fr, 1fr), {', '.join(cells)})")
        elif block["kind"] == "title":
            title = f"align(center)[*{_quoted(block['text'])}*]"
            wide = f'#place(top, scope: "parent", float: true, {title})'
            parts.append(wide if sample["columns"] == 2 else f"#{title}")
        else:
            parts.append(_quoted(block["text"]))
    source = target.with_suffix(".typ")
    source.write_text("\n\n".join(parts), encoding="utf-8")
    program.compile(str(source), output=str(target), font_paths=[str(_FONTS)])


def _quoted(text: str) -> str:
    return re.sub(r"([\\#*_$@<>`~\[\]/+-])", r"\\\1", text)


def _pages(data: Data, width_of: Callable[[str], float]) -> Iterator[list[Placed]]:
    """The sample set in lines by hand, page by page."""
    sample = data["sample"]
    columns = sample["columns"]
    width = (_WIDTH - 2 * _MARGIN - (columns - 1) * _GUTTER) / columns
    page: list[Placed] = []
    column, y, top = 0, _MARGIN, _MARGIN
    for block in sample["blocks"]:
        if block["kind"] == "pair":
            for number, (lines, centre) in enumerate(
                ((block["left"], 0.25), (block["right"], 0.72))
            ):
                for step, line in enumerate(lines):
                    x = _MARGIN + centre * (_WIDTH - 2 * _MARGIN) - width_of(line) / 2
                    page.append((x, y + (step + 1) * _LEADING + 2 * number, line))
            y += (max(len(block["left"]), len(block["right"])) + 2) * _LEADING
            continue
        if block["kind"] == "title":
            for line in _wrapped(block["text"], _WIDTH - 2 * _MARGIN, width_of):
                y += _LEADING
                page.append(((_WIDTH - width_of(line)) / 2, y, line))
            y += _LEADING
            top = y
            continue
        for line in _wrapped(block["text"], width, width_of):
            if y > _HEIGHT - _MARGIN - _LEADING:
                column += 1
                if column == columns:
                    yield page
                    page, column, top = [], 0, _MARGIN
                y = top
            y += _LEADING
            page.append((_MARGIN + column * (width + _GUTTER), y, line))
        y += 0.4 * _LEADING
    yield page


def _wrapped(text: str, width: float, width_of: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def reportlab(data: Data, target: Path) -> None:
    """reportlab, line by line."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Serif2", str(_REGULAR)))
    canvas = Canvas(str(target), pagesize=(_WIDTH, _HEIGHT))
    for page in _pages(data, lambda text: pdfmetrics.stringWidth(text, "Serif2", _SIZE)):
        canvas.setFont("Serif2", _SIZE)
        for x, y, text in sorted(page, key=lambda line: line[1]):
            canvas.drawString(x, _HEIGHT - y, text)
        canvas.showPage()
    canvas.save()


def fpdf2(data: Data, target: Path) -> None:
    """fpdf2."""
    from fpdf import FPDF

    file = FPDF(unit="pt", format="A4")
    file.add_font("Serif2", fname=str(_REGULAR))
    file.set_font("Serif2", size=_SIZE)
    file.set_auto_page_break(False)
    file.add_page()
    for number, page in enumerate(list(_pages(data, file.get_string_width))):
        if number:
            file.add_page()
        for x, y, text in page:
            file.text(x, y, text)
    file.output(str(target))


def cairo(data: Data, target: Path) -> None:
    """cairo, which writes glyphs one by one."""
    import cairocffi

    surface = cairocffi.PDFSurface(str(target), _WIDTH, _HEIGHT)
    context = cairocffi.Context(surface)
    context.select_font_face("Liberation Serif")
    context.set_font_size(_SIZE)
    for page in _pages(data, lambda text: float(context.text_extents(text)[4])):
        for x, y, text in page:
            context.move_to(x, y)
            context.show_text(text)
        context.show_page()
    surface.finish()


MAKERS = {maker.__name__: maker for maker in (weasyprint, typst, reportlab, fpdf2, cairo)}

if __name__ == "__main__":
    name, source, target = sys.argv[1:]
    MAKERS[name](json.loads(Path(source).read_text(encoding="utf-8")), Path(target))
