"""What turns questions to the sentences that answer them is learnt as it should be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from torch import nn
from transformers import BertConfig, BertModel

from assistant.projection import DOWN, READ_MAP, UP, changes
from corpus.embedding import SHIPPED
from tests.making import Hashed
from tools import train_projection
from tools.reader.passages import Passage
from tools.train_projection import LOWER, Task, Upper, learnt, of_names, places, told


def test_sentences_are_found_where_they_stand() -> None:
    text = "Điều 1. Phạm vi\nLuật này quy định: việc đo lường; phép đo.\n\nHết"
    found = [text[start:end] for start, end in places(text)]
    assert found == ["Điều 1.", "Phạm vi", "Luật này quy định: việc đo lường;", "phép đo.", "Hết"]
    assert places("") == []


def test_a_turn_is_learnt_and_told() -> None:
    """Of sentences about the same thing, those that answer have something that no question has."""
    dice = np.random.default_rng(1)
    some = []
    for at in range(300):
        right = np.arange(5) == at % 5
        sentences = 0.02 * dice.standard_normal((5, 8))
        sentences[:, 0] += np.where(right, 0.4, -0.4)  # it answers
        sentences[:, 1] += 0.4  # it is about the same
        question = np.eye(8)[1]
        some.append(
            Task(
                "law" if at % 2 else "told",
                at >= 250,
                "Ai?",
                question.astype(np.float32),
                sentences.astype(np.float32),
                right,
            )
        )
    kept = [one for one in some if one.kept]
    learned = learnt([one for one in some if not one.kept], epochs=60)
    ways = [lambda one: one.question, lambda one: one.question + one.question @ learned]
    first, *_ = told(kept, ways).splitlines()
    name, count, before, _, after = first.split()
    assert (name, count) == ("all", "50")
    assert float(before) < 0.5 < 0.9 < float(after)


@pytest.fixture
def upper() -> Upper:
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=9,
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
    )
    layers = BertModel(config, add_pooling_layer=False).eval().encoder.layer
    return Upper(layers, 2, np.zeros((8, 8), np.float32))


def test_changes_begin_as_none_and_are_all_that_is_learnt(upper: Upper) -> None:
    hidden, mask = torch.randn(1, 3, 8), torch.ones(1, 3)
    before = upper(hidden, mask)
    learnt_of = [name for name, weight in upper.named_parameters() if weight.requires_grad]
    assert len(learnt_of) == 2 * 6 * 2 + 1  # two factors of six matrices of two layers, and the map
    assert torch.allclose(before.norm(dim=1), torch.ones(1))
    with torch.no_grad():
        for name, weight in upper.named_parameters():
            if name.endswith(".up"):
                weight += 0.5
    assert not torch.allclose(upper(hidden, mask), before, atol=1e-3)


def test_what_is_added_to_the_weights_does_what_was_learnt(upper: Upper) -> None:
    with torch.no_grad():
        for weight in upper.parameters():
            if weight.requires_grad:
                weight += 0.1 * torch.randn_like(weight)
    stored = {name: value.astype(np.float32) for name, value in upper.factors().items()}
    added = changes(stored)
    assert READ_MAP in stored
    layer = upper.layers[1].intermediate.dense
    assert isinstance(layer, nn.Module)
    change = torch.from_numpy(added[f"layer.{LOWER + 1}.intermediate.dense.weight"])
    values = torch.randn(4, 8)
    expected = values @ (layer.layer.weight + change).T + layer.layer.bias
    assert torch.allclose(layer(values), expected, atol=1e-2)  # the file has half precision


def test_padding_changes_nothing(upper: Upper) -> None:
    hidden = torch.randn(1, 3, 8)
    padded = torch.cat([hidden, torch.randn(1, 2, 8)], 1)
    mask = torch.tensor([[1.0, 1.0, 1.0, 0.0, 0.0]])
    alone = upper(hidden, torch.ones(1, 3))
    assert torch.allclose(alone, upper(padded, mask), atol=1e-5)


def test_the_shipped_changes_fit_the_shipped_model(tmp_path: Path) -> None:
    model = load_file(SHIPPED / "model.safetensors")
    stored = load_file(SHIPPED.parent / "projection" / "projection.safetensors")
    names = {
        name.removesuffix(DOWN).removesuffix(UP) for name in stored if name.startswith("layer.")
    }
    assert len(names) == 6 * 8
    for name, change in changes(stored).items():
        assert change.shape == model[f"encoder.{name}"].shape


def test_a_question_is_put_to_the_names_of_all_procedures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = {"1.000001": "Cấp thẻ", "1.000002": "Đổi thẻ", "1.000003": "Trả thẻ"}
    shown = [Passage(f"procedure/{c}/f/{at}", n, "…") for c, n in names.items() for at in (0, 1)]
    asked = [("Đổi thẻ ở đâu?", "1.000002", False), ("Ai biết?", "9.999999", False)]
    asked += [("Trả thẻ ở đâu?", "1.000003", True)]
    monkeypatch.setattr(train_projection, "national", lambda: iter(shown))
    monkeypatch.setattr(train_projection, "_on_procedures", lambda: iter(asked))
    first, second = of_names(Hashed())
    assert first.sentences.shape == (3, 16)
    assert first.right.tolist() == [False, True, False]
    assert (second.right.tolist(), second.kept) == ([False, False, True], True)
