"""The administrator's pages in a browser: a file dropped in, a doubtful word found and corrected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from corpus.model import Box, How, Line, Page, Token
from tests.browsing import chromium, find_chromium, keep, keeper, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from corpus.embedding import Embedder
    from corpus.progress import Pages

pytestmark = pytest.mark.browser

TOKEN = "mot-ma-quan-tri-dai"
SCAN = "quét.png"
WORDS = ("Sở", "có", "S8", "thủ", "tục", "hành", "chính.")


def recognised() -> Page:
    """What is seen on the test's picture: one line, one word of it doubtful."""
    tokens, at = [], 0
    for word in WORDS:
        box = Box(72 + 8.0 * at, 200, 72 + 8.0 * (at + len(word)), 216)
        sure = 0.3 if word == "S8" else 0.99
        tokens.append(Token(word, at, at + len(word), sure, box))
        at += len(word) + 1
    line = Line(1, " ".join(WORDS), tuple(tokens), box=Box(72, 200, 330, 216))
    return Page(1, (line,), how=How.OCR, confidence=0.86, width=595.44, height=841.68, engine="thử")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a store with one scan; recognition is the one thing that is not real."""
    find_chromium()
    from PIL import Image

    from assistant import api
    from assistant.pipeline import Assistant
    from assistant.settings import Settings
    from assistant.web import admin, views
    from assistant.web.border import Border
    from corpus.index import build
    from corpus.isolation import Reader

    folder = tmp_path_factory.mktemp("admin")
    documents = folder / "documents"
    documents.mkdir()
    Image.new("L", (827, 1169), 235).save(documents / SCAN, dpi=(100, 100))
    really = Reader.read

    def read(self: Reader, path: Path, progress: Pages | None = None) -> tuple[Page, ...]:
        return (recognised(),) if path.name == SCAN else really(self, path, progress)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "read", read)
        build([documents], folder / "store", embedder=embedder)
        settings = Settings(_env_file=None, store=folder / "store")  # type: ignore[call-arg]
        assistant = Assistant(settings, embedder)
        app = api.create_app(assistant)
        app.include_router(views.router(assistant))
        admin.install(app, assistant, TOKEN)
        app.add_middleware(Border, admin=True)
        with serving(app) as base:
            yield base
        assistant.close()


def until_done(tab: Tab, said: str) -> None:
    # no wait_for_function here: it evaluates strings, which the pages' policy forbids
    tab.locator("#jobs .said", has_text=said).first.wait_for(timeout=60_000)


def test_a_doubtful_word_is_shown_on_the_picture_and_corrected(
    browser: Browser, address: str
) -> None:
    with keeper(browser, address, "desktop", TOKEN) as tab:
        tab.goto(f"{address}/admin/document/{quote(SCAN)}")
        tab.wait_for_load_state("load")
        assert tab.evaluate("document.querySelector('#leaf img').naturalWidth") > 0
        assert not tab.locator("#spot").is_visible()
        tab.click(".doubt")
        spot, paper = tab.locator("#spot").bounding_box(), tab.locator(".paper").bounding_box()
        assert spot is not None
        assert paper is not None
        assert (spot["x"] - paper["x"]) / paper["width"] == pytest.approx(
            (72 + 48) / 595.44, abs=0.01
        )
        assert (spot["y"] - paper["y"]) / paper["height"] == pytest.approx(200 / 841.68, abs=0.01)
        chosen = tab.evaluate(
            "(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)"
        )
        assert chosen == "S8"
        keep(tab, "admin-page", "desktop")
        tab.keyboard.type("58")
        assert tab.locator("li.changed").count() == 1
        tab.keyboard.press("Control+Enter")
        tab.wait_for_selector(".told")
        until_done(tab, "đã cập nhật")
        tab.reload()
        assert tab.input_value(".lines textarea") == "Sở có 58 thủ tục hành chính."
        assert tab.locator(".doubt").count() == 0
        assert "đã sửa tay 1 dòng" in tab.inner_text(".how")


def test_a_file_is_added_followed_and_deleted_on_a_phone(browser: Browser, address: str) -> None:
    from playwright.sync_api import FilePayload

    with keeper(browser, address, "phone", TOKEN) as tab:
        keep(tab, "admin-list", "phone")
        tab.check("input[value=staff]")
        content = "Quy trình nội bộ về lưu trữ hồ sơ.".encode()
        name = "Quy trình <b>.txt"
        tab.set_input_files("#files", FilePayload(name=name, mimeType="text/plain", buffer=content))
        until_done(tab, "đã đọc xong")
        link = tab.locator("#fresh tbody a", has_text="Quy trình")
        link.wait_for()
        assert tab.locator("#uploads li").count() == 0
        link.click()
        tab.wait_for_selector(".tag.staff")
        keep(tab, "admin-document", "phone")
        tab.click(".confirm summary")
        tab.click(".confirm button")
        tab.wait_for_selector("#adding")
        until_done(tab, "đã xóa")
        link.wait_for(state="detached")
