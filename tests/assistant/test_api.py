from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent / "web"))
from desk import FONT, REPORT, Desk

from assistant.api import Desk as Queue
from assistant.api import create_app
from assistant.problems import Refusal
from assistant.schema import AnswerOut
from assistant.settings import Settings


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    if not FONT.exists():
        pytest.skip(f"needs {FONT} (fonts-noto-core) to print a page")
    return Desk(tmp_path)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(desk), raise_server_exceptions=False) as client:
        yield client


def test_health_counts_the_documents_of_the_role(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "documents": 2}


def test_an_answer_is_the_json_of_the_contract(client: TestClient) -> None:
    got = client.post("/api/ask", json={"question": "Sở có bao nhiêu TTHC?"})
    answer = AnswerOut.model_validate(got.json())
    assert set(got.json()) == set(AnswerOut.model_fields)
    assert answer.status == "answered"
    assert answer.short_answer == "58 thủ tục"
    assert (answer.citations[0].document, answer.citations[0].page) == (REPORT, 2)
    assert got.headers["cache-control"] == "no-store"


def test_a_refusal_is_an_answer(client: TestClient) -> None:
    got = client.post("/api/ask", json={"question": "thời tiết hôm nay?"})
    assert (got.status_code, got.json()["status"]) == (200, "out_of_scope")


def test_history_goes_along_as_far_as_the_setting_reaches(desk: Desk, client: TestClient) -> None:
    earlier = [f"câu {n}" for n in range(9)]
    client.post("/api/ask", json={"question": "thế còn phí?", "history": earlier})
    assert desk.asked == [("thế còn phí?", tuple(earlier[-6:]))]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": " \n"}, "question"),
        ({"question": "a" * 501}, "question"),
        ({"question": "a", "history": ["b" * 501]}, "history"),
        ({"question": "a", "history": ["b"] * 51}, "history"),
        ({}, "question"),
        ({"question": 7}, "question"),
        ({"question": "a", "role": "staff"}, "role"),
        ({"question": "a", "history": "b"}, "history"),
    ],
)
def test_what_is_wrong_is_told_as_problem_details(
    desk: Desk, client: TestClient, sent: dict[str, object], field: str
) -> None:
    got = client.post("/api/ask", json=sent)
    assert got.status_code == 422
    assert got.headers["content-type"] == "application/problem+json"
    problem = got.json()
    assert problem["status"] == 422
    assert problem["title"] == "Yêu cầu không hợp lệ"
    assert problem["errors"][0]["field"] == field
    assert desk.asked == []


def test_problem_details_do_not_repeat_the_question(client: TestClient) -> None:
    got = client.post("/api/ask", json={"question": ["bí mật của tôi"]})
    assert got.status_code == 422
    assert "bí mật" not in got.text


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", "/api/ask", 405)]
)
def test_errors_of_routing_are_problem_details_too(
    client: TestClient, method: str, path: str, status: int
) -> None:
    got = client.request(method, path)
    assert (got.status_code, got.json()["status"]) == (status, status)
    assert got.headers["content-type"] == "application/problem+json"


def test_broken_json_is_a_problem_and_not_a_crash(client: TestClient) -> None:
    got = client.post("/api/ask", content=b"{", headers={"Content-Type": "application/json"})
    assert got.status_code == 422
    assert got.json()["errors"][0]["detail"] == "Không phải JSON hợp lệ."


def test_a_failure_inside_says_and_logs_nothing_of_the_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    got = client.post("/api/ask", json={"question": "câu hỏng bí mật"})
    assert got.status_code == 500
    assert got.headers["content-type"] == "application/problem+json"
    assert "bí mật" not in got.text + caplog.text


def test_more_questions_than_places_are_turned_away() -> None:
    async def crowd() -> list[object]:
        queue = Queue(Settings(_env_file=None, concurrency=1, queue=1))

        async def one() -> None:
            async with queue:
                await asyncio.sleep(0.01)

        first = await asyncio.gather(*(one() for _ in range(3)), return_exceptions=True)
        return [*first, *await asyncio.gather(one(), return_exceptions=True)]

    served = asyncio.run(crowd())
    assert [type(result) for result in served] == [type(None), type(None), Refusal, type(None)]


def test_the_description_works_without_script_or_network(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "<script" not in page
    assert "--deep:" in page  # the style sheet is inside
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    for said in ("/api/ask", "AnswerOut", "short_answer", "CitationOut", "source_quote"):
        assert said in page


def test_the_schema_names_the_problem_details(client: TestClient) -> None:
    responses = client.get("/openapi.json").json()["paths"]["/api/ask"]["post"]["responses"]
    assert "application/problem+json" in responses["422"]["content"]
