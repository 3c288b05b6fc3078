from __future__ import annotations

from pathlib import Path

import pytest

from assistant import indices
from assistant.question import understand
from corpus.vietnamese import abbreviations

DEPARTMENTS = "(3) Chỉ số năng lực cạnh tranh cấp sở xếp thứ 4, đạt loại tốt;"


@pytest.mark.parametrize(
    ("question", "line", "lacks"),
    [
        ("Chỉ số PCI của tỉnh năm 2023 xếp thứ mấy?", DEPARTMENTS, ("PCI",)),
        ("pci cua tinh xep thu may", DEPARTMENTS, ("PCI",)),
        ("What is the PCI rank?", DEPARTMENTS, ("PCI",)),
        ("DDCI của Sở xếp thứ mấy?", DEPARTMENTS, ()),
        ("PCI xếp thứ mấy?", "Chỉ số năng lực cạnh tranh cấp tỉnh xếp thứ 12.", ()),
        ("DDCI xếp thứ mấy?", "Chỉ số năng lực cạnh tranh cấp tỉnh xếp thứ 12.", ("DDCI",)),
        ("PCI xếp thứ mấy?", "Chỉ số năng lực cạnh tranh xếp thứ 12.", ()),  # may be either
        ("PCI xếp thứ mấy?", "Chỉ số PCI xếp thứ 12, DDCI thứ 4.", ()),
        ("PCI xếp thứ mấy?", "TT: 1; Chỉ số: Cải cách hành chính; Xếp thứ: 2", ("PCI",)),
        ("PAR INDEX xếp thứ mấy?", "Chỉ số cải cách hành chính cấp sở xếp thứ 9.", ()),
        ("SIPAS đạt bao nhiêu?", "Chỉ số hài lòng của người dân đạt 82%.", ()),
        ("Sở có bao nhiêu phòng?", DEPARTMENTS, ()),
        ("PAR INDEX của Sở xếp thứ mấy?", "Chỉ số CCHC của Sở xếp thứ 5", ()),
        ("DTI năm 2023?", "Chỉ số CĐS năm 2023 xếp thứ 5", ()),
        ("PGI xếp thứ mấy?", "Chỉ số xanh xếp thứ 5", ()),
        ("DTI xếp thứ mấy?", "Chỉ số đánh giá mức độ chuyển đổi số xếp thứ 5", ()),
        ("SIPAS đạt bao nhiêu?", "Mức độ hài lòng của người dân đạt 95%", ()),  # names no index
    ],
)
def test_what_is_told_of_one_index_says_nothing_of_another(
    question: str, line: str, lacks: tuple[str, ...]
) -> None:
    assert indices.unmet(indices.named(understand(question)), [line]) == lacks


def test_the_nearest_text_that_names_any_index_has_to_hold_it() -> None:
    names = indices.named(understand("SIPAS xếp thứ mấy?"))
    assert indices.unmet(names, ["Xếp thứ 5.", "Chỉ số SIPAS", "Chỉ số PAPI"]) == ()
    assert indices.unmet(names, ["Xếp thứ 5.", "Chỉ số PAPI", "Chỉ số SIPAS"]) == ("SIPAS",)
    assert indices.unmet(names, ["Xếp thứ 5."]) == ()


def test_a_follow_up_is_about_the_index_of_the_question_before_it() -> None:
    asked = understand("Còn năm 2022?", ["PCI của tỉnh năm 2023 xếp thứ mấy?"])
    assert indices.named(asked) == ("PCI",)
    asked = understand("Thế còn DDCI?", ["PCI của tỉnh năm 2023 xếp thứ mấy?"])
    assert indices.named(asked) == ("DDCI",)


def test_a_body_s_own_index_may_have_any_name(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[abbreviations]\n"C++" = "Chỉ số lập trình"\n', encoding="utf-8")
    abbreviations.use(own)
    try:
        names = indices.named(understand("C++ năm 2023 xếp thứ mấy?"))
        assert names == ("C++",)
        assert indices.unmet(names, ["Chỉ số lập trình xếp thứ 2"]) == ()
    finally:
        abbreviations.use(None)


def test_every_index_of_the_table_is_named_by_its_own_names() -> None:
    for sense in abbreviations.current().senses:
        if sense.long.startswith("Chỉ số"):
            names = indices.named(understand(f"{sense.short} là bao nhiêu?"))
            assert names == (sense.short,)
            assert indices.unmet(names, [f"{sense.long} xếp thứ 7"]) == ()
            assert indices.unmet(names, [f"{sense.short} xếp thứ 7"]) == ()


@pytest.mark.parametrize(
    ("asked", "text", "read"),
    [
        ("Sở xếp thứ mấy về PAPI?", "Chỉ số hiệu quả quản trị và hành chính công xếp thứ 5;",
         "Sở xếp thứ mấy về Chỉ số hiệu quả quản trị và hành chính công?"),
        ("Sở xếp thứ mấy về PAPI?", "PAPI, chỉ số hiệu quả quản trị và hành chính công, xếp thứ 5;",
         "Sở xếp thứ mấy về PAPI?"),
        ("Sở xếp thứ mấy về PAPI?", "Chỉ số chuyển đổi số xếp thứ 5;", "Sở xếp thứ mấy về PAPI?"),
        ("Chỉ số DTI xếp thứ mấy?", "Chỉ số chuyển đổi số xếp thứ 5;", "Chỉ số chuyển đổi số xếp thứ mấy?"),
        ("PCI xếp thứ mấy?", "Chỉ số năng lực cạnh tranh xếp thứ 5;", "PCI xếp thứ mấy?"),  # or DDCI
        ("Sở xếp thứ mấy?", "Chỉ số chuyển đổi số xếp thứ 5;", "Sở xếp thứ mấy?"),
    ],
)  # fmt: skip
def test_an_index_is_read_by_the_name_that_is_printed(asked: str, text: str, read: str) -> None:
    assert indices.as_printed(asked, text) == read
