"""Rows and summaries as runs write them, for tests of the report and of the comparison."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

EVIL = "</script><script>alert(1)</script>\"'&<img src=x onerror=alert(2)></text><!--\u2028"


def row(**fields: Any) -> dict[str, Any]:
    """A line of `results.jsonl`, every text of which tries to be markup."""
    values: dict[str, Any] = {
        "id": EVIL,
        "question": EVIL,
        "understood_as": EVIL + "?",
        "history": [EVIL],
        "style": EVIL,
        "type": EVIL,
        "answerable": True,
        "gold_answer": EVIL,
        "must_contain": [[EVIL, EVIL]],
        "evidence": [{"document": EVIL, "page": 3, "lines": [1, 2], "sheet": EVIL}],
        "status": EVIL,
        "answer": EVIL + " [1]",
        "short_answer": EVIL,
        "citations": [
            {"marker": 1, "document": EVIL, "page": 3, "lines": None, "sheet": EVIL, "row": 5,
             "title": EVIL, "quote": EVIL, "source_quote": EVIL}
        ],
        "notices": [{"kind": EVIL, "message": EVIL, "marker": 1}],
        "retrieved": [{"document": EVIL, "page": 3, "score": 0.5, "procedure": EVIL, "text": EVIL}],
        "timings_ms": {EVIL: 3.0, "total": 5.0},
        "scores": {"supported": True, "direct": None, "refused": False, "rank": 1,
                   "latency_ms": 5.0, "lost_at": None, EVIL: EVIL},
    }  # fmt: skip
    return {**values, **fields}


def plain(number: int, **fields: Any) -> dict[str, Any]:
    """A line with ordinary texts; every third answer is wrong."""
    wrong = number % 3 == 0
    scores = {"supported": not wrong, "direct": not wrong, "refused": False, "rank": 1 + number % 4,
              "latency_ms": 100.0 + number, "lost_at": "selected" if wrong else None}  # fmt: skip
    return row(
        **{
            "id": f"q{number}",
            "question": f"Sở có bao nhiêu thủ tục ở lĩnh vực {number}?",
            "understood_as": f"Sở có bao nhiêu thủ tục ở lĩnh vực {number}?",
            "history": [],
            "style": "typo" if number % 2 else "plain",
            "type": "number",
            "gold_answer": "58 thủ tục",
            "must_contain": [["58 thủ tục", "58 TTHC"]],
            "evidence": [{"document": "bao-cao.pdf", "page": 3}],
            "status": "answered",
            "answer": "Sở có 12 hồ sơ. [1]" if wrong else "Sở có 58 thủ tục. [1]",
            "short_answer": "12 hồ sơ" if wrong else "58 thủ tục",
            "citations": [{"marker": 1, "document": "bao-cao.pdf", "page": 3, "title": "Báo cáo",
                           "quote": "tổng số TTHC là 58 thủ tục"}],
            "notices": [],
            "retrieved": [{"document": "bao-cao.pdf", "page": 3, "score": 0.9, "text": "58 TTHC"}],
            "timings_ms": {"understand": 1.0, "retrieve": 20.0, "total": 100.0 + number},
            "scores": scores,
            **fields,
        }
    )  # fmt: skip


def summary(**fields: Any) -> dict[str, Any]:
    """A summary as runs wrote it before there were intervals and stages."""
    measures: dict[str, Any] = {
        "questions": 3, "answerable": 2, "hit_at_1": 0.5, "hit_at_5": 1.0, "mrr": 0.75,
        "supported": 0.5, "direct": None, "refusal_precision": 1.0, "refusal_recall": 0.625,
        "valid_citations": 1.0, "latency_ms": {"p50": 290.46, "p95": 736.84},
    }  # fmt: skip
    groups = {"by_style": {EVIL: dict(measures)}, "by_type": {"number": dict(measures)}}
    return {"run": {"set": EVIL, "versions": {EVIL: EVIL}}, **measures, **groups, **fields}


class Tags(HTMLParser):
    """The elements of a page and the text outside scripts, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._script = False
        self.feed(text)

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.seen]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        self._script = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if not self._script:
            self.texts.append(data)


def data_of(page: str) -> dict[str, Any]:
    """What the page's script is given."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data
