from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from corpus.errors import Reason, UnreadableError
from corpus.scans import picture
from corpus.scans.picture import open_pictures, render_page


def _half_black(mode: str, size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Black on the left, white on the right."""
    grey = np.full((size[1], size[0]), 255, np.uint8)
    grey[:, : size[0] // 2] = 0
    return Image.fromarray(grey).convert(mode)


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("1", "a.tif"),
        ("L", "a.png"),
        ("P", "a.gif"),
        ("RGB", "a.bmp"),
        ("RGB", "a.webp"),
        ("RGB", "a.jpg"),
        ("CMYK", "a.jpg"),
        ("CMYK", "a.tif"),
        ("LA", "a.png"),
        ("RGBA", "a.png"),
        ("I;16", "a.png"),
        ("F", "a.tif"),
    ],
)
def test_every_kind_of_picture_comes_out_in_eight_bits(
    tmp_path: Path, mode: str, name: str
) -> None:
    if mode == "I;16":
        deep = np.asarray(_half_black("L"), dtype=np.uint16) * 257
        made = Image.fromarray(deep)
    else:
        made = _half_black(mode)
    made.save(tmp_path / name)
    [(found, _)] = open_pictures(tmp_path / name)
    assert found.mode in ("L", "RGB")
    grey = np.asarray(found.convert("L"))
    assert grey[:, :25].max() < 40
    assert grey[:, 35:].min() > 215


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    [(found, _)] = open_pictures(tmp_path / "a.png")
    assert np.asarray(found).min() == 255


def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    made = _half_black("RGB", (60, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn clockwise to show
    made.save(tmp_path / "a.jpg", exif=exif)
    [(found, _)] = open_pictures(tmp_path / "a.jpg")
    assert found.size == (40, 60)
    assert np.asarray(found.convert("L"))[5, 20] < 60


def test_every_frame_of_a_tiff_is_a_page_with_its_resolution(tmp_path: Path) -> None:
    frames = [_half_black("1"), _half_black("L", (80, 30)), _half_black("RGB")]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:], dpi=(300, 300))
    found = list(open_pictures(tmp_path / "a.tif"))
    assert [made.size for made, _ in found] == [(60, 40), (80, 30), (60, 40)]
    assert [dpi for _, dpi in found] == [300, 300, 300]


def test_a_truncated_picture_is_damaged_not_half_read(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3)).astype(np.uint8)
    for name in ("a.png", "a.jpg", "a.tif", "a.bmp", "a.gif", "a.webp"):
        Image.fromarray(noise).save(tmp_path / name)
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[: len(whole) * 2 // 3])
        with pytest.raises(UnreadableError) as caught:
            list(open_pictures(tmp_path / name))
        assert caught.value.reason is Reason.DAMAGED, name


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    Image.new("1", (200, 200)).save(tmp_path / "a.png")
    data = bytearray((tmp_path / "a.png").read_bytes())
    data[16:24] = struct.pack(">II", 9_000, 9_000)  # IHDR now promises 81 million pixels
    import zlib

    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        list(open_pictures(tmp_path / "a.png"))
    assert caught.value.reason is Reason.TOO_LARGE


def test_a_large_picture_is_scaled_down_and_says_so_in_its_resolution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "LARGEST_PIXELS", 10_000)
    for name in ("a.png", "a.jpg"):
        _half_black("L", (400, 100)).save(tmp_path / name, dpi=(300, 300))
        [(found, dpi)] = open_pictures(tmp_path / name)
        assert found.width * found.height <= 10_000
        assert dpi == pytest.approx(300 * found.width / 400, rel=0.01)


def test_a_pdf_page_is_drawn_at_its_scans_resolution_within_bounds(tmp_path: Path) -> None:
    for dpi, expected in ((100, 200), (240, 240), (600, 300)):
        side = 2 * dpi  # two inches
        file = tmp_path / f"{dpi}.pdf"
        _half_black("L", (side, side)).save(file, resolution=dpi)
        document = pypdfium2.PdfDocument(file)
        made, scale = render_page(document, 0, file)
        document.close()
        assert scale == pytest.approx(expected / 72, rel=0.01)
        assert made.width == pytest.approx(2 * expected, abs=2)


def test_a_page_as_large_as_a_wall_keeps_within_the_pixels(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 14_400)
    made, scale = render_page(document, 0, tmp_path / "a.pdf")
    document.close()
    assert made.width * made.height <= picture.LARGEST_PIXELS * 1.01
    assert made.width == pytest.approx(14_400 * scale, abs=2)
