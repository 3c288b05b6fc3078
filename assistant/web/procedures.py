"""The procedures to browse: a list to search, and a card at a permanent address for each.

Plain pages without scripts, which print well: the papers are a checklist. All of them know only the
procedures that the process's role may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assistant.web import render
from assistant.web.procedure_texts import CardTexts, address_of, card_texts
from assistant.web.sources import Place
from assistant.web.texts import texts
from corpus.model import Option, Procedure, StoredDocument
from corpus.procedures.portal import says_nothing
from corpus.vietnamese.normalise import fold

if TYPE_CHECKING:
    from assistant.pipeline import Assistant
    from corpus.procedures import Found

_ON_A_PAGE = 30
_LONGEST_BRIEF = 60  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure in the list: its name, its address, and what tells it from others."""

    name: str
    address: str
    code: str
    field: str
    time: str
    fee: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the card: a heading, and one text, or items.

    Attributes:
        kind: "text", "list", "steps" or "papers".
    """

    heading: str
    kind: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A procedure as a page.

    Attributes:
        ways: of having it done, each with the values of `columns`.
        parts: everything else, in the order in which it is needed.
        others: addresses of the same procedure in other documents, with their titles.
    """

    procedure: Procedure
    document: StoredDocument
    address: str
    source: str
    columns: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]
    parts: tuple[Part, ...]
    others: tuple[tuple[str, str], ...]


def router(assistant: Assistant) -> APIRouter:
    """The routes, answering in the assistant's own role."""
    routes = APIRouter()

    @routes.get(
        "/thu-tuc",
        summary="Danh sách thủ tục",
        description="Tìm theo tên, mã hoặc việc cần làm; lọc theo lĩnh vực.",
        response_class=HTMLResponse,
    )
    def listed(
        q: Annotated[str, Query(max_length=200)] = "",
        field: Annotated[str, Query(max_length=300)] = "",
        page: Annotated[int, Query(ge=1, le=10_000)] = 1,
        lang: Annotated[str, Query(max_length=5)] = "vi",
    ) -> HTMLResponse:
        """The procedures that fit, thirty at a time."""
        said = texts(lang)
        every = assistant.procedures()
        fields = sorted({f.procedure.field for _, f in every if f.procedure.field}, key=fold)
        found = assistant.procedures(q.strip()) if q.strip() else every
        if field:
            found = [one for one in found if one[1].procedure.field == field]
        first = (page - 1) * _ON_A_PAGE
        pages = max(1, -(-len(found) // _ON_A_PAGE))

        def at(number: int) -> str:
            asked = {"q": q, "field": field, "page": str(number), "lang": lang}
            return "/thu-tuc?" + urlencode({name: value for name, value in asked.items() if value})

        return HTMLResponse(
            render.alone(
                "procedures.html",
                said,
                c=card_texts(said.language),
                title=card_texts(said.language).title,
                entries=[_entry(one, lang) for one in found[first : first + _ON_A_PAGE]],
                count=len(found),
                query=q,
                fields=fields,
                field=field,
                page=page,
                pages=pages,
                before=at(page - 1) if page > 1 else "",
                after=at(page + 1) if page < pages else "",
            )
        )

    @routes.get(
        "/thu-tuc/{key:path}",
        summary="Một thủ tục",
        description="Thông tin của một thủ tục theo tài liệu. Khóa là mã, hoặc tên nếu không có mã.",
        response_class=HTMLResponse,
    )
    def shown(
        key: str,
        document: Annotated[str, Query(max_length=400)] = "",
        lang: Annotated[str, Query(max_length=5)] = "vi",
    ) -> HTMLResponse:
        """The card of a procedure; 404 for one that is unknown or not for this role."""
        said = texts(lang)
        card = card_of(assistant, key, document, lang)
        if card is None:
            return HTMLResponse(render.missing(said), 404)
        told = card_texts(said.language)
        return HTMLResponse(
            render.alone("procedure.html", said, c=told, title=card.procedure.name, card=card)
        )

    return routes


def card_of(assistant: Assistant, key: str, document: str = "", lang: str = "vi") -> Card | None:
    """The card of a procedure; None where it is unknown or hidden from the role.

    Args:
        assistant: whose documents are looked at, in its own role.
        key: the procedure's code, or its name where it has none.
        document: which of several documents that hold it; any where it is not given.
        lang: of the addresses.
    """
    same = [one for one in assistant.procedures() if one[1].procedure.key == key]
    chosen = next((one for one in same if one[0] == document), same[0] if same else None)
    known = assistant.document(chosen[0]) if chosen else None
    if chosen is None or known is None:
        return None
    name, found = chosen
    titles = {one.name: one.title for one in assistant.documents()}
    others = tuple(
        (titles.get(other, other), address_of(key, lang, other))
        for other in dict.fromkeys(other for other, _ in same)
        if other != name
    )
    told = card_texts(texts(lang).language)
    columns, ways = _ways(found.procedure.options, told)
    return Card(
        found.procedure, known, address_of(key, lang), _place(assistant, name, found).source,
        columns, ways, tuple(_parts(found.procedure, told)), others,
    )  # fmt: skip


def _entry(one: tuple[str, Found], lang: str) -> Entry:
    procedure = one[1].procedure
    times = _distinct(option.time_limit for option in procedure.options)
    fees = _distinct(option.fee for option in procedure.options)
    return Entry(
        procedure.name,
        address_of(procedure.key, lang),
        procedure.code or "",
        procedure.field or "",
        _brief(times),
        _brief(fees),
    )


def _brief(values: Sequence[str]) -> str:
    """A value that all ways share, where it fits a line of the list."""
    return values[0] if len(values) == 1 and len(values[0]) <= _LONGEST_BRIEF else ""


def _distinct(values: Iterable[str | None]) -> list[str]:
    lines = (" ".join(value.split()) for value in values if value)
    said = (line for line in lines if not says_nothing(line) and fold(line) != "khong")
    return list(dict.fromkeys(said))


def _place(assistant: Assistant, name: str, found: Found) -> Place:
    """The lines of a record, as the page of its source spells them."""
    line = next((line for line in assistant.lines(name) if line.position >= found.first), None)
    last = [
        line.number
        for line in assistant.lines(name, page=line.page if line else None)
        if found.first <= line.position < found.last
    ]
    lines = (line.number, max(last)) if line and last else None
    return Place(name, line.page if line else None, line.sheet if line else None, lines)


def _ways(
    options: Sequence[Option], told: CardTexts
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The ways of having a procedure done, as a table without empty columns."""
    names = ("channel", "case", "time_limit", "fee", "charge")
    rows = [[_said(getattr(option, name)) for name in names] for option in options]
    for row in rows:
        if row[4] == row[3]:
            row[4] = ""  # one column of fees and charges
    used = [at for at in range(len(names)) if any(row[at] for row in rows)]
    labels = (told.channel, told.case, told.time, told.fee, told.charge)
    return (
        tuple(labels[at] for at in used),
        tuple(tuple(row[at] for at in used) for row in rows if any(row)),
    )


def _parts(procedure: Procedure, told: CardTexts) -> list[Part]:
    listed = (
        (told.papers, "papers", procedure.dossier),
        (told.forms, "list", procedure.forms),
        (told.sets, "text", (procedure.sets or "",)),
        (told.where, "text", (procedure.where or "",)),
        (told.steps, "steps", procedure.steps),
        (told.who_decides, "text", (procedure.who_decides or "",)),
        (told.result, "text", (procedure.result or "",)),
        (told.applicants, "text", (procedure.applicants or "",)),
        (told.conditions, "text", (procedure.conditions or "",)),
        (told.legal_basis, "list", procedure.legal_basis),
        (told.valid_from, "text", (procedure.valid_from or "",)),
        (told.valid_to, "text", (procedure.valid_to or "",)),
        (told.replaces, "text", (procedure.replaces or "",)),
        (told.decision, "text", (procedure.decision_number or "",)),
    )
    parts = []
    for heading, kind, items in listed:
        said = tuple(filter(None, map(_said, items)))
        if said:
            parts.append(Part(heading, kind, said))
    return parts


def _said(text: str | None) -> str:
    """A value as it is shown; nothing where the source prints that it says nothing."""
    lines = [" ".join(line.split()) for line in (text or "").split("\n")]
    return "\n".join(line for line in lines if not says_nothing(line))
