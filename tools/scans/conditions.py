"""The conditions that pages are read in: each one a printed page made into a scan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from tools.scans import ink, wear
from tools.scans.ink import Pixels, Random
from tools.scans.papers import DPI, Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page before anything happens to it.

    Attributes:
        page: at 300 dpi.
        places: see `papers.Picture`.
        body: what its stamp says.
        other: another page, for what shines through and for spreads.
    """

    page: Pixels
    places: Mapping[str, Box]
    body: str
    other: Pixels


@dataclass(frozen=True, slots=True)
class Condition:
    """How a sheet becomes a picture.

    Attributes:
        make: of (sheet, random), a picture.
        dpi: of the picture.
        handwritten: number and day are left blank in print and not in the transcription.
        spread: the transcription is that of the page and then of the other one.
        bits: 1 for a picture in black and white.
    """

    make: Callable[[Sheet, Random], Pixels]
    dpi: int = 200
    handwritten: bool = False
    spread: bool = False
    bits: int = 8


def _grey(page: Pixels) -> Pixels:
    light = np.asarray(page, dtype=np.float32) @ (0.299, 0.587, 0.114)
    return np.repeat(light[..., None], 3, axis=2).clip(0, 255).astype(np.uint8)


def _scan(
    page: Pixels,
    random: Random,
    *,
    dpi: int = 200,
    skew: float = 0.6,
    blur: float = 0.6,
    noise: float = 4.0,
    quality: int = 70,
) -> Pixels:
    """An ordinary office scanner."""
    page = wear.askew(page, float(random.uniform(-skew, skew)))
    page = wear.blurred(wear.resized(page, dpi / DPI), blur)
    page = wear.noisy(np.clip(page * 0.97 + 3, 0, 255).astype(np.uint8), random, noise)
    return wear.jpeg(page, quality)


def _signed(sheet: Sheet, random: Random) -> Pixels:
    """With a stamp over a third of the signature, which runs into the signer's title and name."""
    page = sheet.page
    if "sign" not in sheet.places:
        return page
    left, top, right, bottom = sheet.places["sign"]
    name = sheet.places["name"]
    down = bottom - top
    over = (left + 0.22 * (right - left), top + 0.22 * down, right - 0.1 * (right - left), name[3])
    page = ink.signature(page, random, over)
    at = (left + 0.16 * (right - left), top + 0.5 * down)
    return ink.round_stamp(page, random, at, sheet.body)


def _office(sheet: Sheet, random: Random) -> Pixels:
    """What nearly every scan is: colour, 200 dpi, signed and stamped, a little askew."""
    return _scan(_signed(sheet, random), random)


def _office_grey(sheet: Sheet, random: Random) -> Pixels:
    page = _signed(sheet, random)
    if random.random() < 0.6:
        page = ink.incoming(page, random, _upper_left(sheet, random))
    return _scan(_grey(page), random, noise=5, quality=55, skew=1.0)


def _upper_left(sheet: Sheet, random: Random) -> tuple[float, float]:
    """Below the number, where registries stamp what comes in; often over print."""
    down = sheet.places["number"][3] if "number" in sheet.places else 0.12 * len(sheet.page)
    return float(random.uniform(40, 140)), down + float(random.uniform(5, 70))


def _stamp_on_text(sheet: Sheet, random: Random) -> Pixels:
    height, width = sheet.page.shape[:2]
    page = _signed(sheet, random)
    at = (width * float(random.uniform(0.35, 0.65)), height * float(random.uniform(0.4, 0.6)))
    page = ink.round_stamp(page, random, at, sheet.body)
    box = (width * 0.3, height * 0.3, width * 0.6, height * 0.36)
    return _scan(ink.signature(page, random, box), random)


def _incoming(sheet: Sheet, random: Random) -> Pixels:
    return _scan(ink.incoming(_signed(sheet, random), random, _upper_left(sheet, random)), random)


def _handwritten(sheet: Sheet, random: Random) -> Pixels:
    page = _signed(sheet, random)
    for place, digits in (("number", 4), ("day", 2)):
        if place in sheet.places:
            written = "".join(str(digit) for digit in random.integers(0, 10, digits))
            page = ink.handwriting(page, random, sheet.places[place], written)
    return _scan(page, random)


def _borders(sheet: Sheet, random: Random) -> Pixels:
    page = wear.askew(_signed(sheet, random), float(random.uniform(-1.5, 1.5)), ground=20)
    page = wear.bordered(page, random)
    return _scan(page, random, skew=0.0)


def _turned(turns: int) -> Callable[[Sheet, Random], Pixels]:
    def make(sheet: Sheet, random: Random) -> Pixels:
        return np.ascontiguousarray(np.rot90(_office(sheet, random), turns))

    return make


def _skewed(low: float, high: float) -> Callable[[Sheet, Random], Pixels]:
    def make(sheet: Sheet, random: Random) -> Pixels:
        degrees = float(random.uniform(low, high)) * (1 if random.random() < 0.5 else -1)
        return _scan(wear.askew(_signed(sheet, random), degrees), random, skew=0)

    return make


def _faded(sheet: Sheet, random: Random) -> Pixels:
    page = wear.faded(_signed(sheet, random), random, ink=150, paper=232)
    return _scan(_grey(page), random, noise=6)


def _bleeding(sheet: Sheet, random: Random) -> Pixels:
    return _scan(wear.bled(_signed(sheet, random), sheet.other, 0.22), random)


def _curved(sheet: Sheet, random: Random) -> Pixels:
    return _scan(wear.curved(_grey(_signed(sheet, random)), random), random)


def _photo(sheet: Sheet, random: Random) -> Pixels:
    page = wear.photographed(wear.resized(_signed(sheet, random), 220 / DPI), random)
    page = wear.blurred(wear.lit(page, random, 0.62, 1.0), 0.9)
    return wear.jpeg(wear.noisy(page, random, 6), 75)


def _dark_photo(sheet: Sheet, random: Random) -> Pixels:
    page = wear.photographed(wear.resized(_signed(sheet, random), 220 / DPI), random)
    page = wear.blurred(wear.lit(page, random, 0.22, 0.5), 1.0)
    return wear.jpeg(wear.noisy(page, random, 8), 70)


def _fax(sheet: Sheet, random: Random) -> Pixels:
    page = wear.askew(_grey(_signed(sheet, random)), float(random.uniform(-0.6, 0.6)))
    page = wear.blurred(wear.resized(page, 200 / DPI), 0.7)
    return wear.fax(wear.speckled(wear.noisy(page, random, 10), random, 0.0004))


def _spread(sheet: Sheet, random: Random) -> Pixels:
    page = wear.spread(_signed(sheet, random), sheet.other)
    return _scan(page, random, skew=0.5)


CONDITIONS: dict[str, Condition] = {
    "clean": Condition(lambda sheet, _: wear.resized(sheet.page, 200 / DPI)),
    "office": Condition(_office),
    "office-grey": Condition(_office_grey),
    "150-dpi": Condition(lambda s, r: _scan(_signed(s, r), r, dpi=150), dpi=150),
    "300-dpi": Condition(lambda s, r: _scan(_signed(s, r), r, dpi=300, blur=0.9), dpi=300),
    "100-dpi": Condition(lambda s, r: _scan(_signed(s, r), r, dpi=100, blur=0.4), dpi=100),
    "jpeg-30": Condition(lambda s, r: _scan(_signed(s, r), r, quality=30)),
    "blurred": Condition(lambda s, r: _scan(_signed(s, r), r, blur=1.5)),
    "noisy": Condition(lambda s, r: _scan(_signed(s, r), r, noise=18)),
    "faded": Condition(_faded),
    "bleeding": Condition(_bleeding),
    "skew-2": Condition(_skewed(1.0, 2.5)),
    "skew-5": Condition(_skewed(3.5, 6.0)),
    "turned-90": Condition(_turned(1)),
    "turned-180": Condition(_turned(2)),
    "turned-270": Condition(_turned(3)),
    "borders": Condition(_borders),
    "curved": Condition(_curved),
    "photo": Condition(_photo),
    "dark-photo": Condition(_dark_photo),
    "stamp-on-text": Condition(_stamp_on_text),
    "incoming": Condition(_incoming),
    "handwritten": Condition(_handwritten, handwritten=True),
    "fax": Condition(_fax, bits=1),
    "spread": Condition(_spread, spread=True),
}
