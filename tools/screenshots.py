"""Takes the pictures of the README: `python -m tools.screenshots`, with Chromium installed.

Indexes the shipped documents into a temporary store, serves them on a free port, asks as a visitor
would, and writes docs/images/*.png. The browser is `$CHROMIUM`, else the system's.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from pydantic import SecretStr

from assistant.settings import Settings
from assistant.startup import open_assistant

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parents[1] / "docs" / "images"
LARGEST = 400_000  # bytes of a picture
_TOKEN = SecretStr(secrets.token_urlsafe())


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what is asked, and whether the answer's first source is opened.

    Attributes:
        admin: instead of asking, an address of the administrator's pages; the first doubtful word
            on it is chosen where `opened`.
    """

    name: str
    width: int
    height: int
    questions: tuple[str, ...] = ()
    opened: bool = False
    scale: float = 1
    dark: bool = False
    english: bool = False
    admin: str = ""


_SCAN = "/admin/document/bao-cao-cchc-6-thang-2024.scan.pdf?page=1"

SHOTS = (
    Shot("start", 1440, 900),
    Shot("answer", 1440, 900, ("6 thang dau nam 2024 so tiep nhan bao nhieu ho so?",), opened=True),
    Shot(
        "procedure",
        1440,
        900,
        ("Cấp chứng chỉ nhân viên bức xạ cần những giấy tờ gì?",),
        opened=True,
        dark=True,
    ),
    Shot("phone", 390, 844, ("Năm 2023 Sở xếp thứ mấy về cải cách hành chính?",), scale=2),
    Shot(
        "phone-source",
        390,
        844,
        ("Năm 2023 Sở xếp thứ mấy về cải cách hành chính?",),
        opened=True,
        scale=2,
    ),
    Shot("refusal", 390, 844, ("What is the weather like today?",), scale=2, english=True),
    Shot("admin", 1280, 900, admin="/admin"),
    Shot("admin-page", 1280, 900, admin=_SCAN, opened=True),
    Shot("admin-phone", 390, 844, admin="/admin", scale=2),
    Shot("admin-phone-page", 390, 844, admin=_SCAN, opened=True, scale=2),
)


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """The web app over the shipped documents; gives its address."""
    import uvicorn

    from assistant.web import create_app

    settings = Settings(_env_file=None, store=store, admin_token=_TOKEN)  # type: ignore[call-arg]
    assistant = open_assistant(settings)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(assistant), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.1)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
        assistant.close()


def ask(page: Page, question: str) -> None:
    """Types a question and waits until its answer is complete."""
    turns = page.locator(".turn").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('.turn').length > n"
        " && !document.querySelector('.answer[aria-busy=true], .pending')",
        arg=turns,
        timeout=60_000,
    )


def visit(page: Page, base: str, shot: Shot) -> None:
    """Does what a visitor of the chat does."""
    page.goto(base)
    page.wait_for_selector(".chip")
    if shot.english:
        page.click("[data-do=language]")
        page.wait_for_function("document.documentElement.lang === 'en'")
    for question in shot.questions:
        ask(page, question)
    if shot.opened:
        page.locator(".turn").last.locator(".card").first.click()
        page.wait_for_selector("body[data-panel] .panel")
        page.wait_for_function(
            "[...document.querySelectorAll('#panel img')].every(i => i.complete && i.naturalWidth)"
        )
    page.evaluate("document.activeElement.blur()")


def look_after(page: Page, base: str, shot: Shot) -> None:
    """Logs in and opens one of the administrator's pages."""
    page.goto(f"{base}/admin/login")
    page.fill("#token", _TOKEN.get_secret_value())
    page.press("#token", "Enter")
    page.wait_for_selector("#adding")
    page.goto(base + shot.admin)
    page.wait_for_load_state("load")
    if shot.opened and page.locator(".doubt").count():
        page.locator(".doubt").first.click()


def take(browser: Browser, base: str, shot: Shot) -> None:
    """Makes one picture and keeps it below the largest size."""
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        color_scheme="dark" if shot.dark else "light",
        has_touch=shot.width < 600,
    )
    if shot.admin:
        look_after(page, base, shot)
    else:
        visit(page, base, shot)
    page.mouse.move(1, 1)
    page.wait_for_timeout(800)
    path = FOLDER / f"{shot.name}.png"
    page.screenshot(path=path)
    page.close()
    shrink(path)
    print(f"{path.relative_to(Path.cwd())}: {path.stat().st_size // 1000} kB")


def shrink(path: Path) -> None:
    """Fewer colours where the picture is too large."""
    if path.stat().st_size < LARGEST:
        return
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main() -> int:
    """Take all of them."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        print("Chromium is not installed (apt-get install chromium)", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "store") as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for shot in SHOTS:
            take(browser, base, shot)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
