"""The contract's scores, taken again from the lines of `results.jsonl` by code of its own."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from eval.measures import summarise
from eval.result import Result
from tests.eval.scoring import TEXT, answer, citation, item, passage, result

Row = Mapping[str, Any]

LIST = {
    "type": "list",
    "style": "english",
    "must_contain": [["Thanh tra Sở"], ["số hóa", "digitisation"]],
    "evidence": [{"document": "b.txt", "lines": [4, 9]}],
}
IN_B = {"document": "b.txt", "page": None, "lines": [8, 12]}
IN_C = {"document": "c.xlsx", "page": None, "sheet": "DANH MỤC", "row": 6, "procedure": "1.004150"}
REFUSAL = {"short_answer": None, "citations": [], "answer": "Tôi không tìm thấy. Xin hỏi lại."}


def lines() -> list[Row]:
    """The lines of a run of every kind of question and answer, as a reader of the file gets them."""
    pairs = [
        (item(), answer()),
        (item(style="typo"), answer(answer="Sở có 158 thủ tục[1]", short_answer="158 thủ tục")),
        (item(type="date", must_contain=[["07/12/2021", "7/12/2021"]]),
         answer(answer="ngày 7/12/2021.[1]", short_answer="17/12/2021")),
        (item(**LIST), answer(answer="THANH TRA SỞ, số hoá [1][2]",
                              citations=[citation(page=9), citation(marker=2, **IN_B)],
                              retrieved=[passage(**IN_B), passage()])),
        (item(**LIST), answer(answer=f"Thanh tra Sở, số hóa {'chữ ' * 246}[1]",
                              citations=[citation(**IN_B)], retrieved=[passage()])),
        (item(type="procedure", must_contain=[["1.000,5"]],
              evidence=[{"document": "c.xlsx", "sheet": "Danh mục", "row": [5, 7]}]),
         answer(answer="Là 11.000,5 [1]", citations=[citation(**IN_C)],
                retrieved=[passage(), passage(), passage(**IN_C)])),
        (item(type="who", must_contain=[["Sở"]], evidence=[{"document": "a.pdf"}]),
         answer(short_answer="Sở " + "chữ " * 25)),
        (item(type="yes_no", must_contain=[], evidence=[{"document": "a.pdf", "quote": TEXT}]),
         answer(status="partly_answered")),
        (item(), answer(status="not_found", retrieved=[], **REFUSAL)),
        (item(answerable=False, type="unanswerable"), answer(status="out_of_scope", **REFUSAL)),
        (item(answerable=False, type="unanswerable"), answer(status="blocked", **REFUSAL)),
        (item(answerable=False, type="unanswerable"), answer()),
        (item(answerable=False), answer(status="needs_clarification", **REFUSAL)),
        (item(), answer(status="error", timings_ms={"total": 1234.567}, **REFUSAL)),
    ]  # fmt: skip
    rows = []
    for number, (asked, said) in enumerate(pairs):
        line = json.dumps(result(asked, said).row(), ensure_ascii=False)
        rows.append({**json.loads(line), "id": f"q{number}"})
    return rows


def same(text: str) -> str:
    """NFC, no case, the tone mark of oa, oe and uy on the second letter, single spaces."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold())
    plain = re.sub("(o)([\u0300\u0301\u0303\u0309\u0323])([ae])", r"\1\3\2", plain)
    plain = re.sub("(u)([\u0300\u0301\u0303\u0309\u0323])(y)", r"\1\3\2", plain)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def says(text: str, variant: str) -> bool:
    text, variant = same(re.sub(r"\[\d+\]", " ", text)), same(variant)
    for start in range(len(text) - len(variant) + 1):
        end = start + len(variant)
        if text[start:end] != variant:
            continue
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        longer = variant[0].isdigit() and re.search(r"\d[.,]?$", before)
        goes_on = variant[-1].isdigit() and re.match(r"[.,]?\d", after)
        if not longer and not goes_on:
            return True
    return False


def says_all(text: str | None, row: Row) -> bool:
    parts = row["must_contain"]
    return bool(text) and all(any(says(text or "", v) for v in part) for part in parts)


def length(text: str) -> int:
    return len(re.sub(r"\[\d+\]", " ", text).split())


def meets(one: Any, other: Any) -> bool:
    spans = [span if isinstance(span, list) else [span, span] for span in (one, other)]
    return all(span[0] is not None for span in spans) and (
        max(span[0] for span in spans) <= min(span[-1] for span in spans)
    )


def overlaps(place: Row, wanted: Row) -> bool:
    texts = [place.get(key) or "" for key in ("text", "quote", "source_quote")]
    return (
        place["document"] == wanted["document"]
        and all(meets(place[key], wanted[key]) for key in ("page", "lines", "row") if key in wanted)
        and same(place["sheet"] or "") == same(wanted.get("sheet", place["sheet"]) or "")
        and any(same(wanted.get("quote", "")) in same(text) for text in texts)
    )


def contract(row: Row) -> dict[str, Any]:
    kind, answerable = row["type"], row["answerable"]
    places = [place for place in row["evidence"] if len(place) > 1]
    scored: dict[str, Any] = {"rank": None, "supported": None, "direct": None}
    if answerable and places:
        ranks = [
            rank
            for rank, found in enumerate(row["retrieved"], start=1)
            if any(overlaps(found, place) for place in places)
        ]
        most = 250 if kind in ("list", "summary", "procedure", "procedure_card") else 120
        scored["rank"] = min(ranks, default=0)
        scored["supported"] = (
            says_all(row["answer"], row)
            and length(row["answer"]) <= most
            and any(overlaps(c, place) for c in row["citations"] for place in places)
        )
    types = ("number", "date", "document_number", "who", "yes_no", "definition")
    if answerable and kind in types and row["must_contain"]:
        short = row["short_answer"]
        scored["direct"] = says_all(short, row) and length(short or "") <= 25
    scored["refused"] = row["status"] in ("not_found", "out_of_scope", "blocked")
    scored["latency_ms"] = row["timings_ms"]["total"]
    return scored


def average(values: Sequence[float]) -> float | None:
    return round(math.fsum(values) / len(values), 4) if values else None


def totals(rows: Sequence[Row]) -> dict[str, Any]:
    scores = [contract(row) for row in rows]
    ranks = [one["rank"] for one in scores if one["rank"] is not None]
    times = sorted(one["latency_ms"] for one in scores)
    refused = [
        not row["answerable"] for row, one in zip(rows, scores, strict=True) if one["refused"]
    ]
    due = [one["refused"] for row, one in zip(rows, scores, strict=True) if not row["answerable"]]
    valid = [v for row in rows if (v := row["scores"]["valid_citations"]) is not None]
    return {
        "questions": len(rows),
        "answerable": sum(row["answerable"] for row in rows),
        "hit_at_1": average([rank == 1 for rank in ranks]),
        "hit_at_5": average([rank in range(1, 6) for rank in ranks]),
        "mrr": average([1 / rank if rank else 0 for rank in ranks]),
        "supported": average([s for one in scores if (s := one["supported"]) is not None]),
        "direct": average([s for one in scores if (s := one["direct"]) is not None]),
        "refusal_precision": average(refused),
        "refusal_recall": average(due),
        "needs_clarification": sum(row["status"] == "needs_clarification" for row in rows),
        "partly_answered": sum(row["status"] == "partly_answered" for row in rows),
        "valid_citations": average(valid),
        "latency_ms": {
            f"p{share}": round(times[math.ceil(len(times) * share / 100) - 1], 2)
            for share in (50, 95)
        },
    }


@pytest.mark.parametrize("row", lines(), ids=lambda row: str(row["id"]))
def test_every_score_of_the_contract_can_be_taken_again_from_its_line(row: Row) -> None:
    again = contract(row)
    assert {name: row["scores"][name] for name in again} == again


def test_the_questions_are_of_every_outcome() -> None:
    scores = [row["scores"] for row in lines()]
    for name, outcomes in (
        ("rank", {None, 0, 1, 2, 3}),
        ("supported", {None, True, False}),
        ("direct", {None, True, False}),
        ("refused", {True, False}),
    ):
        assert {score[name] for score in scores} == outcomes


def test_the_summary_agrees_with_the_lines_to_the_last_digit() -> None:
    rows = lines()
    summary = summarise([Result.of(row) for row in rows])
    wanted = totals(rows)
    assert {name: summary[name] for name in wanted} == wanted
    for name, key in (("by_style", "style"), ("by_type", "type")):
        for value, group in summary[name].items():
            wanted = totals([row for row in rows if row[key] == value])
            assert {measure: group[measure] for measure in wanted} == wanted
