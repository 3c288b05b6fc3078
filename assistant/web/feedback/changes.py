"""What evaluators do with an entry: check a draft, move it into a set, dismiss it, take that back."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from assistant.feedback import Entry, FeedbackError, State
from assistant.web.admin import forms
from assistant.web.admin.answers import page, to
from assistant.web.admin.forms import Fields
from assistant.web.admin.login import Gate
from assistant.web.feedback import pages
from assistant.web.feedback.bureau import Bureau, address
from assistant.web.feedback.draft import Draft
from assistant.web.feedback.review import entry_page
from assistant.web.feedback.sets import name_of
from assistant.web.feedback.texts import review_told_for

_MOST = 96 * 1024  # bytes of a form
_log = logging.getLogger(__name__)

Step = Callable[[Bureau, Request, Entry, Fields], Response]


def router(bureau: Bureau, gate: Gate) -> APIRouter:
    """The routes that change something: behind a session, and only from these pages."""
    routes = APIRouter(
        prefix="/admin/review",
        include_in_schema=False,
        dependencies=[Depends(gate.session), Depends(gate.here)],
    )

    def taking(path: str, step: Step) -> None:
        @routes.post(path)
        async def take(request: Request) -> Response:
            fields = await forms.read(request, _MOST)
            return await run_in_threadpool(_take, bureau, request, fields, step)

    taking("/check", _check)
    taking("/edit", _edit)
    taking("/move", _move)
    taking("/dismiss", _dismiss)
    taking("/reopen", _reopen)
    return routes


def _take(bureau: Bureau, request: Request, fields: Fields, step: Step) -> Response:
    """One step with the entry that a form names."""
    try:
        entry = bureau.entry(forms.first(fields, "key"))
        return step(bureau, request, entry, fields)
    except FeedbackError as error:
        _log.error("feedback cannot be used: %s", error)
        return page(request, pages.trouble(review_told_for(request)), 503)


def _check(bureau: Bureau, request: Request, entry: Entry, fields: Fields) -> Response:
    """The first click: what is wrong, or the question as it will be written."""
    return _proposed(bureau, request, entry, Draft.of_form(fields))


def _edit(bureau: Bureau, request: Request, entry: Entry, fields: Fields) -> Response:
    """Back to the form, with what was typed."""
    return entry_page(bureau, request, entry, Draft.of_form(fields))


def _move(bureau: Bureau, request: Request, entry: Entry, fields: Fields) -> Response:
    """The second click: into the chosen set."""
    told, draft = review_told_for(request), Draft.of_form(fields)
    checked = bureau.check(draft)
    if checked.problems:
        return entry_page(bureau, request, entry, draft, checked.problems)
    chosen = forms.first(fields, "set")
    name = chosen if chosen in bureau.sets.names() else name_of(forms.first(fields, "new_set"))
    if name is None:
        return _proposed(bureau, request, entry, draft, told("bad_set_name"), 422)
    try:
        moved = bureau.move(entry, checked, name)
    except OSError as error:
        _log.error("a question set cannot be written: %s", type(error).__name__)
        return _proposed(bureau, request, entry, draft, told("set_unwritable"), 507)
    return to(address(done="moved")) if moved else _overtaken(entry)


def _dismiss(bureau: Bureau, request: Request, entry: Entry, fields: Fields) -> Response:
    return to(address(done="dismissed")) if bureau.dismiss(entry) else _overtaken(entry)


def _reopen(bureau: Bureau, request: Request, entry: Entry, fields: Fields) -> Response:
    """Undo what was done with an entry."""
    told = review_told_for(request)
    seen = forms.first(fields, "state")
    if entry.state is State.NEW or entry.state != seen:
        return _overtaken(entry)
    try:
        reopened = bureau.reopen(entry)
    except OSError as error:
        _log.error("a question set cannot be written: %s", type(error).__name__)
        return page(request, pages.trouble(told), 507)
    return to(f"/admin/review/entry/{entry.key}?done=reopened") if reopened else _overtaken(entry)


def _proposed(
    bureau: Bureau,
    request: Request,
    entry: Entry,
    draft: Draft,
    problem: str = "",
    status: int = 200,
) -> Response:
    checked = bureau.check(draft)
    if entry.state is not State.NEW:
        return _overtaken(entry)
    if checked.problems:
        return entry_page(bureau, request, entry, draft, checked.problems)
    names, held = bureau.sets.names(), bureau.sets.holding(draft.question)
    told = review_told_for(request)
    shown = pages.confirmation(told, entry, draft, checked, names, held, problem)
    return page(request, shown, status)


def _overtaken(entry: Entry) -> Response:
    """To the entry as it is now: somebody else was faster."""
    return to(f"/admin/review/entry/{entry.key}?done=conflict")
