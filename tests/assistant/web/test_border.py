from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from assistant.web.border import MAX_BODY


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=https://example.com"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/vibe-edit"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/monitoring"),
        ("POST", "/login"),
        ("GET", "/admin"),
        ("GET", "/admin/login"),
        ("POST", "/admin/login"),
        ("POST", "/admin/upload"),
        ("GET", "/admin/admin.js"),
    ],
)
def test_doors_that_the_page_does_not_need_are_closed(
    client: TestClient, method: str, path: str
) -> None:
    got = client.request(method, path)
    assert got.status_code == 404
    assert got.headers["content-type"] == "application/problem+json"


def test_the_chat_page_opens_in_vietnamese_and_allows_nothing_from_outside(
    client: TestClient,
) -> None:
    got = client.get("/")
    assert got.status_code == 200
    assert re.search(r'<html\s+lang="vi"', got.text)
    assert "<title>Trợ lý hỏi đáp — Sở Khoa học và Công nghệ Hưng Yên</title>" in got.text
    assert "githubusercontent" not in got.text
    policy = got.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/documents/x"])
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/ask", "/gradio_api/queue/join"])
def test_a_large_body_is_turned_away_announced_or_not(client: TestClient, path: str) -> None:
    body = b'{"question": "' + b"a" * MAX_BODY + b'"}'
    json = {"Content-Type": "application/json"}
    announced = client.post(path, content=body, headers=json)
    streamed = client.post(path, content=iter([body[:1000], body[1000:]]), headers=json)
    assert announced.status_code == streamed.status_code == 413
    assert announced.headers["content-type"] == "application/problem+json"
