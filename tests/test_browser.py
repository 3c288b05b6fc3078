"""The whole road in a browser: real documents, the real assistant, Chromium at two widths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browsing import SIZES, Visit, chromium, find_chromium, serving, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from assistant.pipeline import Assistant

pytestmark = pytest.mark.browser

REPORT = "bao-cao-cchc-6-thang-2024.pdf"
STAFF = "staff/huong-dan-lap-bao-cao.docx"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    find_chromium()
    from assistant.web import create_app

    with serving(create_app(assistant)) as base:
        yield base


@pytest.fixture(params=SIZES)
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address, request.param) as opened:
        yield opened
        assert opened.outside == []
        assert opened.complaints == []
        assert opened.fits()


def test_a_citizen_asks_reads_the_answer_and_sees_the_marked_page(visit: Visit) -> None:
    page = visit.page
    assert page.evaluate("document.documentElement.lang") == "vi"
    visit.ask("Sở có bao nhiêu thủ tục hành chính?")
    answer = page.locator(".turn .answer")
    assert "58" in answer.inner_text()
    card = page.locator(".card").first
    box = card.bounding_box()
    assert box is not None
    assert box["y"] < 1.5 * SIZES[visit.size][1]  # at most half a screen below
    visit.keep("answer")
    visit.open_source()
    source = page.locator("#panel img").get_attribute("src") or ""
    assert source.startswith(f"/pages/{REPORT}/")
    assert "lines=" in source
    mark = page.locator("#panel .here").bounding_box()
    assert mark is not None
    assert 0 < mark["y"] < SIZES[visit.size][1]
    visit.keep("marked-page")
    link = page.locator("#panel a.action").first.get_attribute("href") or ""
    page.keyboard.press("Escape")
    marked = page.request.get(visit.base + source).body()
    plain = page.request.get(visit.base + source.partition("?")[0]).body()
    assert marked != plain
    assert page.request.get(visit.base + link).ok


def test_a_follow_up_and_a_question_out_of_scope_are_told_apart(visit: Visit) -> None:
    visit.ask("Sở có bao nhiêu thủ tục hành chính?")
    visit.ask("Giá vàng hôm nay bao nhiêu?")
    assert visit.page.locator(".turn").last.locator(".badge").count() == 1
    assert visit.page.locator(".turn").last.locator(".card").count() == 0
    visit.keep("out-of-scope")


def test_the_page_switches_to_english(visit: Visit) -> None:
    visit.page.click("[data-do=language]")
    visit.page.wait_for_function("document.documentElement.lang === 'en'")
    assert visit.page.get_by_role("button", name="Send question").is_visible()


def test_a_staff_document_has_no_address_for_a_citizen(visit: Visit) -> None:
    for address in (f"/documents/{STAFF}", f"/source/{STAFF}", f"/pages/{STAFF}/1.png"):
        assert visit.page.request.get(visit.base + address).status == 404
