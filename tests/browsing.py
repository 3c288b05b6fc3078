"""A real server on a free port and a real Chromium, for tests that look at the pages."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from fastapi import FastAPI
    from playwright.sync_api import Browser, Page

SCREENSHOTS = Path(__file__).parents[1] / "artifacts" / "screenshots"
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


@dataclass
class Visit:
    """One open page, with what it asked for and complained about."""

    page: Page
    base: str
    size: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Requests to anywhere but the server under test."""
        home = urlsplit(self.base).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != home
        ]

    def ask(self, question: str) -> None:
        """Types a question, sends it with Enter and waits until its answer is complete."""
        turns = self.page.locator(".turn").count()
        self.page.fill("#question", question)
        self.page.press("#question", "Enter")
        self.page.wait_for_function(
            "n => document.querySelectorAll('.turn').length > n"
            " && !document.querySelector('.answer[aria-busy=true], .pending')",
            arg=turns,
            timeout=60_000,
        )

    def open_source(self, number: int = 0) -> None:
        """Opens a source of the last answer and waits until its page is drawn."""
        self.page.locator(".turn").last.locator(".card").nth(number).click()
        self.page.wait_for_selector("body[data-panel] .panel")
        self.page.wait_for_function(
            "[...document.querySelectorAll('#panel img')].every(i => i.complete && i.naturalWidth)"
        )
        self.page.wait_for_timeout(300)

    def keep(self, name: str) -> None:
        """Keeps a screenshot under artifacts/screenshots."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.size}.png")

    def fits(self) -> bool:
        """Whether nothing sticks out sideways."""
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            and self.page.evaluate(
                "(e => e.scrollWidth <= e.clientWidth)(document.getElementById('chat'))"
            )
        )


def find_chromium() -> str:
    """The browser to drive; skips the test where there is none."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    named = os.environ.get("CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, closed at the end."""
    path = find_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(browser: Browser, base: str, size: str, **options: object) -> Iterator[Visit]:
    """The chat page, open in a context of its own."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=size == "phone",
        device_scale_factor=2 if size == "phone" else 1,
        permissions=["clipboard-read", "clipboard-write"],
        **options,  # type: ignore[arg-type]
    )
    page = context.new_page()
    visit = Visit(page, base, size)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: visit.complaints.append(said.text) if said.type == "error" else None,
    )
    try:
        page.goto(base)
        page.wait_for_selector(".chip, .turn")
        page.wait_for_timeout(300)
        yield visit
    finally:
        context.close()


@contextmanager
def keeper(browser: Browser, base: str, size: str, token: str) -> Iterator[Page]:
    """A tab that is logged in as administrator; its pages may not complain or look elsewhere."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=size == "phone"
    )
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    tab.on(
        "request", lambda r: None if r.url.startswith((base, "data:")) else complaints.append(r.url)
    )
    try:
        tab.goto(f"{base}/admin")
        tab.fill("#token", token)
        tab.press("#token", "Enter")
        tab.wait_for_selector("#adding")
        yield tab
        assert complaints == []
    finally:
        context.close()


def keep(tab: Page, name: str, size: str) -> None:
    """Keeps a screenshot of a page, which must not be too wide."""
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    tab.screenshot(path=SCREENSHOTS / f"{name}-{size}.png")


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The application on a free port of this machine; gives its address."""
    import uvicorn

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started:
        if time.monotonic() > until:
            raise TimeoutError("the server did not start")
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
