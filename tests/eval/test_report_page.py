"""The report and the comparison in Chromium, from a file, as an evaluator opens them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval import comparison, report
from eval.compare import Run
from tests.browsing import SIZES, chromium
from tests.eval.reporting import EVIL, plain, row, summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@contextmanager
def opened(browser: Browser, path: Path, size: str = "desktop", after: str = "") -> Iterator[Page]:
    """The file in a window; fails where it asks for anything, complains or is too wide."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(path.as_uri() + after)
    page.wait_for_selector("#list > li, #none:not([hidden])")
    try:
        yield page
        assert [url for url in asked if not url.startswith(("data:", path.as_uri()))] == []
        assert said == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        context.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [
        row(id="evil", scores={"supported": False, "refused": False, "lost_at": "selected"}),
        *(plain(number) for number in range(199)),
    ]
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report.render(EVIL, summary(), rows), encoding="utf-8")
    return path


def count(page: Page) -> str:
    return page.locator("#count .vi").inner_text()


def test_filters_and_search_narrow_a_list_that_opens_at_once(
    browser: Browser, written: Path
) -> None:
    with opened(browser, written) as page:
        opening = "performance.getEntriesByType('navigation')[0].domComplete"
        assert page.evaluate(opening) < 2000  # milliseconds
        assert count(page) == "200 / 200 câu"
        assert page.locator("#list > li").count() < 200
        page.select_option("#filter-verdict", "wrong")
        assert count(page) == "68 / 200 câu"
        page.select_option("#filter-style", "typo")
        assert count(page) == "33 / 200 câu"
        page.fill("#search", "LINH VUC 99")
        page.locator("#count .vi", has_text="1 / 200 câu").wait_for()
        assert page.locator("#list .id").all_inner_texts() == ["q99"]
        page.fill("#search", "không có câu này")
        page.wait_for_selector("#none:not([hidden])")
        page.click("#clear")
        assert count(page) == "200 / 200 câu"
        page.click("[data-choose='stage=selected']")
        assert page.input_value("#filter-stage") == "selected"
        assert count(page) == "68 / 200 câu"


def test_a_question_opens_with_the_keyboard_and_says_why_it_failed(
    browser: Browser, written: Path
) -> None:
    with opened(browser, written) as page:
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search"
        page.locator("#list summary").nth(0).focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        body = page.locator("#list > li").nth(1).locator(".body")
        body.wait_for()
        said = body.inner_text()
        assert "Khi chọn câu trả lời" in said
        assert "Câu trả lời thiếu: 58 thủ tục / 58 TTHC" in said
        assert "bao-cao.pdf, trang 3" in said
        assert "tổng số TTHC là 58 thủ tục" in said
        assert page.url.endswith("#q=q0")


def test_what_documents_say_is_shown_and_never_run(browser: Browser, written: Path) -> None:
    with opened(browser, written, after="#q=evil") as page:
        body = page.locator("#row-0 .body")
        body.wait_for()
        assert "<img src=x onerror=alert(2)>" in body.inner_text()
        assert page.locator("#list img, #list script").count() == 0


def test_the_page_changes_its_language_on_the_spot(browser: Browser, written: Path) -> None:
    with opened(browser, written, "phone") as page:
        heading = page.locator("h2").first
        assert heading.inner_text() == "Kết quả chính"
        page.locator("#list summary").nth(1).click()
        page.click("#language")
        assert heading.inner_text() == "Headline figures"
        assert "While selecting" in page.locator("#list > li").nth(1).inner_text()
        assert page.get_attribute("#search", "placeholder") == "Search questions and answers"
        assert page.title().startswith("Evaluation: ")
        options = page.locator("#filter-style option").all_inner_texts()
        assert options[0] == "Any style"
        assert "Typing slips (99)" in options


def test_paper_has_every_question_that_is_chosen_and_every_table(
    browser: Browser, written: Path
) -> None:
    with opened(browser, written) as page:
        page.click("#open-all")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#list > li").count() == 200
        assert page.locator("#list .body").count() == 200
        assert page.locator("details.more:not([open])").count() == 0
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details.more[open]").count() == 0


def test_the_figures_are_read_without_a_script(browser: Browser, written: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written.as_uri())
    assert page.locator(".card").first.is_visible()
    assert page.locator(".plot svg").first.is_visible()
    assert page.locator("noscript").inner_text().startswith("Danh sách câu hỏi cần JavaScript")
    assert not page.locator("#language").is_visible()
    context.close()


def test_a_comparison_opens_with_what_changed(browser: Browser, tmp_path: Path) -> None:
    before = {f"q{number}": plain(number) for number in range(40)}
    after = copy.deepcopy(before)
    after["q3"]["scores"] = {**after["q4"]["scores"]}
    after["q4"]["scores"] = {**after["q6"]["scores"]}
    after["q4"]["answer"] = EVIL
    path = tmp_path / "comparison.html"
    runs = [Run("a", before, {}), Run(EVIL, after, {"model": EVIL})]
    path.write_text(comparison.render(runs), encoding="utf-8")
    with opened(browser, path, "phone") as page:
        assert count(page) == "2 / 40 câu"
        page.locator("#list summary").nth(1).click()
        said = page.locator("#list > li").nth(1).locator(".body").inner_text()
        assert EVIL.split("\u2028")[0] in said
        page.click("#more-filters")
        page.select_option("#filter-change", "better")
        assert page.locator("#list .id").all_inner_texts() == ["q3"]
