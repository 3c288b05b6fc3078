"""Compare pypdf with pypdfium2 on PDFs whose text is known: `python -m tools.bench_pdf_text`.

The demo report (reportlab) and its gold text printed by Chromium, if it is installed. Prints for each
the share of words that came out wrong (words in order, Levenshtein) and the time a page.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
from rapidfuzz.distance import Levenshtein

from corpus import readers
from tools.demo_corpus import places


def by_pypdf(path: Path) -> list[str]:
    """Text of each page, by pypdf."""
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def by_pdfium(path: Path) -> list[str]:
    """Text of each page, by PDFium as it comes."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def by_reader(path: Path) -> list[str]:
    """Text of each page, by the project's reader, running lines included."""
    return ["\n".join(line.source for line in page.lines) for page in readers.read(path)]


def printed(text: str, folder: Path) -> Path | None:
    """The text printed to PDF by Chromium; None where it is not installed."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    page = folder / "page.html"
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line)
    page.write_text(f"<meta charset=utf-8>{body}", encoding="utf-8")
    target = folder / "printed.pdf"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [chromium, *flags, f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target


def main() -> int:
    """Print the comparison."""
    gold = places.REPORT_GOLD.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        files = {"demo report (reportlab)": places.REPORT, "Chromium": printed(gold, Path(folder))}
        readings: dict[str, Callable[[Path], list[str]]] = {
            "pypdf": by_pypdf,
            "pypdfium2": by_pdfium,
            "corpus.readers": by_reader,
        }
        for name, path in files.items():
            if path is None:
                continue
            for library, read in readings.items():
                started = time.perf_counter()
                pages = read(path)
                spent = 1000 * (time.perf_counter() - started) / len(pages)
                words = "\n".join(pages).split()
                errors = Levenshtein.distance(words, gold.split()) / len(gold.split())
                print(f"{name:<26} {library:<15} word errors {errors:6.3f}  {spent:6.1f} ms a page")
    return 0


if __name__ == "__main__":
    sys.exit(main())
