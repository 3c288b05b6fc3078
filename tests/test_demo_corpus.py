from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.startup import SHIPPED_DOCUMENTS
from corpus import procedures, readers
from corpus.vietnamese.references import find
from tests.making import SHARED

FACTS = SHARED / "facts"


def text(name: str) -> str:
    return "\n".join(page.text for page in readers.read(SHIPPED_DOCUMENTS / name))


def flat(name: str) -> str:
    return " ".join(text(name).split())


@pytest.mark.parametrize(
    "printed",
    [
        "49/58 TTHC lên Cổng Dịch vụ công quốc gia, đạt tỷ lệ 70,7%",
        "tiếp nhận trong kỳ 276 hồ sơ; kỳ trước chuyển sang 04 hồ sơ",
        "02/56 TTHC do Sở tiếp nhận và giải quyết",
        "07 biên chế, tỷ lệ 16,2%",
    ],
)
def test_the_report_prints_figures_as_the_department_does(printed: str) -> None:
    assert printed in flat("bao-cao-cchc-6-thang-2024.pdf")


@pytest.mark.skipif(not FACTS.exists(), reason="needs ../shared, which a user's clone has not")
def test_every_document_number_of_the_facts_stands_in_the_report() -> None:
    facts = (FACTS / "report-2024h1.md").read_text(encoding="utf-8")
    report = find(flat("bao-cao-cchc-6-thang-2024.pdf"))
    wanted = [ref for ref in find(facts) if ref.kind and ref.body]
    assert len(wanted) > 25
    missing = [ref.key for ref in wanted if not any(ref.agrees(other) for other in report)]
    assert missing == []


@pytest.mark.skipif(not FACTS.exists(), reason="needs ../shared, which a user's clone has not")
def test_every_figure_of_the_indices_stands_in_their_source() -> None:
    facts = (FACTS / "hungyen-indices.md").read_text(encoding="utf-8").replace("45.366", "45,366")
    figures = set(re.findall(r"\d+,\d+|\d+/63", text("chi-so-cchc-cap-tinh.docx")))
    assert figures >= {"12/63", "3/63", "7/63", "5/63", "88,34"}
    assert {figure for figure in figures if figure not in facts.replace("–", " ")} == set()


@pytest.mark.skipif(not FACTS.exists(), reason="needs ../shared, which a user's clone has not")
def test_every_fee_and_code_of_the_list_stands_in_the_facts() -> None:
    facts = (FACTS / "procedures.md").read_text(encoding="utf-8").split("## PHẦN 2")[0]
    listed = text("danh-muc-tthc.xlsx")
    for amount in set(re.findall(r"\d+(?:\.\d{3})+(?= đồng)", listed)):
        assert amount in facts or amount.removesuffix(".000.000") + " triệu" in facts, amount
    for code in set(re.findall(r"\d\.\d{6}", listed)):
        assert code in facts, code


def test_every_row_of_the_list_is_a_procedure_with_its_source() -> None:
    found = procedures.find(readers.read(SHIPPED_DOCUMENTS / "danh-muc-tthc.xlsx"))
    assert len(found) == 29
    for one in found:
        assert one.procedure.name
        assert one.procedure.source
        assert "quyết định công bố" in one.procedure.source.lower()


def test_the_guide_holds_six_procedures_with_their_sections() -> None:
    found = procedures.find(readers.read(SHIPPED_DOCUMENTS / "tthc-hoi-nhieu.docx"))
    assert len(found) == 6
    for one in found:
        assert {"time_limit", "fee", "dossier", "steps", "result", "source"} <= set(one.fields)


def test_the_scan_shows_two_pages_and_says_nothing() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.scan.pdf") as scan:
        assert len(scan) == 2
        assert all(page.get_textpage().count_chars() == 0 for page in scan)


def test_the_damaged_text_has_a_gold_line_for_every_line() -> None:
    name = "bao-cao-cchc-6-thang-2024"
    damaged = (SHIPPED_DOCUMENTS / f"{name}.ocr.txt").read_text(encoding="utf-8").splitlines()
    gold = (Path(__file__).parent / "gold" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert len(damaged) == len(gold)
    wrong = [a for a, b in zip(damaged, gold, strict=True) if a and a != b]
    assert len(wrong) > 0.8 * sum(map(bool, damaged))


@pytest.mark.skipif(shutil.which("fc-list") is None, reason="needs fonts-noto-core")
def test_office_documents_come_out_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tools.demo_corpus import indices, places
    from tools.demo_corpus import procedures as listed

    for place in ("PROCEDURE_LIST", "PROCEDURE_GUIDE", "INDICES"):
        shipped = getattr(places, place)
        monkeypatch.setattr(places, place, tmp_path / shipped.name)
    listed.make_list()
    listed.make_guide()
    indices.make()
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (SHIPPED_DOCUMENTS / made.name).read_bytes(), made.name
