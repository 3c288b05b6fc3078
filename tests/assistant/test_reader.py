"""The reader: what it reads together, what it finds, and that integers say what floats say."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assistant.reader import LONGEST_ANSWER, TOKENS, Reader, best_spans, padded, window
from corpus.embedding import SHIPPED
from tools.train_reader import Span, release, shipped_encoder, tensors

TITLE = "2. Cải cách thủ tục hành chính"
TEXT = "Sở đã tiếp nhận 281 hồ sơ, giải quyết trước hạn 281 hồ sơ.\nKhông có hồ sơ quá hạn."
QUESTION = "Sở nhận được bao nhiêu hồ sơ?"


@cache
def tokenizer() -> Tokenizer:
    made: Tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    return made


@pytest.fixture(scope="module")
def small() -> Span:
    """A reader as before its training, with heads of chance."""
    torch.manual_seed(7)
    return Span(shipped_encoder()).eval()


def test_a_window_keeps_where_its_tokens_stand() -> None:
    read = window(tokenizer(), QUESTION, TITLE, TEXT)
    start = TEXT.index("281 hồ sơ")
    place = read.place(start, start + len("281 hồ sơ"))
    assert place is not None
    first, last = (at - read.offset for at in place)
    assert TEXT[read.spans[first][0] : read.spans[last][1]].strip() == "281 hồ sơ"


def test_a_window_is_never_longer_than_what_is_read_together() -> None:
    read = window(tokenizer(), "bao nhiêu " * 400, TITLE * 40, TEXT * 60)
    assert len(read.ids) == TOKENS
    assert read.place(0, 5) is not None
    assert read.place(len(TEXT) * 59, len(TEXT) * 59 + 5) is None
    later = window(tokenizer(), QUESTION, TITLE, TEXT * 60, start=len(TEXT) * 59)
    assert later.place(len(TEXT) * 59 + 3, len(TEXT) * 59 + 8) is not None


def test_of_a_text_too_long_what_has_to_be_read_is_read_from_as_early_as_can_be() -> None:
    text = " ".join(f"Câu số {number} nói về một việc khác." for number in range(200))
    start = text.index("Câu số 40")
    place = start, start + len("Câu số 40 nói về một việc khác.")
    assert window(tokenizer(), QUESTION, TITLE, text).place(*place) is None
    read = window(tokenizer(), QUESTION, TITLE, text, within=place)
    assert read.place(*place) is not None
    # from there on: more follows than is read together
    assert read.place(place[0] - 4, place[0] - 1) is None
    last = text.rindex("Câu số")
    tail = window(tokenizer(), QUESTION, TITLE, text, within=(last, len(text)))
    assert tail.place(last, len(text)) is not None
    assert len(tail.ids) == len(read.ids) == TOKENS
    early = window(tokenizer(), QUESTION, TITLE, text, within=(0, 10))
    assert early == window(tokenizer(), QUESTION, TITLE, text)


def test_an_empty_passage_has_no_spans(small: Span, tmp_path: Path) -> None:
    release(small, tmp_path)
    (reading,) = Reader.load(tmp_path).read(QUESTION, [("", "")])
    assert reading.spans == ()


def test_spans_do_not_overlap_and_end_after_they_begin() -> None:
    chance = np.random.default_rng(3)
    begin, end = chance.standard_normal((2, 300)).astype(np.float32)
    found = best_spans(begin, end, 5)
    assert len(found) == 5
    assert [score for *_, score in found] == sorted((s for *_, s in found), reverse=True)
    for first, last, score in found:
        assert 0 <= last - first < LONGEST_ANSWER
        assert score == pytest.approx(float(begin[first] + end[last]))
    taken = sorted((first, last) for first, last, _ in found)
    assert all(a[1] < b[0] for a, b in pairwise(taken))


def test_what_is_released_says_what_was_trained(small: Span, tmp_path: Path) -> None:
    release(small, tmp_path)
    passages = [(TITLE, TEXT), ("", "Phòng Quản lý Khoa học có 05 biên chế.")]
    readings = Reader.load(tmp_path).read(QUESTION, passages)
    windows = [window(tokenizer(), QUESTION, *passage) for passage in passages]
    with torch.no_grad():
        places, verdicts = small(*tensors(windows))
    expected = torch.softmax(verdicts, 1).numpy()
    got = np.array([list(reading.verdicts.values()) for reading in readings])
    assert np.abs(got - expected).max() < 0.05
    for read, reading, logits in zip(windows, readings, places.numpy(), strict=True):
        inside = logits[read.offset : read.offset + len(read.spans)]
        ((_, _, score),) = best_spans(inside[:, 0], inside[:, 1], 1)
        assert reading.spans[0].score == pytest.approx(score, abs=0.3)


def test_padding_changes_nothing(small: Span, tmp_path: Path) -> None:
    release(small, tmp_path)
    reader = Reader.load(tmp_path)
    alone = reader.read(QUESTION, [(TITLE, TEXT)])[0]
    beside = reader.read(QUESTION, [(TITLE, TEXT), (TITLE, TEXT * 6)])[0]
    assert beside.verdicts == pytest.approx(alone.verdicts, abs=0.05)
    ids, mask = padded([window(tokenizer(), QUESTION, "", t).ids for t in ("a", TEXT)])
    assert ids.shape == mask.shape
    assert mask[0].sum() < mask[1].sum() == mask.shape[1]
