from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from corpus.model import NoteKind
from corpus.scans import ghosts, sheet, spread
from corpus.scans.model import Area
from corpus.scans.prepare import prepare
from tests.corpus.scans.pages import LINES, font, page


def test_a_clean_page_is_left_as_it_is() -> None:
    made = page()
    [found] = prepare(made)
    assert found.steps == ()
    assert np.array_equal(found.image, np.asarray(made.convert("L")))
    assert found.transform.area(Area(10, 20, 30, 40)) == Area(10, 20, 30, 40)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_page_is_turned_back_and_its_places_are_found_again(turns: int) -> None:
    made = page()
    turned = Image.fromarray(np.rot90(np.asarray(made), turns))  # counter-clockwise
    [found] = prepare(turned)
    assert np.array_equal(found.image, np.asarray(made.convert("L")))
    assert [(note.kind, note.detail) for note in found.notes] == [
        (NoteKind.TURNED, str(90 * turns))
    ]
    back = found.transform.area(Area(150, 160, 300, 190))
    ink = np.asarray(turned.convert("L"))
    part = ink[int(back.top) : int(back.bottom), int(back.left) : int(back.right)]
    upright = np.asarray(made.convert("L"))[160:190, 150:300]
    assert np.array_equal(np.rot90(part, -turns), upright)


@pytest.mark.parametrize("degrees", [-12.0, -2.0, 4.0])
def test_an_askew_page_is_straightened_with_all_its_corners(degrees: float) -> None:
    made = page()
    [found] = prepare(made.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white"))
    [note] = found.notes
    assert note.kind is NoteKind.STRAIGHTENED
    assert float(note.detail) == pytest.approx(-degrees, abs=0.3)
    # a point of the askew picture and where it is now
    across, down = found.transform.point(found.image.shape[1] / 2, found.image.shape[0] / 2)
    assert (across, down) == pytest.approx((620, 877), abs=2)


def test_a_stamp_fades_and_the_print_below_it_stays() -> None:
    made = page()
    stamped = made.copy()
    ImageDraw.Draw(stamped).ellipse((300, 300, 560, 560), outline=(214, 38, 56), width=14)
    # ink lets the print below it through
    stamped = Image.fromarray(np.minimum(np.asarray(stamped), np.asarray(made)))
    [found] = prepare(stamped)
    assert found.steps == ("stamps",)
    clean = np.asarray(made.convert("L"))
    empty = clean > 250
    assert np.percentile(found.image[empty], 1) > 200
    assert found.image[clean < 30].mean() < 60


def test_a_line_printed_in_red_is_no_stamp() -> None:
    made = page()
    pen = ImageDraw.Draw(made)
    pen.text((150, 90), LINES[0], font=font(26), fill=(200, 20, 30))
    [found] = prepare(made)
    assert found.image[90:125, 150:1000].min() < 120


def test_shadows_and_the_dark_are_made_even() -> None:
    made = np.asarray(page(), dtype=np.float32)
    slope = np.linspace(0.25, 0.9, made.shape[1])[None, :, None]
    [found] = prepare(Image.fromarray((made * slope).astype(np.uint8)))
    assert "light" in found.steps
    paper = found.image[np.asarray(page().convert("L")) > 250]
    assert np.percentile(paper, 2) > 200


def test_black_borders_and_punch_holes_are_painted_over() -> None:
    made = page()
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, 30, 1754), fill="black")
    pen.rectangle((0, 0, 1240, 22), fill="black")
    for down in (600, 1150):
        pen.ellipse((60, down, 100, down + 40), fill="black")
    [found] = prepare(made)
    assert "borders" in found.steps
    assert found.image[:, :130].min() > 200
    assert found.image[300:330, 150:900].min() < 40  # print is not painted over


def test_a_sheet_on_a_desk_is_cut_out_and_its_corners_pulled_straight() -> None:
    made = page(size=(1000, 1400), left=90)
    ground = Image.new("RGB", (1300, 1750), (70, 55, 40))
    corners = ((120, 160), (1150, 110), (1210, 1640), (80, 1590))
    import cv2

    there = cv2.getPerspectiveTransform(
        np.array([(0, 0), (1000, 0), (1000, 1400), (0, 1400)], np.float32),
        np.array(corners, np.float32),
    )
    seen = cv2.warpPerspective(np.asarray(made), there, ground.size)
    mask = cv2.warpPerspective(np.full((1400, 1000), 255, np.uint8), there, ground.size)
    whole = np.where(mask[..., None] > 0, seen, np.asarray(ground)).astype(np.uint8)
    [found] = prepare(Image.fromarray(whole))
    assert "sheet" in found.steps
    height, width = found.image.shape
    for (x, y), corner in zip(
        ((0, 0), (width, 0), (width, height), (0, height)), corners, strict=True
    ):
        assert math.dist(found.transform.point(x, y), corner) < 12


def test_a_white_scan_has_no_sheet_to_cut_out() -> None:
    assert sheet.cut_out(np.asarray(page().convert("L"))) is None


def test_two_pages_on_a_sheet_become_two_the_left_one_first() -> None:
    left, right = page(LINES * 4), page(LINES[::-1] * 3, top=190)
    both = Image.new("RGB", (2480, 1754), "white")
    both.paste(left, (0, 0))
    both.paste(right, (1240, 0))
    first, second = prepare(both)
    assert [note.detail for note in first.notes] == ["left"]
    assert [note.detail for note in second.notes] == ["right"]
    assert second.transform.point(0, 0)[0] == pytest.approx(first.image.shape[1], abs=1)
    assert first.image.shape[1] == pytest.approx(1240, abs=130)


def test_the_halves_of_a_wide_table_are_one_page() -> None:
    rows = [
        Area(left, 100 + 50 * row, left + 400, 130 + 50 * row)
        for row in range(12)
        for left in (60, 700)
    ]
    assert spread.fold(rows, (1160, 820)) is None
    moved = [
        area if area.left < 500 else area._replace(top=area.top + 23, bottom=area.bottom + 23)
        for area in rows
    ]
    assert spread.fold(moved, (1160, 820)) == pytest.approx(580)


def test_print_that_shines_through_is_taken_out() -> None:
    made = page()
    behind = np.asarray(page(LINES[::-1] * 4, top=185).convert("L"))[:, ::-1].astype(np.float32)
    bled = np.minimum(np.asarray(made.convert("L")), 255 - (255 - behind) * 0.25)
    cleared, changed = ghosts.clear(bled.astype(np.uint8))
    assert changed
    own = np.asarray(made.convert("L"))
    far = np.asarray(Image.fromarray((own < 128).astype(np.uint8) * 255).convert("L"))
    import cv2

    away = cv2.dilate(far, np.ones((13, 13), np.uint8)) == 0
    assert cleared[away].min() > 240
    assert np.array_equal(cleared[own < 60], own[own < 60])
    assert ghosts.clear(own)[1] is False
