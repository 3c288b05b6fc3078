"""Values to HTML. Templates escape everything that they are given; nothing here marks text safe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.filters import Facets
from assistant.model import Answer, Citation, Language, Status
from assistant.notes import how_text, note_text
from assistant.web.conversation import Phase, Turn
from assistant.web.feedback.chat_texts import thumb_texts
from assistant.web.feedback.tickets import Ticket
from assistant.web.procedure_texts import address_of, card_texts
from assistant.web.prose import Group, groups
from assistant.web.sources import View, counted, words
from assistant.web.texts import Texts

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
FAVICON = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    '<rect width="24" height="24" rx="6" fill="#0b4f6c"/>'
    '<path d="M6 8h12M6 12h8M6 16h10" stroke="#fff" stroke-width="2"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Card:
    """A source as it stands below an answer; no title where it is the one of the card above."""

    marker: int
    title: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn with everything that its template needs."""

    number: int
    question: str
    narrowed: str
    phase: Phase
    open: bool
    remark: str
    answer: Answer | None
    badge: str
    understood: str
    short: str
    groups: tuple[Group, ...]
    cards: tuple[Card, ...]
    titles: dict[int, str]
    repaired: tuple[int, ...]
    whole: str
    copy: str
    spoken: str
    ticket: Ticket | None

    @property
    def markers(self) -> frozenset[int]:
        """The numbers of the citations."""
        return frozenset(self.titles)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(how_text=how_text, note_text=note_text)
    return environment


@cache
def style() -> str:
    """The style sheet of all pages."""
    return (FOLDER / "theme.css").read_text(encoding="utf-8")


def header(texts: Texts) -> str:
    """The bar at the top."""
    vietnamese = texts.language is Language.VIETNAMESE
    other = Language.ENGLISH if vietnamese else Language.VIETNAMESE
    address = "/thu-tuc" if vietnamese else "/thu-tuc?lang=en"
    browse = card_texts(texts.language).title
    return fill("header.html", t=texts, other=other.value, procedures=address, browse=browse)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to choose which documents are searched: the field of `Filters`, and its values."""

    name: str
    label: str
    every: str
    values: tuple[str, ...]


def composer(texts: Texts, most: int, facets: Facets) -> str:
    """The box for the question, and what the documents can be chosen by where they differ.

    Args:
        texts: of the page's language.
        most: the longest question in characters.
        facets: of the documents that may be seen.
    """
    choices = (
        Choice("kinds", texts.kind_label, texts.every_kind, _values(facets.kinds)),
        Choice("bodies", texts.body_label, texts.every_body, _values(facets.bodies)),
        Choice("years", texts.year_label, texts.every_year, _values(facets.years)),
    )
    shown = [choice for choice in choices if len(choice.values) > 1]
    return fill("composer.html", t=texts, most=most, choices=shown)


def _values(counted: Iterable[tuple[object, int]]) -> tuple[str, ...]:
    return tuple(str(value) for value, _ in counted)


def conversation(turns: Iterable[Turn], texts: Texts) -> str:
    """All turns, or the welcome where there is none."""
    thumbs = thumb_texts(texts.language)
    shown = [_shown(turn, texts) for turn in turns]
    return fill("conversation.html", t=texts, f=thumbs, turns=shown)


def panel(citation: Citation, shown: View, texts: Texts, key: str) -> str:
    """A source beside the chat."""
    link = shown.place.source
    if texts.language is not Language.VIETNAMESE:
        link += ("&" if "?" in link else "?") + "lang=en"
    return fill(
        "panel.html",
        t=texts,
        citation=citation,
        view=shown,
        place=words(citation, texts, shown.place),
        link=link + ("#mark" if shown.marked else ""),
        key=key,
        problem="",
    )


def panel_problem(texts: Texts) -> str:
    """The panel where a source cannot be opened any more."""
    return fill("panel.html", t=texts, problem=texts.gone, view=None)


def source(shown: View, texts: Texts) -> str:
    """A source as a page of its own."""
    return fill(
        "source.html",
        t=texts,
        view=shown,
        place=_place(shown, texts),
        title=texts.source_title.format(title=shown.document.title),
        style=_safe_style(),
        favicon=FAVICON,
    )


def alone(template: str, texts: Texts, **values: object) -> str:
    """A page of its own, from a template that extends `alone.html`."""
    return fill(template, t=texts, style=_safe_style(), favicon=FAVICON, **values)


def missing(texts: Texts) -> str:
    """The page for an address that is unknown, or hidden: the two look the same."""
    return fill(
        "source.html",
        t=texts,
        view=None,
        title=texts.missing_title,
        style=_safe_style(),
        favicon=FAVICON,
    )


def fill(template: str, **values: object) -> str:
    """A template with its places filled, everything escaped."""
    return _templates().get_template(template).render(**values)


def _safe_style() -> object:
    from markupsafe import Markup

    return Markup(style())  # our own file, the one text that is not escaped


def _place(shown: View, texts: Texts) -> str:
    place = shown.place
    parts = []
    if place.sheet is not None:
        parts.append(texts.sheet.format(n=place.sheet))
    elif place.page is not None:
        parts.append(texts.page.format(n=place.page))
    if shown.cells is not None:
        first, last = shown.cells
        parts.append((texts.row if first == last else texts.rows).format(n=first, b=last))
    elif place.lines is not None and counted(shown.document):
        first, last = place.lines
        parts.append((texts.line if first == last else texts.lines).format(a=first, b=last))
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _shown(turn: Turn, texts: Texts) -> ShownTurn:
    answer = turn.answer
    citations = answer.citations if answer else ()
    titles = {citation.marker: citation.title for citation in citations}
    records = {citation.marker for citation in citations if citation.procedure}
    cards = tuple(_cards(citations, texts))
    return ShownTurn(
        number=turn.number,
        question=turn.question,
        narrowed=turn.narrowed,
        phase=turn.phase,
        open=turn.open,
        remark=turn.remark,
        answer=answer,
        badge=texts.statuses.get(answer.status, "") if answer else "",
        understood=_understood(answer) if answer else "",
        short=_short(answer) if answer else "",
        groups=groups(turn.shown, titles, records),
        cards=cards,
        titles=titles,
        repaired=turn.repaired,
        whole=_whole(citations, texts),
        copy=_copy(turn, answer, texts) if answer else "",
        spoken=_spoken(answer, len(cards), texts) if answer else "",
        ticket=turn.ticket,
    )


def _whole(citations: Iterable[Citation], texts: Texts) -> str:
    """The address of the one procedure that an answer cites; empty where it cites none, or several."""
    keys = {citation.procedure for citation in citations}
    key = next(iter(keys), None) if len(keys) == 1 else None
    return address_of(key, texts.language.value) if key else ""


def _in_order(citations: Iterable[Citation]) -> list[Citation]:
    return sorted(citations, key=lambda citation: citation.marker)


def _cards(citations: Iterable[Citation], texts: Texts) -> Iterator[Card]:
    above = ""
    for citation in _in_order(citations):
        title = "" if citation.document == above else citation.title
        yield Card(citation.marker, title, words(citation, texts), citation.quote)
        above = citation.document


def _understood(answer: Answer) -> str:
    hidden = answer.status is Status.BLOCKED or not answer.question.is_reread
    return "" if hidden else answer.question.understood


def _short(answer: Answer) -> str:
    # A short answer that is the whole answer would stand there twice.
    short = answer.short or ""
    bare = re.sub(r"\s*\[\d+\]", "", answer.text)
    return "" if bare.strip(" .") == short.strip(" .") else short


def _copy(turn: Turn, answer: Answer, texts: Texts) -> str:
    parts = [answer.short or "", answer.text]
    parts += [f"{texts.mind}: {notice.message}" for notice in answer.notices]
    if turn.repaired:
        cited = " ".join(f"[{marker}]" for marker in turn.repaired)
        parts.append(f"{texts.mind}: {texts.from_repaired} {cited}")
    listed = [
        f"[{c.marker}] {', '.join(filter(None, (c.title, words(c, texts))))}"
        for c in _in_order(answer.citations)
    ]
    if listed:
        parts.append("\n".join((texts.copy_sources, *listed)))
    return "\n\n".join(part for part in parts if part)


def _spoken(answer: Answer, sources: int, texts: Texts) -> str:
    status = texts.statuses.get(answer.status)
    said = f"{status}. {answer.text}" if status else answer.short or answer.text
    return f"{said} {texts.done.format(n=sources)}" if sources else said
