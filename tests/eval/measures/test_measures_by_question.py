"""Lists, length, notices, understanding: what a set may ask of an answer besides."""

from __future__ import annotations

from typing import Any

import pytest

from eval.measures.latency import by_stage
from tests.eval.scoring import answer, item, scored

ROOMS = [["Thanh tra Sở"], ["Quản lý Khoa học"], ["Đổi mới sáng tạo", "ĐMST"]]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Thanh tra Sở; Phòng Quản lý khoa học; Phòng Công nghệ và ĐMST", 1.0),
        ("Thanh tra sở, Phòng Quản lý Khoa học", 2 / 3),
        ("Văn phòng", 0.0),
        ("Thanh tra Sở; Quản lý Khoa học; Đổi mới sáng tạo" + " chữ" * 300, 1.0),
    ],
)
def test_a_list_is_complete_by_the_share_of_its_parts(text: str, share: float) -> None:
    scores = scored(item(type="list", must_contain=ROOMS), answer(answer=f"{text} [1]"))
    assert scores["list_completeness"] == share


def test_only_lists_that_can_be_answered_are_complete_or_not() -> None:
    assert scored(item(type="number"))["list_completeness"] is None
    assert scored(item(type="list", must_contain=[]))["list_completeness"] is None
    assert scored(item(type="list", answerable=False))["list_completeness"] is None
    refused = answer(status="not_found", answer="Không có Thanh tra Sở", citations=[])
    assert scored(item(type="list", must_contain=ROOMS), refused)["list_completeness"] == 0.0


def test_markers_do_not_make_an_answer_longer() -> None:
    assert scored(said=answer(answer="Có 58 thủ tục[1] [2]\nXem thêm. [3]"))["words"] == 6


DISAGREES = {"kind": "figures_disagree", "message": "276 + 04 = 280, nhưng in 281.", "marker": 1}
REPLACED = {"kind": "changed", "message": "Văn bản này đã được thay thế.", "marker": None}


@pytest.mark.parametrize(
    ("expected", "there", "counts"),
    [
        (["figures_disagree"], [DISAGREES], (1, 0, 0)),
        (["276 + 04 = 280"], [DISAGREES], (1, 0, 0)),
        (["đã được thay thế", "figures_disagree"], [DISAGREES, REPLACED], (2, 0, 0)),
        (["figures_disagree"], [], (0, 1, 0)),
        (["figures_disagree"], [REPLACED], (0, 1, 1)),
        (["figures_disagree", "figures_disagree"], [DISAGREES], (1, 1, 0)),
        (["figures_disagree"], [DISAGREES, DISAGREES], (1, 0, 1)),
        (["figures"], [DISAGREES], (0, 1, 1)),
        (["28"], [DISAGREES], (0, 1, 1)),
        ("figures_disagree", [DISAGREES], (1, 0, 0)),
        ([], [DISAGREES], (0, 0, 1)),
        ([], [], (0, 0, 0)),
        (None, [DISAGREES], (None, None, None)),
    ],
)
def test_notices_are_right_missed_or_false_where_a_set_expects_them(
    expected: object, there: list[dict[str, Any]], counts: tuple[int | None, ...]
) -> None:
    scores = scored(item(notices=expected), answer(notices=there))
    names = ("notices_right", "notices_missed", "notices_false")
    assert tuple(scores[name] for name in names) == counts


@pytest.mark.parametrize(
    ("gold", "read", "understood"),
    [
        ("Hiện nay Sở có mấy Phó Giám đốc?", "hiện nay sở có mấy phó giám đốc", True),
        ("Thủ tục số hóa hồ sơ", "thủ tục  số hoá hồ sơ.", True),
        ("Hiện nay Sở có mấy Phó Giám đốc?", "hiện nay so có mấy phó giám đốc", False),
        ("hien nay so co may pho giam doc", "Hiện nay Sở có mấy Phó Giám đốc?", True),
        (["PAPI năm 2023?", "PAPI 2023"], "PAPI 2023", True),
        ("Phí năm 2023", "Phí năm 2024", False),
        ("Phí là gì", "Phí", False),
        ("", "gì", None),
        ([], "gì", None),
        (None, "gì", None),
        (5, "5", None),
    ],
)
def test_a_question_is_understood_where_its_words_and_accents_are_the_meant_ones(
    gold: object, read: str, understood: bool | None
) -> None:
    scores = scored(item(understood_as=gold), answer(understood_as=read))
    assert scores["understood"] is understood


def test_a_stage_has_the_times_of_the_answers_that_passed_it() -> None:
    answers = [
        answer(timings_ms={"understand": 1.0, "total": 1.5}),
        answer(timings_ms={"understand": 3.0, "retrieve": 20.0, "total": 24.0}),
        answer(timings_ms={}),
    ]
    assert by_stage(answers) == {
        "understand": {"p50": 1.0, "p95": 3.0},
        "retrieve": {"p50": 20.0, "p95": 20.0},
    }
    assert [scored(said=said)["latency_ms"] for said in answers] == [1.5, 24.0, 0.0]
