"""The comparison as it is printed on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.compare import TIMES, Difference


def lines(differences: Sequence[Difference]) -> Iterator[str]:
    """A line a measure, the intervals, then the ids of the questions that changed.

    Questions whose time alone changed are not named: those are all of them, every time.
    """
    yield f"{'measure':<18} {'n':>5} {'A':>8} {'B':>8} {'better':>7} {'worse':>6} {'p':>7}"
    for one in differences:
        yield (
            f"{one.measure:<18} {one.questions:>5} {one.before:>8.3f} {one.after:>8.3f} "
            f"{len(one.better):>7} {len(one.worse):>6} {one.p:>7.4f}"
        )
    for one in differences:
        if one.interval:
            low, high = one.interval
            yield f"{one.measure} B - A, 95 %: {low:+.3f} to {high:+.3f}"
    for one in differences:
        if one.measure in TIMES:
            continue
        for word, ids in (("better", one.better), ("worse", one.worse)):
            if ids:
                yield f"{one.measure} {word}: {', '.join(ids)}"
