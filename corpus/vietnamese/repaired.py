"""Repaired pages: words put in their places, and what is shown and printed of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Line, Page, Role, Token
from corpus.vietnamese.words import Word, in_capitals, parse

DOUBTFUL = 0.75
"""Confidence below which a word is marked as doubtful."""

_LETTERED = re.compile(r"(c?¢|[a-zđ])[.)]")
_ENUMERATED = 0.9  # confidence of a list's letter that was put right


@dataclass(frozen=True, slots=True)
class Change:
    """How a part of a token is read."""

    part: int
    text: str
    confidence: float


Changes = dict[tuple[int, int, int], list[Change]]
"""Changes by page, line and token."""


def words_of(line: Line) -> Iterator[tuple[int, int, Word, bool]]:
    """(token, part of it, word, whether it is set in capitals) of every word of a line."""
    capitals = in_capitals([token.text for token in line.tokens])
    for number, (token, capital) in enumerate(zip(line.tokens, capitals, strict=True)):
        parts = parse(token.text, first=number == 0, capitals=capital) if token.text else ()
        for part, word in enumerate(parts):
            yield number, part, word, capital


def applied(page: Page, index: int, changes: Changes) -> Page:
    """The page with the words that were read anew in their places."""
    lines: list[Line] = []
    changed = False
    for number, line in enumerate(page.lines):
        tokens = list(line.tokens)
        words: dict[int, list[str]] = {}
        for place, token in enumerate(line.tokens):
            new = changes.get((index, number, place))
            if new is None:
                continue
            if not words:
                for at, _, word, _ in words_of(line):
                    words.setdefault(at, []).append(word.before + word.core + word.after)
            parts = words[place]
            for change in new:
                parts[change.part] = change.text
            confidence = min(change.confidence for change in new)
            tokens[place] = replace(token, text="".join(parts), confidence=confidence)
            changed = changed or tokens[place].text != token.text
        lines.append(replace(line, tokens=tuple(tokens)))
    sure = [t.confidence for line in lines for t in line.tokens if t.text]
    quality = page.confidence * sum(sure) / len(sure) if sure else page.confidence
    return replace(page, lines=tuple(lines), repaired=changed, confidence=round(quality, 3))


def with_enumerators(page: Page) -> Page:
    """The page with "¢)" as "c)" and the second "d)" of a list as "đ)", which comes after it."""
    lines: list[Line] = []
    last = ""
    for line in page.lines:
        match = _LETTERED.match(line.tokens[0].text) if line.tokens else None
        if match and line.role is not Role.FURNITURE:
            letter = "c" if "¢" in match[1] else match[1]
            letter = "đ" if letter == last == "d" else letter
            last = letter
            if letter != match[1]:
                text = letter + line.tokens[0].text[len(match[1]) :]
                first = replace(line.tokens[0], text=text, confidence=_ENUMERATED)
                line = replace(line, tokens=(first, *line.tokens[1:]))
        lines.append(line)
    changed = tuple(lines) != page.lines
    return replace(page, lines=tuple(lines), repaired=page.repaired or changed)


def doubts(line: Line) -> list[tuple[int, int, str]]:
    """(start, end, as printed) of every word of the line's reading that is doubtful."""
    found = []
    at = 0
    for token in line.tokens:
        if not token.text:
            continue
        if token.confidence < DOUBTFUL:
            found.append((at, at + len(token.text), line.source[token.start : token.end]))
        at += len(token.text) + 1
    return found


def written_out(lines: Sequence[Line]) -> Iterator[str]:
    """The lines' readings with the spaces of their sources, as `assistant restore` prints them.

    A word that a line's end cut in two is cut there again: every figure stays on its line.
    """
    rest = ""  # of a word that begins on the line before
    for number, line in enumerate(lines):
        parts: list[str] = []
        end = 0
        for place, token in enumerate(line.tokens):
            text = token.text
            if place == 0 and not text:
                text, rest = rest, ""
            elif token is line.tokens[-1]:
                text, rest = _cut(token, lines[number + 1 : number + 2])
            if text:
                parts += [line.source[end : token.start], text]
            end = token.end
        yield "".join([*parts, line.source[end:]]).removeprefix("\f")


def _cut(token: Token, following: Sequence[Line]) -> tuple[str, str]:
    """A line's last word as the lines hold it: what stands on its own, what on the next."""
    first = following[0].tokens[0] if following and following[0].tokens else None
    size = token.end - token.start
    if first is None or first.text or len(token.text) != size + first.end - first.start:
        return token.text, ""
    return token.text[:size], token.text[size:]
