"""Whether a draft is a question for a set: what is wrong with it, and what should be looked at."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.model import Role
from assistant.web.feedback.draft import STYLES, TYPES, UNANSWERABLE, Draft, Evidence
from corpus.model import Audience, StoredDocument, StoredLine
from corpus.vietnamese.normalise import fold, normalise

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

MAX_ANSWER = 2_000  # characters
MAX_PARTS = 50
MAX_EVIDENCE = 20
AUDIENCES = (Role.CITIZEN.value, Role.STAFF.value)
_SPAN = re.compile(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, or that should be looked at.

    Attributes:
        field: of the form.
        kind: name of the sentence that says it.
        values: what stands in the sentence.
        row: of the evidence, counted from 0; None for other fields.
    """

    field: str
    kind: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that was checked.

    Attributes:
        item: the question as it stands in a set, without its id; None where there are problems.
        warnings: what does not keep it from being moved.
    """

    item: Mapping[str, Any] | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


class _WrongError(Exception):
    """A place that is none."""

    def __init__(self, field: str, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.field, self.kind, self.values = field, kind, values


def check(assistant: Assistant, draft: Draft) -> Checked:
    """Whether a draft can be moved into a set, its evidence looked up in the indexed documents."""
    problems = list(_texts(draft, assistant.settings.max_question))
    places: list[dict[str, Any]] = []
    said: list[str] = []
    for at, row in enumerate(draft.evidence if draft.answerable else ()):
        try:
            place, lines = _place(assistant, row, draft.audience)
        except _WrongError as wrong:
            problems.append(Problem(wrong.field, wrong.kind, wrong.values, at))
        else:
            places.append(place)
            said += [line.text for line in lines]
    if draft.answerable and not draft.evidence:
        problems.append(Problem("evidence", "no_evidence"))
    if len(draft.evidence) > MAX_EVIDENCE:
        problems.append(Problem("evidence", "too_many_places", {"most": MAX_EVIDENCE}))
    if problems:
        return Checked(None, tuple(problems))
    return Checked(_item(draft, places), (), tuple(_warnings(draft, " ".join(said))))


def _texts(draft: Draft, most: int) -> Iterator[Problem]:
    """What is wrong with the fields that name no place."""
    if not draft.question:
        yield Problem("question", "no_question")
    for name, text in (("question", draft.question), *(("history", q) for q in draft.earlier)):
        if len(text) > most:
            yield Problem(name, "too_long", {"n": len(text), "most": most})
            break
    for name, known in (("style", STYLES), ("type", TYPES), ("audience", AUDIENCES)):
        if getattr(draft, name) not in known:
            yield Problem(name, "not_offered")
    if len(draft.answer) > MAX_ANSWER:
        yield Problem("answer", "too_long", {"n": len(draft.answer), "most": MAX_ANSWER})
    if not draft.answerable:
        return
    if not draft.answer:
        yield Problem("answer", "no_answer")
    if not draft.parts:
        yield Problem("must_contain", "no_parts")
    elif len(draft.parts) > MAX_PARTS:
        yield Problem("must_contain", "too_many_parts", {"most": MAX_PARTS})


def _place(
    assistant: Assistant, row: Evidence, audience: str
) -> tuple[dict[str, Any], list[StoredLine]]:
    """A place as it stands in a set, and the lines there.

    Raises:
        _WrongError: there is no such place.
    """
    name = normalise(row.document)
    document = assistant.document(name, Role.STAFF)
    if document is None:
        raise _WrongError("document", "unknown_document")
    if document.audience is Audience.STAFF and audience == Role.CITIZEN:
        raise _WrongError("document", "hidden_document")
    place: dict[str, Any] = {"document": name}
    lines = assistant.lines(name, Role.STAFF)
    if row.page:
        page = place["page"] = _number(row.page, "page")
        lines = [line for line in lines if line.page == page]
        if not lines and not 1 <= page <= (document.pages or 0):
            raise _WrongError("page", "no_page", n=document.pages or 0)
    if row.sheet:
        place["sheet"] = row.sheet
        lines = [line for line in lines if line.sheet == row.sheet]
        if not lines:
            raise _WrongError("sheet", "no_sheet")
    if row.row:
        number = place["row"] = _number(row.row, "row")
        lines = [line for line in lines if line.row == number]
        if not lines:
            raise _WrongError("row", "no_row")
    if row.lines:
        place["lines"] = list(_span(row.lines, lines))
        first, last = place["lines"]
        lines = [line for line in lines if first <= line.number <= last]
    if row.procedure:
        place["procedure"] = row.procedure
        lines = _record(assistant, document, row.procedure, lines)
    if row.quote:
        place["quote"] = row.quote
        readings = (" ".join(n.text for n in lines), " ".join(n.source for n in lines))
        if not any(_compared(row.quote) in _compared(reading) for reading in readings):
            raise _WrongError("quote", "no_quote")
    if len(place) == 1:
        raise _WrongError("document", "only_document")
    return place, lines


def _number(text: str, field: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise _WrongError(field, "no_number")
    return int(text)


def _span(text: str, lines: list[StoredLine]) -> tuple[int, int]:
    """First and last line of a text file, "115" or "115-117"."""
    match = _SPAN.fullmatch(text)
    if match is None:
        raise _WrongError("lines", "no_span")
    first, last = int(match[1]), int(match[2] or match[1])
    if any(line.page is not None or line.sheet is not None for line in lines):
        raise _WrongError("lines", "lines_not_counted")
    most = max((line.number for line in lines), default=0)
    if not 1 <= first <= last <= most:
        raise _WrongError("lines", "no_lines", n=most)
    return first, last


def _record(
    assistant: Assistant, document: StoredDocument, key: str, lines: list[StoredLine]
) -> list[StoredLine]:
    """The lines of a procedure's record among others."""
    for name, found in assistant.procedures(role=Role.STAFF):
        if name == document.name and found.procedure.key == key:
            return [line for line in lines if found.first <= line.position < found.last]
    raise _WrongError("procedure", "no_procedure")


def _item(draft: Draft, places: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "question": normalise(draft.question),
        **({"history": [normalise(q) for q in draft.earlier]} if draft.earlier else {}),
        "audience": draft.audience,
        "style": draft.style,
        "type": draft.type if draft.answerable else UNANSWERABLE,
        "answerable": draft.answerable,
        "answer": normalise(draft.answer),
        "must_contain": draft.parts if draft.answerable else [],
        "evidence": places,
    }


def _warnings(draft: Draft, said: str) -> Iterator[Problem]:
    """Required parts that stand nowhere in the evidence, as computed ones and wrong ones do."""
    held, answer = _compared(said), _compared(draft.answer)
    for part in draft.parts if draft.answerable else ():
        variants = [_compared(variant) for variant in part]
        if not any(variant in held for variant in variants):
            yield Problem("must_contain", "part_not_in_evidence", {"part": " | ".join(part)})
        if not any(variant in answer for variant in variants):
            yield Problem("answer", "part_not_in_answer", {"part": " | ".join(part)})


def _compared(text: str) -> str:
    return " ".join(fold(text).split())
