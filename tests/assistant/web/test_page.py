"""The chat page in Chromium, over the stand-in: what a person sees and does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import SIZES, Visit, chromium, find_chromium, serving, visiting
from desk import FONT, HOSTILE, Desk

from assistant.web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    find_chromium()
    if not FONT.exists():
        pytest.skip(f"needs {FONT} (fonts-noto-core) to print a page")
    with serving(create_app(Desk(tmp_path_factory.mktemp("desk")))) as base:
        yield base


@pytest.fixture(params=SIZES)
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address, request.param) as opened:
        yield opened
        assert opened.outside == []
        assert opened.complaints == []
        assert opened.fits()


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address, "desktop") as opened:
        yield opened


def test_the_first_page_says_what_it_is_and_offers_six_questions(visit: Visit) -> None:
    page = visit.page
    title = page.locator("h1").inner_text()
    assert "Trợ lý hỏi đáp" in title
    assert "Sở Khoa học và Công nghệ Hưng Yên" in title
    assert page.locator(".chip").count() == 6
    assert page.get_by_text("không phải trang thông tin chính thức").is_visible()
    last = page.locator(".chip").last.bounding_box()
    box = page.locator(".field").bounding_box()
    assert last is not None
    assert box is not None
    assert last["y"] + last["height"] <= box["y"]
    visit.keep("start")


def test_what_can_be_touched_is_large_enough(visit: Visit) -> None:
    visit.ask("Sở có bao nhiêu TTHC?")
    small = visit.page.evaluate(
        """() => [...document.querySelectorAll('button, a, summary')].filter(e => {
             const r = e.getBoundingClientRect();
             const grown = e.classList.contains('marker') ? 20 : 0;
             const size = Math.min(r.width, r.height) + grown;
             return r.width && !e.closest('.skip') && size < 44;
           }).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_a_question_is_answered_and_its_source_opens_on_the_marked_page(visit: Visit) -> None:
    page = visit.page
    visit.ask("Sở có bao nhiêu TTHC?")
    assert page.locator(".short").inner_text() == "58 thủ tục"
    card = page.locator(".card").first
    box, composer = card.bounding_box(), page.locator(".field").bounding_box()
    assert box is not None
    assert composer is not None
    assert 0 <= box["y"] < composer["y"] - 40  # in view without scrolling
    visit.open_source()
    picture = page.locator("#panel img")
    assert picture.get_attribute("src") == "/pages/bao-cao/bao-cao-6-thang.pdf/2.png?lines=2-3"
    mark = page.locator("#panel .here").bounding_box()
    assert mark is not None
    assert 0 < mark["y"] < SIZES[visit.size][1]
    assert page.evaluate("document.activeElement.className") == "panel"
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()
    assert page.evaluate("document.activeElement.className") == "card"


def test_a_question_from_a_chip_is_followed_by_keyboard_to_its_source(desktop: Visit) -> None:
    page = desktop.page
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".card")
    page.wait_for_function("document.activeElement.id === 'question'")
    for _ in range(5):  # back over the thumbs, the copy button and the second source
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-panel] .panel")
    assert page.evaluate("document.activeElement.className") == "panel"


def test_the_sources_of_one_document_stand_under_one_title(desktop: Visit) -> None:
    desktop.ask("Sở có bao nhiêu TTHC?")
    assert desktop.page.locator(".card").count() == 2
    assert desktop.page.locator(".card .title").count() == 1


def test_the_margins_of_a_page_are_left_out_on_a_phone_only(visit: Visit) -> None:
    visit.ask("Sở có bao nhiêu TTHC?")
    visit.open_source()
    figure, picture = (
        visit.page.locator(f"#panel {part}").bounding_box() for part in ("figure", "figure img")
    )
    assert figure is not None
    assert picture is not None
    assert (picture["width"] > 1.05 * figure["width"]) == (visit.size == "phone")
    assert abs(picture["height"] - figure["height"]) < 4


def test_a_marker_in_the_text_opens_its_source_by_keyboard(desktop: Visit) -> None:
    desktop.ask("Sở có bao nhiêu TTHC?")
    marker = desktop.page.locator(".text .marker").nth(1)
    assert marker.get_attribute("aria-label") == "Mở nguồn 2: Báo cáo cải cách hành chính"
    marker.focus()
    desktop.page.keyboard.press("Enter")
    desktop.page.wait_for_selector("body[data-panel] .panel")
    assert "lines=4-4" in (desktop.page.locator("#panel img").get_attribute("src") or "")
    assert desktop.page.locator(".card").nth(1).get_attribute("aria-current") == "true"


def test_hostile_text_stays_text(visit: Visit) -> None:
    visit.ask(f"ghi chú {HOSTILE}")
    assert HOSTILE in visit.page.locator(".turn .question").inner_text()
    assert visit.page.locator("#chat img, #chat b").count() == 0
    visit.open_source()
    assert visit.page.locator("#panel mark").inner_text().strip() == HOSTILE
    visit.keep("text-source")


def test_a_refusal_wears_its_badge(visit: Visit) -> None:
    visit.ask("thời tiết hôm nay?")
    assert visit.page.locator(".badge").inner_text() == "Ngoài phạm vi"


def test_the_language_of_the_page_follows_the_switch(visit: Visit) -> None:
    page = visit.page
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.fill("#question", "bản nháp")
    page.click("[data-do=language]")
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert page.get_by_text("What would you like to look up?").is_visible()
    assert page.title().startswith("Question desk")
    assert page.input_value("#question") == "bản nháp"
    visit.keep("english")
    page.click("[data-do=language]")
    page.wait_for_function("document.documentElement.lang === 'vi'")


def test_an_answer_can_be_stopped_and_asked_again(desktop: Visit) -> None:
    page = desktop.page
    page.fill("#question", "trả lời chậm")
    page.press("#question", "Enter")
    page.wait_for_selector(".turn .waiting")
    page.click("[data-do=stop]")
    page.wait_for_selector(".answer[data-phase=stopped]")
    assert page.locator(".send").is_visible()
    page.click("[data-do=again]")
    page.wait_for_selector(".turn:nth-child(2) .short", timeout=10_000)


def test_a_new_conversation_forgets_the_old_one(desktop: Visit) -> None:
    desktop.ask("Sở có bao nhiêu TTHC?")
    desktop.open_source()
    desktop.page.click("[data-do=new]")
    desktop.page.wait_for_selector(".chip")
    assert desktop.page.locator(".turn").count() == 0
    assert not desktop.page.locator(".panel").is_visible()


def test_an_overlong_question_is_not_sent(desktop: Visit) -> None:
    desktop.page.fill("#question", "a" * 501)
    desktop.page.press("#question", "Enter")
    assert desktop.page.locator("#count").inner_text() == (
        "Câu hỏi dài 501 ký tự; tối đa là 500. Xin hỏi ngắn gọn hơn."
    )
    assert desktop.page.locator(".turn, .pending").count() == 0


def test_enter_that_ends_a_composed_word_does_not_send(desktop: Visit) -> None:
    desktop.page.fill("#question", "thu tuc")
    desktop.page.evaluate(
        """document.getElementById('question').dispatchEvent(new KeyboardEvent('keydown',
             {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""
    )
    desktop.page.wait_for_timeout(200)
    assert desktop.page.locator(".turn, .pending").count() == 0


def test_the_answer_and_the_link_can_be_copied(desktop: Visit) -> None:
    page = desktop.page
    desktop.ask("Sở có bao nhiêu TTHC? Câu hỏi riêng tư.")
    page.click("[data-do=copy]")
    page.wait_for_function("document.querySelector('.toast').textContent")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("58 thủ tục\n")
    assert "[1] Báo cáo cải cách hành chính, Trang 2" in copied
    desktop.open_source()
    page.click("[data-do=link]")
    page.wait_for_function("document.querySelector('.toast').textContent.includes('liên kết')")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/source/bao-cao/bao-cao-6-thang.pdf?page=2&lines=2-3#mark")
    page.goto(link)
    assert page.locator("h1").inner_text() == "Báo cáo cải cách hành chính"
    mark = page.locator("#mark").bounding_box()
    assert mark is not None
    assert 0 < mark["y"] < SIZES["desktop"][1]


def test_nothing_of_a_question_is_kept_in_the_browser_or_in_an_address(desktop: Visit) -> None:
    desktop.ask("câu hỏi bí mật")
    kept = desktop.page.evaluate(
        """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie,
             (await indexedDB.databases()).map(d => d.name), location.href])"""
    )
    assert "mật" not in str(json.loads(kept))
    assert not any("m%E1%BA%ADt" in url or "mật" in url for url in desktop.requests)


def test_the_answer_is_read_out(desktop: Visit) -> None:
    desktop.ask("Sở có bao nhiêu TTHC?")
    spoken = desktop.page.locator("#spoken")
    assert spoken.get_attribute("aria-live") == "polite"
    desktop.page.wait_for_function("document.querySelector('#spoken').textContent.includes('58')")
    assert spoken.text_content() == "58 thủ tục Đã trả lời, kèm 2 nguồn."


def test_a_full_queue_is_told_in_vietnamese_and_the_question_is_kept(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        serving(create_app(Desk(tmp_path, concurrency=1, queue=1))) as base,
        visiting(browser, base, "desktop") as one,
        visiting(browser, base, "desktop") as two,
        visiting(browser, base, "desktop") as three,
    ):
        for visit in (one, two, three):
            visit.page.fill("#question", "trả lời chậm")
            visit.page.press("#question", "Enter")
            visit.page.wait_for_timeout(300)
        three.page.wait_for_function(
            "document.querySelector('.toast').textContent.includes('Hệ thống đang bận')"
        )
        assert three.page.input_value("#question") == "trả lời chậm"
        two.page.wait_for_selector(".short", timeout=15_000)


@pytest.mark.parametrize("size", SIZES)
def test_dark_pages_have_enough_contrast(browser: Browser, address: str, size: str) -> None:
    _check_contrast(browser, address, size, "dark")


@pytest.mark.parametrize("size", SIZES)
def test_light_pages_have_enough_contrast(browser: Browser, address: str, size: str) -> None:
    _check_contrast(browser, address, size, "light")


def _check_contrast(browser: Browser, address: str, size: str, scheme: str) -> None:
    with visiting(browser, address, size, color_scheme=scheme) as visit:
        weak = visit.page.evaluate(_CONTRAST)
        visit.ask("Sở có bao nhiêu TTHC?")
        weak += visit.page.evaluate(_CONTRAST)
        visit.open_source(1)
        weak += visit.page.evaluate(_CONTRAST)
        visit.keep(f"source-{scheme}")
        assert weak == []


# WCAG 2.2, 1.4.3: contrast of every visible text with the nearest filled ground behind it.
_CONTRAST = """() => {
  const channels = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = c.map(v => { v /= 255;
    return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) {
    const c = channels(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
  const weak = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement;
    if (!n.textContent.trim() || !e.checkVisibility()) continue;
    if (e.closest('.unseen, script, style')) continue;
    const s = getComputedStyle(e), a = light(channels(s.color).slice(0, 3)), b = light(ground(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = parseFloat(s.fontSize) >= 24;
    const text = n.textContent.trim().slice(0, 40);
    if (ratio < (large ? 3 : 4.5)) weak.push(text + ' ' + ratio.toFixed(2));
  }
  return weak;
}"""


def test_the_documents_to_search_are_chosen_and_let_go_again(visit: Visit) -> None:
    page = visit.page
    choose = page.locator("[data-do=narrow]")
    assert not page.locator(".choices").is_visible()
    choose.click()
    assert choose.get_attribute("aria-expanded") == "true"
    page.get_by_label("Loại văn bản").select_option("báo cáo")
    page.get_by_label("Năm").select_option("2024")
    assert page.locator(".choices select").evaluate_all(
        "all => all.every(e => e.offsetHeight >= 44)"
    )
    choose.click()
    assert page.locator(".narrow .now span").inner_text() == "Chỉ tìm trong: báo cáo; 2024"
    visit.ask("Sở có bao nhiêu TTHC?")
    assert page.locator(".turn .only").inner_text() == "Chỉ tìm trong: báo cáo; 2024"
    visit.keep("narrowed")
    page.get_by_role("button", name="Bỏ chọn").click()
    assert not page.locator(".narrow .now").is_visible()
    visit.ask("Sở có bao nhiêu TTHC?")
    assert page.locator(".turn .only").count() == 1


def test_what_is_typed_and_chosen_stays_when_the_language_is_switched(visit: Visit) -> None:
    page = visit.page
    page.fill("#question", "Sở có bao")
    page.locator("[data-do=narrow]").click()
    page.get_by_label("Năm").select_option("2024")
    page.locator("[data-do=language]").first.click()
    page.wait_for_selector('form.ask[data-language="en"]')
    page.wait_for_function("document.querySelector('#question').value === 'Sở có bao'")
    assert page.locator(".narrow .now span").inner_text() == "Searching only in: 2024"
