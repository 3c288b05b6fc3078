from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from eval.metrics import summarise
from eval.report import render, shown

EVIL = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"


def row(**fields: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": EVIL,
        "question": EVIL,
        "history": [EVIL],
        "style": EVIL,
        "type": EVIL,
        "answerable": True,
        "gold_answer": EVIL,
        "status": EVIL,
        "answer": EVIL,
        "short_answer": EVIL,
        "citations": [
            {"marker": 1, "document": EVIL, "page": 3, "lines": None, "sheet": EVIL, "row": 5,
             "quote": EVIL}
        ],
        "notices": [{"kind": EVIL, "message": EVIL, "marker": 1}],
        "scores": {"supported": True, "refused": False, "rank": 1},
    }  # fmt: skip
    return {**values, **fields}


def page(*rows: dict[str, Any]) -> str:
    summary = summarise([])
    return render(EVIL, {**summary, "by_style": {EVIL: summary}}, rows)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_what_anyone_typed_is_text_and_no_markup() -> None:
    text = page(row())
    tags = Tags(text).seen
    assert not {"script", "img"} & {tag for tag, _ in tags}
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert text.count("&lt;script&gt;") >= 13


def test_the_page_needs_nothing_else() -> None:
    text = page(row())
    tags = Tags(text).seen
    assert not {"link", "iframe", "object", "base", "form"} & {tag for tag, _ in tags}
    assert not any({"src", "href", "action"} & set(attributes) for _, attributes in tags)
    assert not re.search(r"@import|url\(", text)
    assert "<meta charset=utf-8>" in text


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        ({}, "✓"),
        ({"scores": {"supported": False, "refused": False}}, "✗"),
        ({"scores": {"supported": None, "refused": False}}, "·"),
        ({"answerable": False, "scores": {"supported": None, "refused": True}}, "✓"),
        ({"answerable": False, "scores": {"supported": None, "refused": False}}, "✗"),
    ],
)
def test_a_question_is_marked_by_whether_it_was_answered_as_it_should(
    fields: dict[str, Any], mark: str
) -> None:
    assert mark in page(row(**fields)).split("Từng câu hỏi")[1]


def test_a_row_without_the_optional_fields_is_shown_too() -> None:
    bare = row(short_answer=None, citations=[], notices=[])
    for key in ("history", "style", "type", "gold_answer", "answerable"):
        del bare[key]
    assert "Đáp án: –" in page(bare)


def test_a_measure_that_does_not_apply_is_a_dash() -> None:
    assert [shown(None), shown(0.5), shown(1.0), shown(7)] == ["–", "0.500", "1.000", "7"]
