"""The settings of a run, as a page tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.report.bilingual import NOTHING, Text
from eval.report.texts import AUDIENCES, named

_ABOUT: Mapping[str, Text] = {
    "set": Text("Bộ câu hỏi", "Set"),
    "role": Text("Vai trò", "Role"),
    "model": Text("Mô hình", "Model"),
    "started": Text("Bắt đầu", "Started"),
}
_LONGEST = 200  # characters


def flat(settings: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Settings within settings by their whole names ("versions.torch"), cut to what can be read."""
    found: dict[str, str] = {}
    for key, value in settings.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{before}{key}.")
        else:
            found[f"{before}{key}"] = NOTHING if value is None else str(value)[:_LONGEST]
    return found


def about(settings: Mapping[str, Any]) -> list[tuple[Text, Text | str]]:
    """What a reader wants to know first of a run: label and value."""
    return [
        (label, _told(key, str(settings[key])[:_LONGEST]))
        for key, label in _ABOUT.items()
        if settings.get(key)
    ]


def _told(key: str, value: str) -> Text | str:
    """A role in words; a moment without the T that machines write."""
    if key == "role":
        return named(AUDIENCES, value)
    return value.replace("T", " ", 1) if key == "started" else value
