"""Which questions of a set are asked: those that filters let through, or a sample of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from eval.questions import Item

_SEED = 20241128
_OWN = ("style", "type", "answerable", "id")


class SelectionError(Exception):
    """A filter lets nothing through; the message says what the set has instead."""


def parse(text: str) -> tuple[str, frozenset[str]]:
    """A filter as it is written: "style=typo" or "style=typo,english".

    Raises:
        ValueError: it is none.
    """
    name, sign, values = text.partition("=")
    wanted = frozenset(value.strip() for value in values.split(",") if value.strip())
    if not name.strip() or not sign or not wanted:
        raise ValueError(text)
    return name.strip(), wanted


def merged(filters: Sequence[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """Filters by field; several of one field let through what any of them does."""
    found: dict[str, frozenset[str]] = {}
    for name, wanted in filters:
        found[name] = found.get(name, frozenset()) | wanted
    return found


def chosen(
    items: Sequence[Item], filters: Mapping[str, frozenset[str]], sample: int | None = None
) -> list[Item]:
    """The questions that are asked, in the set's order.

    Args:
        items: the set.
        filters: for a field of the questions the values that are let through.
        sample: how many at most, the share of each type kept; always the same ones.

    Raises:
        SelectionError: no question is left.
    """
    left = list(items)
    for name, wanted in filters.items():
        before = left
        left = [item for item in before if value_of(item, name) in wanted]
        if not left:
            there = sorted({value_of(item, name) for item in before} - {""})[:20]
            raise SelectionError(
                f"--filter {name}={','.join(sorted(wanted))}: không còn câu nào; bộ này có / "
                f"leaves no question; the set has: {', '.join(there) or '-'}"
            )
    return left if sample is None or sample >= len(left) else stratified(left, sample)


def value_of(item: Item, name: str) -> str:
    """A field of a question as filters are written; empty where it has none."""
    value = getattr(item, name) if name in _OWN else item.fields.get(name)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def stratified(items: Sequence[Item], size: int) -> list[Item]:
    """A sample in which each type has its share (largest remainders), drawn with a fixed seed."""
    groups: dict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        groups[item.type].append(position)
    shares = {name: Fraction(size * len(own), len(items)) for name, own in groups.items()}
    counts = {name: int(share) for name, share in shares.items()}
    by_rest = sorted(shares, key=lambda name: (counts[name] - shares[name], name))
    for name in by_rest[: size - sum(counts.values())]:
        counts[name] += 1
    chance = random.Random(_SEED)
    taken = [p for name in sorted(groups) for p in chance.sample(groups[name], counts[name])]
    return [items[position] for position in sorted(taken)]
