"""The optional cross-encoder, with a small one that is trained here: it likes the word "đúng"."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.model import Role
from assistant.pipeline import Assistant
from assistant.question import understand
from assistant.reranking import Reranker, load
from assistant.retrieval import Retriever
from assistant.settings import Settings
from corpus.embedding import Embedder
from corpus.errors import ModelError
from corpus.index import build
from corpus.store import Store

WORDS = "đúng sai kế hoạch số của sở ban hành năm hồ sơ nộp tại đâu gì về việc".split()


def made(folder: Path, scores: int = 1, steps: int = 0) -> Path:
    """A cross-encoder of two thin layers, trained to give passages with "đúng" a high score."""
    import torch
    from sentence_transformers import CrossEncoder
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(7)
    vocabulary = {
        word: at
        for at, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set(WORDS))])
    }
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=64,
    )
    model = BertForSequenceClassification(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=64,
            num_labels=scores,
        )
    )
    model.save_pretrained(folder)
    fast.save_pretrained(folder)
    if steps:
        encoder = CrossEncoder(str(folder), device="cpu", local_files_only=True)
        optimiser = torch.optim.AdamW(encoder.parameters(), lr=3e-3)
        dice = random.Random(7)
        others = [word for word in WORDS if word != "đúng"]
        for _ in range(steps):
            pairs, right = [], []
            for at in range(16):
                words = dice.choices(others, k=8)
                if at % 2:
                    words[dice.randrange(8)] = "đúng"
                pairs.append((" ".join(dice.choices(others, k=5)), " ".join(words)))
                right.append(float(at % 2))
            logits = encoder(encoder.preprocess(pairs))["scores"].view(-1)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(right))
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
        encoder.save_pretrained(str(folder))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("cross-encoder"), steps=80)


@pytest.fixture(scope="module")
def reranker(folder: Path) -> Reranker:
    return load(str(folder))


def test_scores_are_the_models_between_0_and_1(reranker: Reranker) -> None:
    right, wrong = reranker.scores("hồ sơ nộp tại đâu", ["sở đúng kế hoạch", "sở sai kế hoạch"])
    assert 0 <= wrong < 0.5 < right <= 1


def test_no_passage_has_no_score(reranker: Reranker) -> None:
    assert reranker.scores("hồ sơ nộp tại đâu", []).shape == (0,)


def test_what_the_cross_encoder_likes_comes_first(
    tmp_path: Path, embedder: Embedder, reranker: Reranker
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    texts = {
        "mot": "Sở ban hành kế hoạch số 12 về việc nộp hồ sơ tại sở.",
        "hai": "Việc này đúng.",
    }
    for name, text in texts.items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    build([documents], tmp_path / "store", embedder=embedder)
    store = Store.open(tmp_path / "store")
    question = understand("Sở ban hành kế hoạch số mấy về việc nộp hồ sơ?")
    plain = Retriever(store=store, embedder=embedder).retrieve(question, Role.CITIZEN)
    judged = Retriever(store=store, embedder=embedder, reranker=reranker).retrieve(
        question, Role.CITIZEN
    )
    store.close()
    assert [p.chunk.document for p in plain] == ["mot.txt", "hai.txt"]
    assert [p.chunk.document for p in judged] == ["hai.txt", "mot.txt"]
    assert judged[0].score == pytest.approx(judged[0].legs["reranker"])


def test_the_setting_turns_it_on_and_answers_are_still_cited(
    demo_store: Path, embedder: Embedder, folder: Path
) -> None:
    one = Assistant(Settings(store=demo_store, reranker=str(folder)), embedder)
    answer = one.ask("Thời hạn giải quyết thủ tục công bố sử dụng dấu định lượng là bao lâu?")
    one.close()
    assert answer.retrieved
    assert all("reranker" in passage.legs for passage in answer.retrieved)
    assert answer.status != "error"


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (lambda folder: str(folder / "nothing"), "nothing"),
        (lambda folder: str(made(folder / "two", scores=2)), "2 scores a pair"),
    ],
)
def test_a_model_that_is_none_is_told(
    tmp_path: Path, model: Callable[[Path], str], says: str
) -> None:
    with pytest.raises(ModelError, match=says):
        load(model(tmp_path))
