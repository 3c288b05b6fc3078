"""Compare the reader with pypdf and PDFium: `python -m tools.pdf_text.compare [--work DIR] [--each]`.

Every maker of `makers.py` makes every document of `documents.py`; what is not installed is named
and left out. For each reading: share of characters and of words wrong (Levenshtein), how much of
the order is kept (words that stand once in the text: the longest run of them in order), and the
time a page. Running lines count as errors, because they are no text.
"""

from __future__ import annotations

import argparse
import bisect
import sys
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pypdfium2
from rapidfuzz.distance import Levenshtein

from corpus.readers import pdf
from tools.pdf_text.documents import SAMPLES
from tools.pdf_text.makers import MAKERS, MissingError


def by_pypdf(path: Path) -> list[str]:
    """Text of each page, by pypdf."""
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def by_pypdf_layout(path: Path) -> list[str]:
    """Text of each page, by pypdf as it stands on the page."""
    return [page.extract_text(extraction_mode="layout") for page in pypdf.PdfReader(path).pages]


def by_pdfium(path: Path) -> list[str]:
    """Text of each page, by PDFium as it comes."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def by_reader(path: Path) -> list[str]:
    """Text of each page, by the project's reader, before any repair."""
    return [page.text for page in pdf.read_pages(path)]


READINGS: dict[str, Callable[[Path], list[str]]] = {
    "pypdf": by_pypdf,
    "pypdf, layout": by_pypdf_layout,
    "pypdfium2": by_pdfium,
    "the reader": by_reader,
}


@dataclass(frozen=True)
class Score:
    """How well a text was read."""

    characters: float
    words: float
    order: float
    seconds: float  # a page


def score(read: str, gold: str, seconds: float) -> Score:
    """Compare a text with what it should be; spaces and Unicode forms are evened out."""
    read = " ".join(unicodedata.normalize("NFC", read).split())
    words, right = read.split(), gold.split()
    return Score(
        Levenshtein.distance(read, gold) / len(gold),
        Levenshtein.distance(words, right) / len(right),
        _order(words, right),
        seconds,
    )


def _order(words: Sequence[str], right: Sequence[str]) -> float:
    """The share of words that stand once in both texts that come in order."""
    once = [Counter(words), Counter(right)]
    place = {word: at for at, word in enumerate(right) if once[1][word] == once[0][word] == 1}
    tops: list[int] = []
    for word in words:
        if word in place:
            at = bisect.bisect_left(tops, place[word])
            tops[at : at + 1] = [place[word]]
    return len(tops) / len(place) if place else 0.0


def measure(work: Path, each: bool) -> None:
    """Make the files and print the table."""
    totals: defaultdict[str, defaultdict[str, list[Score]]] = defaultdict(lambda: defaultdict(list))
    files = 0
    for maker, make in MAKERS.items():
        for sample in SAMPLES:
            folder = work / "making"
            folder.mkdir(parents=True, exist_ok=True)
            path = work / f"{maker.split()[0].lower()}-{len(maker)}-{sample.name}.pdf"
            try:
                if not path.is_file():
                    make(sample, path, folder)
            except (MissingError, RuntimeError) as error:
                print(f"left out: {maker}, {sample.name}: {error}", file=sys.stderr)
                continue
            files += 1
            for name, read in READINGS.items():
                started = time.perf_counter()
                pages = read(path)
                spent = (time.perf_counter() - started) / len(pages)
                found = score("\n".join(pages), sample.text, spent)
                totals[maker][name].append(found)
                totals["all"][name].append(found)
                if each and name == "the reader":
                    print(f"{path.name:<40} {found.words:.3f} {found.order:.3f}", file=sys.stderr)
    print(f"{files} files. Characters wrong / words wrong / order kept / ms a page")
    print(f"{'maker':<24}" + "".join(f"{name:>30}" for name in READINGS))
    totals["all"] = totals.pop("all", totals["all"])  # below the makers
    for maker, readings in totals.items():
        print(f"{maker:<24}" + "".join(f"{_said(readings[name]):>30}" for name in READINGS))


def _said(scores: Sequence[Score]) -> str:
    count = len(scores)
    characters, words, order, seconds = (
        sum(getattr(one, name) for one in scores) / count
        for name in ("characters", "words", "order", "seconds")
    )
    return f"{characters:.3f} {words:.3f} {order:.3f} {1000 * seconds:5.0f}"


def main() -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, help="where the files are made and kept")
    parser.add_argument("--each", action="store_true", help="name each file the reader read")
    chosen = parser.parse_args()
    if chosen.work:
        chosen.work.mkdir(parents=True, exist_ok=True)
        measure(chosen.work.resolve(), chosen.each)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), chosen.each)
    return 0


if __name__ == "__main__":
    sys.exit(main())
