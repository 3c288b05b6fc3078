"""Lists as Word prints them: levels, formats, restarts, overrides, styles."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.readers.word_number_formats import written
from tests.corpus.readers.word_files import lines, p, r, save, style, tbl, tc, texts, tr


def level(at: int, text: str, format: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, base: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{base}"/>{overrides}</w:num>'


def start_at(at: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def item(text: str, at: int = 0, name: int = 1, more: str = "") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/></w:numPr>{more}')


def printed(folder: Path, numbering: str, body: str, styles: str = "") -> list[str]:
    return texts(save(folder / "a.docx", body, {"numbering": numbering, "styles": styles}))


OUTLINE = (
    level(0, "%1.", "upperRoman"),
    level(1, "%2."),
    level(2, "%2.%3."),
    level(3, "%4)", "lowerLetter"),
    level(4, "-", "bullet"),
)


def test_an_outline_counts_every_level_and_starts_again_below_a_higher_one(tmp_path: Path) -> None:
    body = "".join(item(f"mục {at}", at) for at in (0, 1, 2, 2, 3, 3, 4, 1, 2, 0, 1))
    assert printed(tmp_path, abstract(1, *OUTLINE) + num(1, 1), body) == [
        "I. mục 0",
        "1. mục 1",
        "1.1. mục 2",
        "1.2. mục 2",
        "a) mục 3",
        "b) mục 3",
        "- mục 4",
        "2. mục 1",
        "2.1. mục 2",
        "II. mục 0",
        "1. mục 1",
    ]


def test_a_level_can_be_told_never_to_start_again(tmp_path: Path) -> None:
    levels = (
        level(0, "Chương %1.", "upperRoman"),
        level(1, "Điều %2.", more='<w:lvlRestart w:val="0"/>'),
    )
    body = item("A") + item("a", 1) + item("b", 1) + item("B") + item("c", 1)
    assert printed(tmp_path, abstract(1, *levels) + num(1, 1), body) == [
        "Chương I. A",
        "Điều 1. a",
        "Điều 2. b",
        "Chương II. B",
        "Điều 3. c",
    ]


def test_a_level_that_was_skipped_counts_as_begun(tmp_path: Path) -> None:
    body = "".join(item("x", at) for at in (2, 0, 1))
    assert printed(tmp_path, abstract(1, *OUTLINE) + num(1, 1), body) == ["1.1. x", "II. x", "1. x"]


def test_a_list_without_a_start_begins_at_nought(tmp_path: Path) -> None:
    levels = level(0, "%1.").replace('<w:start w:val="1"/>', "")
    assert printed(tmp_path, abstract(1, levels) + num(1, 1), item("x")) == ["0. x"]


def test_an_override_starts_its_list_again_once(tmp_path: Path) -> None:
    numbering = (
        abstract(1, level(0, "%1."))
        + num(1, 1)
        + num(2, 1, start_at(0, 1))
        + num(3, 1, start_at(0, 7))
    )
    body = "".join(item("x", name=name) for name in (1, 1, 2, 2, 3, 3, 2))
    assert [text.split(".")[0] for text in printed(tmp_path, numbering, body)] == [
        *("1", "2"),
        *("1", "2"),
        *("7", "8"),
        "9",
    ]


def test_lists_of_one_definition_count_on_together(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "%1.")) + num(1, 1) + num(2, 1)
    body = item("x") + item("x", name=2) + item("x")
    assert printed(tmp_path, numbering, body) == ["1. x", "2. x", "3. x"]


def test_an_override_may_write_a_level_another_way(tmp_path: Path) -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "(%1)", "lowerRoman", start=4)}</w:lvlOverride>'
    numbering = abstract(1, level(0, "%1.")) + num(1, 1, other)
    assert printed(tmp_path, numbering, item("x") + item("y")) == ["(iv) x", "(v) y"]


def test_figures_can_be_asked_for_where_a_level_above_has_roman_numbers(tmp_path: Path) -> None:
    levels = (level(0, "%1.", "upperRoman"), level(1, "%1.%2.", more="<w:isLgl/>"))
    body = item("A") + item("B") + item("a", 1)
    assert printed(tmp_path, abstract(1, *levels) + num(1, 1), body)[-1] == "2.1. a"


def test_nothing_stands_between_number_and_text_where_the_list_says_so(tmp_path: Path) -> None:
    levels = (
        level(0, "Điều %1. ", more='<w:suff w:val="nothing"/>'),
        level(1, "%2", more='<w:suff w:val="nothing"/>'),
    )
    body = item("Phạm vi") + item("/QĐ", 1)
    assert printed(tmp_path, abstract(1, *levels) + num(1, 1), body) == ["Điều 1. Phạm vi", "1/QĐ"]


@pytest.mark.parametrize(
    ("text", "fonts", "bullet"),
    [
        ("-", "", "-"),
        ("+", "", "+"),
        ("\uf0b7", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "▪"),
        ("\uf0fc", "Wingdings", "✓"),
        ("o", "Courier New", "•"),
        ("\uf0d8", "Wingdings", "➢"),
    ],
)
def test_bullets_are_what_they_show(tmp_path: Path, text: str, fonts: str, bullet: str) -> None:
    font = f'<w:rPr><w:rFonts w:ascii="{fonts}" w:hAnsi="{fonts}"/></w:rPr>' if fonts else ""
    numbering = abstract(1, level(0, text, "bullet", font)) + num(1, 1)
    assert printed(tmp_path, numbering, item("x")) == [f"{bullet} x"]


def test_a_style_numbers_its_paragraphs_at_the_level_that_names_it(tmp_path: Path) -> None:
    def numbered(name: str, title: str) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )

    styles = numbered("H1", "heading 1") + numbered("H2", "heading 2")
    styles += (
        '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/>'
        '<w:basedOn w:val="H2"/></w:style>'
    )
    levels = (
        level(0, "%1.", "upperRoman", '<w:pStyle w:val="H1"/>'),
        level(1, "%1.%2.", "decimal", '<w:pStyle w:val="H2"/><w:isLgl/>'),
    )
    body = p("A", style("H1")) + p("B", style("H2")) + p("C", style("Con"))
    body += p("Bỏ số", style("H1") + '<w:numPr><w:numId w:val="0"/></w:numPr>') + p(
        "D", style("H1")
    )
    path = save(
        tmp_path / "a.docx", body, {"numbering": abstract(1, *levels) + num(1, 1), "styles": styles}
    )
    assert [(line.heading, line.source) for line in lines(path)] == [
        (1, "I. A"),
        (2, "1.1. B"),
        (2, "1.2. C"),
        (1, "Bỏ số"),
        (1, "II. D"),
    ]


def test_a_list_defined_by_a_style_is_followed_to_it(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="DS"><w:name w:val="DS"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DS"/></w:abstractNum>'
        + abstract(2, level(0, "%1/"))
        + num(1, 1)
        + num(2, 2)
    )
    assert printed(tmp_path, numbering, item("x") + item("y"), styles) == ["1/ x", "2/ y"]


def test_lists_that_name_one_another_in_a_circle_print_no_number(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="DS"><w:name w:val="DS"/><w:basedOn w:val="DS"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DS"/></w:abstractNum>'
        + num(1, 1)
    )
    assert printed(tmp_path, numbering, item("x"), styles) == ["x"]


def test_empty_list_paragraphs_are_counted_and_deleted_or_hidden_ones_are_not(
    tmp_path: Path,
) -> None:
    numbering = abstract(1, level(0, "%1.")) + num(1, 1)
    gone = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
    deleted = '<w:del w:id="2" w:author="A">' + r("<w:delText>bỏ</w:delText>") + "</w:del>"
    body = item("x") + item("") + item(deleted, more=gone) + item("y")
    body += item(r("ẩn", "<w:vanish/>"), more="<w:rPr><w:vanish/></w:rPr>") + item("z")
    assert printed(tmp_path, numbering, body) == ["1. x", "3. y", "4. z"]


def test_a_column_that_only_counts_its_rows_is_read(tmp_path: Path) -> None:
    numbering = abstract(1, level(0, "%1")) + num(1, 1)
    rows = [tr("STT", "Tên", "Phí"), *(tr(tc(item("")), name, "Không") for name in ("A", "B"))]
    assert printed(tmp_path, numbering, tbl(*rows)) == [
        "STT: 1; Tên: A; Phí: Không",
        "STT: 2; Tên: B; Phí: Không",
    ]


@pytest.mark.parametrize(
    ("format", "count", "text"),
    [
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 5, "E"),
        ("lowerRoman", 94, "xciv"),
        ("upperRoman", 1990, "MCMXC"),
        ("decimalZero", 7, "07"),
        ("decimalEnclosedParen", 3, "(3)"),
        ("numberInDash", 4, "- 4 -"),
        ("vietnameseCounting", 21, "hai mươi mốt"),
        ("vietnameseCounting", 15, "mười lăm"),
        ("none", 3, ""),
        ("001, 002, 003, ...", 12, "012"),
        ("aNewFormat", 12, "12"),
        ("lowerLetter", 10**8, "100000000"),
        ("upperRoman", 10**8, "100000000"),
    ],
)
def test_numbers_are_written_in_words_formats(format: str, count: int, text: str) -> None:
    assert written(count, format) == text
