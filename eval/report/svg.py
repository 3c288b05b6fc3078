"""Plots as inline SVG: elements, labels in two languages, a figure that a screen reader can read.

Places across are given in per cent of the plot's width and places down in pixels, so that a plot
takes the width it is given while its letters keep their size: readable on a phone and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from eval.report.bilingual import Text


def element(tag: str, *children: Markup | str, **attributes: object) -> Markup:
    """One element, everything escaped that is not markup already.

    Args:
        tag: trusted.
        children: markup, or text.
        attributes: `class_` is `class`, and `stroke_width` is `stroke-width`; those that are None
            are left out, floats are rounded to hundredths.
    """
    given = Markup(" ").join(
        Markup('{}="{}"').format(
            Markup(name.rstrip("_").replace("_", "-")),
            f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value,
        )
        for name, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(children)
    return Markup("<{}{}{}>{}</{}>").format(
        Markup(tag), Markup(" ") if given else "", given, inside, Markup(tag)
    )


def across(share: float) -> str:
    """A place across a plot, from 0 at its left end to 1 at its right."""
    return f"{100 * share:.2f}%"


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line; `x1` and `x2` are shares of the width."""
    return element("line", x1=across(x1), y1=y1, x2=across(x2), y2=y2, class_=class_)


def bar(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    """A bar; `x` and `width` are shares of the plot's width."""
    return element(
        "rect",
        x=across(x),
        y=y,
        width=across(max(width, 0.0)),
        height=height,
        rx=2.0,
        class_=class_,
    )


def dot(x: float, y: float, class_: str, radius: float = 5.0) -> Markup:
    """A point; `x` is a share of the width."""
    return element("circle", cx=across(x), cy=y, r=radius, class_=class_)


def label(x: float, y: float, text: Text | str, class_: str = "", anchor: str = "start") -> Markup:
    """A line of text, in both languages where they differ; `x` is a share of the width."""
    said = text if isinstance(text, Text) else Text(text, text)
    readings = [("", said.vi)] if said.vi == said.en else [("vi", said.vi), ("en", said.en)]
    return Markup("").join(
        element(
            "text",
            reading,
            x=across(x),
            y=y,
            text_anchor=anchor,
            class_=f"{class_} {language}".strip() or None,
            lang=language or None,
        )
        for language, reading in readings
    )


def picture(
    name: str, title: Text, description: Text, height: float, parts: Iterable[Markup]
) -> Markup:
    """A whole plot.

    Args:
        name: unique in the page; letters, digits and hyphens.
        title: what a screen reader calls the picture.
        description: what it says instead of the picture.
        height: in pixels; the width is that of the place it stands in.
        parts: what is drawn, back to front.
    """
    heads = [
        element("title", f"{title.vi} / {title.en}", id=f"{name}-title"),
        element("desc", f"{description.vi} / {description.en}", id=f"{name}-desc"),
    ]
    return element(
        "svg",
        *heads,
        *parts,
        role="img",
        width="100%",
        height=height,
        aria_labelledby=f"{name}-title {name}-desc",
    )
