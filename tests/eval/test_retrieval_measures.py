from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.retrieval import Mode
from eval.retrieval import (
    LayoutError,
    measure,
    ndcg,
    read,
    recall,
    reciprocal_rank,
    strip_diacritics,
    write_run,
)

if TYPE_CHECKING:
    from corpus.embedding import Embedder

RANKINGS = {"q1": [("a", 3.0), ("b", 2.0), ("c", 1.0)], "q2": [("c", 3.0), ("a", 2.0)]}
GAINS = {"q1": {"b": 1, "z": 2}, "q2": {"c": 1}}


def test_recall_is_the_share_of_what_is_relevant() -> None:
    assert recall(RANKINGS, GAINS, 1) == 0.5
    assert recall(RANKINGS, GAINS, 5) == 0.75


def test_the_reciprocal_rank_counts_to_the_first_relevant_passage() -> None:
    assert reciprocal_rank(RANKINGS, GAINS, 10) == 0.75
    assert reciprocal_rank(RANKINGS, GAINS, 1) == 0.5


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    ideal = 2 + 1 / math.log2(3)
    assert ndcg(RANKINGS, GAINS, 10) == pytest.approx((1 / math.log2(3) / ideal + 1) / 2, abs=1e-4)


def test_a_run_is_written_as_trec_tools_read_it(tmp_path: Path) -> None:
    write_run(RANKINGS, tmp_path / "run", "tag")
    lines = [line.split(" ") for line in (tmp_path / "run").read_text().splitlines()]
    assert lines[0] == ["q1", "Q0", "a", "1", "3.000000", "tag"]
    assert [line[3] for line in lines] == ["1", "2", "3", "1", "2"]
    assert all(len(line) == 6 for line in lines)


def test_accents_are_stripped_and_nothing_else() -> None:
    assert strip_diacritics("Đổi mới, ủy quyền 70,7% – Cải cách?") == (
        "Doi moi, uy quyen 70,7% – Cai cach?"
    )


PASSAGES = [
    ("d1", "Phí", "Phí kiểm định phương tiện đo là 7.000 đồng một lần."),
    ("d2", "Thời hạn", "Hồ sơ được giải quyết trong 15 ngày làm việc."),
    ("d3", "", "Trung tâm có ba phòng và một trạm quan trắc."),
]
QUERIES = [
    ("1", "Phí kiểm định bao nhiêu?"),
    ("2", "Bao lâu thì giải quyết xong hồ sơ?"),
    ("3", "không ai chấm câu này"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def lines(rows: list[dict[str, Any]]) -> str:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    corpus = [{"_id": i, "title": title, "text": text} for i, title, text in PASSAGES]
    (tmp_path / "corpus.jsonl").write_text(lines(corpus), encoding="utf-8")
    queries: list[dict[str, Any]] = [{"_id": int(i), "text": text} for i, text in QUERIES]
    (tmp_path / "queries.jsonl").write_text(lines(queries), encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\r\n1\td1\t1\r\n2\td2\t1\r\n3\td3\t0\r\n"
    (tmp_path / "qrels.tsv").write_bytes(qrels.encode())
    return tmp_path


def test_a_folder_in_beirs_layout_is_read(folder: Path) -> None:
    data = read(folder)
    assert data.ids == ("d1", "d2", "d3")
    assert data.titles == ("Phí", "Thời hạn", "")
    assert data.gains == {"1": {"d1": 1}, "2": {"d2": 1}}
    assert list(data.queries) == ["1", "2"]


def test_qrels_may_have_trecs_four_columns(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("1\t0\td1\t2\n", encoding="utf-8")
    assert read(folder).gains == {"1": {"d1": 2}}


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_ranks_what_answers_first(folder: Path, embedder: Embedder, mode: Mode) -> None:
    measures, rankings = measure(read(folder), embedder, mode)
    assert measures["recall_at_1"] == 1.0
    assert measures["mrr_at_10"] == 1.0
    assert measures["ndcg_at_10"] == 1.0
    assert rankings["1"][0][0] == "d1"
    assert set(measures) == {
        "passages", "queries", "mode", "recall_at_1", "recall_at_5", "recall_at_10", "mrr_at_10",
        "ndcg_at_10", "query_ms", "passages_per_second",
    }  # fmt: skip
    assert measures["passages_per_second"] > 0
    assert 0 < measures["query_ms"]["p50"] <= measures["query_ms"]["p95"]


def test_questions_without_accents_find_the_same_passages(folder: Path, embedder: Embedder) -> None:
    measures, _ = measure(read(folder), embedder, Mode.HYBRID, without_accents=True)
    assert measures["recall_at_1"] == 1.0


@pytest.mark.parametrize("mode", list(Mode))
def test_rankings_are_a_hundred_deep(folder: Path, embedder: Embedder, mode: Mode) -> None:
    rows = [{"_id": f"d{i}", "text": f"Phí số {i}"} for i in range(130)]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "corpus.jsonl").write_text(text, encoding="utf-8")
    _, rankings = measure(read(folder), embedder, mode)
    ranked = rankings["1"]
    assert len({name for name, _ in ranked}) == 100
    assert [score for _, score in ranked] == sorted((s for _, s in ranked), reverse=True)


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
@pytest.mark.parametrize("text", [None, "", "[1, 2]\n[3, 4]\n", "{}\n{}\n"])
def test_a_folder_in_another_layout_is_an_error(folder: Path, name: str, text: str | None) -> None:
    (folder / name).unlink()
    if text is not None:
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError, match=folder.name):
        read(folder)
