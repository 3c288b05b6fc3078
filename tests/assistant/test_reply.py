"""A reply is read as far as it is whole, in whatever form a model gives it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.reply import Reply, Said, read

WHOLE = {
    "answered": True,
    "statements": [
        {"text": "Sở có 58 thủ tục.", "passages": [1]},
        {"text": "Trong đó 41 thủ tục toàn trình.", "passages": [1, 2]},
    ],
    "short_answer": "58 thủ tục",
    "missing": None,
}
TEXT = json.dumps(WHOLE, ensure_ascii=False)
FIRST, SECOND = (
    Said("Sở có 58 thủ tục.", (1,)),
    Said("Trong đó 41 thủ tục toàn trình.", (1, 2)),
)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"```json\n{TEXT}\n```",
        f"<think>Hỏi về {{thủ tục}}. Đoạn [1] nói 58.</think>\n{TEXT}",
        f"Hỏi về thủ tục {{hành chính}}.</think>{TEXT}",
        f"{{}} {TEXT}",
        f"Đây là câu trả lời:\n{TEXT}\nHy vọng giúp được bạn.",
        json.dumps(WHOLE, ensure_ascii=False, indent=4),
    ],
)
def test_json_is_found_wherever_it_stands(text: str) -> None:
    assert read(text) == Reply((FIRST, SECOND), True, "58 thủ tục", None)


def test_of_half_a_reply_the_whole_sentences_are_taken() -> None:
    cut = TEXT[: TEXT.index("toàn trình")]
    assert read(cut) == Reply((FIRST,))


def test_sentences_come_one_by_one_while_text_comes() -> None:
    counts = [len(read(TEXT[:n], whole=False).statements) for n in range(len(TEXT) + 1)]
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2}


def test_plain_sentences_are_taken_with_their_markers_once_all_is_there() -> None:
    text = "- Sở có 58 thủ tục [1].\n- Trong đó 41 thủ tục toàn trình [1, 2]."
    assert read(text, whole=False) == Reply()
    assert [said.passages for said in read(text).statements] == [(1,), (1, 2)]
    assert read(text).statements[0].text == "Sở có 58 thủ tục."


@pytest.mark.parametrize("ids", ["1", [1], ["1"], "[1]", "passage 1", 1, ["P1", None, True]])
def test_ids_are_read_however_they_are_written(ids: object) -> None:
    text = json.dumps({"statements": [{"text": "Sở có 58 thủ tục.", "passages": ids}]})
    assert read(text).statements[0].passages == (1,)


def test_markers_inside_a_text_are_ids_and_no_words() -> None:
    text = '{"statements": [{"text": "Sở có 58 thủ tục [2].", "passages": []}]}'
    (said,) = read(text).statements
    assert said.passages == (2,)
    assert "[" not in said.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"statements": 5}',
        '{"statements": [null, 3, "x", {"text": 4}, {"passages": [1]}, []]}',
        '{"statements": {"text": "x"}}',
        "[" * 20_000,
        '{"a":' * 20_000,
        '{"statements": [' + "[" * 20_000,
        "<think>" + "x" * 1000,
    ],
)
def test_garbage_says_nothing(text: str) -> None:
    assert not read(text).statements


def test_a_model_can_say_that_there_is_no_answer() -> None:
    assert read('{"answered": false, "statements": []}').answered is False


@given(st.text(max_size=200), st.integers(0, len(TEXT)))
def test_reading_never_fails(noise: str, cut: int) -> None:
    read(noise + TEXT[:cut])
    read(TEXT[:cut] + noise, whole=False)
