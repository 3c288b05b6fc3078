"""English words are looked up in the Vietnamese of documents."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

from assistant import glossary
from assistant.glossary import translate

TABLES = sorted(Path(glossary.__file__).parent.glob("glossary*.toml"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_a_table_is_of_english_in_small_letters_and_of_vietnamese(table: Path) -> None:
    terms = tomllib.loads(table.read_text(encoding="utf-8"))["terms"]
    assert len(terms) >= 300
    for english, vietnamese in terms.items():
        assert english == english.casefold().strip(), english
        assert vietnamese.strip(), english
        assert unicodedata.is_normalized("NFC", vietnamese), english


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Is it an administrative procedure?", ("thủ tục hành chính",)),
        ("Where did I lose my driving licence?", ("bị mất", "giấy phép lái xe")),
        ("the driving licences of Korea", ("giấy phép lái xe", "Hàn Quốc")),
        ("reprogrammed", ()),  # "program" is no word of it
        ("Plan 184 of the plan", ("kế hoạch",)),
    ],
)
def test_the_longest_terms_are_found_each_once(asked: str, found: tuple[str, ...]) -> None:
    assert translate(asked) == found
