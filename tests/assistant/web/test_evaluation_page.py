"""The evaluator's pages in Chromium: a set is uploaded, run, watched, and its report opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from browsing import chromium, find_chromium, keep, keeper, serving
from desk import FONT, HOSTILE, Desk
from evaluating import HOME, TOKEN, application, lines, standing_in, until

from assistant.model import Role
from assistant.web.evaluation.bench import Bench

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@dataclass
class Site:
    """A server with the evaluator's pages, over the stand-in evaluation."""

    address: str
    bench: Bench


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    find_chromium()
    if not FONT.exists():
        pytest.skip(f"needs {FONT} (fonts-noto-core) to print a page")
    folder = tmp_path_factory.mktemp("evaluation")
    with (
        pytest.MonkeyPatch.context() as patch,
        standing_in(folder / "store", patch) as bench,
        serving(application(Desk(folder), bench, patch)) as address,
    ):
        yield Site(address, bench)


def test_a_set_is_uploaded_run_and_watched_to_its_end_on_a_phone(
    browser: Browser, site: Site
) -> None:
    from playwright.sync_api import FilePayload, expect

    questions = lines("Sở có mấy phòng?", f"{HOSTILE} sai", "đợi xem có bao nhiêu thủ tục?")
    with keeper(browser, site.address, "phone", TOKEN) as tab:
        tab.goto(site.address + HOME)
        tab.click(".fold summary")
        tab.set_input_files("#file", FilePayload(name="bo.jsonl", mimeType="", buffer=questions))
        keep(tab, "evaluation", "phone")
        tab.click("#upload button")
        tab.wait_for_selector(".start")
        tab.click(".start .fold summary")
        keep(tab, "evaluation-set", "phone")
        tab.click(".start .main")
        tab.wait_for_url(f"**{HOME}/run/*")
        expect(tab.locator(".how-far")).to_contain_text("2/3 câu", timeout=20_000)
        expect(tab.locator(".answers")).to_contain_text('<b>"đậm"</b>')
        tab.focus("form[action$=stop] button")
        keep(tab, "evaluation-run", "phone")
        (site.bench.run(tab.url.rpartition("/")[2]).path / "go").touch()
        # what has the focus stays where it is, and the rest is told all the same
        expect(tab.locator(".how-far")).to_contain_text("xong", timeout=20_000)
        assert tab.locator("form[action$=stop] button").count() == 1
        tab.evaluate("document.activeElement.blur()")
        expect(tab.locator(".tiles")).to_contain_text("66,7", timeout=20_000)
        keep(tab, "evaluation-done", "phone")


def test_a_report_opens_in_an_origin_of_its_own(browser: Browser, site: Site) -> None:
    from playwright.sync_api import expect

    chosen = site.bench.set("shipped", "demo.jsonl")
    run = site.bench.start(chosen, Role.CITIZEN, None, (), ())
    site.bench.queue.wait()
    with keeper(browser, site.address, "desktop", TOKEN) as tab:
        tab.goto(site.address + HOME)
        keep(tab, "evaluation", "desktop")
        tab.goto(f"{site.address}{HOME}/run/{run.name}")
        keep(tab, "evaluation-done", "desktop")
        with tab.context.expect_page() as opened:
            tab.click("a[href$=report]")
        expect(opened.value).to_have_title("mở")  # its own script ran
        assert opened.value.evaluate("self.origin") == "null"


def test_a_run_is_followed_and_stopped_without_scripts(browser: Browser, site: Site) -> None:
    from playwright.sync_api import FilePayload, expect

    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    try:
        tab.goto(f"{site.address}/admin/login")
        tab.fill("#token", TOKEN)
        tab.click("main button")
        tab.wait_for_url("**/admin")
        questions = FilePayload(name="doi.jsonl", mimeType="", buffer=lines("một", "đợi hai"))
        tab.goto(site.address + HOME)
        tab.click(".fold summary")
        tab.set_input_files("#file", questions)
        tab.click("#upload button")
        tab.wait_for_selector(".start")
        tab.click(".start .main")
        tab.wait_for_url(f"**{HOME}/run/*")
        run = site.bench.run(tab.url.rpartition("/")[2])
        until(lambda: site.bench.now(run).done == 1)
        tab.click("text=Xem tiến độ mới")
        expect(tab.locator(".how-far")).to_contain_text("1/2 câu")
        tab.click("form[action$=stop] button")
        expect(tab.locator(".how-far")).to_contain_text("dừng")
        site.bench.queue.wait()
        tab.reload()
        assert "đã dừng" in tab.inner_text(".how-far")
    finally:
        context.close()
