from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus import embedding
from corpus.embedding import SHIPPED, Precision, Transformer, load
from corpus.embedding_int8 import fits, rounded
from corpus.embedding_light import Light

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corpus.embedding import Embedder

GOLD = Path(__file__).parents[1] / "gold" / "bao-cao-cchc-6-thang-2024.txt"


QUESTIONS = [
    "Sở có bao nhiêu thủ tục hành chính?",
    "số biên chế công chức được giao",
    "Bao nhiêu hồ sơ được tiếp nhận trực tuyến?",
    "Chỉ số cải cách hành chính của Sở xếp thứ mấy?",
    "Sở đã tự kiểm tra cải cách hành chính chưa?",
    "Trung tâm nào tự chủ tài chính?",
    "ket qua tra loi phan anh kien nghi",
    "Kế hoạch chuyển đổi số năm 2024",
    "Tỷ lệ hồ sơ giải quyết trước hạn",
    "Nhiệm vụ 6 tháng cuối năm",
]


@pytest.fixture(scope="module")
def int8() -> Embedder:
    return load(precision=Precision.INT8)


@pytest.fixture(scope="module")
def exact() -> Embedder:
    return load(precision=Precision.FLOAT32)


def cosines(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    return (one * other).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1))


def test_it_agrees_with_float32(int8: Embedder, exact: Embedder) -> None:
    words = GOLD.read_text(encoding="utf-8").split()
    texts = [" ".join(words[i * 50 : i * 50 + 3 + i]) for i in range(60)]
    agreed = cosines(int8.passages(texts), exact.passages(texts))
    assert agreed.mean() >= 0.998
    assert agreed.min() >= 0.997  # .993 with one scale for all tokens
    asked = cosines(int8.queries(texts[:20]), exact.queries(texts[:20]))
    assert asked.mean() >= 0.998


def test_padding_is_not_attended_to(int8: Embedder) -> None:
    short, long = "lệ phí cấp giấy phép", "thời hạn giải quyết hồ sơ " * 40
    assert int8.passages([short])[0] @ int8.passages([short, long])[0] > 0.99


def test_it_finds_what_float32_finds(int8: Embedder, exact: Embedder) -> None:
    words = GOLD.read_text(encoding="utf-8").split()
    texts = [" ".join(words[i : i + 40]) for i in range(0, 1600, 40)]
    found = (int8.passages(texts) @ int8.queries(QUESTIONS).T).argmax(axis=0)
    near = exact.passages(texts) @ exact.queries(QUESTIONS).T
    assert np.mean(found == near.argmax(axis=0)) >= 0.8
    # where it finds another, float32 holds the two to be as good as each other
    assert np.all(near[found, range(len(QUESTIONS))] >= near.max(axis=0) - 0.01)


def test_a_processor_without_bfloat16_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "has_bfloat16", lambda: False)
    assert isinstance(load().model, Light)


def test_another_folder_gets_it_within_sentence_transformers(
    int8: Embedder, tmp_path: Path
) -> None:
    shutil.copytree(SHIPPED, tmp_path / "model")
    other = load(str(tmp_path / "model"), Precision.INT8)
    assert isinstance(other.model, Transformer)
    # the same calculation by another road: what is rounded the other way makes up to .004
    long = "thời hạn giải quyết hồ sơ " * 150  # longer than what the model reads
    for query in (True, False):
        for text in (*QUESTIONS, long, ""):
            one, two = (e.model.encode([text], query=query) for e in (int8, other))
            assert float((one @ two.T)[0, 0]) > 0.995, text
    assert int8.count_many([*QUESTIONS, long, ""]) == other.count_many([*QUESTIONS, long, ""])


def test_another_kind_of_encoder_stays_as_it_is() -> None:
    from transformers import BertConfig, BertModel

    small = {"hidden_size": 8, "num_attention_heads": 1, "num_hidden_layers": 1, "vocab_size": 9}
    for config, fit in (
        (BertConfig(**small), True),
        (BertConfig(**small, hidden_act="relu"), False),
    ):
        assert fits([SimpleNamespace(auto_model=BertModel(config))]) is fit  # type: ignore[arg-type]
    assert not fits([SimpleNamespace()])  # type: ignore[arg-type]


@given(arrays(np.float32, (4, 3), elements=st.floats(-8, 8, width=32)))
def test_rounding_moves_nothing_by_more_than_half_a_step(weight: NDArray[np.float32]) -> None:
    values, scale = rounded(weight)
    assert np.abs(values).max() <= 63
    assert (np.abs(values * scale - weight) <= scale * 0.51).all()
