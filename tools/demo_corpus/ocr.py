"""The report rendered, worn and read by Tesseract's English model, which drops the accents.

That is how the department's own file came about. The output is kept as Tesseract gives it; the
text it should have been is the gold that repair is measured against, with as many lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tools.demo_corpus import paper, places, report

WEAR = paper.Wear(dpi=150, skew=0.25, blur=0.5, noise=4.0, quality=70)
SEED = 20240715


def make() -> None:
    """Write the damaged text and its gold; the report must exist."""
    damaged = "".join(_read(image) for image in _pages())
    places.OCR.write_text(damaged, encoding="utf-8", newline="\n")
    lines = damaged.removesuffix("\n").split("\n")
    laid_out = [line for sheet in report.sheets() for line in sheet.lines()]
    gold = align(lines, laid_out)
    places.REPORT_GOLD.parent.mkdir(parents=True, exist_ok=True)
    places.REPORT_GOLD.write_text("\n".join(gold) + "\n", encoding="utf-8", newline="\n")


def _pages() -> list[paper.Image]:
    return paper.scanned([], WEAR, SEED)


def _read(image: paper.Image) -> str:
    """One page through Tesseract.

    Raises:
        subprocess.CalledProcessError: Tesseract failed.
        FileNotFoundError: it is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        image.save(path)
        command = ["tesseract", str(path), "stdout", "-l", "eng", "--psm", "4"]
        command += ["--dpi", str(WEAR.dpi), "-c", "page_separator="]
        # one thread: sums in another order could read a letter otherwise
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return done.stdout.decode("utf-8")


def align(damaged: Sequence[str], laid_out: Sequence[str], *, strict: bool = True) -> list[str]:
    """For every line read, the line it should have been; empty where nothing stood there.

    The best monotone alignment (Needleman and Wunsch 1970), lines compared without accents.

    Args:
        damaged: lines as read.
        laid_out: lines as printed.
        strict: whether a lost line is an error.

    Raises:
        ValueError: where `strict`, a printed line of more than a page number was not read at all.
    """
    from rapidfuzz.fuzz import ratio

    read, printed = [_bare(line) for line in damaged], [_bare(line) for line in laid_out]
    rows, columns = len(read), len(printed)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            pair = ratio(read[row], printed[column]) / 100 - 0.3 if read[row] else -1.0
            best[row][column] = max(
                pair + best[row + 1][column + 1], best[row + 1][column], best[row][column + 1]
            )
    gold, row, column = [""] * rows, 0, 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            if strict:
                _may_be_lost(laid_out[column])
            column += 1
        else:
            gold[row] = laid_out[column]
            row, column = row + 1, column + 1
    for line in laid_out[column:] if strict else ():
        _may_be_lost(line)
    return gold


def _may_be_lost(line: str) -> None:
    """Only page numbers and the like may be; a lost sentence would make a bad example."""
    if len(_bare(line)) > 3:
        raise ValueError(f"Tesseract did not read: {line}")


def _bare(line: str) -> str:
    decomposed = unicodedata.normalize("NFD", line.casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "", decomposed)
