from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest

from eval.measures.losses import Stage
from eval.report import render, shown
from eval.report.rows import reasons, verdict
from eval.report.texts import STAGES, WHY
from tests.eval.reporting import EVIL, Tags, data_of, plain, row, summary


def page(*rows: dict[str, Any], **fields: Any) -> str:
    return render(EVIL, summary(**fields), rows)


def test_what_anyone_typed_is_text_and_no_markup() -> None:
    text = page(row())
    tags = Tags(text)
    assert tags.names.count("script") == 2
    assert "img" not in tags.names
    assert not any(name.startswith("on") for _, attributes in tags.seen for name in attributes)
    assert text.lower().count("</script") == 2
    assert "<!--" not in text
    assert "\u2028" not in text.partition('id="data">')[2].partition("</script>")[0]
    assert "&lt;img src=x" in text


def test_what_anyone_typed_reaches_the_script_to_the_letter() -> None:
    (shown_row,) = data_of(page(row()))["rows"]
    assert shown_row["question"] == EVIL
    assert shown_row["answer"] == f"{EVIL} [1]"
    assert shown_row["citations"][0]["quote"] == EVIL
    assert shown_row["earlier"] == [EVIL]
    assert shown_row["retrieved"][0]["text"] == " ".join(EVIL.split())


def test_names_of_a_plot_are_text_too() -> None:
    text = page(row())
    (plot,) = re.findall(r"<svg[^>]*by-style-title.*?</svg>", text, re.DOTALL)
    assert set(Tags(plot).names) <= {"svg", "title", "desc", "text", "line", "circle"}
    assert "&lt;/script&gt;" in plot


def test_the_page_needs_nothing_else_and_forbids_itself_anything_else() -> None:
    text = page(row())
    tags = Tags(text)
    assert not {"iframe", "object", "base", "form", "img"} & set(tags.names)
    addresses = [a[k] for _, a in tags.seen for k in ("src", "href", "action") if k in a]
    assert set(addresses) == {"data:,", "#questions"}
    assert not re.search(r"@import|https?://", text.replace(EVIL, ""))
    policy = next(a["content"] or "" for _, a in tags.seen if "http-equiv" in a)
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        code = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[-1]
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_vietnamese_stands_first_and_english_beside_it() -> None:
    text = page(plain(1))
    assert '<html lang="vi">' in text
    said = Tags(text).text
    assert said.index("Kết quả chính") < said.index("Headline figures")
    assert "62,5 %" in said.replace("\u00a0", " ")
    assert "62.5%" in said


def test_figures_stand_with_their_intervals_where_a_run_has_them() -> None:
    without = Tags(page(plain(1))).text
    assert "Dưới mỗi số là khoảng tin cậy" not in without
    intervals = {"supported": [0.401, 0.923], "refusal_recall": None, "mrr": ["a", "b"]}
    said = Tags(page(plain(1), intervals=intervals)).text.replace("\u00a0", " ")
    assert "40,1–92,3 %" in said
    assert "40.1–92.3%" in said
    assert "Dưới mỗi số là khoảng tin cậy" in said


def test_an_interval_is_drawn_at_its_place() -> None:
    group = {**summary(), "intervals": {"supported": [0.25, 0.75]}}
    text = page(plain(1), by_style={"typo": group})
    (plot,) = re.findall(r"<svg[^>]*by-style-title.*?</svg>", text, re.DOTALL)
    (drawn,) = [a for t, a in Tags(plot).seen if t == "line" and a["class"] == "interval"]
    assert (drawn["x1"], drawn["x2"]) == ("25.00%", "75.00%")
    (point,) = [a for t, a in Tags(plot).seen if t == "circle"]
    assert point["cx"] == "50.00%"
    assert "Gõ sai: 50\u00a0% · 2 câu" in plot


def test_a_screen_reader_is_told_what_a_plot_shows() -> None:
    for plot in re.findall(r"<svg.*?</svg>", page(*map(plain, range(5))), re.DOTALL):
        tags = Tags(plot)
        ids = {attributes.get("id") for _, attributes in tags.seen}
        ((_, outer),) = [one for one in tags.seen if one[0] == "svg"]
        assert outer["role"] == "img"
        assert set((outer["aria-labelledby"] or "").split()) <= ids


def test_the_road_says_where_answers_are_lost() -> None:
    scores = {"supported": False, "refused": False, "rank": 1}
    lost = [
        plain(1, scores={**scores, "lost_at": stage})
        for stage in ("read", "retrieved", "refused", "selected")
    ]
    right = plain(2, scores={**scores, "supported": True, "lost_at": None})
    text = page(right, *lost, plain(3, answerable=False, scores={"refused": True}))
    (road,) = re.findall(r'<svg[^>]*"lost-title.*?</svg>', text, re.DOTALL)
    assert (
        "Đọc tài liệu: mất 1 · còn 4; Sửa chữ: còn 4; Truy hồi: mất 1 · còn 3; "
        "Quyết định trả lời: mất 1 · còn 2; Chọn câu trả lời: mất 1 · còn 1; Kiểm chứng: còn 1"
    ) in road


def test_a_run_that_does_not_tell_stages_has_no_road() -> None:
    old = plain(1, scores={"supported": False, "refused": False, "rank": 1})
    assert "lost-title" not in page(old)
    assert "latency-title" not in page(old)


def test_refusals_are_counted_by_what_was_due() -> None:
    rows = [
        plain(1),
        plain(2, status="not_found"),
        plain(4, status="not_found", answerable=False, scores={"refused": True}),
        plain(5, status="needs_clarification", answerable=False, scores={"refused": False}),
    ]
    matrix = re.findall(r'<table class="matrix">(.*?)</table>', page(*rows), re.DOTALL)[0]
    cells = re.findall(r'<td class="(\w*)">(\d+)', matrix)
    assert cells == [
        ("due", "1"), ("amiss", "1"), ("", "0"),
        ("", "0"), ("due", "1"), ("amiss", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 19, 20, 60])
def test_calibration_is_drawn_where_enough_questions_have_a_confidence(count: int) -> None:
    rows = [
        plain(i, answerable=i % 2 == 0, scores={"confidence": i / 60, "refused": False})
        for i in range(count)
    ]
    assert ("confidence-title" in page(*rows)) is (count >= 20)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, "right"),
        ({"scores": {"supported": False, "refused": False}}, "wrong"),
        ({"scores": {"supported": None, "refused": False}}, "unscored"),
        ({"scores": {}}, "unscored"),
        ({"answerable": False, "scores": {"supported": None, "refused": True}}, "right"),
        ({"answerable": False, "scores": {"supported": None, "refused": False}}, "wrong"),
        ({"expected_status": "needs_clarification", "status": "needs_clarification",
          "scores": {"supported": None}}, "right"),
        ({"expected_status": "needs_clarification", "status": "answered",
          "scores": {"supported": None}}, "wrong"),
    ],
)  # fmt: skip
def test_a_question_is_right_where_it_was_answered_as_it_should(
    fields: dict[str, Any], found: str
) -> None:
    assert verdict(row(**fields)) == found
    assert data_of(page(row(**fields)))["rows"][0]["verdict"] == found


WRONG = {"supported": False, "refused": False, "rank": 1}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"answer": "Sở có 158 thủ tục. [1]"}, [["parts", "58 thủ tục / 58 TTHC"]]),
        ({"answer": "Sở có 58 thủ tục. [1]"}, [["source"]]),
        ({"answer": "58 thủ tục " + "a " * 120}, [["length", 123, 120]]),
        ({"answer": "58 thủ tục " + "a " * 120, "type": "list"}, [["source"]]),
        ({"status": "not_found"}, [["refused"]]),
        ({"status": "needs_clarification"}, [["clarified"]]),
        ({"status": "error"}, [["failed"]]),
        ({"answerable": False, "status": "error"}, [["failed"]]),
        ({"answerable": False}, [["answered"]]),
        ({"answerable": False, "status": "needs_clarification"}, [["clarified"]]),
        ({"status": "not_found", "scores": {**WRONG, "lost_at": "refused"}}, []),
        ({"status": "not_found", "scores": {**WRONG, "lost_at": "retrieved"}}, [["refused"]]),
        ({"answer": "58 TTHC", "scores": {**WRONG, "direct": False}}, [["source"], ["short"]]),
        ({"scores": {"supported": True, "direct": False}}, [["short"]]),
        ({"scores": {"supported": True, "direct": True}}, []),
    ],
)
def test_a_wrong_answer_says_what_is_wrong_with_it(
    fields: dict[str, Any], found: list[list[Any]]
) -> None:
    assert reasons(plain(1, **{"scores": WRONG, **fields})) == found


def test_every_stage_has_its_words() -> None:
    assert set(STAGES) == set(WHY) == {stage.value for stage in Stage}


def test_a_row_with_nothing_but_its_question_is_shown_too() -> None:
    bare = {"id": 7, "question": "Giá vàng?", "scores": {"refused": True}}
    (given,) = data_of(page(bare))["rows"]
    assert (given["id"], given["question"], given["verdict"]) == ("7", "Giá vàng?", "unscored")


@pytest.mark.parametrize(
    "field",
    ["answer", "citations", "notices", "retrieved", "history", "must_contain", "evidence", "scores",
     "timings_ms", "status", "style"],
)  # fmt: skip
@pytest.mark.parametrize("value", [None, "text", 5, [1, "a", None], {"a": 1}])
def test_a_row_that_is_wrong_by_hand_does_not_stop_the_report(field: str, value: object) -> None:
    assert len(data_of(page(plain(1, **{field: value}), plain(2)))["rows"]) == 2


def test_numbers_that_cannot_be_drawn_are_left_out() -> None:
    text = page(plain(1, scores={"latency_ms": float("nan"), "supported": True, "rank": 1}))
    assert "NaN" not in text
    assert "latency_ms" not in data_of(text)["rows"][0]["scores"]


def test_an_empty_run_says_so() -> None:
    said = Tags(page(questions=0, complete=False)).text
    assert "Lần chạy này chưa xong" in said
    assert "Chưa có câu nào được hỏi" in said


def test_few_questions_are_called_few() -> None:
    warning = "Ít câu hỏi"
    assert warning in page(plain(1))
    assert warning not in page(*map(plain, range(30)))


def test_half_a_character_does_not_stop_the_report() -> None:
    page(plain(1, answer="a\ud800b")).encode("utf-8")


def test_two_hundred_long_questions_fit_three_megabytes() -> None:
    long = "Đến thời điểm báo cáo, tổng số thủ tục hành chính của Sở là 58 thủ tục. " * 14
    passages = [{"document": "bao-cao.pdf", "page": 3, "score": 0.5, "text": long}] * 10
    citation = {"marker": 1, "document": "bao-cao.pdf", "page": 3, "title": long[:120],
                "quote": long[:500], "source_quote": long[:500]}  # fmt: skip
    rows = [plain(i, answer=long, retrieved=passages, citations=[citation] * 4) for i in range(200)]
    assert len(page(*rows).encode("utf-8")) < 3_000_000


def test_settings_are_told_with_the_role_in_words() -> None:
    run = {"set": "demo.jsonl", "role": "staff", "versions": {"torch": "2.13.0"}}
    said = Tags(page(plain(1), run=run)).text
    assert "Vai trò Role Công chức Staff" in said
    assert "versions.torch 2.13.0" in said


def test_a_measure_that_does_not_apply_is_a_dash() -> None:
    assert [shown(None), shown(0.5), shown(1.0), shown(7)] == ["–", "0.500", "1.000", "7"]


def test_thresholds_are_told_with_what_was_measured() -> None:
    judged = [
        {"measure": "supported", "least": 0.75, "most": None, "measured": 0.5, "missed": True},
        {
            "measure": "latency_ms.p95",
            "least": None,
            "most": 2000,
            "measured": 737,
            "missed": False,
        },
    ]
    said = Tags(page(plain(1), thresholds=judged)).text
    assert "0,500 0.500 ( ≥ 0,750 ≥ 0.750 ) không đạt missed" in said
    assert "latency_ms.p95: 737 ( ≤ 2.000 ≤ 2,000 )" in said
    assert "Mức cần đạt" not in Tags(page(plain(1))).text


def test_agreement_of_repeats_is_a_headline_figure() -> None:
    said = Tags(page(plain(1), repeats={"questions": 40, "agreement": 0.975})).text
    assert "Trả lời như nhau khi hỏi lại" in said
    assert "97,5\u00a0%" in said or "97,5 %" in said
