"""What the reader is trained on: every answer is found, and nothing that is held out."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.reader import VERDICTS
from corpus.vietnamese.normalise import fold
from tools.embedding import pairs
from tools.reader import examples, passages
from tools.reader.examples import Example, located
from tools.reader.passages import Passage

SETS = Path(__file__).parents[1] / "eval" / "sets"
ROWS: list[dict[str, Any]] = [
    row for path in sorted(examples.QUESTIONS.glob("*.jsonl")) for row in pairs.rows(path)
]


def test_every_question_has_a_verdict_and_its_answer() -> None:
    assert len(ROWS) > 7_000
    for row in ROWS:
        assert row["verdict"] in VERDICTS
        assert ("answer" in row) == (row["verdict"] != "none"), row
        assert len(row.get("answer", "").split()) <= 13, row  # shared texts are not copied


def test_every_answer_in_our_own_passages_is_found() -> None:
    own = {p.name: p for some in (passages.told(), passages.general()) for p in some}
    found = list(examples.written(own))
    assert len(found) == sum(row["passage"] in own for row in ROWS)
    assert sum(row["passage"].startswith("told/") for row in ROWS) > 2_000
    assert all(row["passage"] in own for row in ROWS if row["passage"].startswith("told/"))


def test_nothing_that_is_held_out_is_asked_of() -> None:
    for row in ROWS:
        kind, _, rest = row["passage"].partition("/")
        if kind == "procedure":
            assert not pairs.is_held_out(rest.split("/")[0])
        elif kind == "law":
            assert rest.split("/")[0] not in pairs.HELD_OUT_LAW


def test_no_question_is_one_of_the_held_out_sets() -> None:
    def words(question: str) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", fold(question)))

    held = [
        words(row["question"])
        for name in ("report_test", "demo_test", "national_test")
        for row in pairs.rows(SETS / f"{name}.jsonl")
    ]
    for row in ROWS:
        asked = words(row["question"])
        assert all(len(asked & one) < 0.8 * len(asked | one) for one in held), row


def test_a_long_answer_is_found_by_its_ends() -> None:
    text = "Hồ sơ gồm: a) đơn; b) bản sao giấy phép; c) ảnh. Nộp 01 bộ; 01 bộ lưu."
    place = located(text, "a) đơn … c) ảnh")
    assert place is not None
    assert text[slice(*place)] == "a) đơn; b) bản sao giấy phép; c) ảnh"
    assert located(text, "01 bộ", 2) == (text.rindex("01 bộ"), text.rindex("01 bộ") + 5)
    assert located(text, "02 bộ") is None


def test_neighbours_do_not_hold_the_answer() -> None:
    right = Passage("told/x-1", "", "Sở tiếp nhận 281 hồ sơ về đo lường.")
    same = Passage("told/x-2", "", "Trong kỳ Sở tiếp nhận 281 hồ sơ.")
    other = Passage("told/x-3", "", "Sở tiếp nhận 12 hồ sơ về an toàn bức xạ.")
    start = right.text.index("281")
    asked = Example("Sở tiếp nhận bao nhiêu hồ sơ?", right, start, start + 9, "span")
    assert examples.Neighbours([right, same, other]).of(asked) == [other]


@pytest.mark.parametrize("rate", [0.0, 0.5, 1.0])
def test_roughened_text_keeps_its_places_and_figures(rate: float) -> None:
    text = "Đến ngày 15/6/2024 đã giải quyết 281 hồ sơ, đạt 100%."
    rough = examples.roughened(random.Random(3), text, rate)
    assert len(rough) == len(text)
    assert [c for c in rough if not c.isalpha()] == [c for c in text if not c.isalpha()]
    assert (rough == text) == (rate == 0.0)


def test_questions_of_some_files_alone_are_read() -> None:
    own = {passage.name: passage for passage in passages.told()}
    every, near = list(examples.written(own)), list(examples.written(own, "near-"))
    assert near
    assert len(near) < len(every)
    assert all(one in every for one in near)
    assert list(examples.written(own, "no-such-")) == []
