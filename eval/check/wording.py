"""Gold that measures nothing: no or empty required parts, parts that any answer says or none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eval.check.found import Found, short
from eval.findings import Kind
from eval.matching import says, says_all
from eval.questions import Item

_CHOICES = frozenset({"yes_no", "comparison"})
"""Types whose questions name what there is to choose from ("có … không", "A hay B")."""
_FEWEST_LETTERS, _FEWEST_SIGNS = 3, 2


def has_gold(items: Iterable[Item]) -> bool:
    """Whether a set says of any question what its answer is, and not only whether there is one."""
    return any(
        item.evidence or item.must_contain or item.fields.get("expected_status") for item in items
    )


def find(item: Item, with_gold: bool = True) -> Iterator[Found]:
    """What is wrong with the gold of a question, whatever its documents say.

    Args:
        item: the question.
        with_gold: whether its set has gold at all; else none is missed here.
    """
    if not item.answerable:
        if item.must_contain:
            yield Kind.PARTS_OF_NOTHING, {}
        if item.evidence:
            yield Kind.EVIDENCE_OF_NOTHING, {}
        return
    if item.fields.get("expected_status"):
        return  # what is expected is that it is asked back
    if not with_gold:
        return
    if not item.evidence:
        yield Kind.NO_EVIDENCE, {}
    elif not item.located:
        yield Kind.NO_PLACE, {}
    if not item.must_contain:
        yield Kind.NO_PARTS, {}
        return
    if not all(any(variant.strip() for variant in part) for part in item.must_contain):
        yield Kind.EMPTY_PART, {}
        return
    yield from _short(item)
    if item.type not in _CHOICES and says_all(item.question, item.must_contain):
        yield Kind.GIVEN_AWAY, {"value": short(", ".join(part[0] for part in item.must_contain))}
    yield from _unsaid(item)


def _short(item: Item) -> Iterator[Found]:
    """A part that wrong answers say as well; beside others it may be as short as it is."""
    if item.type in _CHOICES or len(item.must_contain) > 1:
        return
    for variant in item.must_contain[0]:
        said = "".join(variant.split())
        if said and len(said) < (_FEWEST_LETTERS if said.isalpha() else _FEWEST_SIGNS):
            yield Kind.SHORT_PART, {"value": short(variant)}
            return


def _unsaid(item: Item) -> Iterator[Found]:
    """Required parts that the expected answer itself does not say."""
    answer = item.fields.get("answer")
    if not isinstance(answer, str) or not answer.strip():
        return
    for part in item.must_contain:
        if not any(says(answer, variant) for variant in part):
            yield Kind.ANSWER_LACKS_PART, {"value": short(part[0])}
