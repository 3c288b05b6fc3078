"""The chat as a Gradio page. It draws itself: four pieces of HTML, and one that sends the events.

Every handler can be called by anybody, whatever the page shows, so each checks what it is given.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

from assistant.filters import Facets, Filters
from assistant.model import Answer, Language, Question, Status
from assistant.web import render
from assistant.web.conversation import (
    Phase,
    Turns,
    begin,
    change,
    citation,
    history,
    stop,
    ticket,
)
from assistant.web.feedback.tickets import Ticket, Tickets
from assistant.web.prose import pieces
from assistant.web.repair import is_repaired
from assistant.web.sources import locate, view
from assistant.web.texts import Texts, texts
from corpus.errors import CorpusError

if TYPE_CHECKING:
    import gradio as gr

    from assistant.pipeline import Assistant

PIECES = 4  # an answer is there at once; it comes in pieces so that the eye can follow
PAUSE = 0.05  # seconds between two pieces
_LONGEST = 200  # characters of what is chosen
STATE_LIFE = 4 * 3600  # seconds after which a conversation nobody returns to is forgotten

_log = logging.getLogger(__name__)


class Chat:
    """The handlers of the page, apart from Gradio, for one assistant.

    What comes in from a page is `turns` and `language` (kept by the server) and `sent` (made by the
    browser, so it can be anything). What goes out is HTML.
    """

    def __init__(self, assistant: Assistant, tickets: Tickets | None = None) -> None:
        self.assistant = assistant
        self.settings = assistant.settings
        self._tickets = tickets

    def ask(self, turns: Turns, language: str, sent: object) -> Iterator[tuple[Turns, str]]:
        """Shows the question and that it is looked up, then the answer in a few pieces."""
        said = texts(language)
        question = _field(sent, "question")
        question = question.strip() if isinstance(question, str) else ""
        remark = self._refusal(question, said)
        if remark:
            turns = change(
                begin(turns, question[: self.settings.max_question]),
                phase=Phase.REFUSED,
                remark=remark,
            )
            yield turns, render.conversation(turns, said)
            return
        earlier = history(turns, self.settings.max_history)
        filters = _filters(sent)
        turns = begin(turns, question, _worded(filters))
        yield turns, render.conversation(turns, said)
        streamed = False
        try:
            for found in self._asked(question, earlier, filters):
                if isinstance(found, Answer):
                    answer = _light(found)
                    break
                streamed = True
                turns = change(turns, phase=Phase.WRITING, answer=_so_far(question), shown=found)
                yield turns, render.conversation(turns, said)
            repaired = tuple(c.marker for c in answer.citations if is_repaired(self.assistant, c))
        except Exception as error:
            # The message could hold the question; the log gets the kind of error only.
            _log.error("asking failed: %s", type(error).__name__)
            turns = change(turns, phase=Phase.FAILED, remark=said.trouble)
            yield turns, render.conversation(turns, said)
            return
        for piece in () if streamed else pieces(answer.text, PIECES):
            if piece == answer.text:
                break
            turns = change(turns, phase=Phase.WRITING, answer=answer, shown=piece)
            yield turns, render.conversation(turns, said)
            time.sleep(PAUSE)
        turns = change(
            turns,
            phase=Phase.DONE,
            answer=answer,
            shown=answer.text,
            repaired=repaired,
            ticket=self._ticket(turns, answer, earlier),
        )
        yield turns, render.conversation(turns, said)

    def _asked(
        self, question: str, earlier: Sequence[str], filters: Filters
    ) -> Iterator[str | Answer]:
        """The checked sentences so far, again and again while a language model writes; then the answer.

        Raises:
            Exception: whatever asking raises.
        """
        if not self.settings.llm:
            yield self.assistant.ask(question, earlier, filters=filters)
            return
        heard: Queue[str | Answer | Exception] = Queue()

        def run() -> None:
            try:
                heard.put(self.assistant.ask(question, earlier, filters=filters, heard=heard.put))
            except Exception as error:
                heard.put(error)

        Thread(target=run, daemon=True, name="asking").start()
        while True:
            found = heard.get()
            if isinstance(found, Exception):
                raise found
            yield found
            if isinstance(found, Answer):
                return

    def open(self, turns: Turns, language: str, sent: object) -> str:
        """The source that a marker stands for, with its page."""
        said = texts(language)
        number, marker = _field(sent, "turn"), _field(sent, "marker")
        if not isinstance(number, int) or not isinstance(marker, int):
            return render.panel_problem(said)
        cited = citation(turns, number, marker)
        shown = view(self.assistant, locate(self.assistant, cited)) if cited else None
        if cited is None or shown is None:
            return render.panel_problem(said)
        return render.panel(cited, shown, said, f"{number}-{marker}")

    def stop(self, turns: Turns, language: str) -> tuple[Turns, str]:
        """The conversation with the awaited answer given up."""
        turns = stop(turns)
        return turns, render.conversation(turns, texts(language))

    def clear(self, language: str) -> tuple[Turns, str, str]:
        """A new conversation; no source on view."""
        return (), render.conversation((), texts(language)), ""

    def switch(self, turns: Turns, sent: object) -> tuple[str, str, str, str, str]:
        """The page in the other language: its name, bar, conversation, panel and composer."""
        said = texts(_field(sent, "language"))
        return (
            said.language.value,
            render.header(said),
            render.conversation(turns, said),
            "",
            self.composer(said),
        )

    def composer(self, said: Texts) -> str:
        """The box for the question, with what can be chosen of the documents as they are now."""
        try:
            facets = self.assistant.facets()
        except CorpusError as error:  # the page opens all the same; an answer says what is wrong
            _log.error("documents cannot be listed: %s", type(error).__name__)
            facets = Facets((), (), ())
        return render.composer(said, self.settings.max_question, facets)

    def _ticket(self, turns: Turns, answer: Answer, earlier: Sequence[str]) -> Ticket | None:
        if self._tickets is None:
            return None
        return self._tickets.give(answer, earlier, self.assistant.version, ticket(turns))

    def _refusal(self, question: str, said: Texts) -> str:
        if not question:
            return said.empty
        most = self.settings.max_question
        return said.too_long.format(n=len(question), max=most) if len(question) > most else ""


def build(assistant: Assistant, tickets: Tickets | None = None) -> gr.Blocks:
    """The page as Gradio blocks, with its handlers and its queue.

    Args:
        assistant: who answers.
        tickets: by which answers can be judged; None where they cannot.
    """
    import gradio as gr

    chat = Chat(assistant, tickets)
    settings = assistant.settings
    said = texts(Language.VIETNAMESE.value)

    def piece(value: str, name: str, **more: Any) -> gr.HTML:
        return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None, **more)

    blocks: gr.Blocks
    with gr.Blocks(title=said.page_title, analytics_enabled=False, fill_width=True) as blocks:
        turns = gr.State((), time_to_live=STATE_LIFE)
        language = gr.State(said.language.value, time_to_live=STATE_LIFE)
        bar = piece(render.header(said), "bar")
        talk = piece(render.conversation((), said), "chat")
        side = piece("", "panel")
        scripts = ("chat.js", "feedback/feedback.js") if tickets else ("chat.js",)
        script = "\n".join((render.FOLDER / name).read_text("utf-8") for name in scripts)
        box = gr.HTML(
            chat.composer(said),
            elem_id="composer",
            apply_default_css=False,
            js_on_load=script,
        )

        # Annotations are set by hand: Gradio reads them, and here they would be mere strings.
        def ask(turns: Turns, language: str, event: Any) -> Iterator[tuple[Turns, str]]:
            yield from chat.ask(turns, language, event._data)

        def select(turns: Turns, language: str, event: Any) -> str:
            return chat.open(turns, language, event._data)

        def switch(turns: Turns, event: Any) -> tuple[str, str, str, str, str]:
            return chat.switch(turns, event._data)

        for handler in (ask, select, switch):
            handler.__annotations__ = {"event": gr.EventData}

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        at_once: dict[str, Any] = {**quiet, "queue": False}
        asking = box.submit(
            ask,
            [turns, language],
            [turns, talk],
            concurrency_limit=settings.concurrency,
            # "once" would never send again after an answer was stopped; the script itself waits
            trigger_mode="multiple",
            **quiet,
        )
        box.select(select, [turns, language], side, **at_once)
        box.stop(chat.stop, [turns, language], [turns, talk], cancels=[asking], **at_once)
        box.clear(chat.clear, [language], [turns, talk, side], cancels=[asking], **at_once)
        # documents come and go while the process runs
        blocks.load(lambda: chat.composer(said), None, box, **at_once)
        box.apply(switch, [turns], [language, bar, talk, side, box], **at_once)
    blocks.queue(max_size=settings.queue, default_concurrency_limit=settings.concurrency)
    return blocks


def _field(sent: object, name: str) -> object:
    return sent.get(name) if isinstance(sent, dict) else None


def _filters(sent: object) -> Filters:
    """What was chosen on the page; anything else that a browser may send counts for nothing."""
    chosen = _field(sent, "filters")
    texts = {
        name: value[:_LONGEST]
        for name in ("kinds", "bodies", "years")
        if isinstance(value := _field(chosen, name), str) and value
    }
    year = texts.get("years", "")
    return Filters(
        kinds=(texts["kinds"],) if "kinds" in texts else (),
        bodies=(texts["bodies"],) if "bodies" in texts else (),
        years=(int(year),) if re.fullmatch("[0-9]{4}", year) else (),
    )


def _worded(filters: Filters) -> str:
    return "; ".join(map(str, (*filters.kinds, *filters.bodies, *filters.years)))


def _so_far(question: str) -> Answer:
    """An answer of which only what is shown is there yet."""
    asked = Question(text=question, understood=question, search=question)
    return Answer(asked, Status.ANSWERED, "")


def _light(answer: Answer) -> Answer:
    """The answer without the passages that were weighed: a page does not show them."""
    return replace(answer, retrieved=())
