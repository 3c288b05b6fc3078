"""A picture as a scanner or telephone gave it, made into upright, clean, grey pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.model import Note, NoteKind
from corpus.scans import borders, colour, ghosts, light, page_model, sheet, spread, turning
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
    sheet: bool = True
    light: bool = True
    borders: bool = True
    turn: bool = True
    spreads: bool = True
    contrast: bool = True
    ghosts: bool = True


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
    transform = Transform.none(picture.size)
    if steps.sheet and (found := sheet.cut_out(grey)):
        grey, back = found
        transform = transform.after(back)
        took("sheet", True)
    if steps.borders:
        grey, changed = borders.clear(grey)
        took("borders", changed)
    if steps.light:
        grey, changed = light.flatten(grey)
        took("light", changed)
    if steps.contrast:
        grey, changed = light.deepen(grey)
        took("contrast", changed)
    notes: list[Note] = []
    if steps.ghosts:
        grey, changed = ghosts.clear(grey)
        took("ghosts", changed)
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


def _halves(whole: Prepared) -> list[Prepared]:
    """The two pages of a spread, each straightened on its own, or the sheet as it is."""
    height, width = whole.image.shape
    if width <= height:
        return [whole]
    at = spread.fold(page_model.line_areas(whole.image), (width, height))
    if at is None:
        return [whole]
    halves = []
    for side, (left, right) in {"left": (0, int(at)), "right": (int(at), width)}.items():
        shift = np.array([[1.0, 0, left], [0, 1, 0], [0, 0, 1]])
        half = np.ascontiguousarray(whole.image[:, left:right])
        level, back, askew = turning.level(half)
        halves.append(
            Prepared(
                level,
                whole.transform.after(shift).after(back),
                (*whole.notes, Note(NoteKind.SPREAD, side)),
                (*whole.steps, "spread", *(("straighten",) if askew else ())),
            )
        )
    return halves
