"""The administrator's pages as HTML; templates escape everything that they are given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from assistant.model import Language
from assistant.web import render
from assistant.web.admin.shelf import SUFFIXES, Unread
from assistant.web.admin.show import DocumentRow, Listing, PageRow, Sheet
from assistant.web.admin.texts import Said
from assistant.web.border import MAX_UPLOAD
from assistant.web.texts import texts
from corpus.manifest import Failure

SEARCH_FROM = 8  # documents above which a search is offered
_DONE = frozenset({"saved", "unchanged", "undone", "queued", "conflict"})


def log_in(said: Said, problem: str) -> str:
    """The form for the token."""
    return fill("admin_login.html", said, title=said("log_in"), problem=problem)


def documents(
    said: Said,
    listing: Listing,
    unread: Sequence[Unread],
    failures: Sequence[Failure],
    jobs: Sequence[dict[str, Any]],
    state: str,
    done: str = "",
) -> str:
    """The list of documents, with what is under way and where files are dropped.

    `state` is a key of what is shown: the page is fetched anew when the server's is another one.
    """
    return fill(
        "admin_documents.html",
        said,
        title=said("admin"),
        listing=listing,
        searched=bool(listing.query) or listing.known >= SEARCH_FROM,
        unread=unread,
        failures=failures,
        jobs=jobs,
        state=state,
        accept=",".join(sorted(SUFFIXES)),
        most=MAX_UPLOAD // 2**20,
        done=done if done in _DONE else "",
    )


def document(
    said: Said,
    row: DocumentRow,
    rows: Sequence[PageRow],
    sheet: Sheet | None,
    state: str,
    done: str = "",
    typed: Sequence[str] = (),
) -> str:
    """A document with its pages, and one of them to be corrected."""
    return fill(
        "admin_document.html",
        said,
        title=row.document.title,
        row=row,
        rows=rows,
        sheet=sheet,
        state=state,
        done=done if done in _DONE else "",
        typed=typed,
    )


def missing(said: Said) -> str:
    """The page for what is not there any more."""
    return fill("admin_missing.html", said, title=said("missing_title"))


@cache
def script() -> str:
    """What runs on the pages: uploading, progress, showing words on the picture."""
    return (render.FOLDER / "admin" / "admin.js").read_text(encoding="utf-8")


@cache
def _style() -> object:
    from markupsafe import Markup

    own = (render.FOLDER / "admin" / "admin.css").read_text(encoding="utf-8")
    return Markup(f"{render.style()}\n{own}")  # our own files, the one text that is not escaped


def fill(template: str, said: Said, **values: object) -> str:
    """A page of the administrator's look, from a template and what it says."""
    vietnamese = said.language is Language.VIETNAMESE
    return render.fill(
        template,
        say=said,
        t=texts(said.language.value),
        other="en" if vietnamese else "vi",
        style=_style(),
        favicon=render.FAVICON,
        **values,
    )
