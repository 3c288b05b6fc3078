"""Makers of PDF files: each turns a `Sample` into a file, by another program or library.

A maker that is not installed raises `MissingError` and says what to install. Libraries that the
project does without live in an environment of the tool's own.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import venv
from collections.abc import Callable
from pathlib import Path

from tools.pdf_text.documents import Block, Sample

_PACKAGES = (
    "fpdf2==2.8.9",
    "weasyprint==70.0",
    "typst==0.15.2",
    "cairocffi==1.7.1",
    "reportlab==5.1.0",
)
_DRAWN = Path(__file__).with_name("drawn.py")
_PATIENCE = 180  # seconds

Maker = Callable[[Sample, Path, Path], None]


class MissingError(RuntimeError):
    """A maker is not installed."""


def run(program: str, *arguments: object, folder: Path) -> None:
    """Run a program in a folder.

    Raises:
        MissingError: it is not installed.
        RuntimeError: it failed.
    """
    found = shutil.which(program)
    if found is None:
        raise MissingError(f"{program} is not installed")
    done = subprocess.run(
        [found, *map(str, arguments)], cwd=folder, capture_output=True, timeout=_PATIENCE
    )
    if done.returncode and program != "wkhtmltopdf":
        raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace')[-500:]}")


def environment(work: Path) -> Path:
    """The Python of the tool's own environment; made when it is first needed."""
    python = work / "venv" / "bin" / "python"
    if not python.is_file():
        venv.create(work / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *_PACKAGES], check=True)
    return python


def page_of(sample: Sample, columns: bool = True) -> str:
    """A sample as an HTML page; with `columns` False, two columns are a table's cells."""
    parts = [_html(block) for block in sample.blocks]
    if sample.columns == 2 and columns:
        parts = [parts[0], '<div class="two">', *parts[1:], "</div>"]
    elif sample.columns == 2:
        half = 1 + len(parts) // 2
        cells = ("".join(parts[1:half]), "".join(parts[half:]))
        parts = [parts[0], f"<table><tr><td>{cells[0]}</td><td>{cells[1]}</td></tr></table>"]
    return (
        "<!DOCTYPE html><html lang=vi><meta charset=utf-8><style>"
        "@page{size:A4;margin:22mm 20mm}body{font:12pt 'Liberation Serif',serif}"
        ".two{column-count:2;column-gap:8mm;font-size:10pt}p{text-align:justify;margin:4pt 0}"
        "table{width:100%}td{width:50%;vertical-align:top;padding:0 8pt}"
        ".pair td{text-align:center}.pair p{text-align:center}h1{font-size:14pt;text-align:center}"
        "h2{font-size:12pt}</style><body>" + "".join(parts) + "</body></html>"
    )


def _html(block: Block) -> str:
    if block.kind == "pair":
        cells = ("".join(f"<p>{html.escape(t)}</p>" for t in s) for s in (block.left, block.right))
        return (
            '<table class="pair"><tr>' + "".join(f"<td>{c}</td>" for c in cells) + "</tr></table>"
        )
    tag = {"title": "h1", "heading": "h2"}.get(block.kind, "p")
    return f"<{tag}>{html.escape(block.text)}</{tag}>"


def chromium(sample: Sample, target: Path, work: Path) -> None:
    """Chromium's print to PDF (Skia)."""
    page = work / "page.html"
    page.write_text(page_of(sample), encoding="utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    run("chromium", *flags, f"--print-to-pdf={target}", page.as_uri(), folder=work)


def wkhtmltopdf(sample: Sample, target: Path, work: Path) -> None:
    """Qt, by wkhtmltopdf."""
    page = work / "page.html"
    page.write_text(page_of(sample, columns=False), encoding="utf-8")
    run("wkhtmltopdf", "-q", page, target, folder=work)


def word_file(sample: Sample, path: Path) -> None:
    """A sample as a Word file."""
    import docx
    from docx.enum.section import WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    document = docx.Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    if sample.running:
        document.sections[0].header.paragraphs[0].text = sample.running
    for number, block in enumerate(sample.blocks):
        if sample.columns == 2 and number == 1:
            section = document.add_section(WD_SECTION.CONTINUOUS)
            columns = section._sectPr.find(qn("w:cols"))
            columns.set(qn("w:num"), "2")
            columns.set(qn("w:space"), "450")
        if block.kind == "pair":
            table = document.add_table(rows=1, cols=2)
            for cell, lines in zip(table.rows[0].cells, (block.left, block.right), strict=True):
                cell.text = "\n".join(lines)
                for paragraph in cell.paragraphs:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            continue
        paragraph = document.add_paragraph()
        paragraph.add_run(block.text).bold = block.kind in ("title", "heading")
        paragraph.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER if block.kind == "title" else WD_ALIGN_PARAGRAPH.JUSTIFY
        )
    document.save(str(path))


def _office(sample: Sample, target: Path, work: Path, settings: str) -> None:
    source = work / "page.docx"
    word_file(sample, source)
    print_office(source, target, work, settings)


def print_office(source: Path, target: Path, work: Path, settings: str = "pdf") -> None:
    """Print a Word file to PDF with LibreOffice."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", settings, source, folder=work)
    shutil.move(work / source.with_suffix(".pdf").name, target)


def libreoffice(sample: Sample, target: Path, work: Path) -> None:
    """A Word file, printed by LibreOffice."""
    _office(sample, target, work, "pdf")


def libreoffice_archive(sample: Sample, target: Path, work: Path) -> None:
    """A Word file, saved by LibreOffice as tagged PDF/A-1."""
    choice = '{"SelectPdfVersion":{"type":"long","value":"1"}}'
    _office(sample, target, work, f"pdf:writer_pdf_Export:{choice}")


def ghostscript(sample: Sample, target: Path, work: Path) -> None:
    """LibreOffice's file, written anew by Ghostscript's pdfwrite."""
    first = work / "first.pdf"
    libreoffice(sample, first, work)
    flags = ("-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite")
    run("gs", *flags, f"-sOutputFile={target}", first, folder=work)


def latex_text(text: str) -> str:
    """A text as LaTeX takes it."""
    return text.translate(_LATEX)


_LATEX = str.maketrans({"%": r"\%", "&": r"\&", "_": r"\_", "#": r"\#", "$": r"\$"})


def _latex(sample: Sample, target: Path, work: Path, program: str, preamble: str) -> None:
    parts = []
    for block in sample.blocks:
        if block.kind == "pair":
            halves = (
                r"\begin{minipage}[t]{.48\textwidth}\centering "
                + r"\\ ".join(line.translate(_LATEX) for line in lines)
                + r"\end{minipage}"
                for lines in (block.left, block.right)
            )
            parts.append(r"\noindent " + r"\hfill ".join(halves))
        elif block.kind == "title":
            title = rf"{{\centering\bfseries {block.text}\par}}"
            parts.append(rf"\twocolumn[{title}\bigskip]" if sample.columns == 2 else title)
        elif block.kind == "heading":
            parts.append(rf"{{\noindent\bfseries {block.text}\par}}")
        else:
            parts.append(block.text.translate(_LATEX))
    source = work / "page.tex"
    source.write_text(
        r"\documentclass[a4paper,10pt]{article}"
        + preamble
        + r"\begin{document}"
        + "\n"
        + "\n\n".join(parts)
        + "\n"
        + r"\end{document}",
        encoding="utf-8",
    )
    run(program, "-interaction=nonstopmode", "-halt-on-error", source, folder=work)
    shutil.move(work / "page.pdf", target)


def pdflatex(sample: Sample, target: Path, work: Path) -> None:
    """TeX (pdfTeX) with VnTeX's Type 1 fonts."""
    _latex(sample, target, work, "pdflatex", r"\usepackage[utf8]{vietnam}")


def xelatex(sample: Sample, target: Path, work: Path) -> None:
    """XeTeX (xdvipdfmx) with an OpenType font."""
    _latex(sample, target, work, "xelatex", _OPEN)


def lualatex(sample: Sample, target: Path, work: Path) -> None:
    """LuaTeX with an OpenType font."""
    _latex(sample, target, work, "lualatex", _OPEN)


_OPEN = r"\usepackage{fontspec}\setmainfont{Liberation Serif}"


def _drawn(name: str) -> Maker:
    def make(sample: Sample, target: Path, work: Path) -> None:
        data = {"sample": sample.as_data(), "html": page_of(sample)}
        by_package(name, data, target, work)

    return make


def by_package(name: str, data: dict[str, object], target: Path, work: Path) -> None:
    """Make a file with a package in the tool's own environment, beside `work`.

    Raises:
        RuntimeError: it failed.
    """
    source = work / "page.json"
    source.write_text(json.dumps(data), encoding="utf-8")
    python = environment(work.parent)
    done = subprocess.run(
        [python, _DRAWN, name, source, target], capture_output=True, timeout=_PATIENCE
    )
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.decode(errors='replace')[-500:]}")


def scanner(sample: Sample, target: Path, work: Path) -> None:
    """A picture with a hidden text layer, word by word across the page, as scanners write it."""
    import pypdfium2

    from tools.pdf_text.layer import write

    first = work / "first.pdf"
    chromium(sample, first, work)
    with pypdfium2.PdfDocument(first) as document:
        write(document, target)


MAKERS: dict[str, Maker] = {
    "Chromium": chromium,
    "LibreOffice (Word file)": libreoffice,
    "LibreOffice (PDF/A)": libreoffice_archive,
    "Ghostscript": ghostscript,
    "pdfTeX (VnTeX)": pdflatex,
    "XeTeX": xelatex,
    "LuaTeX": lualatex,
    "Typst": _drawn("typst"),
    "WeasyPrint": _drawn("weasyprint"),
    "wkhtmltopdf (Qt)": wkhtmltopdf,
    "reportlab": _drawn("reportlab"),
    "fpdf2": _drawn("fpdf2"),
    "cairo": _drawn("cairo"),
    "scanner's layer": scanner,
}
