"""Pages a second of text PDFs: `python -m tools.pdf_text.speed [FILE...]`.

The reader beside pypdf alone and PDFium alone, in one run, on the shipped report repeated to 70
pages and on the files given. Time of this process alone, the best of three readings each.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdf

from corpus import readers
from tools.demo_corpus import places
from tools.pdf_text.compare import by_pdfium, by_pypdf, by_reader

_COPIES = 10
_TRIES = 3


def by_all(path: Path) -> list[str]:
    """Text of each page as it is indexed: joined, converted, repaired."""
    return [page.text for page in readers.read(path)]


READINGS: dict[str, Callable[[Path], list[str]]] = {
    "pypdf alone": by_pypdf,
    "pypdfium2 alone": by_pdfium,
    "corpus.readers.pdf": by_reader,
    "with repair": by_all,
}


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        writer = pypdf.PdfWriter()
        for _ in range(_COPIES):
            writer.append(places.REPORT)
        writer.write(path)
        files = {"shipped report, repeated": path}
        files.update({Path(name).name: Path(name) for name in sys.argv[1:]})
        print(f"{'pages a second':<28}" + "".join(f"{name:>20}" for name in READINGS))
        for name, file in files.items():
            rates = (f"{_rate(read, file):>20.1f}" for read in READINGS.values())
            print(f"{name:<28}" + "".join(rates), flush=True)
    return 0


def _rate(read: Callable[[Path], list[str]], path: Path) -> float:
    best = 0.0
    for _ in range(_TRIES):
        started = time.process_time()
        pages = len(read(path))
        best = max(best, pages / max(time.process_time() - started, 1e-6))
    return best


if __name__ == "__main__":
    sys.exit(main())
