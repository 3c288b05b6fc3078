"""Ask sets of questions over stores in one process, and count what is answered: quick figures for dev sets.

    python -m tools.ask_sets STORE:SET[,SET ...] [...] --out NEW.json
    python -m tools.ask_sets STORE:SET[,SET ...] [...] --against OLD.json   # and what is answered otherwise

An answer counts as supported where it says all required parts: it is kinder than `python -m eval run`, which
looks at what is cited, too. A set is a name of eval/sets or a path.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.chain import Chain, State
from assistant.meant import Names
from assistant.model import Answer, Question, Role, Status
from assistant.projection import Projection
from assistant.reader import Reader
from assistant.settings import Settings
from corpus.embedding import load
from corpus.store import Store
from eval.matching import says_all

SETS = Path(__file__).resolve().parents[1] / "eval" / "sets"
TOLD = (Status.ANSWERED, Status.PARTLY_ANSWERED)
REFUSED = (Status.NOT_FOUND, Status.OUT_OF_SCOPE, Status.NEEDS_CLARIFICATION)
Told = dict[str, Any]


def opened(store: Path) -> Chain:
    """The chain over a store, with all shipped models, as the assistant has it."""
    embedder, reader = load(), Reader.load()
    return Chain(
        Store.open(store),
        embedder,
        Settings(),
        reader=reader,
        projection=Projection.load(embedder),
        names=Names.load(embedder, reader),
    )


def asked(chain: Chain, path: Path) -> Iterator[Told]:
    """Every question of a set with its answer, asked as staff, and whether that is right."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        empty = Question(text="", understood="", search="")
        history = tuple(row.get("history", ()))
        answer = chain.runnable.invoke(State(row["question"], history, Role.STAFF, empty)).answer
        assert answer is not None
        yield {
            "id": f"{path.stem}/{row['id']}",
            "question": row["question"],
            "history": history,
            "answerable": row["answerable"],
            "status": str(answer.status),
            "said": f"{answer.short or ''} {answer.text}".strip(),
            "right": is_right(row, answer),
        }


def is_right(row: Mapping[str, Any], answer: Answer) -> bool:
    """Whether an answer says all that a question's row requires; whether it refuses where nothing answers."""
    if not row["answerable"]:
        return answer.status in REFUSED
    said = f"{answer.short or ''} {answer.text}"
    return answer.status in TOLD and says_all(said, row["must_contain"])


def summary(told: list[Told]) -> str:
    """How many of a set are supported, refused, and refused though they have an answer."""
    counted = Counter(
        (one["answerable"], one["right"] if one["answerable"] else one["status"] in REFUSED)
        for one in told
    )
    lost = sum(one["answerable"] and one["status"] in REFUSED[:2] for one in told)
    supported, refused = counted[True, True], counted[False, True]
    return (
        f"supported {supported} of {supported + counted[True, False]}, answerable refused {lost}, "
        f"unanswerable refused {refused} of {refused + counted[False, False]}"
    )


def main() -> int:
    """Ask, count, and show what changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", nargs="+", metavar="STORE:SET[,SET ...]")
    parser.add_argument("--out", type=Path, help="where the answers are kept")
    parser.add_argument("--against", type=Path, help="answers kept before")
    given = parser.parse_args()
    every: list[Told] = []
    for pair in given.pairs:
        store, _, names = pair.rpartition(":")
        chain = opened(Path(store))
        for name in names.split(","):
            path = Path(name) if "/" in name else SETS / f"{name}.jsonl"
            told = list(asked(chain, path))
            print(f"{path.stem:18} {summary(told)}", flush=True)
            every += told
    if given.out:
        given.out.write_text(json.dumps(every, ensure_ascii=False), encoding="utf-8")
    if given.against:
        before = {one["id"]: one for one in json.loads(given.against.read_text(encoding="utf-8"))}
        for one in every:
            old = before.get(one["id"])
            if old and old["right"] != one["right"]:
                print(f"{'+' if one['right'] else '-'} {one['id']} {one['question']}")
                print(
                    f"    {old['status']}: {old['said'][:200]!r}\n    {one['status']}: {one['said'][:200]!r}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
