"""The review's pages as HTML; templates escape everything that they are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.feedback import Entry, State
from assistant.web.admin import pages
from assistant.web.feedback.bureau import Source, address
from assistant.web.feedback.checking import AUDIENCES, Checked, Problem
from assistant.web.feedback.draft import EMPTY_ROWS, STYLES, TYPES, Draft, Evidence
from assistant.web.feedback.sets import FIRST
from assistant.web.feedback.texts import ReviewTold

ROWS = 50  # entries of a page of the list
_DONE = frozenset({"moved", "dismissed", "reopened", "conflict"})


def listing(
    told: ReviewTold,
    entries: Sequence[Entry],
    counts: Mapping[State, int],
    state: State,
    first: int,
    *,
    collecting: bool,
    done: str = "",
) -> str:
    """The list of a state's entries.

    Args:
        told: the language.
        entries: from the `first` one on.
        counts: how many there are of each state.
        state: that is shown.
        first: how many stand before.
        collecting: whether answers can be judged at present.
        done: what was just done.
    """
    more = first + ROWS < counts[state]
    return _fill(
        "review.html",
        told,
        title=told("review"),
        entries=entries,
        states=[(one, told.count(one, counts[one]), address(one)) for one in State],
        state=state,
        earlier=address(state, max(0, first - ROWS)) if first else None,
        later=address(state, first + ROWS) if more else None,
        collecting=collecting,
        done=done if done in _DONE else "",
    )


def entry(
    told: ReviewTold,
    shown: Entry,
    sources: Sequence[Source],
    draft: Draft,
    documents: Sequence[str],
    problems: Sequence[Problem] = (),
    done: str = "",
) -> str:
    """An entry, with the form for the question that it becomes.

    Args:
        told: the language.
        shown: the entry.
        sources: what its answer cited.
        draft: what stands in the form.
        documents: names that are proposed for evidence.
        problems: what is wrong with the draft.
        done: what was just done.
    """
    name, _, id_ = shown.moved.rpartition("#")
    return _fill(
        "review_entry.html",
        told,
        title=shown.question,
        entry=shown,
        sources=sources,
        draft=draft,
        rows=[*draft.evidence, *[Evidence()] * EMPTY_ROWS],
        documents=documents,
        styles=STYLES,
        types=TYPES,
        audiences=AUDIENCES,
        wrong=_by_field(told, problems),
        set_name=name,
        id=id_,
        done=done if done in _DONE else "",
    )


def confirmation(
    told: ReviewTold,
    shown: Entry,
    draft: Draft,
    checked: Checked,
    names: Sequence[str],
    held: Sequence[str],
    problem: str = "",
) -> str:
    """The question as it will be written, and the set to choose.

    Args:
        told: the language.
        shown: the entry.
        draft: what was sent, to be sent again.
        checked: the draft without problems.
        names: of the sets that there are.
        held: of those that have the question already.
        problem: why it was not written.
    """
    warnings = [told.problem(one) for one in checked.warnings]
    if held:
        warnings.append(told("in_sets", names=", ".join(held)))
    return _fill(
        "review_confirm.html",
        told,
        title=told("confirm_title"),
        entry=shown,
        pairs=draft.pairs,
        item=checked.item,
        names=names,
        first="" if FIRST in names else FIRST,
        warnings=warnings,
        problem=problem,
    )


def missing(told: ReviewTold) -> str:
    """The page for an entry that is not there any more."""
    return _fill("admin_missing.html", told, title=told("missing_title"))


def trouble(told: ReviewTold) -> str:
    """The page where the entries cannot be read or written."""
    return _fill("review_trouble.html", told, title=told("review"))


def _by_field(told: ReviewTold, problems: Sequence[Problem]) -> dict[tuple[str, int | None], str]:
    """The first sentence for each field of the form."""
    said: dict[tuple[str, int | None], str] = {}
    for problem in problems:
        said.setdefault((problem.field, problem.row), told.problem(problem))
    return said


def _fill(template: str, told: ReviewTold, **values: object) -> str:
    return pages.fill(template, told, here="review", home="/admin/review", **values)
