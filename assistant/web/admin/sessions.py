"""Who is logged in: sessions that live on the server, and a brake on guessing the token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "assistant_admin"
IDLE = 2 * 3600.0  # seconds without a request after which a session ends
LONGEST = 12 * 3600.0  # seconds after which it ends in any case
TRIES = 5  # wrong tokens that one address may send within `PENALTY`
TRIES_IN_ALL = 50  # by all addresses together
PENALTY = 300.0  # seconds
_MOST = 200  # sessions kept; the oldest ends when one more begins


class TooManyError(Exception):
    """Too many wrong tokens; `wait` is in seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__("too many tries")
        self.wait = max(1, round(wait))


@dataclass(slots=True)
class _Session:
    began: float
    used: float


class Sessions:
    """Sessions of one process, kept under hashes: what is in memory opens nothing."""

    def __init__(self, token: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._token, self._clock = _digest(token), clock
        self._open: dict[bytes, _Session] = {}
        self._wrong: list[tuple[float, str]] = []
        self._lock = Lock()

    def log_in(self, given: str, address: str) -> str | None:
        """A new session for whoever gives the token; None for a wrong one.

        Args:
            given: what was typed.
            address: where it came from.

        Raises:
            TooManyError: it is not even looked at.
        """
        with self._lock:
            now = self._clock()
            self._wrong = [one for one in self._wrong if now - one[0] < PENALTY]
            own = [when for when, who in self._wrong if who == address]
            if len(own) >= TRIES:
                raise TooManyError(own[-TRIES] + PENALTY - now)
            if len(self._wrong) >= TRIES_IN_ALL:
                raise TooManyError(self._wrong[-TRIES_IN_ALL][0] + PENALTY - now)
            if not hmac.compare_digest(_digest(given), self._token):
                self._wrong.append((now, address))
                return None
            self._open = {k: s for k, s in self._open.items() if _lasts(s, now)}
            while len(self._open) >= _MOST:
                del self._open[next(iter(self._open))]
            session = secrets.token_urlsafe(32)
            self._open[_digest(session)] = _Session(now, now)
            return session

    def known(self, session: str | None) -> bool:
        """Whether a session lasts; its idle time begins anew."""
        if not session:
            return False
        with self._lock:
            found, now = self._open.get(_digest(session)), self._clock()
            if found is None or not _lasts(found, now):
                return False
            found.used = now
            return True

    def log_out(self, session: str | None) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(_digest(session or ""), None)


def comes_from_here(request: Request) -> bool:
    """Whether a request that changes something was sent by a page of this site.

    Browsers tell by `Sec-Fetch-Site` (over HTTPS) or by `Origin`; no page can forge either.
    """
    fetched = request.headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host")


def _lasts(session: _Session, now: float) -> bool:
    return now - session.used < IDLE and now - session.began < LONGEST


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
