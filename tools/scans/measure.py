"""All readers on all scans: character error, word recall, order, pages a second, by condition."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tools.scans.collection import Scan, load
from tools.scans.readers import Reader, ablations, readers
from tools.scans.scoring import Score, mean, score

REAL = ("office", "office-grey", "stamp-on-text", "incoming", "handwritten", "300-dpi", "150-dpi")
"""Conditions of an office's own scanner, which hidden scans are most like."""


def run(
    folder: Path,
    *,
    quick: bool,
    part: str | None,
    names: Sequence[str] | None,
    conditions: Sequence[str] | None,
) -> None:
    """Read, score and print; "ablations" among the names stands for all of them."""
    chosen = _chosen(names)
    scans = [
        scan
        for scan in load(folder)
        if (part is None or scan.part == part) and (not conditions or scan.condition in conditions)
    ]
    if quick:
        scans = list({(scan.part, scan.condition): scan for scan in scans}.values())
    scores: dict[str, dict[str, Score]] = defaultdict(dict)
    speed: dict[str, float] = {}
    for name, reader in chosen.items():
        started = time.perf_counter()
        for scan in scans:
            scores[name][scan.name] = score(reader(folder / scan.name), (scan.text, scan.worded))
        speed[name] = len(scans) / (time.perf_counter() - started)
    for each in sorted({scan.part for scan in scans}):
        _print(each, [scan for scan in scans if scan.part == each], scores)
    print("\npages a second: " + ", ".join(f"{name} {value:.2f}" for name, value in speed.items()))
    print(
        "character error: Levenshtein / length of the transcription; NFC, white space collapsed;\n"
        "letterhead left column first; handwriting and stamps not transcribed; table rows as cells\n"
        'one after another or as "label: text", whichever is nearer.'
    )


def _chosen(names: Sequence[str] | None) -> dict[str, Reader]:
    ready = readers()
    if not names:
        return ready
    more = ablations()
    chosen: dict[str, Reader] = {}
    for name in names:
        if name == "ablations":
            chosen |= more
        elif name in ready or name in more:
            chosen[name] = (ready | more)[name]
        else:
            raise SystemExit(f"no reader {name}; there are {', '.join(ready | more)}")
    return chosen


def _print(part: str, scans: Sequence[Scan], scores: dict[str, dict[str, Score]]) -> None:
    groups: dict[str, list[str]] = {}
    for scan in scans:
        groups.setdefault(scan.condition, []).append(scan.name)
    real = [scan.name for scan in scans if scan.condition in REAL]
    groups["(office scanner)"], groups["(all)"] = real, [scan.name for scan in scans]
    names = list(scores)
    print(f"\n{part}: character error / word recall / order")
    print(f"{'':18}" + "".join(f"{name[:20]:>22}" for name in names))
    for group, files in groups.items():
        if files:
            cells = [mean([scores[name][file] for file in files]) for name in names]
            row = "".join(f"   {s.errors:6.3f} {s.recall:5.3f} {s.order:5.3f}" for s in cells)
            print(f"{group:18}{row}")
