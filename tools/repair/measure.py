"""Measures repair beside pyvi's accent model, the prototype and what was read: `make repair-table`.

Sets that nothing was tuned on are marked "held out". An interval is the middle 95 % of 1,000
bootstrap samples of the set's lines. Words are compared without case, edge punctuation and the
place of tone marks.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Line, Page
from corpus.vietnamese import ngrams, repair, typing
from corpus.vietnamese.normalise import fold, tokenize_line, tone_key
from corpus.vietnamese.repair import Repairer
from tools.demo_corpus.paper import Wear
from tools.repair import pairs, render, sources
from tools.repair.ngrams import is_held_out
from tools.repair.prototype import Prototype

HELD_OUT = sources.PROJECT / "eval" / "repair"
SPELLING = sources.SHARED / "data" / "spelling"
_WORD = re.compile(r"[^\W_]+(?:[./,&–-][^\W_]+)*%?")
_FIGURES = re.compile(r"\d+(?:[.,/:-]\d+)*%?")
_SAMPLES = 1000
# A scan as other offices make them; neither fonts nor page layout were trained on.
_WEAR = Wear(dpi=170, skew=0.3, blur=0.5, noise=5, quality=65)
_ENGINE = "--psm 6"

System = Callable[[list[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Set:
    """Lines as they came and as they should be; whole documents or sentences of their own."""

    name: str
    lines: tuple[tuple[str, str], ...]
    document: bool = False
    question: bool = False


def words(text: str) -> list[str]:
    """The words of a line as they are compared."""
    return _WORD.findall(tone_key(text).casefold())


def sets(everything: bool) -> Iterator[Set]:
    """All sets; those of `shared/` only where it is there."""
    for number, font in enumerate(render.HELD_OUT, start=1):
        yield _scanned(HELD_OUT / f"heldout-{number}.txt", font, "eng")
    for number, font in enumerate(render.HELD_OUT, start=1):
        yield _scanned(HELD_OUT / f"heldout-{number}.txt", font, "fra")
    demo = sources.PROJECT / "corpus" / "documents" / "bao-cao-cchc-6-thang-2024.ocr.txt"
    gold = sources.PROJECT / "tests" / "gold" / "bao-cao-cchc-6-thang-2024.txt"
    both = zip(_lines(demo), _lines(gold), strict=False)
    yield Set("demo report (its words are in the model)", tuple(both), document=True)
    yield _pairs("half-accented, held out", HELD_OUT / "halfaccent.jsonl")
    yield _pairs("Telex and slips, held out", HELD_OUT / "telex.jsonl", question=True)
    yield _pairs("questions, held out", HELD_OUT / "plain-questions.jsonl", question=True)
    if SPELLING.is_dir():
        yield _pairs("ocr_25 (dev)", SPELLING / "ocr_25.jsonl")
        yield _pairs("mobile_25 (dev)", SPELLING / "mobile_25.jsonl", question=True)
        yield _pairs("telex_real_25 (dev)", SPELLING / "telex_real_25.jsonl", question=True)
        yield procedures(2000 if everything else 200)


def procedures(count: int) -> Set:
    """Held-out sentences of procedures, typed without accents."""
    lines = {
        line
        for record in sources.procedures()
        for line in record
        if is_held_out(line) and len(line) <= 400
    }
    chosen = random.Random(5).sample(sorted(lines), min(count, len(lines)))
    return Set(
        f"{len(chosen)} procedure sentences, held out",
        tuple((fold(line), line) for line in chosen),
        question=True,
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def _pairs(name: str, path: Path, *, question: bool = False) -> Set:
    rows = [json.loads(row) for row in _lines(path) if row]
    return Set(name, tuple((row["input"], row["target"]) for row in rows), question=question)


def _scanned(path: Path, font: str, language: str) -> Set:
    """A text rendered, worn and read; the same every time."""
    paragraphs = [line for line in _lines(path) if line and not line.startswith("#")]
    laid_out = render.wrap(paragraphs, font, 13, _WEAR.dpi)
    size = render.per_page(13)
    found: list[tuple[str, str]] = []
    for start in range(0, len(laid_out), size):
        sheet = render.Sheet(tuple(laid_out[start : start + size]), font, 13, _WEAR, start)
        found += [
            (a, b)
            for b, a in pairs.line_pairs(sheet.lines, pairs.read_page(sheet, _ENGINE, language))
        ]
    engine = "English" if language == "eng" else "French"
    name = f"{path.stem}, {engine} model, another font and setting, held out"
    return Set(name, tuple(found), document=True)


def ours(repairer: Repairer, typist: typing.Typist, test: Set) -> list[str]:
    """What this project makes of a set."""
    inputs = [line for line, _ in test.lines]
    if test.question:
        return [typist.read(line).text for line in inputs]
    # sentences of their own stand apart
    apart = inputs if test.document else [part for line in inputs for part in (line, "")]
    repaired = _repaired(repairer, apart)
    return repaired if test.document else repaired[::2]


def _repaired(repairer: Repairer, texts: Sequence[str]) -> list[str]:
    lines = tuple(Line(n, s, tokenize_line(s)) for n, s in enumerate(texts, start=1))
    return [line.text for line in repairer.repair([Page(None, lines)])[0].lines]


def pyvi(inputs: list[str]) -> list[str]:
    """Pyvi's accent model, on the text without accents as it was trained."""
    from pyvi import ViUtils

    def accented(line: str) -> str:
        try:
            return str(ViUtils.add_accents(fold(line)))
        except (IndexError, KeyError):  # on words that it does not know, pyvi 0.1.1 fails
            return line

    return [accented(line) for line in inputs]


@dataclass(frozen=True, slots=True)
class Result:
    """Of one system on one set; shares are 0-1, the interval is of the errors."""

    errors: float
    low: float
    high: float
    exact: float
    figures: int  # lines whose figures differ from what is printed
    milliseconds: float


def score(test: Set, outputs: Sequence[str], seconds: float) -> Result:
    """Compare a system's lines with the right ones."""
    from rapidfuzz.distance import Levenshtein

    counts = []
    exact = figures = 0
    for (_, right), output in zip(test.lines, outputs, strict=True):
        gold, got = words(right), words(output)
        if gold:
            counts.append((Levenshtein.distance(gold, got), len(gold)))
        exact += tone_key(" ".join(right.split())) == tone_key(" ".join(output.split()))
        figures += _FIGURES.findall(right) != _FIGURES.findall(output)
    chance = random.Random(1)
    rates = sorted(_rate(chance.choices(counts, k=len(counts))) for _ in range(_SAMPLES))
    return Result(
        _rate(counts),
        rates[int(0.025 * _SAMPLES)],
        rates[int(0.975 * _SAMPLES)],
        exact / len(test.lines),
        figures,
        1000 * seconds / len(test.lines),
    )


def _rate(counts: Sequence[tuple[int, int]]) -> float:
    return sum(wrong for wrong, _ in counts) / max(1, sum(all_ for _, all_ in counts))


def unchanged(repairer: Repairer) -> tuple[int, int]:
    """(changed, all) tokens of text that is not damaged."""
    lines = [line for line in _lines(HELD_OUT / "clean.txt") if line]
    if sources.SHARED.is_dir():
        lines += [right for _, right in procedures(500).lines]
    changed = total = 0
    for line in lines:
        before = Line(1, line, tokenize_line(line))
        after = repairer.repair([Page(None, (before,))])[0].lines[0]
        total += len(before.tokens)
        changed += sum(a.text != b.text for a, b in zip(before.tokens, after.tokens, strict=True))
    return changed, total


def changed_again(repairer: Repairer) -> tuple[int, int]:
    """(lines that a second repair changes, all) of the damaged documents."""
    changed = total = 0
    for test in sets(everything=False):
        if test.document:
            texts = _repaired(repairer, [line for line, _ in test.lines])
            again = _repaired(repairer, texts)
            changed += sum(a != b for a, b in zip(texts, again, strict=True))
            total += len(texts)
    return changed, total


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="2,000 procedure sentences, not 200")
    parser.add_argument("--ours", action="store_true", help="without pyvi and the prototype")
    options = parser.parse_args()
    repairer, typist = repair.shipped(), typing.shipped()
    systems: dict[str, System] = {"as it came": lambda lines: lines}
    if not options.ours:
        prototype = Prototype(ngrams.SHIPPED)
        systems |= {"pyvi": pyvi, "prototype": prototype.repair}
    print(
        "| set | system | word errors | interval | exact lines | lines with other figures | ms a line |"
    )
    print("|---|---|---|---|---|---|---|")
    for test in sets(options.all):
        inputs = [line for line, _ in test.lines]
        runs = {**systems, "ours": lambda _, test=test: ours(repairer, typist, test)}
        for name, run in runs.items():
            started = time.perf_counter()
            outputs = run(inputs)
            result = score(test, outputs, time.perf_counter() - started)
            print(
                f"| {test.name} | {name} | {result.errors:.3f} | {result.low:.3f}-{result.high:.3f} "
                f"| {result.exact:.2f} | {result.figures} | {result.milliseconds:.1f} |",
                flush=True,
            )
    changed, total = unchanged(repairer)
    print(f"\nOf {total} tokens of text that is not damaged, {changed} were changed.")
    changed, total = changed_again(repairer)
    print(f"Of {total} repaired lines, a second repair changed {changed}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
