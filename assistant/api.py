"""The HTTP API: a health check, and one question with its answer as in the contract."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant import problems
from assistant.api_docs import page
from assistant.filters import Filters
from assistant.messages import say
from assistant.model import Answer, Language
from assistant.problems import MEDIA_TYPE, Problem, Refusal
from assistant.schema import AnswerOut
from assistant.settings import Settings
from corpus.errors import StoreError

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

_log = logging.getLogger(__name__)
MAX_HISTORY = 50  # entries of `history` accepted; the last `settings.max_history` are used
_LINE = Field(description="Một câu hỏi. One question.")


_VALUES = 50  # of one filter
_VALUE = Annotated[str, Field(min_length=1, max_length=200)]


class FiltersIn(BaseModel):
    """Which documents to answer from: of any of the values of each field that has some."""

    model_config = ConfigDict(extra="forbid")

    kinds: Annotated[
        list[_VALUE],
        Field(max_length=_VALUES, description="Loại văn bản: “kế hoạch”, “KH”. Kinds."),
    ] = []
    bodies: Annotated[
        list[_VALUE], Field(max_length=_VALUES, description="Cơ quan ban hành. Issuing bodies.")
    ] = []
    numbers: Annotated[
        list[_VALUE], Field(max_length=_VALUES, description="Số, ký hiệu. Their numbers.")
    ] = []
    years: Annotated[
        list[Annotated[int, Field(ge=1900, le=2100)]],
        Field(max_length=_VALUES, description="Năm. Years of date or period."),
    ] = []
    periods: Annotated[
        list[_VALUE], Field(max_length=_VALUES, description="Thời gian: “quý I/2024”. Periods.")
    ] = []
    documents: Annotated[
        list[_VALUE], Field(max_length=_VALUES, description="Tên tài liệu trong kho. Names.")
    ] = []

    def filters(self) -> Filters:
        """As the assistant takes them."""
        return Filters(**{name: tuple(values) for name, values in self})


class AskIn(BaseModel):
    """A question, with the earlier questions of the conversation for follow-ups."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "Sở có bao nhiêu thủ tục hành chính?"}]},
    )

    question: Annotated[str, _LINE]
    history: Annotated[
        list[str],
        Field(description="Các câu hỏi trước, cũ nhất trước. Earlier questions, oldest first."),
    ] = []
    filters: Annotated[
        FiltersIn | None,
        Field(description="Chỉ trả lời từ những tài liệu này. Answer from these documents only."),
    ] = None


class Health(BaseModel):
    """What is running."""

    status: str = "ok"
    documents: int = Field(description="documents that this process may answer from")


class Desk:
    """Lets `concurrency` questions be answered at once and `queue` wait; more are turned away."""

    def __init__(self, settings: Settings) -> None:
        self._places = asyncio.Semaphore(settings.concurrency)
        self._most = settings.concurrency + settings.queue
        self._inside = 0

    async def __aenter__(self) -> None:
        """Waits for a place."""
        if self._inside >= self._most:
            raise Refusal(
                HTTPStatus.SERVICE_UNAVAILABLE, "Hệ thống đang bận. Xin gửi lại sau ít phút."
            )
        self._inside += 1
        try:
            await self._places.acquire()
        except BaseException:
            self._inside -= 1
            raise

    async def __aexit__(self, *_: object) -> None:
        """Gives the place back."""
        self._places.release()
        self._inside -= 1


def check(sent: AskIn, settings: Settings) -> None:
    """Raises `Refusal` (422) for an empty or too long question, or too much history."""
    most = settings.max_question
    if not sent.question.strip():
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "Câu hỏi đang trống.", "question")
    if len(sent.question) > most:
        raise Refusal(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"Câu hỏi dài {len(sent.question)} ký tự; tối đa là {most}.",
            "question",
        )
    if len(sent.history) > MAX_HISTORY or any(len(line) > most for line in sent.history):
        raise Refusal(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"Lịch sử tối đa {MAX_HISTORY} câu, mỗi câu tối đa {most} ký tự.",
            "history",
        )


def check_filters(filters: Filters, assistant: Assistant) -> None:
    """Raises `Refusal` (422) for a filter by what no document that may be seen can have."""
    for field, sentence in assistant.unknown(filters, Language.VIETNAMESE) if filters else ():
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, sentence, f"filters.{field}")


async def _answer(
    assistant: Assistant, question: str, history: list[str], filters: Filters
) -> Answer:
    try:
        # the keyword is left out where nothing is filtered, as most questions are asked
        ask = partial(assistant.ask, filters=filters) if filters else assistant.ask
        return await asyncio.get_running_loop().run_in_executor(
            None, partial(ask, question, history)
        )
    except Exception as error:
        # The message could hold the question; the log gets the kind of error only.
        _log.error("asking failed: %s", type(error).__name__)
        raise HTTPException(500) from None


def router(assistant: Assistant) -> APIRouter:
    """The routes of the API, answering from one assistant in its own role."""
    routes = APIRouter()
    settings = assistant.settings
    desk = Desk(settings)

    @routes.get(
        "/healthz",
        summary="Hệ thống có đang chạy không",
        description="Cho biết hệ thống đang trả lời, và từ bao nhiêu tài liệu.",
        response_description="Đang chạy",
        responses={
            503: {
                "model": Problem,
                "content": {MEDIA_TYPE: {}},
                "description": "Kho tài liệu tạm thời không tra cứu được",
            }
        },
    )
    def healthz() -> Health:
        """Says that the process answers, and from how many documents; 503 where it cannot."""
        try:
            assistant.ready()
        except StoreError:
            sentence = say("unavailable", Language.VIETNAMESE)
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, sentence) from None
        return Health(documents=len(assistant.documents()))

    @routes.post(
        "/api/ask",
        summary="Hỏi một câu, nhận câu trả lời kèm nguồn",
        description=(
            "Trả lời từ các tài liệu đã nạp, theo vai của tiến trình. Một lời từ chối (not_found, "
            "out_of_scope, blocked, needs_clarification) cũng là câu trả lời: mã 200, xem trường status."
        ),
        response_description="Câu trả lời",
        responses={
            code: {"model": Problem, "content": {MEDIA_TYPE: {}}, "description": why}
            for code, why in (
                (413, "Yêu cầu quá lớn"),
                (422, "Câu hỏi trống, quá dài hoặc không đúng dạng"),
                (503, "Hệ thống đang bận"),
            )
        },
    )
    async def ask(sent: AskIn, response: Response) -> AnswerOut:
        """Answers from the indexed documents, in the role that the process was started with.

        A refusal (`not_found`, `out_of_scope`, `blocked`, `needs_clarification`) is an answer, too:
        it comes with status 200 and its `status`.
        """
        check(sent, settings)
        filters = sent.filters.filters() if sent.filters else Filters()
        check_filters(filters, assistant)
        history = sent.history[-settings.max_history :] if settings.max_history else []
        async with desk:
            answer = await _answer(assistant, sent.question, history, filters)
        response.headers["Cache-Control"] = "no-store"
        return AnswerOut.of(answer)

    return routes


def create_app(assistant: Assistant) -> FastAPI:
    """The API alone, with its description at /docs (no script, nothing from outside)."""
    app = FastAPI(
        title="Trợ lý hỏi đáp — API",
        version="1",
        summary="Câu hỏi tiếng Việt, câu trả lời trích từ tài liệu, kèm nguồn đến từng trang.",
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    app.include_router(router(assistant))

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        schema: dict[str, Any] = app.openapi()
        return HTMLResponse(page(schema))

    return app
