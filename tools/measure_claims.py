"""Measure how well false sentences are told from true ones by the checks of a language model's answers.

    python -m tools.measure_claims [--list]

Over `eval/claims.jsonl`: sentences of our own about made-up spans, written to deceive the checks or to
say the same in other words. Prints how many false ones pass and how many true ones are lost; `--list`
names them. The checks were mended with these sentences at hand, so the shares are those of a dev set.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from assistant.answers.claims import Fault, fault

SET = Path(__file__).resolve().parents[1] / "eval" / "claims.jsonl"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, whether its span says it, and what the checks find."""

    claim: str
    holds: bool
    fault: Fault | None


def judged() -> list[Judged]:
    """Every sentence of the set with what the checks say."""
    lines = SET.read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [Judged(r["claim"], r["holds"], fault(r["claim"], [r["span"]])) for r in rows]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", action="store_true", help="name what is judged wrongly")
    given = parser.parse_args()
    found = judged()
    for holds, what in ((False, "false sentences that pass"), (True, "true sentences lost")):
        some = [one for one in found if one.holds is holds]
        wrong = [one for one in some if (one.fault is None) is not holds]
        print(f"{what}: {len(wrong)} of {len(some)}")
        for one in wrong if given.list else ():
            print(f"  {one.fault or ''} {one.claim}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
