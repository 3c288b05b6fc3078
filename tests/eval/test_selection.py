from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from eval.questions import Item, item_of
from eval.selection import SelectionError, chosen, merged, parse


def item(id: int, **fields: Any) -> Item:
    return item_of({"id": id, "question": "?", **fields})


ITEMS = [
    item(n, style="typo" if n % 2 else "plain", type=type_, answerable=n % 5 > 0, level=n % 3)
    for n, type_ in enumerate(["number"] * 60 + ["list"] * 30 + ["who"] * 9 + ["date"])
]


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("style=typo", ("style", {"typo"})),
        ("style=typo, plain", ("style", {"typo", "plain"})),
        ("note=a=b", ("note", {"a=b"})),
    ],
)
def test_a_filter_names_a_field_and_its_values(text: str, parsed: tuple[str, set[str]]) -> None:
    assert parse(text) == parsed


@pytest.mark.parametrize("text", ["", "style", "style=", "=typo", "style=,"])
def test_what_is_no_filter_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        parse(text)


def test_several_filters_of_one_field_add_up_and_of_others_narrow() -> None:
    filters = merged([parse("type=who"), parse("type=date"), parse("style=typo")])
    found = chosen(ITEMS, filters)
    assert {one.type for one in found} == {"who", "date"}
    assert {one.style for one in found} == {"typo"}


@pytest.mark.parametrize(("text", "count"), [("answerable=false", 20), ("level=2", 33)])
def test_any_field_filters_whatever_its_kind(text: str, count: int) -> None:
    assert len(chosen(ITEMS, merged([parse(text)]))) == count


def test_the_style_that_a_question_has_by_default_is_let_through() -> None:
    assert chosen([item(1)], merged([parse("style=plain")]))


def test_a_filter_that_leaves_nothing_says_what_there_is() -> None:
    with pytest.raises(SelectionError, match=r"style=tpyo.*plain, typo"):
        chosen(ITEMS, merged([parse("style=tpyo")]))


@pytest.mark.parametrize("size", [1, 7, 20, 50, 99])
def test_a_sample_keeps_the_shares_the_order_and_itself(size: int) -> None:
    sample = chosen(ITEMS, {}, size)
    assert len(sample) == size
    assert sample == chosen(ITEMS, {}, size)
    ids = [int(one.id) for one in sample]
    assert ids == sorted(set(ids))
    counts = Counter(one.type for one in sample)
    for type_, whole in Counter(one.type for one in ITEMS).items():
        assert abs(counts[type_] - size * whole / len(ITEMS)) < 1


def test_a_sample_as_large_as_the_set_is_the_set() -> None:
    assert chosen(ITEMS, {}, 100) == ITEMS
    assert chosen(ITEMS, {}, 5000) == ITEMS
