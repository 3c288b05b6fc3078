"""What people add to a printed page: stamps, signatures, handwriting; drawn, multiplied in."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tools.scans.papers import DPI, Box

Pixels = npt.NDArray[np.uint8]
Random = np.random.Generator
Colour = tuple[int, int, int]

RED: Colour = (214, 38, 56)
BLUE: Colour = (34, 52, 168)
_FONT = "/usr/share/fonts/truetype/croscore/Arimo-Bold.ttf"
_MM = DPI / 25.4
# strokes of digits in a unit square, as people write them
_DIGITS = {
    "0": [[(0.5, 0), (0.1, 0.3), (0.15, 0.8), (0.5, 1), (0.85, 0.7), (0.8, 0.2), (0.5, 0)]],
    "1": [[(0.25, 0.3), (0.6, 0), (0.55, 1)]],
    "2": [[(0.1, 0.25), (0.4, 0), (0.8, 0.2), (0.5, 0.6), (0.1, 1), (0.9, 0.95)]],
    "3": [[(0.1, 0.1), (0.6, 0), (0.75, 0.25), (0.35, 0.45), (0.8, 0.7), (0.5, 1), (0.1, 0.9)]],
    "4": [[(0.5, 0), (0.1, 0.6), (0.9, 0.6)], [(0.65, 0.35), (0.6, 1)]],
    "5": [[(0.85, 0), (0.25, 0.02), (0.2, 0.45), (0.75, 0.5), (0.7, 0.95), (0.1, 0.95)]],
    "6": [[(0.7, 0), (0.2, 0.5), (0.25, 0.95), (0.75, 0.9), (0.7, 0.55), (0.25, 0.65)]],
    "7": [[(0.1, 0.05), (0.9, 0), (0.45, 1)], [(0.3, 0.5), (0.8, 0.5)]],
    "8": [
        [
            (0.5, 0.45),
            (0.2, 0.2),
            (0.5, 0),
            (0.8, 0.2),
            (0.2, 0.75),
            (0.5, 1),
            (0.8, 0.75),
            (0.5, 0.45),
        ]
    ],
    "9": [[(0.8, 0.2), (0.4, 0), (0.2, 0.3), (0.5, 0.5), (0.8, 0.25), (0.7, 1)]],
}


def multiply(page: Pixels, mask: Image.Image, colour: Colour, left: int, top: int) -> Pixels:
    """Ink of a colour laid over a page (height, width, 3) where the mask is bright."""
    height, width = page.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + mask.width), min(height, top + mask.height)
    if x1 <= x0 or y1 <= y0:
        return page
    covered = mask.crop((x0 - left, y0 - top, x1 - left, y1 - top))
    share = np.asarray(covered, dtype=np.float32)[..., None] / 255
    ink = 1 - share * (1 - np.asarray(colour, dtype=np.float32) / 255)
    inked = page.copy()
    inked[y0:y1, x0:x1] = np.clip(page[y0:y1, x0:x1] * ink, 0, 255).astype(np.uint8)
    return inked


def round_stamp(page: Pixels, random: Random, at: tuple[float, float], text: str) -> Pixels:
    """A round red stamp with its text around a star, patchy as rubber prints; 36 mm across."""
    side = int(36 * _MM)
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    middle = side / 2
    for radius, thick in ((0.49, 9), (0.46, 4), (0.30, 4)):
        edge = radius * side
        box = (middle - edge, middle - edge, middle + edge, middle + edge)
        pen.ellipse(box, outline=255, width=thick)
    star = [
        (
            middle + side * (0.17 if k % 2 == 0 else 0.07) * math.sin(k * math.pi / 5),
            middle - side * (0.17 if k % 2 == 0 else 0.07) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    pen.polygon(star, fill=255)
    font = ImageFont.truetype(_FONT, int(side * 0.085))
    for k, letter in enumerate(text):
        angle = -130 + 260 * k / max(1, len(text) - 1)
        tile = Image.new("L", (side, side), 0)
        ImageDraw.Draw(tile).text((middle, side * 0.12), letter, font=font, fill=255, anchor="mm")
        mask.paste(255, (0, 0), tile.rotate(-angle, Image.Resampling.BICUBIC))
    mask = mask.rotate(float(random.uniform(-15, 15)), Image.Resampling.BICUBIC)
    patch = Image.fromarray(random.integers(90, 255, (24, 24)).astype(np.uint8))
    worn = np.asarray(patch.resize((side, side), Image.Resampling.BICUBIC), dtype=np.float32)
    strength = float(random.uniform(0.75, 1.0))
    mask = Image.fromarray((np.asarray(mask) * (worn / 255) * strength).astype(np.uint8))
    left, top = int(at[0] - middle), int(at[1] - middle)
    return multiply(page, mask.filter(ImageFilter.GaussianBlur(1.2)), RED, left, top)


def signature(page: Pixels, random: Random, box: Box) -> Pixels:
    """A signature in blue ink over a box, running out of it on all sides."""
    left, top, right, bottom = box
    width, height = int((right - left) * 1.25), int((bottom - top) * 1.25)
    mask = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(mask)
    steps = np.linspace(0, 1, 400)
    wave = 0.5 + 0.42 * np.sin(steps * random.uniform(18, 34) + random.uniform(0, 6)) * (
        0.35 + 0.65 * np.abs(np.sin(steps * random.uniform(3, 7)))
    )
    forward = steps + 0.06 * np.sin(steps * random.uniform(20, 40))
    points = [
        (float(width * (0.04 + 0.92 * x)), float(height * y))
        for x, y in zip(forward, wave, strict=True)
    ]
    pen.line(points, fill=235, width=int(random.integers(5, 9)), joint="curve")
    flourish = [
        (width * 0.05, height * 0.85),
        (width * 0.55, height * 0.7),
        (width * 0.97, height * 0.2),
    ]
    pen.line(flourish, fill=220, width=6, joint="curve")
    corner = int(left - (right - left) * 0.12), int(top - (bottom - top) * 0.12)
    return multiply(page, mask.filter(ImageFilter.GaussianBlur(1.0)), BLUE, *corner)


def handwriting(page: Pixels, random: Random, box: Box, digits: str) -> Pixels:
    """Digits written by hand into a gap of the print."""
    left, top, right, bottom = box
    high = (bottom - top) * 0.95
    wide = min(high * 0.55, (right - left) / max(1, len(digits)))
    mask = Image.new("L", (int(right - left) + 60, int(high) + 60), 0)
    pen = ImageDraw.Draw(mask)
    for place, digit in enumerate(digits):
        for stroke in _DIGITS[digit]:
            points = [
                (
                    30 + wide * (place + 0.75 * x) + float(random.normal(0, 2)),
                    30 + high * (0.95 * y) + float(random.normal(0, 2)),
                )
                for x, y in stroke
            ]
            pen.line(points, fill=240, width=6, joint="curve")
    shift = int(random.uniform(-12, 4))
    return multiply(
        page,
        mask.filter(ImageFilter.GaussianBlur(1.0)),
        BLUE,
        int(left) - 30,
        int(top) - 30 + shift,
    )


def incoming(page: Pixels, random: Random, at: tuple[float, float]) -> Pixels:
    """The stamp of the office that received the document, filled in by hand."""
    width, height = int(52 * _MM), int(26 * _MM)
    mask = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(mask)
    pen.rectangle((4, 4, width - 5, height - 5), outline=255, width=6)
    small = ImageFont.truetype(_FONT, int(3.1 * _MM))
    large = ImageFont.truetype(_FONT, int(4.4 * _MM))
    pen.text((width / 2, 4 * _MM), "VĂN PHÒNG", font=small, fill=255, anchor="mm")
    pen.text((9 * _MM, 14 * _MM), "ĐẾN", font=large, fill=255, anchor="mm")
    pen.text((18 * _MM, 11 * _MM), "Số: ..................", font=small, fill=255, anchor="lm")
    pen.text((18 * _MM, 18 * _MM), "Ngày: ...............", font=small, fill=255, anchor="lm")
    turned = mask.rotate(float(random.uniform(-3, 3)), Image.Resampling.BICUBIC)
    page = multiply(page, turned, RED, int(at[0]), int(at[1]))
    for down, digits in ((8.5, "3172"), (15.5, "1906")):
        spot = (at[0] + 27 * _MM, at[1] + down * _MM, at[0] + 45 * _MM, at[1] + (down + 4.5) * _MM)
        page = handwriting(page, random, spot, digits)
    return page
