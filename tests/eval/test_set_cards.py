"""The cards of the shipped sets tell what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from eval.measures.support import DIRECT_TYPES
from eval.questions import Item, read

SETS = Path(__file__).parents[2] / "eval" / "sets"
NAMES = sorted(path.name for path in SETS.glob("*.jsonl"))
CARDS = {
    title.strip("`"): card
    for title, _, card in (
        section.partition("\n")
        for section in (SETS / "README.md").read_text("utf-8").split("\n## ")
    )
}
ON_DEMO = ("demo.jsonl", "demo_test.jsonl", "computed_demo.jsonl")


def counted(values: Iterable[str]) -> str:
    """Values with how many there are, the most frequent first."""
    counts = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{value} {count}" for value, count in counts)


@pytest.mark.parametrize("name", NAMES)
def test_a_card_tells_its_set_as_it_is(name: str) -> None:
    items = read(SETS / name)
    unanswerable = sum(not item.answerable for item in items)
    share = f"{100 * unanswerable / len(items):.0f} %"
    lines = CARDS[name].splitlines()
    assert f"- Questions: {len(items)}, of them {unanswerable} unanswerable ({share})" in lines
    assert f"- Styles: {counted(item.style for item in items)}" in lines
    assert f"- Types: {counted(item.type for item in items)}" in lines


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_who_wrote_it_from_what_for_which_split_and_its_licence(name: str) -> None:
    for told in ("- Written by: ", "- From: ", "- Split: ", "- Licence: "):
        assert any(line.startswith(told) and line != told for line in CARDS[name].splitlines())


def of(names: Iterable[str]) -> list[Item]:
    return [item for name in names for item in read(SETS / name)]


def test_there_are_questions_enough_in_every_style_and_type() -> None:
    demo, national = of(ON_DEMO), of(name for name in NAMES if name.startswith("national"))
    assert len(demo) >= 150
    assert len(national) >= 40
    assert {item.style for item in demo} >= {
        *("plain", "formal", "colloquial", "no_diacritics", "typo", "abbrev", "english"),
        "followup",
    }
    assert {item.type for item in demo} >= DIRECT_TYPES | {"list", "summary", "procedure", "where"}
    for items in (demo, national):
        share = sum(not item.answerable for item in items) / len(items)
        assert 0.15 <= share <= 0.25


@pytest.mark.parametrize("name", [name for name in NAMES if name != "refusal.jsonl"])
def test_what_has_no_answer_says_why_or_what_is_asked_back(name: str) -> None:
    items = [item for item in read(SETS / name) if not item.answerable]
    assert items
    if name != "report_dev.jsonl":  # written before there was a field for it
        assert all(str(item.fields.get("why", "")).strip() for item in items)
