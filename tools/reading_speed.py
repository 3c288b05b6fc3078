"""Pages a second of every reader beside the libraries alone, in one run: `python -m tools.reading_speed`.

The shipped report repeated to 70 pages, a Word report of about 50, and the shipped scan's pages read as
pictures. Time of this process alone, the best of three; the readers' threads are two.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2

from corpus import readers
from corpus.readers import word
from corpus.readers.scan import page_of
from corpus.scans.picture import render_page
from tools import word_speed
from tools.demo_corpus import places
from tools.pdf_text.compare import by_pdfium, by_pypdf, by_reader
from tools.scans.readers import trueocr_alone

_COPIES = 10
_TRIES = 3


def best(read: Callable[[], object], pages: int) -> tuple[float, float]:
    """(pages a second of processor time, of clock time), each the best of three."""
    rates = []
    for _ in range(_TRIES):
        processor, clock = time.process_time(), time.perf_counter()
        read()
        spent = time.process_time() - processor, time.perf_counter() - clock
        rates.append([pages / max(seconds, 1e-6) for seconds in spent])
    processor_rate, clock_rate = np.max(rates, axis=0)
    return float(processor_rate), float(clock_rate)


def main() -> None:
    """Print the table."""
    print(f"{'pages a second':44}{'processor':>12}{'clock':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for name, (read, pages) in _readings(Path(folder)).items():
            read()  # models are loaded once a process
            processor, clock = best(read, pages)
            print(f"{name:44}{processor:12.2f}{clock:12.2f}", flush=True)


def _readings(folder: Path) -> dict[str, tuple[Callable[[], object], int]]:
    report, words = folder / "report.pdf", folder / "report.docx"
    writer = pypdf.PdfWriter()
    for _ in range(_COPIES):
        writer.append(places.REPORT)
    writer.write(report)
    pages = len(writer.pages)
    word_speed.make(words)
    scan = places.SCAN
    pictures = []
    with pypdfium2.PdfDocument(scan) as document:
        for index in range(len(document)):
            picture, scale = render_page(document, index, scan)
            path = folder / f"{index}.png"
            picture.save(path)
            pictures.append((path, picture, scale))
    seen = len(pictures)
    return {
        "text PDF: pypdf alone": (lambda: by_pypdf(report), pages),
        "text PDF: pypdfium2 alone": (lambda: by_pdfium(report), pages),
        "text PDF: the reader": (lambda: by_reader(report), pages),
        "text PDF: the reader, with repair": (lambda: readers.read(report), pages),
        "Word: python-docx alone": (lambda: word_speed.by_python_docx(words), word_speed.PAGES),
        "Word: the reader": (lambda: word.read(words), word_speed.PAGES),
        "scan: trueocr alone": (lambda: [trueocr_alone(path) for path, _, _ in pictures], seen),
        "scan: the reader": (
            lambda: [page_of(picture, scale, 1) for _, picture, scale in pictures],
            seen,
        ),
    }


if __name__ == "__main__":
    main()
