"""A picture as a scanner or telephone gave it, made into upright, clean, grey pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.model import Note, NoteKind
from corpus.scans import borders, colour, light, page_model, spread, turning
from corpus.scans.geometry import Transform
from corpus.scans.page_model import Grey

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Prepared:
    """One page, ready for recognition.

    Attributes:
        image: grey, dark letters on light paper, upright, its lines level.
        transform: from this picture back to the one it was made from.
        notes: what was done that its user should know: TURNED, STRAIGHTENED, SPREAD.
        steps: names of all that was done, for measuring.
    """

    image: Grey
    transform: Transform
    notes: tuple[Note, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps are taken; all, unless their worth is being measured."""

    stamps: bool = True
    light: bool = True
    borders: bool = True
    turn: bool = True
    spreads: bool = True
    contrast: bool = True


ALL = Steps()


def prepare(picture: Image, steps: Steps = ALL) -> list[Prepared]:
    """Turn, straighten and clean a picture; a picture of two pages gives two, the left one first.

    Args:
        picture: in mode L or RGB.
        steps: which steps are taken.

    Returns:
        One page, or two.
    """
    taken: list[str] = []

    def took(name: str, changed: bool) -> None:
        if changed:
            taken.append(name)

    grey: Grey
    if steps.stamps:
        grey, changed = colour.to_grey(picture)
        took("stamps", changed)
    else:
        grey = np.array(picture.convert("L"), dtype=np.uint8)
    if steps.borders:
        grey, changed = borders.clear(grey)
        took("borders", changed)
    if steps.light:
        grey, changed = light.flatten(grey)
        took("light", changed)
    if steps.contrast:
        grey, changed = light.deepen(grey)
        took("contrast", changed)
    transform = Transform.none(picture.size)
    notes: list[Note] = []
    if steps.turn:
        grey, back, turned, askew = turning.upright(grey)
        transform = transform.after(back)
        took("turn", bool(turned))
        took("straighten", bool(askew))
        if turned:
            notes.append(Note(NoteKind.TURNED, str(turned)))
        if askew:
            notes.append(Note(NoteKind.STRAIGHTENED, f"{askew:.1f}"))
    whole = Prepared(grey, transform, tuple(notes), tuple(taken))
    return _halves(whole) if steps.spreads else [whole]


def _halves(sheet: Prepared) -> list[Prepared]:
    """The two pages of a spread, each straightened on its own, or the sheet as it is."""
    height, width = sheet.image.shape
    if width <= height:
        return [sheet]
    at = spread.fold(page_model.line_areas(sheet.image), (width, height))
    if at is None:
        return [sheet]
    halves = []
    for side, (left, right) in {"left": (0, int(at)), "right": (int(at), width)}.items():
        shift = np.array([[1.0, 0, left], [0, 1, 0], [0, 0, 1]])
        half = np.ascontiguousarray(sheet.image[:, left:right])
        level, back, askew = turning.level(half)
        halves.append(
            Prepared(
                level,
                sheet.transform.after(shift).after(back),
                (*sheet.notes, Note(NoteKind.SPREAD, side)),
                (*sheet.steps, "spread", *(("straighten",) if askew else ())),
            )
        )
    return halves
