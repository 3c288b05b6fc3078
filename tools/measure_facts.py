"""Measure `corpus.facts` on the made-up first pages of tests/gold/first-pages*.txt.

The rules were settled on the first file; the second was written afterwards.

    python tools/measure_facts.py [--wrong]

Every page is written to a text file and read as any other one is, repair included. For each fact:
precision is right of those given, recall right of those printed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus import readers
from corpus.facts import read_facts
from corpus.model import Facts
from corpus.vietnamese.normalise import fold

GOLD = Path(__file__).parents[1] / "tests" / "gold"
SETTLED, UNSEEN = GOLD / "first-pages.txt", GOLD / "first-pages-2.txt"
FACTS = ("number", "symbol", "date", "kind", "body", "above", "title", "signer", "role", "period")


@dataclass(slots=True)
class Score:
    """Counts of one fact."""

    right: int = 0
    given: int = 0
    printed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right of those given; 1 where none is."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Right of those printed; 1 where none is."""
        return self.right / self.printed if self.printed else 1.0


def pages(file: Path) -> Iterator[tuple[str, dict[str, str], str]]:
    """(id, facts printed, text) of every page of a gold file."""
    for block in file.read_text(encoding="utf-8").split("\n=== ")[1:]:
        head, text = block.split("\n---\n", 1)
        name, *lines = head.split("\n")
        said = dict(line.split(": ", 1) for line in lines)
        if "number" in said:
            parts = said["number"].split("/")
            party = "-" in parts[0]
            last = "/".join([parts[0].split("-", 1)[1], parts[1]]) if party else parts[-1]
            said["symbol"] = last
        if not said.get("title"):
            said.pop("title", None)
        yield name, said, text.strip("\n") + "\n"


def given(facts: Facts, from_name: str) -> dict[str, str]:
    """A document's facts as the gold file writes them; a title from the file's name is none."""
    found = {
        name: getattr(facts, name) for name in ("number", "symbol", "date", "kind", "body", "above")
    }
    found["title"] = facts.title if facts.title != from_name else None
    if facts.signer:
        found["signer"], found["role"] = facts.signer.name, facts.signer.role
    if facts.period:
        found["period"] = f"{facts.period.start}/{facts.period.end}"
    return {name: value for name, value in found.items() if value}


def _same(gold: str | None, got: str | None) -> bool:
    """Whether both are the same, marks and case aside: how well those come back is repair's measure."""
    return fold(gold or "").split() == fold(got or "").split()


def measure(file: Path) -> dict[str, Score]:
    """Score of each fact over all pages of a gold file."""
    scores = {name: Score() for name in FACTS}
    with tempfile.TemporaryDirectory() as folder:
        for name, said, text in pages(file):
            path = Path(folder) / "x.txt"
            path.write_text(text, encoding="utf-8")
            found = given(read_facts(readers.read(path), path), "X")
            for fact, score in scores.items():
                gold, got = said.get(fact), found.get(fact)
                score.printed += gold is not None
                score.given += got is not None
                if _same(gold, got):
                    score.right += gold is not None
                else:
                    score.wrong.append(f"{name}: {gold!r} read as {got!r}")
    return scores


def main() -> None:
    """Print a table for each file."""
    for file in (SETTLED, UNSEEN):
        scores = measure(file)
        print(f"{file.name}, {sum(1 for _ in pages(file))} pages")
        print(
            f"{'fact':8} {'printed':>7} {'given':>6} {'right':>6} {'precision':>10} {'recall':>7}"
        )
        for name, score in scores.items():
            print(
                f"{name:8} {score.printed:7} {score.given:6} {score.right:6}"
                f" {score.precision:10.3f} {score.recall:7.3f}"
            )
        if "--wrong" in sys.argv:
            for name, score in scores.items():
                for line in score.wrong:
                    print(f"{name:8} {line}")


if __name__ == "__main__":
    main()
