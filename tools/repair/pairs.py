"""Pairs of a printed line and what an engine without Vietnamese reads: Tesseract's English model.

Its French model stands for engines that keep some accents and drop the others.
"""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from tools.demo_corpus.ocr import align
from tools.repair import render, sources

SEED = 20261125
_FORM = "--psm 4"


def make(out: Path, pages: int, workers: int = 2, language: str = "eng") -> None:
    """Write pairs as JSON lines {"printed", "read", "font"}; goes on where an earlier run stopped.

    Args:
        out: the file.
        pages: how many pages in all.
        workers: engines at once.
        language: of the engine's model; each language has pages of its own.
    """
    done = sum(1 for _ in out.open(encoding="utf-8")) if out.exists() else 0
    with ThreadPoolExecutor(workers) as pool, out.open("a", encoding="utf-8") as file:
        seed = SEED + sum(map(ord, language)) - sum(map(ord, "eng"))
        todo = islice(sheets(seed, pages), done, None)
        for sheet, read in _in_order(pool, todo, workers, language):
            pairs = line_pairs(sheet.lines, read)
            file.write(json.dumps({"font": sheet.font, "pairs": pairs}, ensure_ascii=False) + "\n")
            file.flush()


def _in_order(
    pool: ThreadPoolExecutor, todo: Iterator[render.Sheet], ahead: int, language: str
) -> Iterator[tuple[render.Sheet, str]]:
    """Pages with their text, a few read ahead, so that memory stays bounded."""
    waiting = [
        (sheet, pool.submit(read_page, sheet, _FORM, language)) for sheet in islice(todo, 2 * ahead)
    ]
    while waiting:
        sheet, future = waiting.pop(0)
        yield sheet, future.result()
        waiting += [
            (sheet, pool.submit(read_page, sheet, _FORM, language)) for sheet in islice(todo, 1)
        ]


def sheets(seed: int, count: int) -> Iterator[render.Sheet]:
    """Pages of text drawn from all sources, each with its own font, size and wear."""
    chance = random.Random(seed)
    records = [lines for lines in sources.procedures() if lines]
    laws = [lines for lines in sources.law() if lines]
    own = [lines for lines in sources.written() if lines]
    faces = list(render.TRAINED)
    shares = list(render.TRAINED.values())
    for number in range(count):
        pool = chance.choices((records, laws, own or records), (3, 3, 4))[0]
        face = chance.choices(faces, shares)[0]
        size = chance.choice((12, 13, 13, 14, 14))
        wear = render.some_wear(chance)
        limit = render.per_page(size)
        lines: list[str] = []
        while len(lines) < limit:
            source = chance.choice(pool)
            start = chance.randrange(len(source))
            part = [_filled(line, chance) for line in source[start : start + 12]]
            if chance.random() < 0.06:
                part = [part[0].upper(), *part[1:]]
            lines += render.wrap(part, face, size, wear.dpi)
        yield render.Sheet(tuple(lines[:limit]), face, size, wear, seed + number)


def _filled(line: str, chance: random.Random) -> str:
    """A line with figures where the text leaves them open."""
    return "".join(str(chance.randint(1, 99)) if char == "#" else char for char in line)


def read_page(sheet: render.Sheet, form: str = _FORM, language: str = "eng") -> str:
    """A page through the engine.

    Raises:
        subprocess.CalledProcessError: Tesseract failed.
    """
    buffer = io.BytesIO()
    render.image(sheet).save(buffer, "PNG")
    command = ["tesseract", "stdin", "stdout", "-l", language, *form.split()]
    command += ["--dpi", str(sheet.wear.dpi), "-c", "page_separator="]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(
        command, input=buffer.getvalue(), capture_output=True, check=True, env=environment
    )
    return done.stdout.decode("utf-8")


def line_pairs(printed: Sequence[str], read: str) -> list[tuple[str, str]]:
    """(printed, read) for every line that was read; lines that were lost are left out."""
    lines = [" ".join(line.split()) for line in read.split("\n")]
    lines = [line for line in lines if line]
    gold = align(lines, printed, strict=False)
    return [(right, line) for right, line in zip(gold, lines, strict=True) if right]


def load(path: Path) -> list[list[tuple[str, str]]]:
    """The pairs of each page."""
    with path.open(encoding="utf-8") as file:
        return [[(a, b) for a, b in json.loads(row)["pairs"]] for row in file]
