from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Line, Role
from corpus.readers import markdown
from corpus.vietnamese.normalise import tokenize_line


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], list[Line]]:
    def read_(text: str) -> list[Line]:
        path = tmp_path / "a.md"
        path.write_text(text, encoding="utf-8")
        (page,) = markdown.read(path)
        return list(page.lines)

    return read_


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_headings_are_headings_whichever_way_they_are_marked(
    read: Callable[[str], list[Line]],
) -> None:
    lines = read("Một\n===\n\nHai\n---\n\n### Ba ###\n- bốn\n---\n#không\n")
    assert [(line.text, line.heading) for line in lines if line.text] == [
        ("Một", 1),
        ("Hai", 2),
        ("Ba", 3),
        ("- bốn", 0),
        ("#không", 0),
    ]


def test_a_row_of_a_table_stands_with_its_header(read: Callable[[str], list[Line]]) -> None:
    lines = read(
        "| TT | Thủ tục | Phí |\n|---|:-:|--:|\n| 1 | **Cấp** phép | 7.000 |\n"
        "2 | Sửa \\| đổi |\n\nHết | dòng\n"
    )
    assert texts(lines) == [
        "",
        "",
        "TT: 1; Thủ tục: Cấp phép; Phí: 7.000",
        "TT: 2; Thủ tục: Sửa | đổi",
        "",
        "Hết | dòng",
    ]
    assert [line.role for line in lines].count(Role.ROW) == 2
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]


def test_marks_are_left_out_and_words_are_not(read: Callable[[str], list[Line]]) -> None:
    (line,) = read(
        "**Lưu ý:** nộp _tại_ [Một cửa](https://a.b/c 'x') hoặc <b class='d'>trực tuyến</b> "
        "![sơ đồ](a.png) `mã_số` a_b 2*3 5 \\* 6 <x@y.vn>\n"
    )
    assert line.text == "Lưu ý: nộp tại Một cửa hoặc trực tuyến sơ đồ mã_số a_b 2*3 5 * 6 <x@y.vn>"
    assert all(line.source[t.start : t.end].strip() for t in line.tokens)


def test_lists_keep_their_numbers_and_dashes(read: Callable[[str], list[Line]]) -> None:
    assert texts(read("1. một\n   * con\n     + cháu\n2) hai\n> - trích\n")) == [
        "1. một",
        "- con",
        "- cháu",
        "2) hai",
        "- trích",
    ]


def test_code_is_read_as_it_stands(read: Callable[[str], list[Line]]) -> None:
    lines = read("````\n# không\n```\n*x*\n````\n# Có\n")
    assert [(line.text, line.heading) for line in lines] == [
        ("", 0),
        ("# không", 0),
        ("```", 0),
        ("*x*", 0),
        ("", 0),
        ("Có", 1),
    ]


def test_settings_comments_and_scripts_are_not_indexed(read: Callable[[str], list[Line]]) -> None:
    lines = read(
        "---\ntitle: Báo cáo\ntags: [a]\n---\nMột <!-- hai -->\n<!-- ba\nbốn -->\n<script>\nnăm\n"
        "</script>\nSáu\n"
    )
    assert [line.role for line in lines[:4]] == [Role.FURNITURE] * 4
    assert [line.text for line in lines[4:] if line.text] == ["Một", "Sáu"]


def test_a_rule_at_the_top_is_no_settings(read: Callable[[str], list[Line]]) -> None:
    lines = read("---\nPhí thẩm định là 7.000 đồng.\n---\n")
    assert lines[1].role is Role.BODY
    assert lines[1].text == "Phí thẩm định là 7.000 đồng."


@given(st.lists(st.text("ab|-=#*_`>[]()<!/\\ :1.ố", max_size=30), max_size=12))
def test_every_line_of_the_file_is_a_line_whatever_is_in_it(sources: list[str]) -> None:
    given_ = [Line(n, text, tokenize_line(text)) for n, text in enumerate(sources, start=1)]
    read_ = list(markdown._read(given_))
    assert [line.number for line in read_] == [line.number for line in given_]
    for line in read_:
        assert all(0 <= t.start < t.end <= len(line.source) for t in line.tokens)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["<!--", "[", "> ", "`", "- ", "<a ", "](", "|", "**", "#", "\\", "_a"]
)
def test_a_long_line_of_marks_takes_no_longer_than_one_of_words(piece: str) -> None:
    source = piece * 50_000
    list(markdown._read([Line(1, source, tokenize_line(source))]))
