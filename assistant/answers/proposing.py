"""What the records of procedures propose as the answer to a question, beside what sentences say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant import attributes, periods, places
from assistant.answers import procedures
from assistant.answers.draft import Draft
from assistant.answers.nearest import PERCENT
from assistant.answers.procedures import levels
from assistant.answers.procedures.fields import TIMED
from assistant.coverage import Weigher
from assistant.evidence import Evidence
from assistant.model import Kind, Passage, Question, Status
from assistant.reading import Read
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

_IN_FEW_WORDS = (Kind.NUMBER, Kind.DATE, Kind.DOCUMENT_NUMBER, Kind.WHO)
_NOT_IN_FIELDS = attributes.OF_PEOPLE | {"times"}
_PAPER = re.compile(
    r"\b(?:giấy (?:(?:cho )?phép|chứng nhận|xác nhận|đó|ấy|này)|chứng chỉ|(?:quyết định|qđ)\b(?! (?:số )?\d)"
    r"|licen[cs]es?|permits?|certificates?)\b"
)
CLEARLY = 3.0
"""By how much the log odds of two names differ of which only one is meant."""
_NEAREST_MEANT = 0.6
"""How likely the documents answer, for the nearest procedure to be meant unnamed: chosen on the
dev sets, 2026-11-30."""


@dataclass(frozen=True, slots=True)
class Records:
    """The procedures that may answer.

    Attributes:
        known: those that may be seen.
        chunks_of: finds the passages of one, in order.
        weigher: makes that of the question.
        matched: log odds that procedures are the one meant, by key, of those that were read with the question.
    """

    known: Sequence[procedures.Known]
    chunks_of: Callable[[procedures.Match], list[Chunk]]
    weigher: Callable[[], Weigher]
    matched: Mapping[str, float] = field(default_factory=dict)

    def likely(self, matches: Sequence[procedures.Match]) -> list[procedures.Match]:
        """The procedures of some that are not clearly less likely meant than another of them."""
        fits = [self.matched.get(one.found.procedure.key) for one in matches]
        best = max((fit for fit in fits if fit is not None), default=0.0)
        return [
            one
            for one, fit in zip(matches, fits, strict=True)
            if fit is None or fit >= best - CLEARLY
        ]


def propose(
    question: Question,
    records: Records,
    passages: Sequence[Passage],
    unread: Evidence,
    reads: Sequence[Read],
    *,
    refused: bool,
) -> Draft | None:
    """What the record says of the procedure that is named; or of the nearest, of a field of it.

    Args:
        question: understood.
        records: that may answer.
        passages: as they were retrieved, best first.
        unread: the evidence without what the reader says.
        reads: what the reader says.
        refused: whether no sentence answers.
    """
    known = records.known
    form = attributes.asked(question)
    if form is not None and form.name in _NOT_IN_FIELDS and not _signs_paper(question, form):
        return None  # records name offices, and no field says how often
    abroad = places.asked_abroad(question)
    if passages and places.is_of_other_countries(" ".join(passages[0].chunk.heading), abroad):
        return procedures.unknown(question) if question.fields else None
    matches = procedures.match(question, known, passages)
    if matches and matches[0].score < 1.0:  # of one whose whole name is said there is no doubt
        matches = records.likely(matches)
    near = unread.passages if unread.confidence >= _NEAREST_MEANT else ()
    if not matches and near and procedures.asks_which(question):
        found = records.likely(procedures.candidates(question, known, near))
        if len(found) > 1:
            return procedures.which(question, found)
        matches = found
    if not matches and near and (question.fields or procedures.asks_whole(question)):
        matches = procedures.nearest(question, known, near)
    if not matches:
        otherwise = bool(question.fields) and procedures.does_otherwise(question, unread.passages)
        return procedures.unknown(question) if otherwise else None
    matches = levels.of_level(matches, question, known)
    alike = levels.others(matches[0], question, known)
    if not alike:
        rivals = procedures.rivals(matches[0], question, known, unread.passages)
        same = {one.found.procedure.key for one in levels.same(matches[0], known)}
        rivals = [one for one in rivals if one.found.procedure.key not in same]
        alike = [one for one in records.likely([matches[0], *rivals]) if one in rivals]
    draft = procedures.answer(question, matches, records.chunks_of, reads, alike, known)
    silent = draft is not None and draft.status is Status.NOT_FOUND
    if silent and (grants := procedures.granting(matches[0], question, known)):
        other = procedures.answer(question, grants, records.chunks_of, reads, (), known)
        if other is not None and other.status is Status.ANSWERED:
            matches, draft = grants, other
    chunks = records.chunks_of(matches[0])
    weigher = records.weigher()
    if not procedures.asks_code(question):
        draft = procedures.in_detail(question, matches[0], chunks, draft, weigher, alone=refused)
    return draft if draft is None or _is_of_its_years(draft, question) else None


def _signs_paper(question: Question, form: attributes.Form) -> bool:
    """Whether it is asked who signs the paper that a procedure ends in: its record says who decides."""
    return form.name == "signer" and bool(_PAPER.search(question.understood.casefold()))


def _is_of_its_years(draft: Draft, question: Question) -> bool:
    """Whether a draft is of the years that a question names; a record without years tells of none."""
    asked = periods.asked(question).years
    if not asked or not draft.statements or question.references:
        return True
    said = " ".join(f"{one.chunk.document} {one.chunk.text}" for one in draft.statements)
    return asked <= periods.named(said, dates=True).years


def _lacks_share(draft: Draft, question: Question) -> bool:
    """Whether a share is asked for and a draft says none."""
    if question.kind is not Kind.NUMBER or not PERCENT.search(fold(question.read)):
        return False
    said = " ".join(f"{one.text} {one.wording}" for one in draft.statements).casefold()
    return "%" not in said and "phần trăm" not in said


def _is_part(draft: Draft, proposed: Draft) -> bool:
    """Whether a sentence is one of several lines of a field that each have a figure."""
    lines = [one for one in proposed.statements if TIMED.search(one.text)]
    said = draft.statements[:1]
    return len(lines) > 1 and any(
        one.chunk.id == line.chunk.id and one.first < line.last and line.first < one.last
        for one in said
        for line in lines
    )


def prefers_record(draft: Draft, proposed: Draft, question: Question) -> bool:
    """Whether a procedure's record answers better than sentences do.

    Args:
        draft: from sentences.
        proposed: from a record.
        question: understood.
    """
    if draft.verdict and proposed.statements:
        return False  # a sentence decides what was asked, yes or no
    if proposed.statements and _lacks_share(proposed, question):
        return False  # a sum is no share
    if proposed.status is Status.NOT_FOUND and proposed.statements:
        return True  # the record says itself that it is not known
    one = len(question.fields) == 1 and question.kind in _IN_FEW_WORDS
    if one and _is_part(draft, proposed):
        return True  # "kiểm tra: 05 ngày; thẩm định: 25 ngày": the one is not the whole
    if one and draft.short and proposed.statements and not proposed.short:
        return False  # a sentence has it, where the record has only more to read
    if proposed.statements and (question.fields or not draft.statements):
        return True
    if proposed.status is Status.NEEDS_CLARIFICATION:
        return True
    if proposed.status is Status.NOT_FOUND:
        return bool(question.fields)
    chunk = draft.statements[0].chunk if draft.statements else None
    return chunk is None or chunk.procedure is not None
