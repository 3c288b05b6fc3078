from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from corpus.readers.sheet_format import Value, displayed

DAY = datetime(2024, 3, 8)
AFTERNOON = datetime(2024, 3, 8, 14, 5)


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (1500000, "#,##0", "1.500.000"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (-3.5, "0.00", "-3,50"),
        (2.5, "0", "3"),
        (1234.5, "#,##0.##", "1.234,5"),
        (7, "00", "07"),
        (1500000, "#,##0,", "1.500"),
        (1500000, '0.0,,"tr"', "1,5tr"),
        (0.125, "0.0%", "12,5%"),
        (-0.5, "0%", "-50%"),
        (3, '0.0"%"', "3,0%"),
        (123456, "0.00E+00", "1,23E+05"),
        (0.5, "# ?/?", "1/2"),
        (2.25, "# ?/?", "2 1/4"),
        (901234567, "0000 000 000", "0901 234 567"),
    ],
)
def test_a_number_reads_as_its_format_shows_it(value: float, shown: str, text: str) -> None:
    assert displayed(value, shown) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.5, "1,5"),
        (0.1 + 0.2, "0,3"),
        (20240308001, "20240308001"),
        (12345678901234567890, "12345678901234567890"),
        (0.00001, "0,00001"),
        (1.5e300, "1,5E+300"),
        (-45, "-45"),
    ],
)
def test_a_number_without_a_format_reads_plain(value: float, text: str) -> None:
    assert displayed(value, "General") == text


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (15, '0" ngày"', "15 ngày"),
        (12, '"Điều "0', "Điều 12"),
        (1500000, '#,##0 "đồng"', "1.500.000 đồng"),
        (1500000, "#,##0\\ [$₫-42A]", "1.500.000 ₫"),
        (45, 'General" bộ"', "45 bộ"),
        (1500000, '"$"#,##0_);("$"#,##0)', "1.500.000 ₫"),
        (20, "[$$-409]#,##0", "$20"),
    ],
)
def test_the_words_of_a_format_are_read(value: float, shown: str, text: str) -> None:
    assert displayed(value, shown) == text


ACCOUNTING = r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)'


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (-3, "#,##0;[Red](#,##0)", "(3)"),
        (0, '#,##0;-#,##0;"không"', "không"),
        (-1500000, ACCOUNTING, "(1.500.000)"),
        (0, ACCOUNTING, "-"),
        (50, '[>=100]"đạt "0;[<100]"thiếu "0', "thiếu 50"),
        (5, ";;;", ""),
    ],
)
def test_a_format_has_a_part_for_each_sign(value: float, shown: str, text: str) -> None:
    assert displayed(value, shown) == text


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (DAY, "dd/mm/yyyy", "08/03/2024"),
        (DAY, "yyyy-mm-dd", "08/03/2024"),
        (DAY, "mm-dd-yy", "08/03/2024"),
        (DAY, "d-mmm-yy", "08/03/2024"),
        (DAY, "mm/yyyy", "03/2024"),
        (DAY, "yyyy", "2024"),
        (DAY, "dd/mm", "08/03"),
        (DAY, '"ngày "dd" tháng "mm" năm "yyyy', "ngày 08 tháng 03 năm 2024"),
        (AFTERNOON, "m/d/yy h:mm", "08/03/2024 14:05"),
        (AFTERNOON, "h:mm", "14:05"),
        (AFTERNOON, "General", "08/03/2024 14:05"),
        (date(2024, 3, 8), "General", "08/03/2024"),
        (time(7, 30), "h:mm", "07:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    ],
)
def test_a_date_shows_what_its_format_shows_in_the_order_of_the_country(
    value: Value, shown: str, text: str
) -> None:
    assert displayed(value, shown) == text


@pytest.mark.parametrize(
    ("value", "text"), [(True, "TRUE"), ("#N/A", "#N/A"), (None, ""), ("  chữ ", "chữ")]
)
def test_what_is_no_number_reads_as_it_stands(value: Value, text: str) -> None:
    assert displayed(value, "#,##0.00") == text


def test_a_format_that_is_no_format_breaks_nothing() -> None:
    for shown in ('"', "[", "\\", "_", "*", "0" * 5000, "[>=x]0", "0/0/0", "E+00", "%%%", ";;;;;;"):
        assert isinstance(displayed(12.5, shown), str)
        assert isinstance(displayed(AFTERNOON, shown), str)
