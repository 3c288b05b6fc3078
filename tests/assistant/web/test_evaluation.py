"""The evaluator's pages: who gets in, which sets are taken, how runs are shown and compared."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
from desk import FONT, HOSTILE, Desk
from evaluating import BASE, HERE, HOME, TOKEN, application, lines, standing_in, until
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook

from assistant import api
from assistant.web import admin
from assistant.web.border import MAX_SET, Border
from assistant.web.evaluation.bench import Bench
from assistant.web.evaluation.queue import State
from assistant.web.evaluation.runs import RunFolder
from assistant.web.evaluation.sets import SHIPPED, Origin

NAME = "20240101-000000-a"
GETS = (
    "",
    "/evaluation.js",
    "/runs",
    "/set/shipped/demo.jsonl",
    "/set/shipped/demo.jsonl/file",
    *(f"/run/{NAME}{part}" for part in ("", "/live", "/report", "/log")),
    *(f"/run/{NAME}/results.{kind}" for kind in ("jsonl", "xlsx")),
    f"/compare?run={NAME}&run={NAME}-2",
)
POSTS = ("upload", "start", "stop", "resume", "delete", "delete-set")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The pages ask nothing of it: one is enough for all of them."""
    if not FONT.exists():
        pytest.skip(f"needs {FONT} (fonts-noto-core) to print a page")
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with standing_in(tmp_path / "store", monkeypatch) as made:
        yield made


@pytest.fixture
def stranger(desk: Desk, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    app = application(desk, bench, monkeypatch)
    with TestClient(
        app, base_url=BASE, follow_redirects=False, raise_server_exceptions=False
    ) as client:
        yield client


@pytest.fixture
def evaluator(stranger: TestClient) -> TestClient:
    got = stranger.post("/admin/login", data={"token": TOKEN}, headers=HERE)
    assert got.status_code == 303
    return stranger


def send(client: TestClient, path: str, **fields: object) -> httpx.Response:
    content = urlencode(fields, doseq=True)
    return client.post(f"{HOME}/{path}", content=content, headers=HERE)


def upload(client: TestClient, name: str, content: bytes, **fields: str) -> httpx.Response:
    files = {"file": (name, content)}
    return client.post(f"{HOME}/upload", data=fields, files=files, headers=HERE)


def run_set(client: TestClient, bench: Bench, *questions: str, name: str = "bo.jsonl") -> RunFolder:
    """Upload a set, run it to its end."""
    assert upload(client, name, lines(*questions), replace="1").status_code == 303
    got = send(client, "start", origin="own", set=name)
    assert got.status_code == 303
    bench.queue.wait()
    found = bench.runs.find(got.headers["location"].rpartition("/")[2])
    assert found is not None
    return found


# who gets in


def test_nothing_is_seen_without_a_session(stranger: TestClient) -> None:
    for path in GETS:
        assert stranger.get(HOME + path).status_code == 401, path
        page = stranger.get(HOME + path, headers={"accept": "text/html"})
        assert (page.status_code, page.headers["location"]) == (303, "/admin/login")


def test_nothing_is_done_without_a_session(stranger: TestClient, bench: Bench) -> None:
    for path in POSTS:
        got = send(stranger, path, origin="shipped", set="demo.jsonl", run=NAME)
        assert got.status_code == 401, path
    assert upload(stranger, "a.jsonl", lines("một")).status_code == 401
    assert not bench.folder.exists()


def test_nothing_is_done_from_another_site(evaluator: TestClient, bench: Bench) -> None:
    headers = {"origin": "http://elsewhere"}
    for path in POSTS:
        got = evaluator.post(f"{HOME}/{path}", content=b"origin=shipped", headers=headers)
        assert got.status_code == 403, path
    assert not bench.folder.exists()


@pytest.mark.parametrize(("opened", "status"), [(True, 401), (False, 404)])
def test_the_pages_are_there_with_the_token_and_only_with_it(
    desk: Desk, opened: bool, status: int
) -> None:
    app = api.create_app(desk)  # type: ignore[arg-type]
    admin.install(app, desk, TOKEN)  # type: ignore[arg-type]
    app.add_middleware(Border, admin=opened)
    with TestClient(app, base_url=BASE) as client:
        assert client.get(HOME).status_code == status
        assert client.post(f"{HOME}/start", headers=HERE).status_code == status
        assert client.get(f"{HOME}/nothing").status_code == 404


def test_what_is_not_there_is_not_found(evaluator: TestClient) -> None:
    for path in (
        "/set/shipped/none.jsonl",
        "/set/elsewhere/demo.jsonl",
        "/set/own/..%2F..%2Fsecret.jsonl/file",
        "/set/shipped/README.md/file",
        f"/run/{NAME}",
        f"/run/{NAME}/results.xlsx",
        "/run/..%2F..%2Fsets/report",
        f"/compare?run={NAME}&run=20240101-000000-b",
    ):
        assert evaluator.get(HOME + path).status_code == 404, path


# sets


def test_the_sets_that_ship_are_offered_with_their_counts(evaluator: TestClient) -> None:
    page = evaluator.get(HOME).text
    for path in SHIPPED.glob("*.jsonl"):
        assert f'href="{HOME}/set/shipped/{path.name}"' in page
    shown = evaluator.get(f"{HOME}/set/shipped/demo.jsonl").text
    count = len((SHIPPED / "demo.jsonl").read_text("utf-8").splitlines())
    assert f"Số câu: {count}" in shown
    assert 'name="style" value="typo"' in shown


def test_a_set_of_each_kind_is_uploaded_and_can_be_run(evaluator: TestClient) -> None:
    book = Workbook()
    for row in (["id", "question"], ["q1", "Sở có bao nhiêu thủ tục?"]):
        book.active.append(row)  # type: ignore[union-attr]
    saved = BytesIO()
    book.save(saved)
    made = {
        "bộ 1.jsonl": lines("Sở có bao nhiêu thủ tục?"),
        "bo.csv": "id;question\nq1;Sở có bao nhiêu thủ tục?\n".encode(),
        "BO.XLSX": saved.getvalue(),
    }
    for name, content in made.items():
        got = upload(evaluator, name, content)
        assert got.status_code == 303, name
        page = evaluator.get(got.headers["location"])
        assert page.status_code == 200
        assert "Số câu: 1" in page.text
        assert "Đã tải lên" in page.text
        assert name in evaluator.get(HOME).text


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("trong.jsonl", b"", 422, "chưa dùng được"),
        ("hong.jsonl", b'{"id": "a", "question": \n', 422, "1"),
        ("thieu.csv", b"a;b\n1;2\n", 422, "chưa dùng được"),
        ("khong-phai.xlsx", b"PK\x03\x04 not a workbook", 422, "chưa dùng được"),
        ("nhi-phan.csv", bytes(range(256)) * 20, 422, "chưa dùng được"),
        ("bo.exe", b"MZ", 415, "Chỉ đọc được tệp .jsonl, .csv và .xlsx"),
        ("bo.jsonl.html", b"<script>", 415, "Chỉ đọc được"),
        ("lon.jsonl", b" " * (MAX_SET + 1), 413, "lớn hơn 20 MB"),
        ("", b"", 422, "Xin chọn một tệp"),
    ],
)
def test_what_is_no_set_is_refused_in_words(
    evaluator: TestClient, bench: Bench, name: str, content: bytes, status: int, said: str
) -> None:
    got = upload(evaluator, name, content)
    assert got.status_code == status
    assert got.headers["content-type"].startswith("text/html")
    assert said in got.text
    assert str(bench.folder) not in got.text
    assert "Traceback" not in got.text
    folder = bench.folder / "sets"
    assert not folder.exists() or not list(folder.iterdir())


def test_the_rows_that_cannot_be_asked_are_told_and_the_rest_is_kept(
    evaluator: TestClient,
) -> None:
    content = lines("Câu đúng?") + b'{"id": "q2", "question": \n' + lines("Câu cuối?", id="q3")
    got = upload(evaluator, "nua.jsonl", content)
    assert got.status_code == 303
    page = evaluator.get(got.headers["location"]).text
    assert "Số câu: 2" in page
    problems = page[page.index('class="problems"') :]
    assert "dòng 2: lỗi: không phải JSON hợp lệ" in problems[: problems.index("</ul>")]
    assert "1 dòng cần xem lại" in evaluator.get(HOME).text


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(evaluator: TestClient) -> None:
    packed = BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
        parts.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(210):
            part.write(bytes(2**20))
    got = upload(evaluator, "bom.xlsx", packed.getvalue())
    assert got.status_code == 422
    assert "giải nén ra quá lớn" in got.text


def test_ten_thousand_questions_are_taken_and_how_long_they_take_is_told(
    evaluator: TestClient, bench: Bench
) -> None:
    got = upload(evaluator, "nhieu.jsonl", lines(*(f"Câu số {n}?" for n in range(10_000))))
    page = evaluator.get(got.headers["location"]).text
    assert "hỏi tất cả 10000 câu (khoảng 58 phút)" in page
    send(evaluator, "start", origin="own", set="nhieu.jsonl")
    bench.queue.wait()
    (run,) = bench.runs.all()
    shown = evaluator.get(f"{HOME}/run/{run.name}").text
    assert "10.000/10.000 câu" in shown
    assert len(shown) < 200_000
    older = evaluator.get(f"{HOME}/run/{run.name}?from=9950").text
    assert "Câu số 0?" in older
    assert 'rel="next"' not in older


def test_more_questions_than_that_are_refused(
    evaluator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.evaluation.sets.MAX_QUESTIONS", 2)
    got = upload(evaluator, "nhieu.jsonl", lines("một", "hai", "ba"))
    assert got.status_code == 422
    assert "Xin chia thành nhiều tệp" in got.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/bo.jsonl", "bo.jsonl"),
        ("C:\\\\Users\\\\a\\\\bo.csv", "bo.csv"),
        ("..jsonl", None),
        (".an.jsonl", "an.jsonl"),
        ("a" * 300 + ".jsonl", "a" * 194 + ".jsonl"),
        ('<img src=x onerror="1">.jsonl', "_img src=x onerror=_1__.jsonl"),
    ],
)
def test_an_uploaded_set_stays_in_its_folder(
    evaluator: TestClient, bench: Bench, tmp_path: Path, given: str, kept: str | None
) -> None:
    content = lines("một") if not given.endswith(".csv") else b"id,question\nq,x\n"
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    got = upload(evaluator, given, content)
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    made.discard(bench.folder / "sets" / ".lock")
    assert "<img src=x" not in got.text
    if kept is None:
        assert not made
        return
    assert made == {bench.folder / "sets" / kept}
    assert evaluator.get(got.headers["location"]).status_code == 200


def test_a_set_is_replaced_only_when_asked_for(evaluator: TestClient, bench: Bench) -> None:
    upload(evaluator, "bo.jsonl", lines("một"))
    refused = upload(evaluator, "bo.jsonl", lines("hai", "ba"))
    assert refused.status_code == 409
    assert "Đã có bộ câu hỏi tên bo.jsonl" in refused.text
    assert upload(evaluator, "bo.jsonl", lines("hai", "ba"), replace="1").status_code == 303
    assert "Số câu: 2" in evaluator.get(f"{HOME}/set/own/bo.jsonl").text
    assert upload(evaluator, "bo.jsonl", b"{", replace="1").status_code == 422
    assert "Số câu: 2" in evaluator.get(f"{HOME}/set/own/bo.jsonl").text


def test_an_uploaded_set_is_deleted_and_one_that_ships_is_not(
    evaluator: TestClient, bench: Bench
) -> None:
    run = run_set(evaluator, bench, "một")
    assert send(evaluator, "delete-set", set="bo.jsonl").status_code == 303
    assert evaluator.get(f"{HOME}/set/own/bo.jsonl").status_code == 404
    assert evaluator.get(f"{HOME}/run/{run.name}").status_code == 200
    assert send(evaluator, "delete-set", set="demo.jsonl").status_code == 404
    assert (SHIPPED / "demo.jsonl").exists()


# runs


def test_a_run_asks_what_was_chosen(evaluator: TestClient, bench: Bench) -> None:
    fields = {"origin": "shipped", "set": "demo.jsonl", "role": "staff", "sample": "5"}
    got = send(evaluator, "start", **fields, style=["typo", "plain"], type="number")
    assert got.status_code == 303
    (run,) = bench.runs.all()
    assert run.plan.questions == 5
    arguments = run.plan.arguments(run.set_file, bench.folder.parent, run.path)
    assert arguments[-6:] == [
        *("--sample", "5", "--filter", "style=plain,typo"),
        *("--filter", "type=number"),
    ]
    assert "--role staff" in " ".join(arguments)


@pytest.mark.parametrize(
    ("question", "verdict"), [("một", "Đạt cả 1 mức."), ("sai", "Không đạt 1 trong 1 mức.")]
)
def test_a_run_is_held_to_thresholds_and_says_whether_they_are_reached(
    evaluator: TestClient,
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    question: str,
    verdict: str,
) -> None:
    (tmp_path / "demo.jsonl").write_bytes(lines(question))
    monkeypatch.setitem(bench.sets._folders, Origin.SHIPPED, tmp_path)
    assert 'name="held"' in evaluator.get(f"{HOME}/set/shipped/demo.jsonl").text
    send(evaluator, "start", origin="shipped", set="demo.jsonl", repeat="3", held="1")
    bench.queue.wait()
    (run,) = bench.runs.all()
    assert bench.queue.state(run) is State.DONE
    page = evaluator.get(f"{HOME}/run/{run.name}").text
    assert verdict in page
    assert "mỗi câu 3 lần" in page
    assert "Trả lời như nhau khi hỏi lại" in page
    assert verdict in evaluator.get(HOME).text


def test_a_set_without_thresholds_is_held_to_none(evaluator: TestClient, bench: Bench) -> None:
    upload(evaluator, "demo.jsonl", lines("một"))  # an own set is not the one that ships
    assert 'name="held"' not in evaluator.get(f"{HOME}/set/own/demo.jsonl").text
    send(evaluator, "start", origin="own", set="demo.jsonl", held="1")
    bench.queue.wait()
    (run,) = bench.runs.all()
    assert not run.plan.held
    assert "Mức cần đạt" not in evaluator.get(f"{HOME}/run/{run.name}").text


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"sample": "0"}, 422, "số nguyên từ 1"),
        ({"sample": "-3"}, 422, "số nguyên từ 1"),
        ({"sample": "nhiều"}, 422, "số nguyên từ 1"),
        ({"repeat": "0"}, 422, "số nguyên từ 1 đến 10"),
        ({"repeat": "11"}, 422, "số nguyên từ 1 đến 10"),
        ({"style": "typo", "type": "unanswerable,--out=/"}, 422, "Xin bỏ bớt lựa chọn"),
        ({"style": "khong-co"}, 422, "Xin bỏ bớt lựa chọn"),
    ],
)
def test_a_run_of_nothing_is_not_started(
    evaluator: TestClient, bench: Bench, fields: dict[str, str], status: int, said: str
) -> None:
    got = send(evaluator, "start", origin="shipped", set="demo.jsonl", **fields)
    assert got.status_code == status
    assert said in got.text
    assert bench.runs.all() == []


def test_progress_is_seen_while_a_run_goes_on_and_it_is_stopped_and_resumed(
    evaluator: TestClient, bench: Bench
) -> None:
    upload(evaluator, "bo.jsonl", lines("một", "hai sai", "đợi ba", "bốn"))
    send(evaluator, "start", origin="own", set="bo.jsonl")
    (run,) = bench.runs.all()
    address = f"{HOME}/run/{run.name}"
    until(lambda: bench.now(run).done == 2)
    live = evaluator.get(f"{address}/live").text
    assert 'data-open="true"' in live
    assert 'max="4" value="2"' in live
    assert "<html" not in live
    assert "hai sai" in live
    assert "Truy hồi" in live  # the stage at which it was lost
    wrong = evaluator.get(f"{address}/live?wrong=true").text
    assert "một" not in wrong[wrong.index('id="results"') :].replace("một lần", "")
    assert send(evaluator, "delete", run=run.name).status_code == 409
    assert send(evaluator, "stop", run=run.name).status_code == 303
    bench.queue.wait()
    stopped = evaluator.get(address).text
    assert "đã dừng" in stopped
    assert 'action="/admin/evaluation/resume"' in stopped
    (run.path / "go").touch()
    assert send(evaluator, "resume", run=run.name).status_code == 303
    bench.queue.wait()
    done = evaluator.get(address).text
    assert 'data-open="false"' in done
    assert "4/4 câu" in done
    assert "75,0\N{NO-BREAK SPACE}%" in done
    assert "khoảng tin cậy" in done


def test_a_run_that_broke_off_says_why_in_words(evaluator: TestClient, bench: Bench) -> None:
    run = run_set(evaluator, bench, "một", "sập")
    page = evaluator.get(f"{HOME}/run/{run.name}").text
    assert "bị lỗi" in page
    assert "đĩa &lt;b&gt;đầy&lt;/b&gt;" in page
    assert 'action="/admin/evaluation/resume"' in page
    log = evaluator.get(f"{HOME}/run/{run.name}/log")
    assert log.headers["content-type"].startswith("text/plain")
    assert "đĩa <b>đầy</b>" in log.text
    killed = run_set(evaluator, bench, "chết", name="chet.jsonl")
    assert "thường là do thiếu bộ nhớ" in evaluator.get(f"{HOME}/run/{killed.name}").text


def test_questions_and_names_are_never_markup(evaluator: TestClient, bench: Bench) -> None:
    upload(evaluator, "bo.jsonl", lines(HOSTILE, style=HOSTILE, type=HOSTILE, id=HOSTILE))
    send(evaluator, "start", origin="own", set="bo.jsonl")
    bench.queue.wait()
    (run,) = bench.runs.all()
    for path in ("", "/set/own/bo.jsonl", f"/run/{run.name}", f"/run/{run.name}/live"):
        page = evaluator.get(HOME + path)
        assert page.status_code == 200
        assert "<img src=x" not in page.text
    assert "&lt;img src=x" in page.text


def test_a_report_runs_in_an_origin_of_its_own_and_reaches_nothing(
    evaluator: TestClient, bench: Bench
) -> None:
    run = run_set(evaluator, bench, "một")
    got = evaluator.get(f"{HOME}/run/{run.name}/report")
    assert got.text.startswith("<script>")
    policies = got.headers.get_list("content-security-policy")
    assert len(policies) == 1
    assert policies[0].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policies[0]
    assert "default-src 'none'" in policies[0]
    assert "connect-src" not in policies[0]
    assert "sandbox" not in evaluator.get(HOME).headers["content-security-policy"]


def test_a_run_is_deleted_with_its_results(evaluator: TestClient, bench: Bench) -> None:
    run = run_set(evaluator, bench, "một")
    assert send(evaluator, "delete", run="../" + run.name).status_code == 404
    assert send(evaluator, "delete", run=run.name).status_code == 303
    assert evaluator.get(f"{HOME}/run/{run.name}").status_code == 404
    assert list((bench.folder / "runs").iterdir()) == []


def test_runs_are_listed_with_their_figures_and_compared_the_oldest_first(
    evaluator: TestClient, bench: Bench
) -> None:
    names = sorted(
        run_set(evaluator, bench, "một", f"hai{end}", name=name).name
        for name, end in (("a.jsonl", ""), ("b.jsonl", " sai"))
    )
    page = evaluator.get(HOME).text
    assert "100,0\N{NO-BREAK SPACE}%" in page
    assert "50,0\N{NO-BREAK SPACE}%" in page
    assert page.count('type="checkbox" name="run"') == 2
    got = evaluator.get(f"{HOME}/compare", params={"run": names[::-1]})
    assert got.status_code == 200
    assert f"<h1>{names[0]} và {names[1]}</h1>" in got.text
    assert got.headers["content-security-policy"].startswith("sandbox allow-scripts")
    for chosen in ([], names[:1], [names[0], names[0]]):
        alone = evaluator.get(f"{HOME}/compare", params={"run": chosen})
        assert alone.status_code == 422
        assert "Chọn từ 2 đến 6 lần chạy" in alone.text


def test_a_long_list_of_runs_is_shown_in_parts(
    evaluator: TestClient, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.evaluation.pages.RUNS", 2)
    names = sorted(run_set(evaluator, bench, "một", name=f"{n}.jsonl").name for n in "abc")
    first, second = evaluator.get(HOME).text, evaluator.get(f"{HOME}/runs?from=2").text
    assert [name in first for name in names] == [False, True, True]
    assert [name in second for name in names] == [True, False, False]
    assert f'href="{HOME}?from=2#live" rel="next"' in first
    assert f'href="{HOME}?from=0#live" rel="prev"' in second


def test_runs_that_cannot_be_compared_are_told(evaluator: TestClient, bench: Bench) -> None:
    names = [run_set(evaluator, bench, "x", name=name).name for name in ("a.jsonl", "hong.jsonl")]
    got = evaluator.get(f"{HOME}/compare", params={"run": names})
    assert got.status_code == 422
    assert "không có câu nào chung" in got.text


# results taken home


def test_the_workbook_holds_every_answer_and_no_formula(
    evaluator: TestClient, bench: Bench
) -> None:
    run = run_set(evaluator, bench, "=1+2", "+84 là số nào, sai?", "@tên\x07\ufffe", "-5 là gì?")
    got = evaluator.get(f"{HOME}/run/{run.name}/results.xlsx")
    assert got.status_code == 200
    assert got.headers["content-disposition"] == f'attachment; filename="{run.name}.xlsx"'
    book = load_workbook(BytesIO(got.content))
    answers, measures = book.worksheets
    rows = list(answers.iter_rows(min_row=2))
    questions = [row[1] for row in rows]
    assert [cell.value for cell in questions] == [
        "=1+2",
        "+84 là số nào, sai?",
        "@tên",
        "-5 là gì?",
    ]
    assert all(cell.quotePrefix for cell in questions)
    cells = [cell for row in (*answers.iter_rows(), *measures.iter_rows()) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "b"}
    heads = [cell.value for cell in answers[1]]
    assert rows[1][heads.index("Sai ở khâu")].value == "Truy hồi"
    assert "[1] a.txt, dòng 1–2: =HYPERLINK(1)" in rows[0][heads.index("Dẫn nguồn")].value
    assert ("supported", 0.75, 0.375, 1) in list(measures.iter_rows(values_only=True))


def test_results_are_taken_home_as_they_are(evaluator: TestClient, bench: Bench) -> None:
    run = run_set(evaluator, bench, "một", "hai")
    got = evaluator.get(f"{HOME}/run/{run.name}/results.jsonl")
    assert got.content == run.results.read_bytes()
    assert "attachment" in got.headers["content-disposition"]
    assert [json.loads(line)["id"] for line in got.text.splitlines()] == ["q1", "q2"]


def test_a_run_that_was_stopped_can_be_taken_home_as_well(
    evaluator: TestClient, bench: Bench
) -> None:
    upload(evaluator, "bo.jsonl", lines("một", "đợi hai"))
    send(evaluator, "start", origin="own", set="bo.jsonl")
    (run,) = bench.runs.all()
    until(lambda: bench.now(run).done == 1)
    send(evaluator, "stop", run=run.name)
    bench.queue.wait()
    assert bench.queue.state(run) is State.STOPPED
    assert evaluator.get(f"{HOME}/run/{run.name}/results.xlsx").status_code == 200
    assert evaluator.get(f"{HOME}/run/{run.name}/report").status_code == 404


def test_the_pages_speak_english_when_asked(evaluator: TestClient, bench: Bench) -> None:
    run = run_set(evaluator, bench, "một")
    assert "Choose a question set to run" in evaluator.get(f"{HOME}?lang=en").text
    page = evaluator.get(f"{HOME}/run/{run.name}").text
    assert "100.0%" in page
    assert "1 of 1 questions" in page
    book = load_workbook(
        BytesIO(evaluator.get(f"{HOME}/run/{run.name}/results.xlsx").content), read_only=True
    )
    assert book.sheetnames == ["Answers", "Measures"]


def test_every_form_posts_to_a_door_that_is_open(evaluator: TestClient, bench: Bench) -> None:
    run = run_set(evaluator, bench, "sập")
    pages = [HOME, f"{HOME}/set/own/bo.jsonl", f"{HOME}/run/{run.name}"]
    found = {
        address
        for page in pages
        for address in re.findall(r'action="([^"]+)"', evaluator.get(page).text)
    }
    assert found >= {f"{HOME}/{path}" for path in ("upload", "start", "resume", "delete")}
    for address in found - {f"{HOME}/compare"}:
        got = evaluator.post(address, content=b"", headers={"origin": "http://elsewhere"})
        assert got.status_code == 403
    assert quote("bo.jsonl") in evaluator.get(HOME).text
