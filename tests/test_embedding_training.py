"""What the embedding model is trained on: damage as it comes, and nothing that is held out."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest

from tests.making import SHARED
from tools.embedding import damage, pairs

TEXT = "Đối với hồ sơ đề nghị cấp Giấy phép, Sở giải quyết trong 25 ngày làm việc."
SETS = Path(__file__).parents[1] / "eval" / "sets" / "retrieval"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs ../shared, which a user's clone has not"
)


def chance() -> random.Random:
    return random.Random(7)


def test_a_text_loses_its_accents_and_nothing_else() -> None:
    bare = "Doi voi ho so de nghi cap Giay phep, So giai quyet trong 25 ngay lam viec."
    assert damage.without_accents(chance(), TEXT) == bare


def test_keys_are_left_as_they_are_typed() -> None:
    dice = random.Random(1)
    typed = {damage.keys(dice, "Đổi được") for _ in range(60)}
    assert {"Ddooir dduwowcj", "D9o6i3 d9u7o7c5"} & typed
    assert all(word.isascii() or word in "Đổi được" for text in typed for word in text.split())


@pytest.mark.parametrize("kind", [damage.ocr, damage.half_accented, damage.slips, damage.keys])
def test_damage_keeps_the_words_apart_and_the_figures_whole(kind: damage.Damage) -> None:
    dice = chance()
    for _ in range(50):
        damaged = kind(dice, TEXT).split()
        assert len(damaged) == len(TEXT.split())
        assert "25" in damaged


def test_short_forms_take_the_place_of_what_they_stand_for() -> None:
    dice = chance()
    said = {damage.shortened(dice, "hồ sơ của thủ tục hành chính") for _ in range(40)}
    assert any("TTHC" in text or "tthc" in text for text in said)
    assert any(text.startswith("hs") for text in said)


def test_the_same_chance_damages_in_the_same_way_and_leaves_some_texts_clean() -> None:
    def drawn() -> list[str]:
        dice = chance()
        return [damage.damaged(dice, TEXT, damage.QUESTION) for _ in range(200)]

    first = drawn()
    assert first == drawn()
    assert 40 <= first.count(TEXT) <= 110
    assert all(unicodedata.is_normalized("NFC", text) for text in first)


def test_pieces_tile_a_text_and_none_is_too_long() -> None:
    text = " ".join(f"Câu số {number} của văn bản này nói về hồ sơ." for number in range(60))
    found = list(pairs.pieces(text))
    assert " ".join(found) == text
    assert max(map(len, found)) <= 720


def test_negatives_are_of_other_groups() -> None:
    passages = [pairs.Passage(group, group.upper(), "") for group in "aabcde"]
    pair = pairs.Pair("?", 0, written=True, also=("b",))
    assert pairs.near(passages, [1, 2, 0, 3, 4, 5], pair) == [3, 4, 5]


def test_what_a_template_cannot_tell_apart_is_no_negative() -> None:
    passages = [pairs.Passage(group, title, "") for group, title in ("aX", "bX", "cY")]
    made, written = (pairs.Pair("X?", 0, written=kind) for kind in (False, True))
    assert pairs.near(passages, [0, 1, 2], made) == [2]
    assert pairs.near(passages, [0, 1, 2], written) == [1, 2]


@needs_shared
def test_nothing_that_is_held_out_is_trained_on() -> None:
    passages, asked = pairs.passages_and_pairs(chance())
    groups = {passage.group for passage in passages}
    for name in ("law", "procedures"):
        lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        held_out = {json.loads(line)["id"] for line in lines}
        assert len(held_out) > 100
        assert not held_out & groups
    assert not {group.partition("/")[0] for group in groups} & pairs.HELD_OUT_LAW
    assert sum(pair.written for pair in asked) > 1000
    assert all(pair.passage < len(passages) for pair in asked)


@needs_shared
def test_no_topic_of_the_encyclopaedia_set_is_trained_on() -> None:
    lines = (SETS / "encyclopaedia-passages.jsonl").read_text(encoding="utf-8").splitlines()
    held_out = {json.loads(line)["title"] for line in lines}
    passages, _ = pairs.passages_and_pairs(chance())
    assert len(held_out) > 10
    assert not held_out & {passage.title for passage in passages}
