"""What evaluators see of the feedback: the list, and one entry."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.exceptions import HTTPException

from assistant.feedback import Entry, FeedbackError, State
from assistant.web.admin.answers import page
from assistant.web.admin.login import Gate
from assistant.web.feedback import pages
from assistant.web.feedback.bureau import Bureau
from assistant.web.feedback.checking import Problem
from assistant.web.feedback.draft import Draft
from assistant.web.feedback.texts import review_told_for


def router(bureau: Bureau, gate: Gate) -> APIRouter:
    """The routes that show something, each behind a session."""
    routes = APIRouter(
        prefix="/admin/review", include_in_schema=False, dependencies=[Depends(gate.session)]
    )

    @routes.get("")
    def listing(
        request: Request,
        state: State = State.NEW,
        first: Annotated[int, Query(alias="from", ge=0, le=1_000_000)] = 0,
        done: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        told = review_told_for(request)
        try:
            entries = bureau.feedback.entries(state, first, pages.ROWS)
            counts = bureau.feedback.counts()
        except FeedbackError:
            return page(request, pages.trouble(told), 503)
        shown = pages.listing(
            told, entries, counts, state, first, collecting=bureau.collecting, done=done
        )
        return page(request, shown)

    @routes.get("/entry/{key}")
    def entry(
        request: Request, key: str, done: Annotated[str, Query(max_length=20)] = ""
    ) -> Response:
        try:
            found = bureau.entry(key)
        except HTTPException:
            return page(request, pages.missing(review_told_for(request)), 404)
        except FeedbackError:
            return page(request, pages.trouble(review_told_for(request)), 503)
        return entry_page(bureau, request, found, Draft.of_entry(found), done=done)

    return routes


def entry_page(
    bureau: Bureau,
    request: Request,
    entry: Entry,
    draft: Draft,
    problems: tuple[Problem, ...] = (),
    done: str = "",
) -> Response:
    """An entry with a draft in its form; status 422 where something is wrong with it."""
    shown = pages.entry(
        review_told_for(request),
        entry,
        bureau.sources(entry),
        draft,
        bureau.documents(),
        problems,
        done,
    )
    return page(request, shown, 422 if problems else 200)
