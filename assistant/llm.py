"""A chat model on somebody's server, held to its time and its budget.

Any model that LangChain's `init_chat_model` takes. Servers hang, break off, answer with an error or
with nothing: each becomes one `LlmError`, so that whoever asks can do without the model.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from datetime import date
from enum import IntEnum, StrEnum
from http import HTTPStatus
from queue import Empty, Queue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Protocol

from corpus.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

    from assistant.settings import Settings

_log = logging.getLogger(__name__)
_RESTS = 30.0  # seconds in which a server that was not reached is not tried again
_PAUSE = 0.5  # seconds before a second try
_CHARACTERS = 8  # of an answer for every token that it may have; more is garbage without an end
_BUSY = frozenset({408, 409, 425, 429})
# What a server may say to a form of output that it does not know; llama.cpp's says 500.
_NOT_UNDERSTOOD = frozenset({400, 404, 415, 422, 500, 501})


class Failure(StrEnum):
    """Why a model gave nothing."""

    UNREACHABLE = "unreachable"  # no connection, or an error of the server
    REFUSED = "refused"  # the server does not take the request: key, name of the model, form
    TIMED_OUT = "timed_out"
    EMPTY = "empty"
    RESTING = "resting"  # not asked: it failed a moment ago
    SPENT = "spent"  # not asked: as many answers as are allowed were written today


class _Form(IntEnum):
    """How a server is told the form of an answer, the surest last."""

    FREE = 0  # only by the prompt
    OBJECT = 1  # as llama.cpp's server takes a schema
    SCHEMA = 2  # as OpenAI's does, and vLLM and Ollama after it


class LlmError(Exception):
    """A model gave nothing that can be used."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Writer(Protocol):
    """Whatever writes text for a prompt, piece by piece."""

    def stream(self, system: str, user: str, schema: Mapping[str, Any]) -> Iterator[str]:
        """Pieces of the text as they come; see `Llm.stream`."""
        ...


class Llm:
    """One model; may be used by several threads."""

    def __init__(
        self,
        model: BaseChatModel,
        *,
        seconds: float,
        tokens: int,
        retries: int = 1,
        per_day: int | None = None,
    ) -> None:
        """Hold a model to its limits.

        Args:
            model: of LangChain.
            seconds: that one answer may take, second tries included.
            tokens: that one answer may have.
            retries: how often a server that fails is tried again.
            per_day: how many answers may be written in a day; None for any number.
        """
        self._model, self._seconds, self._retries = model, seconds, retries
        self._most = _CHARACTERS * tokens
        self._per_day, self._day, self._written = per_day, date.min, 0
        self._form = _Form.SCHEMA if _is_openai(model) else _Form.FREE
        self._failed_forms = 0  # errors that may be of the form or of the moment
        self._rests_until = 0.0
        self._lock = Lock()

    @classmethod
    def load(cls, settings: Settings) -> Llm | None:
        """The model that the settings name, None where they name none.

        Raises:
            corpus.errors.ModelError: there is no such provider, its package is not installed, or it
                wants a key.
        """
        if not settings.llm:
            return None
        from langchain.chat_models import init_chat_model

        given: dict[str, Any] = {}
        if settings.llm_base_url:
            given["base_url"] = settings.llm_base_url
            given["api_key"] = "none"  # local servers ask for none, and clients insist on one
            if ":" not in settings.llm.partition("/")[0]:
                given["model_provider"] = "openai"
        if settings.llm_api_key:
            given["api_key"] = settings.llm_api_key.get_secret_value()
        try:
            model = init_chat_model(
                settings.llm,
                temperature=0.0,
                max_tokens=settings.llm_tokens,
                timeout=settings.llm_seconds,
                max_retries=0,
                **given,
            )
        except Exception as error:  # every provider's client has its own
            raise ModelError(settings.llm, f"{type(error).__name__}: {error}") from error
        return cls(
            model,
            seconds=settings.llm_seconds,
            tokens=settings.llm_tokens,
            retries=settings.llm_retries,
            per_day=settings.llm_per_day,
        )

    def stream(self, system: str, user: str, schema: Mapping[str, Any]) -> Iterator[str]:
        """Pieces of what the model writes, as they come.

        A server that breaks off behind its first words has said those; one that breaks off before
        them is tried again as long as there is time.

        Args:
            system: what the model is told before every question.
            user: the question with its passages.
            schema: JSON schema of the answer, for servers that can keep to one.

        Raises:
            LlmError: there is no first piece, or the time ended.
        """
        self._spend()
        deadline = time.monotonic() + self._seconds
        messages = [("system", system), ("human", user)]
        tries, form = 0, self._form
        while True:
            said = 0
            try:
                for piece in _until(deadline, self._bound(form, schema), messages):
                    said += len(piece)
                    yield piece
                    if said > self._most:
                        _log.warning("the model does not come to an end; cut")
                        return
            except LlmError as error:
                if error.failure is Failure.TIMED_OUT:
                    self._rest()
                raise
            except Exception as error:
                status = getattr(error, "status_code", None)
                # the message may repeat the prompt, which no log may keep
                _log.warning("the model failed: %s %s", type(error).__name__, status or "")
                if said:
                    return
                if form and status in _NOT_UNDERSTOOD:
                    form = _Form(form - 1)
                    self._failed_forms += 1
                    if status != HTTPStatus.INTERNAL_SERVER_ERROR or self._failed_forms > 1:
                        self._form = form
                    continue
                if status is not None and 400 <= status < 500 and status not in _BUSY:
                    self._rest()
                    raise LlmError(Failure.REFUSED) from error
                tries += 1
                if tries > self._retries or time.monotonic() + _PAUSE >= deadline:
                    self._rest()
                    raise LlmError(Failure.UNREACHABLE) from error
                time.sleep(_PAUSE)
                continue
            if not said:
                raise LlmError(Failure.EMPTY)
            return

    def wake(self) -> None:
        """Let a server be asked again that was left alone."""
        with self._lock:
            self._rests_until = 0.0

    def _bound(self, form: _Form, schema: Mapping[str, Any]) -> Runnable[Any, Any]:
        if form is _Form.FREE:
            return self._model
        wanted: dict[str, Any] = {"type": "json_object", "schema": dict(schema)}
        if form is _Form.SCHEMA:
            named = {"name": "answer", "schema": dict(schema), "strict": True}
            wanted = {"type": "json_schema", "json_schema": named}
        # in the body as it is: the client's own way of saying it parses, and fails on half an answer
        return self._model.bind(extra_body={"response_format": wanted})

    def _spend(self) -> None:
        with self._lock:
            if time.monotonic() < self._rests_until:
                raise LlmError(Failure.RESTING)
            today = date.today()
            if today != self._day:
                self._day, self._written = today, 0
            if self._per_day is not None and self._written >= self._per_day:
                raise LlmError(Failure.SPENT)
            self._written += 1

    def _rest(self) -> None:
        with self._lock:
            self._rests_until = time.monotonic() + _RESTS


def _is_openai(model: BaseChatModel) -> bool:
    return type(model).__module__.startswith("langchain_openai")


def _until(deadline: float, model: Runnable[Any, Any], messages: Any) -> Iterator[str]:
    """What a model streams, up to a deadline even where its client waits for longer.

    Raises:
        LlmError: the time ended.
        Exception: whatever the client raises.
    """
    pieces: Queue[str | Exception | None] = Queue()
    given_up = Event()

    def run() -> None:
        try:
            for message in model.stream(messages):
                if given_up.is_set():
                    return
                text = str(message.text)
                if text:
                    pieces.put(text)
            pieces.put(None)
        except Exception as error:
            pieces.put(error)

    Thread(target=run, daemon=True, name="language-model").start()
    try:
        while True:
            left = deadline - time.monotonic()
            try:
                piece = pieces.get(timeout=max(left, 0.001))
            except Empty:
                raise LlmError(Failure.TIMED_OUT) from None
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise piece
            yield piece
    finally:
        given_up.set()
