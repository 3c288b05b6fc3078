from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.findings import Kind, Severity
from eval.questions import Item, SetError, read

ROW: dict[str, Any] = {
    "id": "q1",
    "question": "Sở có bao nhiêu thủ tục?",
    "history": ["Câu trước?"],
    "audience": "citizen",
    "style": "plain",
    "type": "number",
    "answerable": True,
    "answer": "58 thủ tục",
    "must_contain": [["58 thủ tục", "58 TTHC"], ["một cửa"]],
    "evidence": [{"document": "a.pdf", "page": 3}, {"document": "b.txt", "lines": [7, 9]}],
    "difficulty": "khó",
}


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    def save(*rows: object) -> Path:
        path = tmp_path / "set.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return path

    return save


def test_a_line_is_a_question_with_its_gold(saved: Callable[..., Path]) -> None:
    (item,) = read(saved(ROW))
    assert item.history == ("Câu trước?",)
    assert item.must_contain == (("58 thủ tục", "58 TTHC"), ("một cửa",))
    assert item.located == tuple(ROW["evidence"])
    assert item.fields == ROW


def test_what_is_left_out_has_a_plain_meaning(saved: Callable[..., Path]) -> None:
    (item,) = read(saved({"id": 7, "question": "?"}))
    assert item == Item("7", "?", (), "plain", "other", True, (), (), {"id": 7, "question": "?"})


def test_evidence_that_names_only_a_document_is_no_place(saved: Callable[..., Path]) -> None:
    (item,) = read(saved({**ROW, "evidence": [{"document": "a.pdf", "page": None}]}))
    assert item.evidence
    assert item.located == ()


def test_characters_that_look_like_line_ends_stay_in_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = json.dumps({**ROW, "question": "Một\u2028hai\x85ba?"}, ensure_ascii=False)
    path.write_bytes(f"\ufeff{row}\r\n\r\n".encode())
    (item,) = read(path)
    assert item.question == "Một\u2028hai\x85ba?"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"question": "?"}, Kind.NO_ID),
        ({"id": "", "question": "?"}, Kind.NO_ID),
        ({"id": True, "question": "?"}, Kind.NO_ID),
        ({"id": "q"}, Kind.NO_QUESTION),
        ({"id": "q", "question": "  "}, Kind.NO_QUESTION),
        (["q"], Kind.NO_OBJECT),
        ({**ROW, "evidence": ["a.pdf"]}, Kind.BAD_EVIDENCE),
        ({**ROW, "evidence": [{"page": 3}]}, Kind.BAD_EVIDENCE),
        ({**ROW, "evidence": [{"document": "a", "page": "3"}]}, Kind.BAD_SPAN),
        ({**ROW, "evidence": [{"document": "a", "lines": [1, 2, 3]}]}, Kind.BAD_SPAN),
        ({**ROW, "evidence": [{"document": "a", "lines": [True]}]}, Kind.BAD_SPAN),
        ({**ROW, "evidence": [{"document": "a", "quote": 5}]}, Kind.BAD_NAME),
        ({**ROW, "must_contain": "58"}, Kind.BAD_PARTS),
        ({**ROW, "must_contain": [[58]]}, Kind.BAD_PARTS),
        ({**ROW, "answerable": "maybe"}, Kind.BAD_ANSWERABLE),
        ({**ROW, "history": 5}, Kind.BAD_HISTORY),
    ],
)
def test_a_row_that_is_no_question_is_told_and_the_others_are_read(
    saved: Callable[..., Path], row: object, kind: Kind
) -> None:
    found = read(saved({**ROW, "id": "before"}, row, {**ROW, "id": "after"}))
    assert [item.id for item in found] == ["before", "after"]
    assert found.lines == (1, 3)
    (problem,) = found.problems
    assert (problem.kind, problem.line, problem.severity) == (kind, 2, Severity.ERROR)
    assert problem.vi.startswith("dòng 2: lỗi: ")


def test_broken_lines_are_told_each_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    whole = json.dumps(ROW, ensure_ascii=False).encode()
    broken = [
        b'{"id": "x", "question": "?"',  # cut off
        b'{"id": "x", "question": "\xff"}',  # no UTF-8
        b'{"id": "x", "question": "\\ud800"}',  # half a character
        b'{"id": "x", "question": "?", "weight": NaN}',
        b"[" * 200_000,
        b"id,question",
    ]
    path.write_bytes(b"\n".join([*broken, whole]))
    found = read(path)
    assert [item.id for item in found] == ["q1"]
    kinds = [problem.kind for problem in found.problems]
    json_, bytes_ = Kind.BAD_JSON, Kind.BAD_BYTES
    assert kinds == [json_, bytes_, bytes_, json_, json_, json_]
    assert [problem.line for problem in found.problems] == [1, 2, 3, 4, 5, 6]


def test_an_id_that_comes_twice_is_told_with_the_line_that_had_it(
    saved: Callable[..., Path],
) -> None:
    found = read(saved({**ROW, "id": 7}, {**ROW, "id": "7"}))
    assert len(found) == 1
    (problem,) = found.problems
    assert (problem.kind, problem.line, problem.details["other"]) == (Kind.SAME_ID, 2, 1)


def test_a_set_without_any_question_is_an_error_that_says_why(saved: Callable[..., Path]) -> None:
    with pytest.raises(SetError, match="dòng 2: lỗi: thiếu mã câu hỏi") as caught:
        read(saved(["q"], {"question": "?"}))
    assert len(caught.value.problems) == 2


def test_ten_thousand_questions_are_read(saved: Callable[..., Path]) -> None:
    found = read(saved(*({"id": n, "question": f"Câu hỏi {n}?"} for n in range(10_000))))
    assert len(found) == 10_000
    assert found[9_999].id == "9999"


@pytest.mark.parametrize("name", ["no.jsonl", "no.csv", "no.xlsx", "set.txt"])
def test_a_missing_file_or_another_format_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(SetError, match=name):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["bad.jsonl", "bad.xlsx", "bad.csv", "empty.jsonl", "empty.csv"])
def test_a_file_that_is_not_what_it_says_is_an_error(tmp_path: Path, name: str) -> None:
    content = b"" if name.startswith("empty") else b"PK\x03\x04\xff\xfe\x00\x01{{\n\x00\x02"
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SetError, match=name):
        read(tmp_path / name)
