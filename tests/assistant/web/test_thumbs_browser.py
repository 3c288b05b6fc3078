"""The thumbs in a browser: pressed, commented on, kept through other questions, taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import FONT, Desk

from assistant.feedback import Feedback, State, Thumb
from tests.browsing import chromium, find_chromium, serving, visiting

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Feedback]]:
    find_chromium()
    if not FONT.exists():
        pytest.skip(f"needs {FONT} (fonts-noto-core) to print a page")
    from assistant.web import create_app

    desk = Desk(tmp_path_factory.mktemp("thumbs"))
    with serving(create_app(desk)) as base:  # type: ignore[arg-type]
        yield base, Feedback.of(desk.settings.store)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_answer_is_judged_by_keyboard_and_nothing_above_it_moves(
    served: tuple[str, Feedback], size: str
) -> None:
    base, feedback = served
    known = len(feedback.entries(State.NEW))
    with chromium() as browser, visiting(browser, base, size) as visit:
        page = visit.page
        visit.ask("Sở có bao nhiêu TTHC?")
        down = page.locator(".thumbs [data-thumb=down]")
        for thumb in page.locator(".thumbs button").all():
            box = thumb.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44
        top = page.evaluate("document.querySelector('.answer .text').offsetTop")
        down.focus()
        page.keyboard.press("Enter")
        page.locator(".comment").wait_for()
        assert page.evaluate("document.querySelector('.answer .text').offsetTop") == top
        assert page.evaluate("document.activeElement.dataset.thumb") == "down"
        assert down.get_attribute("aria-pressed") == "true"
        assert page.inner_text("#spoken") == "Cảm ơn bạn đã cho ý kiến."
        assert visit.fits()
        page.keyboard.press("Tab")
        page.keyboard.type("Số của năm 2023")

        visit.ask("thời tiết hôm nay")
        field = page.locator(".comment textarea").first
        assert field.input_value() == "Số của năm 2023"
        page.locator(".comment button").first.click()
        page.locator(".kept").first.wait_for()
        assert page.evaluate("document.activeElement.dataset.thumb") == "down"
        visit.ask("Sở có mấy TTHC?")
        assert page.locator(".kept").first.inner_text() == "Cảm ơn bạn. Góp ý đã được ghi nhận."
        newest = feedback.entries(State.NEW)[0]
        assert (newest.thumb, newest.comment) == (Thumb.DOWN, "Số của năm 2023")

        last = page.locator(".thumbs").last.locator("[data-thumb=up]")
        last.click()
        page.locator(".turn").last.locator(".comment").wait_for()
        page.wait_for_timeout(600)
        last.click()
        page.locator(".turn").last.locator(".comment").wait_for(state="hidden")
        page.wait_for_function("document.getElementById('spoken').textContent.startsWith('Đã bỏ')")
        assert visit.complaints == []
        assert visit.outside == []
    assert len(feedback.entries(State.NEW)) == known + 1
