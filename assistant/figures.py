"""Printed figures that do not agree: shares with their parts, sums with their terms, counts with lists.

The assistant says so beside the printed figure and never corrects it. A figure that only rounds or
truncates is no disagreement.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.vietnamese.normalise import fold

_SHARE = re.compile(
    r"(?<![\d/])(?P<part>\d{1,6})/(?P<whole>\d{1,6})(?![\d/])(?P<between>[^;.\d]{0,60})"
    r"(?<![\d,])(?P<printed>\d{1,3}(?:,\d+)?)\s?%"
)
_TOTAL = re.compile(
    r"(?<![\d/.,])(?P<total>\d{1,6})\s+(?P<unit>[^\W\d]+(?:\s[^\W\d]+){0,3})\s*\((?P<inside>[^()]{5,160})\)"
)
_TERM = re.compile(r"(?<![\d/.,])(\d{1,6})(?![\d/.,%])")
_FRACTION = re.compile(r"(?<![\d/])(\d{1,4})/(\d{1,4})(?![\d/])")
_COUNTED = re.compile(
    r"(?<![\d/.,(])(?P<count>\d{1,2})\s+(?P<unit>[^\W\d]+(?:\s[^\W\d]+){0,5}?)"
    r"(?:\s(?:sau|sau đây|như sau|gồm|bao gồm|cụ thể|là))?\s*:\s*\(1\)"
)
_ITEM = re.compile(r"\((\d{1,2})\)")
_GOES_ON = re.compile(r"[.]\s+[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures of one span that do not agree.

    Attributes:
        kind: the message that tells it: "share", "sum", "whole" or "count".
        values: what fills the message.
        printed: the spans that do not agree, as printed.
    """

    kind: str
    values: dict[str, str]
    printed: tuple[str, ...]


def disagreements(text: str) -> list[Disagreement]:
    """All disagreements of figures that a text prints, in order.

    Args:
        text: a sentence or clause, as it is shown.
    """
    return [*_shares(text), *_sums(text), *_wholes(text), *_counts(text)]


def _shares(text: str) -> Iterator[Disagreement]:
    for match in _SHARE.finditer(text):
        part, whole = int(match["part"]), int(match["whole"])
        between = fold(match["between"])
        if not 0 < part <= whole or re.search(r"\b(?:tang|giam|trong do|con lai|vuot)\b", between):
            continue
        printed = match["printed"]
        digits = len(printed.partition(",")[2])
        right = 100 * part / whole
        if abs(right - float(printed.replace(",", "."))) >= 10**-digits:
            yield Disagreement(
                "share",
                {
                    "part": match["part"],
                    "whole": match["whole"],
                    "printed": printed,
                    "right": f"{right:.1f}".replace(".", ","),
                },
                (f"{match['part']}/{match['whole']}", f"{printed}%"),
            )


def _sums(text: str) -> Iterator[Disagreement]:
    for match in _TOTAL.finditer(text):
        unit = fold(match["unit"]).split()[:2]
        inside = match["inside"]
        numbers = _TERM.findall(inside)
        same_unit = fold(inside).count(" ".join(unit)) >= len(numbers)
        if len(numbers) < 2 or not same_unit:
            continue
        total = sum(map(int, numbers))
        if total != int(match["total"]):
            yield Disagreement(
                "sum",
                {
                    "terms": " + ".join(numbers),
                    "right": str(total),
                    "printed": match["total"],
                },
                (match[0],),
            )


def _wholes(text: str) -> Iterator[Disagreement]:
    """Two parts of one whole of which the second prints the first part as its whole."""
    fractions = list(_FRACTION.finditer(text))
    for first, second in itertools.pairwise(fractions):
        part, whole = int(first[1]), int(first[2])
        rest, wrong = int(second[1]), int(second[2])
        if wrong == part < whole and part + rest == whole:
            yield Disagreement(
                "whole",
                {
                    "terms": f"{first[1]} + {second[1]}",
                    "whole": first[2],
                    "printed": second[0],
                },
                (first[0], second[0]),
            )


def _counts(text: str) -> Iterator[Disagreement]:
    """A count with the numbered list behind it: "4 văn bản: (1) …; (2) …".

    A list that ends with the text may go on in the next passage, so only one that is followed by
    another sentence can be too short.
    """
    for match in _COUNTED.finditer(text):
        listed, end = 1, match.end()
        for item in _ITEM.finditer(text, match.end()):
            if int(item[1]) != listed + 1:
                break
            listed, end = listed + 1, item.end()
        count = int(match["count"])
        one_of = count < 2 or "trong" in match["unit"].split()  # "một trong các trường hợp: (1) …"
        if one_of or listed < 2 or listed == count:
            continue
        if listed > count or _GOES_ON.search(text, end):
            printed = text[match.start("count") : match.end("unit")]
            yield Disagreement(
                "count", {"printed": " ".join(printed.split()), "right": str(listed)}, (printed,)
            )
