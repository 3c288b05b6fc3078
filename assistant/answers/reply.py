"""What a language model replied: statements with the ids of their passages, however well it kept to the form.

Models answer with JSON, with JSON inside a code fence or behind their thoughts, with half of it, or
with plain sentences and markers. What is whole is taken; half a sentence may mean the contrary of the
whole one, so it is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_STATEMENTS = re.compile(r'"statements"\s*:\s*\[')
_SENTENCE = re.compile(r"(?<=[.!?\]])\s+(?=[^\s\[(])")
_IDS = re.compile(r"\[\s*(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\s*\]")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_MOST_STATEMENTS = 40
_MOST_OBJECTS = 20  # that may stand before the one that was asked for
_DECODER = json.JSONDecoder()

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "answered": {"type": "boolean"},
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "passages": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "passages"],
                "additionalProperties": False,
            },
        },
        "short_answer": {"type": ["string", "null"]},
        "missing": {"type": ["string", "null"]},
    },
    "required": ["answered", "statements", "short_answer", "missing"],
    "additionalProperties": False,
}
"""JSON schema of a reply."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that a model wrote, and the ids of the passages that it claims it from."""

    text: str
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as far as it can be read.

    Attributes:
        statements: the whole ones, in order.
        answered: False where the model says that the passages do not answer.
        short: its direct answer, if it gave one.
        missing: what it says the passages leave open, if anything.
    """

    statements: tuple[Said, ...] = ()
    answered: bool = True
    short: str | None = None
    missing: str | None = None


def read(text: str, *, whole: bool = True) -> Reply:
    """The reply in what a model wrote. Never raises.

    Args:
        text: all of it, or what has come so far.
        whole: whether no more will come; sentences outside of JSON are read only then.
    """
    spoken = _THOUGHTS.sub("", text).rpartition("</think>")[2]
    if "{" not in spoken:
        return Reply(tuple(_plain(spoken))) if whole else Reply()
    found = _object(spoken)
    if found is not None:
        statements = found.get("statements")
        listed = statements if isinstance(statements, list) else []
        return Reply(
            tuple(said for one in listed[:_MOST_STATEMENTS] if (said := _said(one))),
            found.get("answered") is not False,
            _text(found.get("short_answer")),
            _text(found.get("missing")),
        )
    begun = _STATEMENTS.search(spoken)
    statements_so_far = tuple(_objects(spoken, begun.end())) if begun else ()
    return Reply(statements_so_far)


def _object(text: str) -> dict[str, Any] | None:
    """The first object of the form that was asked for."""
    at = -1
    for _ in range(_MOST_OBJECTS):
        at = text.find("{", at + 1)
        if at < 0:
            return None
        try:
            found, _end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and found.keys() & {"statements", "answered"}:
            return found
    return None


def _objects(text: str, at: int) -> Iterator[Said]:
    """The whole objects of an array that may end in the middle."""
    for _ in range(_MOST_STATEMENTS):
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        try:
            found, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        if said := _said(found):
            yield said


def _said(value: Any) -> Said | None:
    if not isinstance(value, dict) or not (text := _text(value.get("text"))):
        return None
    given = value.get("passages")
    ids = given if isinstance(given, list) else [given]
    found = [number for one in ids if (number := _id(one)) is not None]
    found += [int(n) for group in _IDS.findall(text) for n in re.findall(r"\d+", group)]
    return Said(_unmarked(text), tuple(dict.fromkeys(found)))


def _id(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    digits = re.search(r"\d{1,4}", value) if isinstance(value, str) else None
    return int(digits[0]) if digits else None


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _plain(text: str) -> Iterator[Said]:
    """The sentences of a plain text, each with the markers that stand in it."""
    for line in text.splitlines():
        for sentence in _SENTENCE.split(_BULLET.sub("", line)):
            ids = [int(n) for group in _IDS.findall(sentence) for n in re.findall(r"\d+", group)]
            words = _unmarked(sentence)
            if re.search(r"\w", words):
                yield Said(words, tuple(dict.fromkeys(ids)))


def _unmarked(text: str) -> str:
    return " ".join(_IDS.sub("", text).split()).replace(" .", ".")
