from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_settings_is_that_of_the_code(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `ASSISTANT_(\w+)` \| ([^|]+) \|", text, re.MULTILINE))
    assert {key.lower() for key in rows} == set(Settings.model_fields)
    for key, field in Settings.model_fields.items():
        if field.default is not None:
            assert rows[key.upper()].strip() == f"`{field.default}`"


@pytest.mark.parametrize("name", READMES)
def test_its_pictures_are_there_and_small(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^]]*\]\(([\w./-]+)\)", text)
    assert len(pictures) >= 4
    for picture in pictures:
        assert (ROOT / picture).stat().st_size < 400_000, picture


def test_both_languages_say_the_same_figures() -> None:
    figures = []
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        table = "\n".join(line for line in text.splitlines() if line.startswith("|"))
        plain = re.sub(r"(?<=\d),(?=\d)", ".", table)
        figures.append(
            sorted(f"{float(n):.3f}" for n in re.findall(r"(?<![\w.])\.?\d+(?:\.\d+)?", plain))
        )
    assert figures[0] == figures[1]
