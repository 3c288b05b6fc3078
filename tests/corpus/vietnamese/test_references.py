from __future__ import annotations

import pytest

from corpus.vietnamese.references import Reference, find, find_codes


@pytest.mark.parametrize(
    "text",
    [
        "06/2024/QĐ-UBND",
        "Quyết định số 06/2024/QĐ-UBND ngày 08/3/2024",
        "QĐ 06/2024",
        "quyet dinh so 6 nam 2024",
        "qd 6/2024",
        "quyết định 06/2024/Qb-UBND",
        "06/2024/QD - UBND",
    ],
)
def test_one_document_has_one_key_however_it_is_written(text: str) -> None:
    wanted = Reference(6, 2024, "qd", "ubnd")
    (reference,) = find(text)
    assert reference.number == 6
    assert reference.year == 2024
    assert reference.agrees(wanted)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("06/2024/QĐ-UBND", "06/2015/QĐ-UBND"),
        ("06/2024/QĐ-UBND", "16/2024/QĐ-UBND"),
        ("34/QĐ-UBND", "34/NQ-HĐND"),
    ],
)
def test_different_documents_do_not_agree(one: str, other: str) -> None:
    assert not find(one)[0].agrees(find(other)[0])


@pytest.mark.parametrize("text", ["49/58 TTHC", "ngày 08/3/2024", "đạt 98,5%", "6 tháng đầu năm"])
def test_figures_and_dates_are_no_documents(text: str) -> None:
    assert all(ref.kind is None and ref.body is None for ref in find(text))
    assert not [ref for ref in find(text) if ref.year is None]


def test_a_party_number_is_read() -> None:
    (reference,) = find("Kế hoạch số 208-KH/TU ngày 07/7/2023")
    assert (reference.number, reference.kind, reference.body) == (208, "kh", "tu")


def test_a_key_comes_back_from_storage() -> None:
    for text in ("06/2024/QĐ-UBND", "QĐ 06", "208-KH/TU"):
        (reference,) = find(text)
        assert Reference.parse(reference.key) == reference


def test_a_provinces_suffix_of_a_procedure_code_is_dropped() -> None:
    assert find_codes("mã 1.004150.000.00.00.H31 và 2.002379") == ("1.004150", "2.002379")
