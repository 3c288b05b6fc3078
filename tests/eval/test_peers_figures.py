"""What the systems' answers come to: what is missing is missing, and tests count pairs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.schema import AnswerOut
from eval.peers import figures, table
from eval.peers.bench import OURS, Measured
from eval.peers.figures import POOLED
from eval.peers.peer import LANGCHAIN, NOM_VN, Peer
from eval.questions import item_of
from eval.report.bilingual import Text
from eval.result import Result

SAID = AnswerOut(
    question="?", understood_as="?", status="answered", answer="", short_answer=None,
    citations=[], notices=[], retrieved=[], timings_ms={},
)  # fmt: skip
RUN = {"command": "python -m eval.peers"}


def result(rank: int | None, supported: bool | None, ms: float = 10.0) -> Result:
    item = item_of({"id": "a", "question": "?", "answerable": rank is not None})
    scores: dict[str, Any] = {
        **dict.fromkeys(("direct", "valid_citations", "lost_at")),
        "rank": rank,
        "supported": supported,
        "refused": False,
        "latency_ms": ms,
    }
    return Result(item, SAID, (), scores)


def measured(system: str, name: str, *results: Result) -> Measured:
    return Measured(system, name, results)


RIGHT, WRONG, NONE = result(1, True), result(0, False), result(None, None)


def test_pairs_are_counted_question_by_question() -> None:
    ours = measured(OURS, "a", *[RIGHT] * 9, WRONG, NONE)
    theirs = measured("langchain", "a", *[WRONG] * 8, RIGHT, RIGHT, NONE)
    hit, pooled_hit, supported, _ = figures.paired([ours, theirs], [LANGCHAIN])
    assert (hit.measure, hit.set, hit.questions) == ("hit_at_1", "a", 10)
    assert (hit.better, hit.worse, hit.ours, hit.theirs) == (8, 1, 0.9, 0.2)
    assert hit.p == pytest.approx(2 * (1 + 9) / 2**9)
    assert hit.is_ahead
    assert (pooled_hit.set, pooled_hit.p) == (POOLED, hit.p)
    assert (supported.measure, supported.better) == ("supported", 8)


def test_a_small_lead_is_no_clear_lead() -> None:
    ours = measured(OURS, "a", *[RIGHT] * 5)
    theirs = measured("langchain", "a", *[WRONG] * 5)
    hit, *_ = figures.paired([ours, theirs], [LANGCHAIN])
    assert hit.p == pytest.approx(2 / 2**5)
    assert not hit.is_ahead


def test_sets_are_pooled_that_the_peer_answered() -> None:
    everything = [
        measured(OURS, "a", *[RIGHT] * 6),
        measured("langchain", "a", *[WRONG] * 6),
        measured(OURS, "b", WRONG),
        Measured("langchain", "b", failure="hỏng"),
    ]
    tests = figures.paired(everything, [LANGCHAIN])
    assert {(one.set, one.questions) for one in tests} == {("a", 6), (POOLED, 6)}
    found = figures.summary(everything, [LANGCHAIN])
    assert found["b"]["langchain"] == {"failure": "hỏng"}
    assert found[POOLED][OURS]["questions"] == 7
    assert found[POOLED]["langchain"]["questions"] == 6


def test_what_a_peer_cannot_do_is_none_and_ours_is_a_figure() -> None:
    pair = [measured(OURS, "a", RIGHT, NONE), measured("langchain", "a", RIGHT, NONE)]
    found = figures.summary(pair, [LANGCHAIN])["a"]
    assert found[OURS]["refusal_recall"] == 0.0
    assert found["langchain"]["refusal_recall"] is None
    assert "refusal_recall" not in found["langchain"]["intervals"]


def test_where_a_peer_is_better_is_said_with_its_time() -> None:
    pair = [
        measured(OURS, "a", RIGHT, WRONG),
        measured(
            "langchain", "a", replace(RIGHT, scores={**RIGHT.scores, "latency_ms": 2.0}), RIGHT
        ),
    ]
    behind = figures.behind(figures.summary(pair, [LANGCHAIN]))
    assert {one.measure for one in behind if one.set == "a"} == {
        *("hit_at_1", "hit_at_5", "mrr", "supported", "latency_ms")
    }


def shown(everything: list[Measured], peers: list[Peer]) -> str:
    return table.render(figures.as_fields(everything, peers, RUN), peers)


def test_the_table_shows_a_dash_with_a_footnote_and_no_zero() -> None:
    text = shown(
        [measured(OURS, "a", RIGHT, NONE), measured("langchain", "a", WRONG, NONE)], [LANGCHAIN]
    )
    [row] = [line for line in text.splitlines() if line.startswith("| a | 2 | LangChain")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert [cell for cell in cells if cell.startswith("–")] == ["– (1)", "– (2)", "– (2)"]
    assert cells[3].startswith("0.000")
    assert "- (2) không bao giờ từ chối" in text


def test_a_failed_peer_stands_in_the_table_with_its_reason() -> None:
    text = shown(
        [
            measured(OURS, "a", RIGHT),
            Measured("nom-vn", "a", failure="dừng với mã 1: a|b <script>"),
            measured("langchain", "a", RIGHT),
        ],
        [NOM_VN, LANGCHAIN],
    )
    assert "| a | – | nom-vn | – (1) |" in text
    assert r"dừng với mã 1: a\|b &lt;script>" in text
    assert "| a | 1 | LangChain RAG |" in text


def test_every_row_has_as_many_cells_as_its_heading() -> None:
    everything = [
        measured(OURS, "a|b", RIGHT, NONE),
        Measured("nom-vn", "a|b", failure="hỏng"),
        measured("langchain", "a|b", WRONG, NONE),
    ]
    text = shown(everything, [NOM_VN, LANGCHAIN])
    for block in text.split("\n\n"):
        rows = [line.replace(r"\|", "") for line in block.splitlines() if line.startswith("|")]
        assert len({row.count("|") for row in rows}) <= 1


def test_where_we_are_not_ahead_is_said_and_where_we_are_everywhere_too() -> None:
    same = [measured(OURS, "a", RIGHT), measured("langchain", "a", RIGHT)]
    assert "chưa vượt rõ ràng / no clear lead" in shown(same, [LANGCHAIN])
    faster = result(1, True, ms=1.0)
    ahead = [measured(OURS, "a", *[faster] * 9), measured("langchain", "a", *[WRONG] * 9)]
    assert "Không có. / Nowhere." in shown(ahead, [LANGCHAIN])


def test_notes_of_every_peer_are_in_both_languages() -> None:
    peer = Peer("x", "X", Path("main.py"), notes=(Text("chú ý", "note"),))
    everything = [measured(OURS, "a", RIGHT), measured("x", "a", RIGHT)]
    assert "- X: chú ý / note" in shown(everything, [peer])
