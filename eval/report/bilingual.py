"""What a page says in two languages, of which it shows one at a time.

Both readings stand in the page, Vietnamese first, each in a `<span>` with its language; the page's
own language decides which is shown, so a page is read in either without a script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Text:
    """One saying in Vietnamese and in English, unescaped."""

    vi: str
    en: str

    def __html__(self) -> Markup:
        """Both readings as markup, escaped; one where they are the same."""
        if self.vi == self.en:
            return Markup.escape(self.vi)
        return Markup(
            '<span class="vi" lang="vi">{}</span><span class="en" lang="en">{}</span>'
        ).format(self.vi, self.en)

    def fill(self, *values: object) -> Text:
        """The text with values at its places `{}`; a value that is a `Text` keeps its languages."""
        return Text(
            self.vi.format(*(v.vi if isinstance(v, Text) else v for v in values)),
            self.en.format(*(v.en if isinstance(v, Text) else v for v in values)),
        )

    def __add__(self, other: Text | str) -> Text:
        """This text with another after it."""
        return self.join(self, other, between="")

    @staticmethod
    def join(*parts: Text | str, between: str = " · ") -> Text:
        """Several texts as one."""
        return Text(
            between.join(part.vi if isinstance(part, Text) else part for part in parts),
            between.join(part.en if isinstance(part, Text) else part for part in parts),
        )

    def pair(self) -> list[str]:
        """The two readings, Vietnamese first, for a page's script."""
        return [self.vi, self.en]


def number(value: float | None, digits: int = 0) -> Text:
    """A number with so many decimals: "1.234,5" in Vietnamese, "1,234.5" in English."""
    if value is None:
        return Text(NOTHING, NOTHING)
    english = f"{value:,.{digits}f}".replace("-", "−")
    return Text(english.translate(str.maketrans(",.", ".,")), english)


def percent(share: float | None, digits: int = 1) -> Text:
    """A share of one in per cent: "87,7 %" and "87.7%"."""
    if share is None:
        return Text(NOTHING, NOTHING)
    said = number(100 * share, digits)
    return Text(f"{said.vi}\u00a0%", f"{said.en}%")


def points(difference: float) -> Text:
    """A difference of shares in percentage points, with its sign: "+2,5" and "+2.5"."""
    said = number(100 * difference, 1)
    sign = "+" if round(100 * difference, 1) > 0 else ""
    return Text(sign + said.vi, sign + said.en)


def milliseconds(value: float | None) -> Text:
    """A time in whole milliseconds, from ten seconds on in seconds."""
    if value is None:
        return Text(NOTHING, NOTHING)
    if value >= 10_000:
        said = number(value / 1000, 1)
        return Text(f"{said.vi}\u00a0s", f"{said.en}\u00a0s")
    said = number(value, 0 if value >= 10 else 1)
    return Text(f"{said.vi}\u00a0ms", f"{said.en}\u00a0ms")


def span(interval: Sequence[float] | None, digits: int = 1) -> Text | None:
    """An interval of shares in per cent: "80,2–93,8 %"; None where there is none."""
    if interval is None:
        return None
    low, high = (number(100 * end, digits) for end in interval)
    return Text(f"{low.vi}–{high.vi}\u00a0%", f"{low.en}–{high.en}%")
