from __future__ import annotations

import json
import signal
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
    monkeypatch.setenv("ASSISTANT_SPAN_READER", "false")  # takes a second to load, for every run


TEXT = "1. Phí kiểm định\nPhí kiểm định là 7.000 đồng.\n2. Thời hạn\nHồ sơ trong 15 ngày.\n"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "phi.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """An index of the same documents."""
    from corpus.index import build

    folder = tmp_path_factory.mktemp("fees")
    (folder / "phi.txt").write_text(TEXT, encoding="utf-8")
    build([folder / "phi.txt"], folder / "store", embedder=embedder)
    return folder / "store"


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
        "settings.json", "results.jsonl", "summary.json", "report.html",
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


def test_thresholds_are_kept_in_a_file_for_each_set(
    store: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "thresholds.toml"
    kept.write_text("[set]\nsupported = 1\nquestions = { most = 2 }\n", encoding="utf-8")
    asked = ("run", questions, "--store", store, "--out", tmp_path / "out")
    assert run(*asked, "--thresholds", kept) == 3
    assert "questions là 3, cao hơn mức cho phép 2" in capsys.readouterr().err
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert [one["missed"] for one in summary["thresholds"]] == [False, True]
    assert run(*asked, "--thresholds") == 2  # the shipped file knows no such set
    assert "không có mức yêu cầu cho bộ “set”" in capsys.readouterr().err


def test_a_run_again_goes_on_and_says_so_or_says_why_not(
    store: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = ("run", questions, "--store", store, "--out", out)
    assert run(*asked) == 0
    first = (out / "results.jsonl").read_bytes()
    capsys.readouterr()
    assert run(*asked) == 0
    assert "giữ những câu đã hỏi" in capsys.readouterr().err
    assert (out / "results.jsonl").read_bytes() == first
    assert run(*asked, "--role", "staff") == 0
    assert "đã khác: role" in capsys.readouterr().err
    again = (out / "results.jsonl").read_bytes()
    assert run(*asked, "--role", "staff", "--fresh") == 0
    assert (out / "results.jsonl").read_bytes() != again  # other times
    settings = json.loads((out / "settings.json").read_text(encoding="utf-8"))
    assert (settings["set"], settings["role"], settings["questions"]) == ("set.jsonl", "staff", 3)
    assert len(settings["set_sha256"]) == len(settings["index"]) == 64
    assert settings["versions"]["torch"]


def test_filters_and_samples_choose_what_is_asked(
    store: Path, questions: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    asked = ("run", questions, "--store", store, "--out", out)
    assert run(*asked, "--filter", "type=number", "--sample", "1", "--repeat", "2") == 0
    (line,) = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert (row["type"], len(row["repeats"])) == ("number", 1)
    settings = json.loads((out / "settings.json").read_text(encoding="utf-8"))
    assert (settings["filter"], settings["sample"]) == ({"type": ["number"]}, 1)


def test_what_is_wrong_with_a_set_is_told_by_line_and_the_rest_is_asked(
    store: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {
        "id": "q9",
        "question": "Сколько стоит поверка?",
        "evidence": [{"document": "mat.txt"}],
    }
    lines = ["{broken", json.dumps(QUESTIONS[0]), json.dumps(other)]
    text = questions.read_text(encoding="utf-8") + "\n" + "\n".join(lines)
    questions.write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert run("run", questions, "--store", store, "--out", out) == 1
    told = capsys.readouterr().err
    assert "dòng 4: lỗi: không phải JSON" in told
    assert "dòng 5: lỗi: mã “q1” đã dùng ở dòng 1" in told
    assert "dòng 6 (q9): lỗi: dẫn chứng ở “mat.txt”" in told
    assert "dòng 6 (q9): cảnh báo: có vẻ không phải tiếng Việt" in told
    rows = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["id"] for row in rows] == ["q1", "q2", "q3", "q9"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_with_what_it_has(
    number: signal.Signals,
    store: Path,
    questions: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from assistant.pipeline import Assistant

    answered = Assistant.ask

    def ask(self: Assistant, *args: Any, **given: Any) -> Any:
        signal.raise_signal(number)
        return answered(self, *args, **given)

    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr(Assistant, "ask", ask)
        assert run("run", questions, "--store", store, "--out", out) == 128 + number
    assert "còn 2 câu chưa hỏi" in capsys.readouterr().err
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["complete"], summary["questions"]) == (False, 1)
    assert (out / "report.html").exists()
    assert run("run", questions, "--store", store, "--out", out) == 0


def test_check_prints_what_it_finds_and_says_it_by_its_exit_code(
    store: Path,
    documents: Path,
    questions: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    clean = tmp_path / "clean.jsonl"
    clean.write_text(json.dumps(QUESTIONS[0]), encoding="utf-8")
    assert run("check", clean, "--documents", documents) == 0
    assert "1 câu hỏi, 0 lỗi, 0 cảnh báo" in capsys.readouterr().err
    assert run("check", questions) == 1
    assert "dòng 2 (q2): lỗi: không có dẫn chứng" in capsys.readouterr().out
    moved = {**QUESTIONS[0], "evidence": [{"document": "phi.txt", "lines": [9, 9]}]}
    clean.write_text(json.dumps(moved), encoding="utf-8")
    assert run("check", clean) == 0
    capsys.readouterr()
    assert run("check", clean, "--store", store, "--json") == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["kind"], finding["line"], finding["id"]) == ("no_such_place", 1, "q1")


def test_check_of_what_cannot_be_read_is_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.xlsx"
    path.write_bytes(b"no workbook")
    assert run("check", path) == 2
    assert "không phải tệp Excel" in capsys.readouterr().err
    path = tmp_path / "set.jsonl"
    path.write_text("{}\n[]\n", encoding="utf-8")
    assert run("check", path, "--json") == 2
    assert [one["line"] for one in json.loads(capsys.readouterr().out)] == [1, 2]


def test_convert_there_and_back_is_the_same_set(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for before, after in (("set.jsonl", "a.xlsx"), ("a.xlsx", "b.csv"), ("b.csv", "c.jsonl")):
        assert run("convert", tmp_path / before, tmp_path / after) == 0
    assert "3 câu hỏi" in capsys.readouterr().err
    rows = (tmp_path / "c.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row) for row in rows] == QUESTIONS


def test_convert_tells_what_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1}\n{"id": 2, "question": "Hai?"}\n', encoding="utf-8")
    assert run("convert", path, tmp_path / "a.csv") == 1
    assert "dòng 1: lỗi: thiếu câu hỏi" in capsys.readouterr().err


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
        ("run", "{set}", "--thresholds", "no/such/file.toml"),
        ("run", "{set}", "--filter", "style"),
        ("run", "{set}", "--filter", "style=no-such-style"),
        ("run", "{set}", "--sample", "0"),
        ("run", "{set}", "--repeat", "viel"),
        ("run", "{set}", "--workers", "-1"),
        ("check",),
        ("check", "no-such-set.jsonl"),
        ("check", "{set}", "--store", "no/such/store"),
        ("convert", "{set}"),
        ("convert", "{set}", "{set}"),
        ("convert", "{set}", "set.txt"),
        ("convert", "{set}", "no/such/folder/a.csv"),
        ("convert", "no-such-set.jsonl", "a.csv"),
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
