"""Abbreviations of administrative Vietnamese and what they stand for.

The table is data (`abbreviations.toml`); a body's own file adds to it (`use`). What an abbreviation of
several meanings stands for is decided by the words right beside it. Questions and passages are both
expanded, so that each finds the other whichever of them writes the words out.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import has_marks, is_syllable

_TABLE = Path(__file__).with_name("abbreviations.toml")
_WORD = re.compile(r"\w+")
_IN_NUMBER = re.compile(r"\d\s?[/-]\s?(?:[a-z]+-){0,4}$")
_NUMBER = r"(?:so\s{1,2})?\d"
_BETWEEN = r"(?:(?:cac|nhung|mot|\d{1,3})\s{1,2}){0,2}"
_INDEX = "Chỉ số"
_AROUND = 40  # characters looked at on each side


class AbbreviationsError(ValueError):
    """A file of abbreviations cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an abbreviation.

    Attributes:
        short: as it is printed.
        long: what it stands for.
        before: matches text that ends with words that tell this meaning; None where none do.
        after: matches what begins with such words.
    """

    short: str
    long: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


class Table:
    """Abbreviations by their first word, folded."""

    def __init__(self, senses: Sequence[Sense]) -> None:
        self.senses = tuple(senses)
        self._by_key: dict[str, list[Sense]] = {}
        self._keys: dict[str, list[str]] = {}
        for sense in senses:
            for key in {fold(sense.short), fold(sense.short).replace("&", " & ")}:
                if key not in self._by_key:
                    first = _WORD.search(key)
                    self._keys.setdefault(first[0] if first else key, []).append(key)
                self._by_key.setdefault(key, []).append(sense)
        for keys in self._keys.values():
            keys.sort(key=len, reverse=True)

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """The table of several files; what an earlier file says of an abbreviation counts first.

        Raises:
            AbbreviationsError: a file cannot be read or is not of the form of the shipped one.
        """
        return cls([sense for path in paths for sense in _read(path)])

    def expand(self, text: str, *, undecided: bool = True) -> tuple[str, ...]:
        """What the abbreviations of a text stand for, in order, each once.

        Abbreviations inside document numbers ("34/QĐ-UBND") are parts of a name and stay closed.
        What the text writes out itself is not said again.

        Args:
            text: of any length; read in linear time.
            undecided: whether an abbreviation whose meaning nothing tells stands for all of them,
                or for none.
        """
        printed = unicodedata.normalize("NFC", text)
        folded = fold(printed)
        if len(folded) != len(printed):
            printed = folded
        found: dict[str, bool] = {}  # meaning → whether the text does not have it yet
        for key, start, end in self._places(folded):
            senses = self._decide(self._fitting(key, printed, start, end), folded, start, end)
            for sense in senses if undecided or len(senses) == 1 else ():
                if sense.long not in found:
                    found[sense.long] = fold(sense.long) not in folded
        return tuple(long for long, new in found.items() if new)

    def written_out(self, text: str) -> str:
        """A text with its abbreviations written out, where it is told or usual what they stand for.

        Indices keep their names: "SIPAS" is what documents call them.
        """
        printed = unicodedata.normalize("NFC", text)
        folded = fold(printed)
        if len(folded) != len(printed):
            return printed
        pieces, done = [], 0
        for key, start, end in self._places(folded):
            senses = self._decide(self._fitting(key, printed, start, end), folded, start, end)
            if len(senses) == 1 and not senses[0].long.startswith(_INDEX):
                pieces += [printed[done:start], senses[0].long]
                done = end
        return "".join([*pieces, printed[done:]])

    def _places(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """The abbreviations' keys with their places, the longest first where several begin."""
        done = 0
        for match in _WORD.finditer(folded):
            start = match.start()
            if start < done:
                continue
            for key in self._keys.get(match[0], ()):
                end = start + len(key)
                if not folded.startswith(key, start) or folded[end : end + 1].isalnum():
                    continue
                if not _IN_NUMBER.search(folded, max(0, start - _AROUND), start):
                    yield key, start, end
                done = end
                break

    def _fitting(self, key: str, printed: str, start: int, end: int) -> list[Sense]:
        """The meanings of a key that can be meant by what is printed.

        "SO" is one only in capitals, as "số" is a word; "HD" is not "HĐ" where the text has accents.
        """
        senses = self._by_key[key]
        piece = printed[start:end]
        if is_syllable(key):
            senses = [sense for sense in senses if sense.short == piece]
        if len({sense.short for sense in senses}) < 2:
            return senses
        own = [sense for sense in senses if sense.short.casefold() == piece.casefold()]
        return own if own and has_marks(printed) else senses

    def _decide(self, senses: list[Sense], folded: str, start: int, end: int) -> list[Sense]:
        """The meaning that the words beside tell; else the usual one; else all."""
        if len(senses) < 2:
            return senses
        behind = folded[end : end + _AROUND]
        before = folded[max(0, start - _AROUND) : start]
        told = [s for s in senses if s.after and s.after.match(behind)]
        told = told or [s for s in senses if s.before and s.before.search(before)]
        if not told:
            told = [s for s in senses if not (s.before or s.after)]
        return told[:1] or senses


def _read(path: Path) -> Iterator[Sense]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AbbreviationsError(f"{path}: {error}") from error
    plain, ambiguous = content.get("abbreviations", {}), content.get("ambiguous", {})
    if not (isinstance(plain, dict) and isinstance(ambiguous, dict) and (plain or ambiguous)):
        raise AbbreviationsError(f"{path}: no [abbreviations]")
    for short, entries in ambiguous.items():
        for entry in entries if isinstance(entries, list) else [entries]:
            yield _sense(path, short, entry)
    for short, long in plain.items():
        yield _sense(path, short, {"long": long})


def _sense(path: Path, short: str, entry: Any) -> Sense:
    wrong = AbbreviationsError(f"{path}: {short}")
    if not isinstance(entry, dict) or not isinstance(entry.get("long"), str):
        raise wrong
    sides = [entry.get("before", []), entry.get("after", [])]
    if not all(
        isinstance(words, list) and all(isinstance(w, str) for w in words) for words in sides
    ):
        raise wrong
    if not (_WORD.search(fold(short)) and entry["long"].strip()):
        raise wrong
    before, after = (_one_of(words) for words in sides)
    return Sense(
        short,
        entry["long"].strip(),
        re.compile(rf"(?<!\w){before}\s{{1,2}}{_BETWEEN}$") if before else None,
        re.compile(rf"\s{{0,2}}{after}") if after else None,
    )


def _one_of(words: Sequence[str]) -> str:
    """A pattern of any of some words, "#" for a number; empty where there are none."""
    patterns = [
        _NUMBER if word == "#" else re.escape(fold(word)).replace(r"\ ", r"\s{1,2}") + r"(?!\w)"
        for word in words
    ]
    return f"(?:{'|'.join(patterns)})" if patterns else ""


@dataclass(slots=True)
class _Own:
    """The file of abbreviations that this process adds to the shipped table."""

    path: Path | None = None


_OWN = _Own()


def use(path: Path | None) -> None:
    """Add a body's own file to the table, from now on and for the whole process; None: no file.

    Raises:
        AbbreviationsError: it cannot be read; the table stays as it was.
    """
    if path is not None:
        Table.load(path)
    _OWN.path = path
    for cached in (current, table, version, shorts):
        cached.cache_clear()


def in_use() -> Path | None:
    """The body's own file, None where there is none."""
    return _OWN.path


def _paths() -> tuple[Path, ...]:
    return (_OWN.path, _TABLE) if _OWN.path else (_TABLE,)


@lru_cache(maxsize=1)
def current() -> Table:
    """The table that holds: the shipped one with the body's own."""
    return Table.load(*_paths())


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    """Folded abbreviation → its usual or first meaning."""
    senses = current().senses
    usual = {fold(s.short): s.long for s in reversed(senses) if not (s.before or s.after)}
    return {fold(s.short): s.long for s in reversed(senses)} | usual


@lru_cache(maxsize=1)
def version() -> str:
    """Changes when the table does; part of the store's manifest."""
    digest = hashlib.sha256()
    for path in _paths():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def expand(text: str, *, undecided: bool = True) -> tuple[str, ...]:
    """What the abbreviations of a text stand for; see `Table.expand`."""
    return current().expand(text, undecided=undecided)


def written_out(text: str) -> str:
    """A text with its abbreviations written out; see `Table.written_out`."""
    return current().written_out(text)


@lru_cache(maxsize=1)
def shorts() -> tuple[str, ...]:
    """The abbreviations of one usual meaning, as they are printed.

    Of a body's own, those of two letters are left out: damage makes too many codes look like them.
    """
    shipped = set(Table.load(_TABLE).senses)
    usual = (s for s in current().senses if not (s.before or s.after))
    return tuple(s.short for s in usual if s in shipped or len(s.short) > 2)
