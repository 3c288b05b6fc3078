"""The readers that are measured side by side; each takes a file and gives its text."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from corpus.scans.layout import arrange
from corpus.scans.lines import find_lines
from corpus.scans.model import Area, Arranged, Recognised
from corpus.scans.page_model import Grey, reading_order
from corpus.scans.picture import open_pictures
from corpus.scans.prepare import ALL, Prepared, Steps, prepare
from corpus.scans.rulings import find_rulings

Reader = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Road:
    """Our road with trueocr's recogniser, some of it left out."""

    steps: Steps = ALL
    mend: bool = True
    layout: bool = True

    def __call__(self, path: Path) -> str:
        """Read a picture."""
        return "\n".join(
            self._page(page)
            for picture, _ in open_pictures(path)
            for page in prepare(picture, self.steps)
        )

    def _page(self, page: Prepared) -> str:
        areas = find_lines(page.image, mend=self.mend)
        read = recognise(page.image, areas)
        height, width = page.image.shape
        if not self.layout:
            order = reading_order(areas, [line.text for line in read], (width, height))
            return "\n".join(read[at].text for at in order)
        arranged = arrange(read, (width, height), find_rulings(page.image))
        return "\n".join(line.text for line in arranged if line.role != "furniture")


@cache
def _trueocr() -> Any:
    import trueocr

    return trueocr.load_model(threads=2)


def recognise(grey: Grey, areas: Sequence[Area]) -> list[Recognised]:
    """Lines read by trueocr's own recogniser."""
    crops = []
    for area in areas:
        left, top = (max(0, int(np.floor(edge))) for edge in (area.left, area.top))
        right, bottom = (int(np.ceil(edge)) for edge in (area.right, area.bottom))
        crops.append(grey[top : max(bottom, top + 1), left : max(right, left + 1)])
    read = _trueocr().recognizer.predict(crops, batch_size=32)
    return [
        Recognised(found.text, found.confidence, area)
        for found, area in zip(read, areas, strict=True)
    ]


def trueocr_alone(path: Path) -> str:
    """The library as it comes."""
    return str(_trueocr().predict(path).text)


def tesseract_alone(path: Path) -> str:
    """The program as it comes, with its Vietnamese model."""
    done = subprocess.run(
        ["tesseract", str(path), "stdout", "-l", "vie"],
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8", "replace")


def _ours(path: Path) -> str:
    from corpus.readers import scan

    return "\n".join(page.text for page in scan.read(path))


def readers() -> dict[str, Reader]:
    """All readers that can run here, by name."""
    found: dict[str, Reader] = {"trueocr": trueocr_alone}
    if shutil.which("tesseract"):
        found["tesseract"] = tesseract_alone
    found["laid-out"] = Road()
    try:
        import corpus.readers.scan  # noqa: F401

        found["ours"] = _ours
    except ImportError:
        pass
    return found


def ablations() -> dict[str, Reader]:
    """Our road with one step left out each, and with none of them."""
    none = Steps(**{field.name: False for field in fields(Steps)})
    found: dict[str, Reader] = {
        f"without-{field.name}": Road(replace(Steps(), **{field.name: False}))
        for field in fields(Steps)
    }
    found["without-mend"] = Road(mend=False)
    found["without-layout"] = Road(layout=False)
    found["only-turn"] = Road(replace(none, turn=True), mend=False, layout=False)
    return found


__all__ = ["Arranged", "Reader", "Road", "ablations", "readers", "recognise"]
