"""The plots of the report and of the comparison, drawn as one kind of chart: rows on a scale.

A row has its label above its track, so that long Vietnamese names fit a phone. Every value that is
drawn is written too. Blue and orange are told apart by colour-blind people, and nothing depends on
colour alone: what is lost is hatched, what is uncertain is a line, what is measured is a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval.report.bilingual import NOTHING, Text, milliseconds, number, percent
from eval.report.svg import across, bar, dot, element, label, line, picture

_ROW, _TRACK, _TEXT = 50, 31, 15
_TOP, _AXIS = 4, 26
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with its interval, on whatever scale the plot has.

    Attributes:
        low, high: ends of the interval; None where there is none.
    """

    name: Text
    value: float | None
    low: float | None
    high: float | None
    said: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a road: how many came in, how many are left, and how many were lost."""

    name: Text
    left: int
    lost: int


def estimates(
    name: str,
    title: Text,
    rows: Sequence[Estimate],
    *,
    ends: tuple[float, float] = (0.0, 1.0),
    ticks: Sequence[tuple[float, Text]] | None = None,
    zero: float | None = None,
) -> Markup:
    """A point with its interval on each row.

    Args:
        name: unique in the page.
        title: of the plot.
        rows: top to bottom; a row without a value has its label alone.
        ends: of the scale.
        ticks: marks on the scale; quarters of a share of one when left out.
        zero: where a strong upright line stands, if anywhere.
    """
    low, high = ends

    def place(value: float) -> float:
        return min(1.0, max(0.0, (value - low) / (high - low)))

    marks = [(q, percent(q, 0)) for q in _QUARTERS] if ticks is None else ticks
    bottom = _TOP + _ROW * len(rows)
    parts = _scale([(place(value), said) for value, said in marks], bottom)
    if zero is not None:
        parts.append(line(place(zero), _TOP, place(zero), bottom, "zero"))
    for position, row in enumerate(rows):
        top = _TOP + _ROW * position
        middle = top + _TRACK
        parts += [*_heading(row.name, row.said, top), line(0, middle, 1, middle, "track")]
        if row.low is not None and row.high is not None:
            start, end = place(row.low), place(row.high)
            parts.append(line(start, middle, end, middle, "interval"))
            parts += [line(x, middle - 5, x, middle + 5, "interval end") for x in (start, end)]
        if row.value is not None:
            parts.append(dot(place(row.value), middle, "point"))
    return picture(name, title, _described(rows), bottom + _AXIS, parts)


def road(name: str, title: Text, steps: Sequence[Step]) -> Markup:
    """What is left after each stage, and what was lost there.

    Args:
        name: unique in the page.
        title: of the plot.
        steps: in order.
    """
    whole = max((step.left + step.lost for step in steps), default=0) or 1
    parts = [_hatching(name)]
    heard = []
    for position, step in enumerate(steps):
        top = _TOP + _ROW * position
        left, lost = step.left / whole, step.lost / whole
        said = Text(f"còn {step.left}", f"{step.left} left")
        if step.lost:
            said = Text.join(Text(f"mất {step.lost}", f"{step.lost} lost"), said)
        heard.append(Text.join(step.name, said, between=": "))
        parts += [
            *_heading(step.name, said, top),
            bar(0, top + 23, 1, 15, "ground"),
            bar(0, top + 23, left, 15, "solid"),
        ]
        if step.lost:
            parts.append(
                element(
                    "rect",
                    x=across(left),
                    y=top + 23,
                    width=across(lost),
                    height=15,
                    fill=f"url(#{name}-lost)",
                    class_="lost",
                )
            )
    described = Text.join(*heard, between="; ")
    return picture(name, title, described, _TOP + _ROW * len(steps), parts)


def times(name: str, title: Text, rows: Sequence[tuple[Text, float, float]]) -> Markup:
    """The middle and the slowest times of each stage.

    Args:
        name: unique in the page.
        title: of the plot.
        rows: label, p50 and p95 in milliseconds.
    """
    longest = max((p95 for _, _, p95 in rows), default=0.0) or 1.0
    parts = []
    heard = []
    for position, (stage, p50, p95) in enumerate(rows):
        top = _TOP + _ROW * position
        said = Text("p50 {} · p95 {}", "p50 {} · p95 {}").fill(milliseconds(p50), milliseconds(p95))
        heard.append(Text.join(stage, said, between=": "))
        middle, end = top + _TRACK, p95 / longest
        parts += [
            *_heading(stage, said, top),
            line(0, middle, 1, middle, "track"),
            line(0, middle, end, middle, "interval"),
            line(end, middle - 5, end, middle + 5, "interval end"),
            bar(0, middle - 5, p50 / longest, 10, "solid"),
        ]
    described = Text.join(*heard, between="; ")
    return picture(name, title, described, _TOP + _ROW * len(rows), parts)


def histogram(
    name: str, title: Text, values: Sequence[float], marks: Sequence[tuple[Text, float]]
) -> Markup:
    """How often each time was taken.

    Args:
        name: unique in the page.
        title: of the plot.
        values: times in milliseconds, at least one.
        marks: times to point at, with their labels, at most two.
    """
    width, edges = _bins(values)
    counts = [0] * edges
    for value in values:
        counts[min(edges - 1, int(value // width))] += 1
    most, height, top = max(counts), 150, 46
    bottom, longest = top + height, width * edges
    parts = [line(0, bottom, 1, bottom, "axis")]
    for position, count in enumerate(counts):
        tall = height * count / most
        parts.append(bar(position / edges + 0.002, bottom - tall, 1 / edges - 0.004, tall, "solid"))
    for row, (said, value) in enumerate(marks):
        x = min(1.0, value / longest)
        y = _TEXT + 16 * row
        anchor = "start" if x < 0.5 else "end"
        parts += [line(x, y + 4, x, bottom, "pointer"), label(x, y, said, "value", anchor)]
    for share in (0.0, 0.5, 1.0):
        said = milliseconds(longest * share) if share else number(0)
        parts.append(label(share, bottom + 18, said, "tick", _anchor(share)))
    described = Text.join(
        Text(
            f"{len(values)} câu; nhiều nhất {most} câu trong một khoảng",
            f"{len(values)} questions; at most {most} in one interval",
        )
        + Text(f" {number(width).vi} ms", f" of {number(width).en} ms"),
        *(said for said, _ in marks),
        between="; ",
    )
    return picture(name, title, described, bottom + _AXIS, parts)


def reliability(name: str, title: Text, points: Sequence[tuple[float, Estimate]]) -> Markup:
    """What was expected against what was found, beside the line where both agree.

    Args:
        name: unique in the page.
        title: of the plot.
        points: the expected share, and the share found with its interval.
    """
    height, top = 220, 8
    bottom = top + height

    def level(share: float) -> float:
        return bottom - height * share

    parts = [line(0, level(0), 1, level(1), "diagonal")]
    for share in _QUARTERS:
        parts.append(line(0, level(share), 1, level(share), "grid"))
        parts.append(label(share, bottom + 18, percent(share, 0), "tick", _anchor(share)))
        if share:
            parts.append(label(0, level(share) - 4, percent(share, 0), "tick"))
    for x, found in points:
        if found.value is None or found.low is None or found.high is None:
            continue
        parts += [
            line(x, level(found.low), x, level(found.high), "interval"),
            dot(x, level(found.value), "point"),
        ]
    return picture(name, title, _described([found for _, found in points]), bottom + _AXIS, parts)


def _heading(name: Text, said: Text, top: float) -> tuple[Markup, Markup]:
    """The label of a row, cut where it would meet its value."""
    return label(0, top + _TEXT, name, "name"), label(1, top + _TEXT, said, "value", "end")


def _scale(marks: Iterable[tuple[float, Text]], bottom: float) -> list[Markup]:
    parts = []
    for place, said in marks:
        parts.append(line(place, _TOP, place, bottom, "grid"))
        parts.append(label(place, bottom + 16, said, "tick", _anchor(place)))
    return parts


def _anchor(place: float) -> str:
    """How a label at this share of the width stands, so that none sticks out."""
    return "start" if place < 0.04 else "end" if place > 0.96 else "middle"


def _hatching(name: str) -> Markup:
    stroke = element("path", d="M0 6 6 0", class_="hatch")
    pattern = element(
        "pattern",
        element("rect", width=6, height=6, class_="lost-ground"),
        stroke,
        id=f"{name}-lost",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    return element("defs", pattern)


def _described(rows: Sequence[Estimate]) -> Text:
    heard = [Text.join(row.name, row.said, between=": ") for row in rows]
    return Text.join(*heard, between="; ") if heard else Text(NOTHING, NOTHING)


def _bins(values: Sequence[float]) -> tuple[float, int]:
    """The width of a bin, 1, 2 or 5 times a power of ten, and how many hold all but the slowest.

    The last bin holds all that is slower: one question of a minute does not flatten the rest.
    """
    ordered = sorted(values)
    longest = max(1.0, ordered[int(0.99 * (len(ordered) - 1))])
    width = next(
        step * 10.0**power
        for power in range(-1, 9)
        for step in (1, 2, 5)
        if longest / (step * 10.0**power) < 24
    )
    return width, int(longest // width) + 1
