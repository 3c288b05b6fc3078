from __future__ import annotations

import itertools
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import (
    Kind,
    Mention,
    Reference,
    Verb,
    find,
    find_codes,
    find_spans,
    mentions,
    relations,
)

D, P, S, M, R = Kind.DATE, Kind.PERIOD, Kind.SHARE, Kind.MONEY, Kind.RANK
DOC, CODE = Kind.DOCUMENT, Kind.PROCEDURE


def said(text: str) -> list[tuple[Kind, str, str]]:
    return [(found.kind, found.key, found.text) for found in mentions(text)]


CLEAN = [
    ("ngày 08/3/2024", D, "2024-03-08", "08/3/2024"),
    ("ngày 8 tháng 3 năm 2024", D, "2024-03-08", "ngày 8 tháng 3 năm 2024"),
    ("8.3.24", D, "2024-03-08", "8.3.24"),
    ("ký ngày 8.3.2024.", D, "2024-03-08", "8.3.2024"),
    ("ngày 8-3-2024", D, "2024-03-08", "8-3-2024"),
    ("2024-03-08", D, "2024-03-08", "2024-03-08"),
    ("ngày 8/3 năm 2024", D, "2024-03-08", "8/3 năm 2024"),
    ("08/3", D, "--03-08", "08/3"),
    ("trước ngày 15/6 phải nộp", D, "--06-15", "15/6"),
    ("thời điểm 31 tháng 12 của năm trước", D, "--12-31", "31 tháng 12"),
    ("ngày 29/02", D, "--02-29", "29/02"),
    ("98,5%", S, "98.5%", "98,5%"),
    ("đạt 98.5 % kế hoạch", S, "98.5%", "98.5 %"),
    ("100 phần trăm", S, "100%", "100 phần trăm"),
    ("giảm 10-15%", S, "10-15%", "10-15%"),
    ("98,50%", S, "98.5%", "98,50%"),
    ("1.500.000 đồng", M, "1500000 VND", "1.500.000 đồng"),
    ("1500000đ", M, "1500000 VND", "1500000đ"),
    ("1,5 triệu đồng", M, "1500000 VND", "1,5 triệu đồng"),
    ("lệ phí 5 triệu", M, "5000000 VND", "5 triệu"),
    ("mất 5tr", M, "5000000 VND", "5tr"),
    ("20.000đ/hồ sơ", M, "20000 VND", "20.000đ/hồ sơ"),
    ("1 tỷ 200 triệu đồng", M, "1200000000 VND", "1 tỷ 200 triệu đồng"),
    ("2.500 triệu đồng", M, "2500000000 VND", "2.500 triệu đồng"),
    ("hết 20k", M, "20000 VND", "20k"),
    ("50 USD", M, "50 USD", "50 USD"),
    ("05 ngày làm việc", P, "P5WD", "05 ngày làm việc"),
    ("20 ngày", P, "P20D", "20 ngày"),
    ("15 (mười lăm) ngày", P, "P15D", "15 (mười lăm) ngày"),
    ("1/2 ngày làm việc", P, "P0.5WD", "1/2 ngày làm việc"),
    ("5-7 ngày", P, "P5D/P7D", "5-7 ngày"),
    ("ba ngày làm việc", P, "P3WD", "ba ngày làm việc"),
    ("8 giờ", P, "PT8H", "8 giờ"),
    ("6 tháng đầu năm 2024", P, "2024-H1", "6 tháng đầu năm 2024"),
    ("06 tháng cuối năm", P, "H2", "06 tháng cuối năm"),
    ("9 tháng đầu năm 2024", P, "2024-01/2024-09", "9 tháng đầu năm 2024"),
    ("quý II/2024", P, "2024-Q2", "quý II/2024"),
    ("quý 2 năm 2024", P, "2024-Q2", "quý 2 năm 2024"),
    ("Quí IV", P, "Q4", "Quí IV"),
    ("giai đoạn 2021-2025", P, "2021/2025", "giai đoạn 2021-2025"),
    ("từ năm 2021 đến năm 2025", P, "2021/2025", "từ năm 2021 đến năm 2025"),
    ("tháng 3/2024", P, "2024-03", "tháng 3/2024"),
    ("tháng 06/2024", P, "2024-06", "tháng 06/2024"),
    ("năm 2024", P, "2024", "năm 2024"),
    ("thứ 7/63", R, "7/63", "thứ 7/63"),
    ("xếp thứ 10", R, "10", "xếp thứ 10"),
    ("hạng 3", R, "3", "hạng 3"),
    ("đứng thứ nhất", R, "1", "đứng thứ nhất"),
    ("xếp hạng thứ tư", R, "4", "xếp hạng thứ tư"),
    ("xếp 7/63 tỉnh", R, "7/63", "xếp 7/63"),
    ("xếp thứ 7/12", R, "7/12", "xếp thứ 7/12"),
    ("có thứ hạng cao nhất (thứ 2)", R, "2", "thứ 2"),
    ("tốp 20", R, "<=20", "tốp 20"),
    ("06/2024/QĐ-UBND", DOC, "6/2024/qd-ubnd", "06/2024/QĐ-UBND"),
    ("QĐ 06/2024", DOC, "6/2024/qd-", "QĐ 06/2024"),
    ("văn bản số 06/2024", DOC, "6/2024/-", "06/2024"),
    ("98/2024", DOC, "98/2024/-", "98/2024"),
    ("Kế hoạch 208-KH/TU", DOC, "208//kh-tu", "208-KH/TU"),
    ("187/2013/NĐ-CP187", DOC, "187/2013/nd-cp", "187/2013/NĐ-CP"),
    ("mã 1.004150.000.00.00.H31", CODE, "1.004150", "1.004150.000.00.00.H31"),
]


@pytest.mark.parametrize(("text", "kind", "key", "printed"), CLEAN)
def test_what_is_printed_has_its_key(text: str, kind: Kind, key: str, printed: str) -> None:
    assert said(text) == [(kind, key, printed)]


@pytest.mark.parametrize(("text", "kind", "key", "printed"), CLEAN)
def test_text_without_accents_has_the_same_keys(
    text: str, kind: Kind, key: str, printed: str
) -> None:
    bare = fold(text)
    assert said(bare) == [(kind, key, fold(printed))]


@pytest.mark.parametrize(
    ("text", "kind", "key", "printed"),
    [
        ("Quyét dinh sé 06/2024/Qb-UBND", DOC, "6/2024/qd-ubnd", "06/2024/Qb-UBND"),
        ("51/QP- -SKHCN", DOC, "51//qd-skhcn", "51/QP- -SKHCN"),
        ("395/2023/NQ-\nHDND", DOC, "395/2023/nq-hdnd", "395/2023/NQ-\nHDND"),
        ("Xép thir 4", R, "4", "Xép thir 4"),
        ("xép thtr 2", R, "2", "xép thtr 2"),
        ("(thw 10)", R, "10", "thw 10"),
        ("ngdy 8 thdng 3 ndm 2024", D, "2024-03-08", "ngdy 8 thdng 3 ndm 2024"),
        ("ngay l5/7/2021", D, "2021-07-15", "l5/7/2021"),
        ("ngay O8/3/2024", D, "2024-03-08", "O8/3/2024"),
        ("giai doan 2021-\n2025", P, "2021/2025", "giai doan 2021-\n2025"),
        ("6 thang dau nim 2024", P, "2024-H1", "6 thang dau nim 2024"),
        ("1,5 trigu déng", M, "", ""),
        ("1.500.000 déng", M, "1500000 VND", "1.500.000 déng"),
        ("05 ngay lam viéc", P, "P5WD", "05 ngay lam viéc"),
    ],
)
def test_damaged_text_is_read(text: str, kind: Kind, key: str, printed: str) -> None:
    assert said(text) == ([(kind, key, printed)] if key else [])


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "ngày 31/02",
        "ngày 30/02/2024",
        "29/02/2023",
        "mục 1.2.3",
        "1.2.3",
        "Mục 8.3.24",
        "8.3.24 Công tác cán bộ",
        "phiên bản 8.3.24",
        "v8.3.24",
        "192.168.3.24",
        "10.3.24.1",
        "0221.3862.111",
        "0912 345 678",
        "0912-34-56",
        "1.2.34.56",
        "56/63 tỉnh đã triển khai",
        "5/6 sở",
        "02/12 đơn vị",
        "đạt 5/6.",
        "5 triệu người dân",
        "5 đồng chí",
        "7 đồng hồ",
        "viên chức hạng 3",
        "thứ 7 hàng tuần",
        "nghỉ thứ bảy",
        "xếp theo thứ tự",
        "hàng hải",
        "chi nhánh ngân hàng nước ngoài thứ hai",
        "giá trị sử dụng vào ngày thứ 14",
        "thị lực đạt 9-10/10",
        "hằng năm",
        "quỹ 2",
        "",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert [m for m in mentions(text) if m.kind is not Kind.DOCUMENT] == []


def test_the_words_around_tell_a_month_from_a_document() -> None:
    assert [m.kind for m in mentions("từ 06/2024 đến 12/2024")] == [P, P]
    assert [m.kind for m in mentions("trong tháng 6/2024 theo QĐ 06/2024")] == [P, DOC]
    listed = mentions("các Quyết định số 06/2024, 07/2024 và 08/2024")
    assert [m.key for m in listed] == ["6/2024/qd-", "7/2024/qd-", "8/2024/qd-"]


def test_the_words_around_tell_a_rank_from_a_day() -> None:
    assert [m.kind for m in mentions("ngày 7/12, Sở xếp thứ 7/12")] == [D, R]


@pytest.mark.parametrize(
    "text", ["báo cáo 6 tháng đầu năm", "kế hoạch 5 năm", "hướng dẫn 5 bước", "tháng 06/2024"]
)
def test_counts_and_months_are_no_document_numbers(text: str) -> None:
    assert find(text) == ()


def test_spans_point_to_the_text_whatever_its_unicode_form() -> None:
    text = "Quyết định số 06/2024/QĐ-UBND ngày 8 tháng 3 năm 2024 xếp thứ 7/63, đạt 98,5%"
    for form in ("NFC", "NFD"):
        printed = unicodedata.normalize(form, text)
        found = mentions(printed)
        assert [m.key for m in found] == ["6/2024/qd-ubnd", "2024-03-08", "7/63", "98.5%"]
        assert all(printed[m.start : m.end] == m.text for m in found)
        assert unicodedata.normalize("NFC", found[1].text) == "ngày 8 tháng 3 năm 2024"
        ((_, start, end),) = find_spans(printed)
        assert printed[start:end] == "06/2024/QĐ-UBND"


RELATIONS = [
    (
        "Quyết định số 07/2024/QĐ-UBND ngày 12/3/2024 sửa đổi, bổ sung một số điều của Quy định quản lý "
        "nhiệm vụ ban hành kèm theo Quyết định số 03/2017/QĐ-UBND ngày 03/4/2017;",
        [
            ("7/2024/qd-ubnd", Verb.AMENDS, "3/2017/qd-ubnd"),
            (None, Verb.ISSUED_WITH, "3/2017/qd-ubnd"),
        ],
    ),
    (
        "Quyết định này có hiệu lực từ ngày 08/3/2024 và thay thế Quyết định số 11/2019/QĐ-UBND ngày "
        "01/3/2019 và Quyết định số 12/2020/QĐ-UBND.",
        [
            (None, Verb.REPLACES, "11/2019/qd-ubnd"),
            (None, Verb.REPLACES, "12/2020/qd-ubnd"),
        ],
    ),
    (
        "Quyết định số 13/2024/QĐ-UBND thay thế Quyết định số 5/2019/QĐ-UBND và bãi bỏ Quyết định số "
        "6/2018/QĐ-UBND.",
        [
            ("13/2024/qd-ubnd", Verb.REPLACES, "5/2019/qd-ubnd"),
            ("13/2024/qd-ubnd", Verb.REPEALS, "6/2018/qd-ubnd"),
        ],
    ),
    (
        "Kế hoạch số 10/KH-SKHCN triển khai thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021",
        [("10//kh-skhcn", Verb.IMPLEMENTS, "76//nq-cp")],
    ),
    (
        "Thông tư số 03/2021/TT-BKHCN hướng dẫn thi hành Nghị định số 13/2019/NĐ-CP",
        [("3/2021/tt-bkhcn", Verb.GUIDES, "13/2019/nd-cp")],
    ),
    ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020;", [(None, Verb.BASED_ON, "30/2020/nd-cp")]),
    (
        "Nghị định số 08/2014/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 76/2018/NĐ-CP",
        [("76/2018/nd-cp", Verb.AMENDS, "8/2014/nd-cp")],
    ),
    (
        "Nghị định này bị thay thế bởi Nghị định số 76/2018/NĐ-CP",
        [("76/2018/nd-cp", Verb.REPLACES, None)],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), RELATIONS)
def test_relations_of_documents_are_read(
    text: str, wanted: list[tuple[str | None, Verb, str | None]]
) -> None:
    for printed in (text, fold(text)):
        found = relations(printed)
        assert [
            (r.subject and r.subject.key, r.verb, r.object and r.object.key) for r in found
        ] == wanted
        assert all(printed[r.start : r.end] == r.text for r in found)


def test_relations_are_read_in_damaged_text() -> None:
    (amends, issued) = relations(
        "Quyét dinh s6 08/2024/QD-UBND ngay 02/4/2024 stra déi, b6 sung mot sé diéu cua Quy dinh ban "
        "hanh kém theo Quyét dinh s6 15/2020/QD-UBND ngay 23/4/2020"
    )
    assert amends.subject is not None
    assert amends.subject.key == "8/2024/qd-ubnd"
    assert (amends.verb, issued.verb) == (Verb.AMENDS, Verb.ISSUED_WITH)


@pytest.mark.parametrize(
    "text",
    [
        "TTHC được sửa đổi, thay thế, bãi bỏ thuộc phạm vi quản lý của Sở",
        "thực hiện theo quy định tại Thông tư số 109/2016/TT-BTC",
        "hướng dẫn tại khoản 3 Điều 19 Thông tư số 156/2013/TT-BTC",
        "Quyết định số 5/QĐ-UBND về tổ chức bộ máy",
    ],
)
def test_no_relation_is_made_up(text: str) -> None:
    assert relations(text) == ()


@given(st.text(alphabet="0123456789./-% ngàythángnăm quýthứđồngQĐ,()\n", max_size=80))
def test_any_text_gives_ordered_spans_that_do_not_overlap(text: str) -> None:
    found = mentions(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(isinstance(m, Mention) and m.key for m in found)


@pytest.mark.parametrize(
    "unit",
    [
        "thay thế QĐ 06/2024, ",
        "1/",
        "8.3.24",
        "ngay    ",
        "\n",
        "-",
        "08/3 ",
        "5 triệu ",
        "được sửa đổi a a a a a a ",
    ],
)
def test_lines_are_read_in_linear_time(unit: str) -> None:
    small = max(_seconds(unit, 30_000), 0.005)
    assert _seconds(unit, 300_000) < 40 * small


def test_a_line_of_two_megabytes_is_read() -> None:
    assert _seconds("QĐ 06/2024 thay thế 5 triệu đồng 08/3 - ", 2_000_000) < 60


def _seconds(unit: str, size: int) -> float:
    line = unit * (size // len(unit))
    start = time.perf_counter()
    mentions(line)
    relations(line)
    return time.perf_counter() - start


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
