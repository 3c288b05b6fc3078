"""The set of test scans: which text in which font in which condition, written once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from tools.scans.conditions import CONDITIONS, Condition, Sheet
from tools.scans.ink import Pixels
from tools.scans.papers import FOLDER, Box, Paper, Picture, browser, draw

Printed = tuple[Pixels, dict[str, Box]]
"""A page at 300 dpi and the boxes of its places."""

DEFAULT = Path("build/scans")
SEED = 20300
# No font and no text is in both parts. Tinos and TeX Gyre Termes are drawn after Times.
FONTS = {
    "dev": ("Tinos", "FreeSerif", "Tinos", "Arimo", "Noto Serif"),
    "held-out": ("TeX Gyre Termes", "Linux Libertine O", "TeX Gyre Termes", "Gentium Plus"),
}
_HELD_OUT = frozenset({"02", "05", "08", "09", "10"})
_EVERYWHERE = ("office", "office-grey")  # what hidden scans are most like: every text in them
_PER_CONDITION = 2  # texts of each part in each of the others


@dataclass(frozen=True, slots=True)
class Scan:
    """One test scan.

    Attributes:
        name: of its file.
        part: "dev" or "held-out".
        text: the transcription; `worded` the same with table rows as "label: text".
    """

    name: str
    part: str
    condition: str
    paper: str
    font: str
    text: str
    worded: str


def load(folder: Path) -> list[Scan]:
    """The scans of a set that was made before.

    Raises:
        FileNotFoundError: there is none in this folder.
    """
    return [Scan(**row) for row in json.loads((folder / "scans.json").read_text("utf-8"))]


def make(folder: Path) -> list[Scan]:
    """Draw and wear all scans; the same pixels every time on the same fonts and Chromium."""
    folder.mkdir(parents=True, exist_ok=True)
    papers = [Paper.load(path) for path in sorted(FOLDER.glob("*.txt"))]
    scans: list[Scan] = []
    with browser() as chromium:
        for part in FONTS:
            own = [paper for paper in papers if _part(paper) == part]
            fonts = {
                paper.name: FONTS[part][place % len(FONTS[part])] for place, paper in enumerate(own)
            }
            drawn: dict[tuple[str, bool], Printed] = {}

            def printed(
                paper: Paper,
                handwritten: bool,
                *,
                fonts: dict[str, str] = fonts,
                drawn: dict[tuple[str, bool], Printed] = drawn,
            ) -> Printed:
                key = paper.name, handwritten
                if key not in drawn:
                    picture = draw(chromium, paper, fonts[paper.name], handwritten=handwritten)
                    drawn[key] = _pixels(picture), picture.places
                return drawn[key]

            for seed, (name, paper, other) in enumerate(_pairs(own)):
                condition = CONDITIONS[name]
                page, places = printed(paper, condition.handwritten)
                behind, _ = printed(other, False)
                sheet = Sheet(page, places, " ".join(paper.sections[0][1]), behind)
                pixels = condition.make(sheet, np.random.default_rng(SEED + seed))
                file = f"{part}-{name}-{paper.name}{'.tif' if condition.bits == 1 else '.jpg'}"
                _save(pixels, condition, folder / file)
                scans.append(
                    Scan(
                        file,
                        part,
                        name,
                        paper.name,
                        fonts[paper.name],
                        _said(paper, other, condition, worded=False),
                        _said(paper, other, condition, worded=True),
                    )
                )
    rows = json.dumps([asdict(scan) for scan in scans], ensure_ascii=False, indent=1)
    (folder / "scans.json").write_text(rows, encoding="utf-8")
    return scans


def _part(paper: Paper) -> str:
    return "held-out" if paper.name[:2] in _HELD_OUT else "dev"


def _pairs(papers: list[Paper]) -> Iterator[tuple[str, Paper, Paper]]:
    """(condition, paper, another one): every paper has its turn."""
    turn = 0
    for name in CONDITIONS:
        count = len(papers) if name in _EVERYWHERE else _PER_CONDITION
        for _ in range(count):
            yield name, papers[turn % len(papers)], papers[(turn + 1) % len(papers)]
            turn += 1


def _said(paper: Paper, other: Paper, condition: Condition, *, worded: bool) -> str:
    text = paper.transcription(handwritten=condition.handwritten, worded=worded)
    return f"{text}\n{other.transcription(worded=worded)}" if condition.spread else text


def _pixels(picture: Picture) -> Pixels:
    with Image.open(io.BytesIO(picture.png)) as opened:
        return np.asarray(opened.convert("L").convert("RGB"), dtype=np.uint8)


def _save(pixels: Pixels, condition: Condition, path: Path) -> None:
    image = Image.fromarray(pixels)
    dpi = (condition.dpi, condition.dpi)
    if condition.bits == 1:
        image.convert("1").save(path, "TIFF", compression="group4", dpi=dpi)
    else:
        image.save(path, "JPEG", quality=92, dpi=dpi)  # worn by JPEG already, where it is meant
