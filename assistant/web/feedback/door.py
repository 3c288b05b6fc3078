"""`/api/feedback`: where the chat sends what somebody thinks of an answer."""

from __future__ import annotations

import logging
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant import problems
from assistant.feedback import MAX_COMMENT, Entry, Feedback, FeedbackError, Place, Thumb
from assistant.problems import Refusal
from assistant.web.feedback.tickets import Ticket, Tickets, TooOftenError
from assistant.web.sources import locate

if TYPE_CHECKING:
    from assistant.model import Citation
    from assistant.pipeline import Assistant

_log = logging.getLogger(__name__)


class JudgedIn(BaseModel):
    """A judgement; no thumb takes back the one before, no comment leaves the one before."""

    model_config = ConfigDict(extra="forbid")

    ticket: Annotated[str, Field(max_length=100)]
    thumb: Thumb | None
    comment: Annotated[str | None, Field(max_length=MAX_COMMENT)] = None


def router(assistant: Assistant, tickets: Tickets, feedback: Feedback) -> APIRouter:
    """The one route, which keeps judgements of answers whose pages are open."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/api/feedback")
    def judge(sent: JudgedIn) -> Response:
        ticket = tickets.find(sent.ticket)
        if ticket is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "Câu trả lời này không còn mở. Xin hỏi lại.")
        try:
            ticket.brake.pass_one()
            tickets.brake.pass_one()
        except TooOftenError as error:
            return _braked(error)
        try:
            _keep(assistant, feedback, ticket, sent)
        except FeedbackError as error:
            _log.error("feedback cannot be kept: %s", error)
            sentence = "Chưa ghi nhận được ý kiến. Xin thử lại sau."
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, sentence) from None
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    return routes


def _braked(error: TooOftenError) -> JSONResponse:
    detail = f"Gửi ý kiến quá nhanh. Xin thử lại sau {error.wait} giây."
    return problems.response(429, detail, headers={"Retry-After": str(error.wait)})


def _keep(assistant: Assistant, feedback: Feedback, ticket: Ticket, sent: JudgedIn) -> None:
    """Write a judgement down; two of one answer one after the other."""
    with ticket.lock:
        comment = ticket.comment if sent.comment is None else sent.comment
        if sent.thumb is None:
            comment = ""
            feedback.withdraw(ticket.key)
        else:
            feedback.put(entry_of(assistant, ticket, sent.thumb, comment))
        ticket.thumb, ticket.comment = sent.thumb, comment


def entry_of(assistant: Assistant, ticket: Ticket, thumb: Thumb, comment: str) -> Entry:
    """What is kept of a judgement."""
    answer = ticket.answer
    return Entry(
        key=ticket.key,
        thumb=thumb,
        comment=comment,
        question=ticket.question,
        history=ticket.history,
        status=answer.status,
        answer=answer.text,
        short=answer.short,
        places=tuple(_place(assistant, citation) for citation in answer.citations),
        version=ticket.version,
        role=assistant.settings.role,
        day=date.today(),
    )


def _place(assistant: Assistant, citation: Citation) -> Place:
    said = (citation.page, citation.lines, citation.sheet, citation.row, citation.procedure)
    quote = citation.quote if all(part is None for part in said) else None
    return Place(citation.document, *said, quote, locate(assistant, citation).lines)
