"""What documents say of themselves, on text, Word and PDF files, clean and damaged."""

from __future__ import annotations

import sys
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
sys.path.insert(0, str(Path(__file__).parents[1]))
import measure_facts
from making import REPORT

from corpus import readers
from corpus.facts import read_facts
from corpus.facts.letterhead import read_letterhead
from corpus.facts.period import period_of
from corpus.facts.signature import read_signer
from corpus.model import Effect, Facts, Line, Page
from corpus.vietnamese.normalise import tokenize_line

# What is reached on the pages that the rules were not settled on, with a little room.
LEAST = {"number": 1.0, "date": 1.0, "kind": 1.0, "title": 0.92, "body": 0.9, "signer": 0.9}


@pytest.mark.parametrize(
    "file", [measure_facts.SETTLED, measure_facts.UNSEEN], ids=lambda f: f.stem
)
def test_facts_of_first_pages_of_many_kinds_and_damages_are_read(file: Path) -> None:
    scores = measure_facts.measure(file)
    for fact, least in LEAST.items():
        assert scores[fact].precision >= least, (fact, scores[fact].wrong)
        assert scores[fact].recall >= least, (fact, scores[fact].wrong)


def facts(*lines: str) -> Facts:
    page = Page(
        None, tuple(Line(i, text, tokenize_line(text)) for i, text in enumerate(lines, start=1))
    )
    return read_facts([page], Path("van-ban.txt"))


HEAD = (
    "UBND TỈNH THÍ DỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "SỞ MẪU Độc lập - Tự do - Hạnh phúc",
)


@pytest.mark.parametrize(
    ("line", "number", "symbol", "date"),
    [
        ("Số: 7/BC-SM Thí Dụ, ngày 5 tháng 6 năm 2024", "7/BC-SM", "BC-SM", "05/06/2024"),
        ("Số:      /BC-SM Thí Dụ, ngày    tháng 6 năm 2024", None, "BC-SM", "06/2024"),
        ("Số: ...../BC-SM Thí Dụ, ngày .... tháng .... năm 2024", None, "BC-SM", "2024"),
        ("Số: 7 / BC - SM Thí Dụ,ngày 05/6/2024", "7/BC-SM", "BC-SM", "05/06/2024"),
        ("Số: 7/BC-SM Thí Dụ, ngày 45 tháng 6 năm 2024", "7/BC-SM", "BC-SM", None),
        ("Số: 7/BC-SM Thí Dụ, ngày tháng năm", "7/BC-SM", "BC-SM", None),
    ],
)
def test_number_and_date_are_given_as_far_as_they_are_printed(
    line: str, number: str | None, symbol: str, date: str | None
) -> None:
    found = facts(*HEAD, line, "BÁO CÁO", "Kết quả công tác")
    assert (found.number, found.symbol, found.date) == (number, symbol, date)


@pytest.mark.parametrize(
    "cited",
    [
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2024;",
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2024)",
        "số 12/QĐ-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh.",
        "Ngày 05 tháng 01 năm 2024, Ủy ban nhân dân tỉnh ban hành Quyết định số 12/QĐ-UBND.",
        "Thực hiện Công văn số 12/SM-VP ngày 05/01/2024, phòng báo cáo như sau:",
    ],
)
def test_a_number_or_date_that_is_only_cited_is_never_the_documents_own(cited: str) -> None:
    for above in ((), HEAD, ("BÁO CÁO", "Kết quả công tác kiểm soát thủ tục hành chính")):
        found = facts(*above, cited, "Nội dung tiếp theo của văn bản này.")
        assert (found.number, found.date) == (None, None)


def test_the_damaged_report_gives_its_kind_title_and_period_and_invents_nothing(
    tmp_path: Path,
) -> None:
    if not REPORT.exists():
        pytest.skip("needs the shared report")
    lines = REPORT.read_text(encoding="utf-8").split("\n")
    path = tmp_path / REPORT.name  # its ends are enough, and are repaired in a second
    path.write_text("\n".join([*lines[:30], *lines[-12:]]), encoding="utf-8")
    found = read_facts(readers.read(path), path)
    assert found.kind == "tham luận"
    assert found.title.startswith("THAM LUẬN Kết quả công tác Cải cách hành chính 6 tháng đầu năm")
    assert found.period is not None
    assert (found.period.start.isoformat(), found.period.end.isoformat()) == (
        "2024-01-01",
        "2024-06-30",
    )
    assert (found.number, found.date, found.body, found.signer) == (None, None, None, None)


def test_a_word_letterhead_in_a_table_and_a_signature_in_another_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "UBND TỈNH THÍ DỤ\nSỞ MẪU\nSố: 31/TB-SM"
    head.cell(0, 1).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Thí Dụ, ngày 7 tháng 8 năm 2024"
    )
    for text in ("THÔNG BÁO", "Về lịch làm việc tháng 9 năm 2024", "Sở thông báo lịch làm việc."):
        document.add_paragraph(text)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    foot.cell(0, 1).text = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nNguyễn Thị Mẫu"
    path = tmp_path / "thong-bao.docx"
    document.save(str(path))
    found = read_facts(readers.read(path), path)
    assert (found.number, found.date, found.kind) == ("31/TB-SM", "07/08/2024", "thông báo")
    assert (found.body, found.above) == ("SỞ MẪU", "UBND TỈNH THÍ DỤ")
    assert found.title == "THÔNG BÁO Về lịch làm việc tháng 9 năm 2024"
    assert found.signer is not None
    assert found.signer.name == "Nguyễn Thị Mẫu"
    assert found.signer.role == "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"
    assert found.period is not None
    assert found.period.start.isoformat() == "2024-09-01"


def test_the_shipped_pdf_report_gives_its_bodies_title_and_role() -> None:
    path = Path(__file__).parents[2] / "corpus" / "documents" / "bao-cao-cchc-6-thang-2024.pdf"
    found = read_facts(readers.read(path), path)
    assert (found.body, found.above) == ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "UBND TỈNH HƯNG YÊN")
    assert (found.number, found.symbol, found.date) == (None, "BC-SKHCN", "2024")
    assert found.signer is not None
    assert (found.signer.name, found.signer.role) == (None, "GIÁM ĐỐC")


def test_a_text_without_a_title_is_called_by_its_file() -> None:
    assert facts("Ghi chú: số liệu chưa đủ.").title == "Van ban"


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Báo cáo 6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("Báo cáo quý I/2024", "2024-01-01", "2024-03-31"),
        ("Báo cáo năm 2023", "2023-01-01", "2023-12-31"),
        ("Kế hoạch giai đoạn 2021-2025", "2021-01-01", "2025-12-31"),
        ("Báo cáo 9 tháng đầu năm 2023", "2023-01-01", "2023-09-30"),
        ("Báo cáo tháng 02 năm 2024", "2024-02-01", "2024-02-29"),
        ("Báo cáo từ ngày 15/12/2023 đến ngày 14/6/2024", "2023-12-15", "2024-06-14"),
        ("Báo cáo quý III", "2022-07-01", "2022-09-30"),
    ],
)
def test_a_period_of_the_title_becomes_its_first_and_last_day(
    title: str, start: str, end: str
) -> None:
    period = period_of(title, 2022)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize("title", ["Báo cáo trong 6 tháng", "Quyết định số 5/2023/QĐ-UBND", ""])
def test_a_length_of_time_or_a_documents_year_is_no_period(title: str) -> None:
    assert period_of(title) is None


def test_receivers_on_the_signers_lines_do_not_become_the_signer() -> None:
    signer = read_signer(
        ["Nơi nhận: GIÁM ĐỐC", "- Ông Trần Văn Khách;", "- Lưu: VT, Lê Văn Thư. Phạm Thị Ký"]
    )
    assert signer is not None
    assert (signer.name, signer.role) == ("Phạm Thị Ký", "GIÁM ĐỐC")


def test_offices_named_in_running_text_sign_nothing() -> None:
    assert (
        read_signer(["Giám đốc Sở chỉ đạo các phòng.", "Chủ tịch UBND tỉnh đã phê duyệt."]) is None
    )


DECISION = (
    *HEAD,
    "Số: 9/2024/QĐ-UBND Thí Dụ, ngày 5 tháng 6 năm 2024",
    "QUYẾT ĐỊNH",
    "Quy định về việc thí dụ",
)


@pytest.mark.parametrize(
    ("sentence", "effect", "target", "part"),
    [
        (
            "Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 5/2020/QĐ-UBND ngày 1/2/2020.",
            Effect.REPLACES,
            "5/2020/qd-ubnd",
            None,
        ),
        ("Điều 1. Bãi bỏ Quyết định số 5/2020/QĐ-UBND.", Effect.REPEALS, "5/2020/qd-ubnd", None),
        (
            "Điều 1. Bãi bỏ khoản 2 Điều 5 của Quyết định số 5/2020/QĐ-UBND.",
            Effect.REPEALS,
            "5/2020/qd-ubnd",
            "khoản 2 Điều 5",
        ),
        (
            "Quyết định số 5/2020/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.",
            Effect.REPEALS,
            "5/2020/qd-ubnd",
            None,
        ),
    ],
)
def test_what_a_decision_does_to_another_is_read_with_the_part_it_does_it_to(
    sentence: str, effect: Effect, target: str, part: str | None
) -> None:
    [change] = facts(*DECISION, sentence).changes
    assert (change.effect, change.target, change.part) == (effect, target, part)
    assert change.year == 2020
    assert change.first[0] == change.last[0] == len(DECISION)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở đề nghị bãi bỏ Quyết định số 5/2020/QĐ-UBND.",
        "Dự thảo Quyết định này thay thế Quyết định số 5/2020/QĐ-UBND.",
        "Căn cứ Quyết định số 5/2020/QĐ-UBND đã được sửa đổi bởi Quyết định số 6/2021/QĐ-UBND.",
        "Nghị định số 8/2019/NĐ-CP thay thế Nghị định số 5/2015/NĐ-CP.",
    ],
)
def test_what_is_proposed_or_done_by_others_is_no_change_of_this_document(sentence: str) -> None:
    assert facts(*DECISION, sentence).changes == ()


def test_a_report_and_a_draft_change_nothing_whatever_they_quote() -> None:
    quoted = "Quyết định này thay thế Quyết định số 5/2020/QĐ-UBND ngày 1/2/2020."
    report = facts(*HEAD, "Số: 9/BC-SM", "BÁO CÁO", "Tình hình văn bản", quoted)
    draft = facts(*HEAD, "Số:     /2024/QĐ-UBND", "QUYẾT ĐỊNH", "Về thí dụ", quoted)
    assert report.changes == draft.changes == ()


@given(
    st.lists(st.text(max_size=80) | st.sampled_from([*DECISION, "Nơi nhận: GIÁM ĐỐC"]), max_size=12)
)
def test_any_text_has_facts_and_number_and_title_stand_in_it(lines: list[str]) -> None:
    clean = [" ".join(line.split()) for line in lines]
    found = facts(*clean)
    assert found.title
    if found.number:
        assert any(found.number in "".join(line.split()) for line in map(_nfc, clean))


def _nfc(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


def test_very_long_lines_of_fillers_are_read_in_no_time() -> None:
    import time

    started = time.perf_counter()
    for filler in (".", " .", "…", "số: ", "ngày ", "-", "Điều 1 "):
        facts("Số: " + filler * 8_000, "ngày " + filler * 8_000 + " tháng", filler * 8_000)
    assert time.perf_counter() - started < 8.0


def test_a_letterheads_pieces_are_taken_out_and_the_rest_is_left() -> None:
    head = read_letterhead(
        [*HEAD, "Số: 7/BC-SM Thí Dụ, ngày 5 tháng 6 năm 2024", "BÁO CÁO", "Về X"]
    )
    assert head.bodies == ("UBND TỈNH THÍ DỤ", "SỞ MẪU")
    assert [piece.text for piece in head.rest] == ["BÁO CÁO", "Về X"]
