from __future__ import annotations

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
        ("PAR INDEX xếp thứ mấy?", "Chỉ số cải cách hành chính cấp sở xếp thứ 9.", ()),
        ("SIPAS đạt bao nhiêu?", "Chỉ số hài lòng của người dân đạt 82%.", ()),
        ("Sở có bao nhiêu phòng?", DEPARTMENTS, ()),
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
    assert indices.unmet(names, ["Xếp thứ 5."]) == ("SIPAS",)


def test_every_index_of_the_table_is_named_by_its_own_names() -> None:
    for sense in abbreviations.current().senses:
        if sense.long.startswith("Chỉ số"):
            names = indices.named(understand(f"{sense.short} là bao nhiêu?"))
            assert names == (sense.short,)
            assert indices.unmet(names, [f"{sense.long} xếp thứ 7"]) == ()
            assert indices.unmet(names, [f"{sense.short} xếp thứ 7"]) == ()
