"""Pages as pictures: of PDF files and of image files alike."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus import pages
from corpus.errors import Reason, UnreadableError
from corpus.model import Box


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "quet.tiff"
    sheets = [Image.new("L", (1654, 2339), grey) for grey in (255, 200)]
    sheets[0].save(path, save_all=True, append_images=sheets[1:], dpi=(200, 200))
    return path


def test_every_page_of_a_tiff_is_measured_in_points_and_drawn(scan: Path) -> None:
    width, height = pages.size(scan, 2)
    assert (round(width), round(height)) == (595, 842)
    drawn = picture(pages.render(scan, 2))
    assert max(drawn.size) <= 2000
    assert drawn.getpixel((5, 5)) == (200, 200, 200)


def test_a_mark_falls_where_its_box_lies_on_an_image(scan: Path) -> None:
    drawn = picture(pages.render(scan, 1, [Box(100, 200, 300, 220)]))
    scale = drawn.width / 595.4
    inside = drawn.getpixel((round(200 * scale), round(210 * scale)))
    outside = drawn.getpixel((round(200 * scale), round(260 * scale)))
    assert isinstance(inside, tuple)
    assert isinstance(outside, tuple)
    assert inside[2] < 120
    assert min(outside) > 240


def test_a_photo_is_drawn_as_its_camera_says_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "anh.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (400, 300), "white").save(path, exif=exif)
    assert picture(pages.render(path, 1)).size == (300, 400)


@pytest.mark.parametrize("name", ["quet.tiff", "van-ban.pdf"])
def test_a_page_that_is_not_there_is_an_error_with_a_reason(scan: Path, name: str) -> None:
    path = scan.parent / name
    if name.endswith(".pdf"):
        canvas = Canvas(str(path))
        canvas.drawString(72, 700, "a")
        canvas.save()
    for ask in (pages.render, pages.size):
        with pytest.raises(UnreadableError) as raised:
            ask(path, 9)
        assert raised.value.reason is Reason.MISSING


@pytest.mark.parametrize("name", ["hong.png", "hong.pdf"])
def test_a_damaged_file_is_an_error_with_a_reason(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n but nothing that follows")
    for ask in (pages.render, pages.size):
        with pytest.raises(UnreadableError):
            ask(path, 1)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_mark_turns_with_its_page(scan: Path, turned: int) -> None:
    box = Box(100, 200, 300, 220)
    width, height = pages.size(scan, 1)
    drawn = picture(pages.render(scan, 1, [box], turned=turned))
    place = pages.turned_box(box, width, height, turned)
    scale = max(drawn.size) / height
    assert (drawn.width > drawn.height) is (turned in (90, 270))
    inside = drawn.getpixel(
        (
            round(scale * (place.left + place.right) / 2),
            round(scale * (place.top + place.bottom) / 2),
        )
    )
    assert isinstance(inside, tuple)
    assert inside[2] < 120
