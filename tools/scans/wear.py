"""What scanners and telephones do to a page; every function takes and gives (height, width, 3)."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from tools.scans.ink import Pixels, Random


def _pixels(values: npt.NDArray[np.float32]) -> Pixels:
    """Brightness as eight bits."""
    clipped: Pixels = np.clip(values, 0, 255).astype(np.uint8)
    return clipped


def resized(page: Pixels, factor: float) -> Pixels:
    """Scanned at another resolution."""
    return np.asarray(
        cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


def askew(page: Pixels, degrees: float, ground: int = 250) -> Pixels:
    """Laid askew on the glass."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(
            page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(ground,) * 3
        ),
        dtype=np.uint8,
    )


def blurred(page: Pixels, radius: float) -> Pixels:
    """Out of focus."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), radius), dtype=np.uint8)


def noisy(page: Pixels, random: Random, deviation: float) -> Pixels:
    """Sensor noise, the same in all channels and a little of its own in each."""
    height, width = page.shape[:2]
    grain = random.standard_normal((height, width, 1), np.float32) * np.float32(deviation)
    own = random.standard_normal((height, width, 3), np.float32) * np.float32(deviation / 3)
    return _pixels(page + grain + own)


def faded(page: Pixels, random: Random, ink: float, paper: float) -> Pixels:
    """Toner nearly out: ink lightened to a value, in streaks, on greyish paper."""
    width = page.shape[1]
    streaks = np.interp(np.arange(width), np.linspace(0, width, 12), random.uniform(0.75, 1.0, 12))
    depth = (streaks * (paper - ink) / 255).astype(np.float32)
    light = np.float32(paper) - (np.float32(255) - page) * depth[None, :, None]
    return _pixels(light)


def bled(page: Pixels, back: Pixels, strength: float) -> Pixels:
    """The other side of the sheet shining through."""
    mirrored = cv2.GaussianBlur(back[:, ::-1], (0, 0), 2.2)
    other = cv2.resize(mirrored, (page.shape[1], page.shape[0]))
    return _pixels(page - (np.float32(255) - other) * np.float32(strength))


def speckled(page: Pixels, random: Random, share: float) -> Pixels:
    """Dust and toner grains."""
    height, width = page.shape[:2]
    dust = (random.random((height, width)) < share).astype(np.uint8)
    grains = cv2.dilate(dust, np.ones((2, 2), np.uint8))
    result = page.copy()
    result[grains > 0] = 40
    return result


def fax(page: Pixels) -> Pixels:
    """Black or white, at a fixed threshold."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    plain = np.where(grey > 150, 255, 0).astype(np.uint8)
    return np.repeat(plain[..., None], 3, axis=2)


def bordered(page: Pixels, random: Random) -> Pixels:
    """The lid of the scanner around the page, two punch holes in its margin."""
    left, top, right, bottom = (int(edge) for edge in random.integers(15, 90, 4))
    framed = cv2.copyMakeBorder(
        page, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(18, 18, 20)
    )
    height, width = framed.shape[:2]
    for share in (0.36, 0.64):
        centre = (left + int(width * 0.045), int(height * share))
        cv2.circle(framed, centre, int(height * 0.0105), (22, 22, 22), -1, cv2.LINE_AA)
    return np.asarray(framed, dtype=np.uint8)


def curved(page: Pixels, random: Random) -> Pixels:
    """A thick volume pressed on the glass: lines bend and darken towards the spine."""
    height, width = page.shape[:2]
    across = np.arange(width, dtype=np.float32)
    near = np.exp(-across / (0.09 * width))
    down = np.arange(height, dtype=np.float32)[:, None]
    bend = float(random.uniform(10, 22)) * height / 2339
    from_x = np.repeat((across + 0.02 * width * near)[None, :], height, axis=0).astype(np.float32)
    from_y = (down + bend * near[None, :]).astype(np.float32)
    bent = cv2.remap(page, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _pixels(bent * (1 - np.float32(0.72) * near)[None, :, None])


def lit(page: Pixels, random: Random, darkest: float, brightest: float) -> Pixels:
    """Light from one side, a shadow of the hand, a warm lamp."""
    height, width = page.shape[:2]
    angle = float(random.uniform(0, 2 * np.pi))
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    slope = (across * np.cos(angle) + down * np.sin(angle) + 1.4) / 2.8
    light = darkest + (brightest - darkest) * np.clip(slope, 0, 1)
    x, y = random.uniform(-0.6, 0.6, 2)
    shadow = 1 - 0.3 / (1 + np.exp(((across - x) ** 2 + (down - y) ** 2 - 0.16) * 25))
    warm = np.array([1.0, 0.96, 0.86])
    shade = ((light * shadow)[..., None] * warm).astype(np.float32)
    return _pixels(page * shade)


def photographed(page: Pixels, random: Random) -> Pixels:
    """Lying on a desk, seen askew and from one side."""
    height, width = page.shape[:2]
    wide, high = int(width * 1.22), int(height * 1.18)
    desk = np.empty((high, wide, 3), np.float32)
    desk[:] = (96, 70, 48)
    desk += (
        cv2.GaussianBlur(random.normal(0, 30, (high, wide)).astype(np.float32), (0, 0), 6)[
            ..., None
        ]
        * 2
    )
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    margin = np.array([(wide - width) / 2, (high - height) / 2])
    target = corners + margin + random.uniform(-0.045, 0.045, (4, 2)) * (width, height)
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    seen = cv2.warpPerspective(page, matrix, (wide, high), flags=cv2.INTER_LINEAR)
    sheet = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (wide, high))
    mixed = desk * (1 - sheet[..., None]) + seen * sheet[..., None]
    return _pixels(mixed)


def spread(left: Pixels, right: Pixels) -> Pixels:
    """Two pages of an open volume on one sheet, dark along the fold."""
    both = np.concatenate([left, right], axis=1).astype(np.float32)
    width = both.shape[1]
    from_fold = np.abs(np.arange(width, dtype=np.float32) - width / 2)
    shade = 1 - 0.55 * np.exp(-from_fold / (0.012 * width))
    return _pixels(both * shade[None, :, None])


def jpeg(page: Pixels, quality: int) -> Pixels:
    """Saved as JPEG and opened again."""
    done, data = cv2.imencode(".jpg", page[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("cannot be encoded")
    opened = cv2.imdecode(data, cv2.IMREAD_COLOR)
    if opened is None:
        raise ValueError("cannot be decoded")
    return np.asarray(opened[..., ::-1], dtype=np.uint8)
