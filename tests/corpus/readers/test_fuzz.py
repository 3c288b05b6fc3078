"""What fuzzing found (`python -m tools.fuzz_readers`), and changed files like those it tries."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import Reason, UnreadableError
from corpus.isolation import Limits, Reader
from tools import fuzz_changes, fuzz_readers, fuzz_seeds

KEPT = sorted((Path(__file__).parent / "fuzz").iterdir())
CHEAP = ("html", "markdown", "delimited", "plain", "word", "sheet", "archives")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(page=60, total=60)) as opened:
        yield opened


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_was_found_is_read_or_has_its_reason(reader: Reader, path: Path) -> None:
    reason = None
    try:
        fuzz_readers.check(reader.read(path))
    except UnreadableError as error:
        reason = error.reason
    assert reason not in {Reason.CRASHED, Reason.TIMED_OUT}


@pytest.mark.parametrize("name", CHEAP)
def test_changed_files_are_read_or_have_their_reason(tmp_path: Path, name: str) -> None:
    suffixes, words, seeds = fuzz_seeds.of(name)
    change = fuzz_changes.of(name)
    for seed in range(6):
        dice = random.Random(seed)
        path = tmp_path / f"tep-{seed}{suffixes[0]}"
        path.write_bytes(change(dice, dice.choice(seeds)[1], words))
        fuzz_readers.one(path, tmp_path / "unpacked")


def test_a_broken_promise_is_told() -> None:
    from corpus.model import How, Line, Page, Token

    line = Line(1, "Phí", (Token("Phí", 0, 9, 1.0),))
    with pytest.raises(fuzz_readers.BrokenPromiseError, match="span 0-9"):
        fuzz_readers.check([Page(1, (line,), How.TEXT, repaired=False, confidence=1.0)])
