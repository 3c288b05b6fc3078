"""Measure tables: `python -m tools.pdf_text.tables [--work DIR] [--wrong]`.

Every table of `table_samples.py`, set by several makers, with ruling lines and without. A cell is
right when its text stands under the right column's label, in a row with the right key columns.
"""

from __future__ import annotations

import argparse
import html
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from corpus.readers import pdf
from tools.pdf_text import makers
from tools.pdf_text.cells import share_right
from tools.pdf_text.table_samples import SAMPLES, Cell, Sample, placed

_BEFORE = "Danh mục kèm theo Quyết định của Ủy ban nhân dân huyện Sông Trăng (ví dụ)."
_AFTER = "Các phòng, ban căn cứ danh mục trên để tổ chức thực hiện."
_SPANNED = frozenset({"o-gop-doc", "gop-hai-cap", "gop-qua-trang"})


def _page(sample: Sample, border: str, repeat: bool = True) -> str:
    total = sum(sample.widths)
    columns = "".join(f'<col style="width:{100 * w / total:.1f}%">' for w in sample.widths)
    head = "".join(map(_html_row, sample.header))
    body = "".join(map(_html_row, sample.body))
    head = f"<thead>{head}</thead>" if repeat else head
    return (
        "<!DOCTYPE html><html lang=vi><meta charset=utf-8><style>@page{size:A4;margin:20mm}"
        "body{font:11pt 'Liberation Serif',serif}table{width:100%;border-collapse:collapse;"
        f"table-layout:fixed}}td{{{border};padding:3pt 4pt;vertical-align:top}}tr{{break-inside:avoid}}"
        f"thead td{{text-align:center;vertical-align:middle;font-weight:bold}}</style><p>{_BEFORE}"
        f"</p><table>{columns}{head}<tbody>{body}</tbody></table><p>{_AFTER}</p></html>"
    )


def _html_row(row: tuple[Cell, ...]) -> str:
    cells = (
        f"<td rowspan={cell.rows} colspan={cell.columns}>{html.escape(cell.text)}</td>"
        for cell in row
    )
    return f"<tr>{''.join(cells)}</tr>"


def _print(page: str, target: Path, work: Path) -> None:
    source = work / "page.html"
    source.write_text(page, encoding="utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    makers.run("chromium", *flags, f"--print-to-pdf={target}", source.as_uri(), folder=work)


def chromium(sample: Sample, target: Path, work: Path) -> None:
    """Chromium, each cell with a border."""
    _print(_page(sample, "border:1px solid black"), target, work)


def chromium_once(sample: Sample, target: Path, work: Path) -> None:
    """Chromium, the header on the first page only."""
    _print(_page(sample, "border:0.5pt solid #888", repeat=False), target, work)


def chromium_bare(sample: Sample, target: Path, work: Path) -> None:
    """Chromium, without any line."""
    _print(_page(sample, "border:none"), target, work)


def chromium_across(sample: Sample, target: Path, work: Path) -> None:
    """Chromium, lines between rows only."""
    _print(_page(sample, "border-bottom:1px solid black"), target, work)


def weasyprint(sample: Sample, target: Path, work: Path) -> None:
    """WeasyPrint, each cell with a border."""
    makers.by_package("weasyprint", {"html": _page(sample, "border:1px solid black")}, target, work)


def libreoffice(sample: Sample, target: Path, work: Path) -> None:
    """A Word file, printed by LibreOffice; the header comes again on every page."""
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    document.add_paragraph(_BEFORE)
    rows = [*sample.header, *sample.body]
    table = document.add_table(rows=len(rows), cols=len(sample.widths))
    table.style = "Table Grid"
    for row, column, cell in placed(rows):
        first = table.cell(row, column)
        if cell.rows > 1 or cell.columns > 1:
            first = first.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
        first.text = cell.text
    for row in table.rows[: len(sample.header)]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph(_AFTER)
    source = work / "page.docx"
    document.save(str(source))
    makers.print_office(source, target, work)


def reportlab(sample: Sample, target: Path, work: Path) -> None:
    """Platypus of reportlab, with its grid style."""
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from tools.demo_corpus import fonts

    del work
    fonts.register()
    style = ParagraphStyle("cell", fontName=fonts.REGULAR, fontSize=10, leading=13)
    rows = [*sample.header, *sample.body]
    grid: list[list[object]] = [[""] * len(sample.widths) for _ in rows]
    styles: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for row, column, cell in placed(rows):
        grid[row][column] = Paragraph(html.escape(cell.text), style)
        if cell.rows > 1 or cell.columns > 1:
            end = column + cell.columns - 1, row + cell.rows - 1
            styles.append(("SPAN", (column, row), end))
    total = sum(sample.widths)
    table = Table(
        grid,
        colWidths=[480 * width / total for width in sample.widths],
        style=styles,
        repeatRows=len(sample.header),
    )
    before, after = Paragraph(_BEFORE, style), Paragraph(_AFTER, style)
    SimpleDocTemplate(str(target)).build([before, table, after])


def latex(sample: Sample, target: Path, work: Path) -> None:
    """LaTeX with ruling lines (longtable)."""
    _latex(sample, target, work, ruled=True)


def booktabs(sample: Sample, target: Path, work: Path) -> None:
    """LaTeX with lines around the header only (booktabs)."""
    _latex(sample, target, work, ruled=False)


def _latex(sample: Sample, target: Path, work: Path, ruled: bool) -> None:
    bar = "|" if ruled else ""
    share = [0.86 * width / sum(sample.widths) for width in sample.widths]
    columns = bar + bar.join(rf"p{{{part:.3f}\textwidth}}" for part in share) + bar
    header = [_latex_row(row, bar) for row in _levelled(sample.header, len(share), share, bar)]
    body = [_latex_row(row, bar) for row in _levelled(sample.body, len(share), share, bar)]
    line = r"\hline" if ruled else ""
    top, bottom = (r"\hline", r"\hline") if ruled else (r"\toprule", r"\bottomrule")
    head_end = r"\hline" if ruled else r"\midrule"
    text = (
        r"\documentclass[a4paper,10pt]{article}\usepackage[utf8]{vietnam}"
        r"\usepackage{longtable,booktabs,array}\usepackage[margin=2cm]{geometry}"
        r"\renewcommand{\arraystretch}{1.25}\begin{document}"
        f"{_BEFORE}\n\\begin{{longtable}}{{{columns}}}{top}\n"
        + f" \\\\ {line}\n".join(header)
        + rf" \\ {head_end}\endhead "
        + f" \\\\ {line}\n".join(body)
        + rf" \\ {bottom}\end{{longtable}} {_AFTER}\end{{document}}"
    )
    source = work / "page.tex"
    source.write_text(text, encoding="utf-8")
    for _ in range(2):
        makers.run("pdflatex", "-interaction=nonstopmode", source, folder=work)
    (work / "page.pdf").replace(target)


def _levelled(
    rows: tuple[tuple[Cell, ...], ...], width: int, share: list[float], bar: str
) -> list[list[tuple[int, str]]]:
    """Rows with all their places: (columns, text)."""
    del share, bar
    grid: list[list[tuple[int, str] | None]] = [[(1, "")] * width for _ in rows]
    for row, column, cell in placed(rows):
        grid[row][column] = cell.columns, cell.text
        for across in range(1, cell.columns):
            grid[row][column + across] = None
    return [[one for one in row if one is not None] for row in grid]


def _latex_row(row: list[tuple[int, str]], bar: str) -> str:
    parts = []
    for at, (columns, text) in enumerate(row):
        text = makers.latex_text(text)
        left = bar if at == 0 else ""
        parts.append(
            rf"\multicolumn{{{columns}}}{{{left}c{bar}}}{{{text}}}" if columns > 1 else text
        )
    return " & ".join(parts)


Maker = Callable[[Sample, Path, Path], None]
RULED: dict[str, Maker] = {
    "Chromium": chromium,
    "Chromium, header once": chromium_once,
    "WeasyPrint": weasyprint,
    "LibreOffice": libreoffice,
    "reportlab": reportlab,
    "LaTeX": latex,
}
UNRULED: dict[str, Maker] = {
    "Chromium, rows only": chromium_across,
    "Chromium, no lines": chromium_bare,
    "LaTeX, booktabs": booktabs,
}


def measure(work: Path, wrong: bool) -> None:
    """Make the tables, read them, print the share of cells right."""
    totals: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for kind, group in (("ruled", RULED), ("unruled", UNRULED)):
        for maker, make in group.items():
            for sample in SAMPLES:
                # without lines down, nothing shows how far a merged cell reaches
                if sample.name in _SPANNED and (kind == "unruled" or make is latex):
                    continue
                path = work / f"{make.__name__}-{sample.name}.pdf"
                try:
                    if not path.is_file():
                        make(sample, path, work)
                except (makers.MissingError, RuntimeError) as error:
                    print(f"left out: {maker}, {sample.name}: {error}", file=sys.stderr)
                    continue
                keys = [sample.labels[at] for at in sample.keys]
                right, count, missing = share_right(pdf.read_pages(path), sample.gold, keys)
                for name in (maker, f"all {kind}"):
                    totals[name] = [
                        a + b for a, b in zip(totals[name], (1, right, count), strict=True)
                    ]
                if wrong and missing:
                    print(f"{path.name}: {right}/{count}", file=sys.stderr)
                    for cell in list(missing)[:4]:
                        print(f"    {cell}", file=sys.stderr)
    for name in sorted(totals, key=lambda name: name.startswith("all")):
        files, right, count = totals[name]
        print(f"{name:<24} {files:3} tables {right:6}/{count:<6} cells right {right / count:.4f}")


def main() -> int:
    """Run the measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, help="where the files are made and kept")
    parser.add_argument("--wrong", action="store_true", help="show cells that were read wrong")
    chosen = parser.parse_args()
    if chosen.work:
        chosen.work.mkdir(parents=True, exist_ok=True)
        measure(chosen.work.resolve(), chosen.wrong)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), chosen.wrong)
    return 0


if __name__ == "__main__":
    sys.exit(main())
