from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eval.__main__ import main

if TYPE_CHECKING:
    from corpus.embedding import Embedder

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "q1",
        "question": "Phí kiểm định là bao nhiêu?",
        "type": "number",
        "must_contain": [["7.000 đồng"]],
        "evidence": [{"document": "phi.txt", "lines": [2, 2]}],
    },
    {"id": "q2", "question": "Hồ sơ giải quyết trong mấy ngày?", "type": "number"},
    {"id": "q3", "question": "Giá vàng hôm nay?", "type": "unanswerable", "answerable": False},
]


@pytest.fixture(autouse=True)
def _loaded_once(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.embedding.load", lambda model=None: embedder)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    text = "1. Phí kiểm định\nPhí kiểm định là 7.000 đồng.\n2. Thời hạn\nHồ sơ trong 15 ngày.\n"
    (folder / "phi.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> int:
    """The exit code, of a wrong usage too."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as ended:
        return int(ended.code or 0)


def test_run_asks_a_set_over_documents_and_prints_a_table(
    documents: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run("run", questions, "--documents", documents, "--out", out) == 0
    printed = capsys.readouterr()
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    for key in ("hit_at_1", "mrr", "supported", "direct", "refusal_recall", "valid_citations"):
        assert key in printed.out
        assert summary[key] == 1.0
    assert "1 câu không ghi vị trí dẫn chứng" in printed.err
    assert "1 câu không ghi must_contain" in printed.err
    assert {path.name for path in out.iterdir()} == {
        "results.jsonl", "summary.json", "report.html",
    }  # fmt: skip


def test_run_asks_over_a_store_that_stands(demo_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text(
        "id,question,type,must_contain,evidence\n"
        "q1,Kiểm tra số liệu trước khi trình báo cáo thế nào?,summary,cộng lại,\n",
        encoding="utf-8",
    )
    seen = {}
    for role in ("citizen", "staff"):
        out = tmp_path / role
        assert run("run", path, "--store", demo_store, "--out", out, "--role", role) == 0
        result = json.loads((out / "results.jsonl").read_text(encoding="utf-8"))
        seen[role] = {place["document"] for place in result["retrieved"]}
    staff = "staff/huong-dan-lap-bao-cao.docx"
    assert staff in seen["staff"]
    assert staff not in seen["citizen"]


def test_a_document_that_cannot_be_read_is_named_and_the_rest_is_asked(
    documents: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (documents / "hỏng.pdf").write_bytes(b"not a PDF")
    out = tmp_path / "out"
    assert run("run", questions, "--documents", documents, "--out", out) == 1
    assert "hỏng.pdf" in capsys.readouterr().err
    assert (out / "report.html").exists()


def test_a_threshold_that_is_missed_is_exit_code_three(
    documents: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("run", questions, "--documents", documents, "--out", tmp_path / "out")
    assert run(*asked, "--require", "supported=0.9", "--require", "hit_at_1=1") == 0
    assert run(*asked, "--require", "supported=0.9", "--require", "mrr=1.1") == 3
    assert "mrr là 1.000, thấp hơn mức yêu cầu 1.1" in capsys.readouterr().err


def test_a_measure_that_could_not_be_taken_is_a_threshold_missed(
    documents: Path, tmp_path: Path
) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(QUESTIONS[1]), encoding="utf-8")
    asked = ("run", path, "--documents", documents, "--out", tmp_path / "out")
    assert run(*asked, "--require", "supported=0") == 3


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("no-such-command",),
        ("run",),
        ("run", "no-such-set.jsonl"),
        ("run", "README.md"),
        ("run", "{set}", "--store", "no/such/store"),
        ("run", "{set}", "--documents", "no/such/folder"),
        ("run", "{set}", "--role", "admin"),
        ("run", "{set}", "--require", "beauty=1"),
        ("run", "{set}", "--require", "supported=much"),
        ("retrieval", "no/such/folder"),
        ("retrieval", ".", "--mode", "magic"),
        ("retrieval", ".", "--require", "supported=1"),
        ("compare", "no/such/run"),
        ("compare", "no/such/run", "no/such/run"),
    ],
)
def test_wrong_usage_is_exit_code_two_and_a_sentence(
    arguments: tuple[str, ...], questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*(argument.format(set=questions) for argument in arguments)) == 2
    assert capsys.readouterr().err.strip()


def test_a_wrong_setting_is_named(
    questions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_MAX_QUESTION", "long")
    assert run("run", questions) == 2
    assert "ASSISTANT_MAX_QUESTION" in capsys.readouterr().err


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    folder.mkdir()
    texts = ["Phí kiểm định là 7.000 đồng.", "Hồ sơ giải quyết trong 15 ngày."]
    rows = [json.dumps({"_id": f"d{i}", "title": "", "text": t}) for i, t in enumerate(texts)]
    (folder / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    query = json.dumps({"_id": "q", "text": "Phí kiểm định bao nhiêu?"})
    (folder / "queries.jsonl").write_text(query, encoding="utf-8")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\td0\t1\n", encoding="utf-8")
    return folder


def test_retrieval_prints_its_measures_and_writes_a_run(
    beir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ranked = tmp_path / "run.txt"
    assert run("retrieval", beir, "--strip-diacritics", "--run", ranked, "--json") == 0
    measures = json.loads(capsys.readouterr().out)
    assert measures["recall_at_1"] == 1.0
    assert measures["mode"] == "hybrid"
    assert ranked.read_text(encoding="utf-8").startswith("q Q0 d0 1 ")
    assert run("retrieval", beir, "--mode", "lexical") == 0
    assert "ndcg_at_10" in capsys.readouterr().out
    assert run("retrieval", beir, "--require", "mrr_at_10=1.5") == 3


def test_a_run_that_cannot_be_written_is_exit_code_two(beir: Path, tmp_path: Path) -> None:
    assert run("retrieval", beir, "--run", tmp_path / "no" / "folder" / "run") == 2


def test_compare_shows_two_runs_side_by_side(
    documents: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "a", tmp_path / "b"
    assert run("run", questions, "--documents", documents, "--out", after) == 0
    (documents / "phi.txt").write_text("1. Thời hạn\nHồ sơ trong 15 ngày.\n", encoding="utf-8")
    assert run("run", questions, "--documents", documents, "--out", before) == 0
    capsys.readouterr()
    assert run("compare", before, after) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "supported better: q1" in lines
    (supported,) = [line.split() for line in lines if line.startswith("supported  ")]
    assert supported == ["supported", "1", "0.000", "1.000", "1", "0", "1.0000"]
