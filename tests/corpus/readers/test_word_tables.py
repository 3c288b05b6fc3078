"""Tables of Word files: headers, merged cells, forms, tables in tables, tables for their looks."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Role
from tests.corpus.readers.word_files import lines, p, r, save, tbl, tc, texts, tr
from tests.corpus.readers.word_tables import HEADER, TABLES, measure, span


def test_of_all_cells_98_in_100_come_with_their_row_and_column_header(tmp_path: Path) -> None:
    results = [measure(make, tmp_path) for make in TABLES]
    right, cells = (sum(result[at] for result in results) for at in (0, 1))
    assert cells >= 130
    assert right / cells >= 0.98, [cell for *_, wrong in results for cell in wrong]


def test_every_row_is_one_line_and_keeps_the_paragraphs_of_its_cells_apart(tmp_path: Path) -> None:
    dossier = tc(p("- Đơn đề nghị;") + p("- Bản sao giấy phép;"))
    table = tbl(
        tr("STT", "Hồ sơ", "Số bộ", properties=HEADER), tr("1", dossier, "01"), tr("2", "Đơn", "02")
    )
    found = lines(save(tmp_path / "a.docx", table))
    assert [line.role for line in found] == [Role.ROW, Role.ROW]
    assert found[0].source == ("STT: 1; Hồ sơ: - Đơn đề nghị;\n- Bản sao giấy phép; Số bộ: 01")
    assert found[0].source[found[0].tokens[-1].start :] == "01"


def test_the_rows_of_a_table_in_a_cell_stand_in_that_cell(tmp_path: Path) -> None:
    inner = tbl(
        tr("Đối tượng", "Mức", properties=HEADER), tr("Cá nhân", "5"), tr("Tổ chức", "9"), columns=2
    )
    table = tbl(
        tr("Thủ tục", "Phí", "Thời hạn", properties=HEADER), tr("Cấp", tc(inner + p()), "3 ngày")
    )
    assert texts(save(tmp_path / "a.docx", table)) == [
        "Thủ tục: Cấp; Phí: Đối tượng: Cá nhân; Mức: 5\nĐối tượng: Tổ chức; Mức: 9; Thời hạn: 3 ngày"
    ]


def test_a_table_that_only_places_others_is_read_cell_by_cell(tmp_path: Path) -> None:
    def inner(name: str) -> str:
        return tbl(tr("Tên", name, "Số", properties=HEADER), tr("A", "x", "1"))

    wide = tbl(
        tr(tc(p("Bảng một") + inner("M") + p()), "1.", "x"),
        tr(tc(p("Bảng hai") + inner("N") + p()), "2.", "x"),
    )
    found = texts(save(tmp_path / "a.docx", wide))
    assert [text for text in found if ":" in text] == [
        "Tên: A; M: x; Số: 1",
        "Tên: A; N: x; Số: 1",
    ]


def test_letterheads_and_signatures_are_no_records(tmp_path: Path) -> None:
    letterhead = tbl(
        tr("UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), tr("Số: 1/BC", "Ngày 1"), columns=2
    )
    signatures = tbl(
        tr("NGƯỜI LẬP BIỂU", "KT. GIÁM ĐỐC"), tr("(Ký, ghi rõ họ tên)", "PHÓ GIÁM ĐỐC"), columns=2
    )
    found = lines(save(tmp_path / "a.docx", letterhead + p("Nội dung.") + signatures))
    assert {line.role for line in found} == {Role.BODY}
    assert [line.source for line in found][-4:] == [
        "NGƯỜI LẬP BIỂU",
        "KT. GIÁM ĐỐC",
        "(Ký, ghi rõ họ tên)",
        "PHÓ GIÁM ĐỐC",
    ]


def test_headings_and_lists_in_a_frame_are_headings_and_lists(tmp_path: Path) -> None:
    frame = tbl(tr(tc(p("Kết quả", '<w:outlineLvl w:val="1"/>') + p("Đã xong."))), columns=1)
    found = lines(save(tmp_path / "a.docx", frame))
    assert [(line.source, line.heading) for line in found] == [("Kết quả", 2), ("Đã xong.", 0)]


def test_a_second_table_with_a_header_of_its_own_is_not_taken_for_the_rest_of_the_first(
    tmp_path: Path,
) -> None:
    def bold(*names: str) -> str:
        return tr(*(tc(p(r(name, "<w:b/>"))) for name in names))

    body = (
        tbl(bold("Tên", "Nơi", "Cách"), tr("A", "Sở", "Giấy"))
        + p()
        + tbl(bold("Mã", "Ngày", "Người"), tr("B", "Hai", "Ba"))
        + p("Chen vào.")
        + tbl(tr("Mã", "Ngày", "Người"), tr("C", "Tư", "Năm"))
    )
    assert texts(save(tmp_path / "a.docx", body)) == [
        "Tên: A; Nơi: Sở; Cách: Giấy",
        "Mã: B; Ngày: Hai; Người: Ba",
        "Chen vào.",
        "Mã: C; Ngày: Tư; Người: Năm",
    ]


def test_a_header_that_comes_again_in_the_rest_of_a_table_is_no_row(tmp_path: Path) -> None:
    names = ("Tên", "Nơi", "Cách")
    body = tbl(tr(*names), tr("A", "Sở", "Giấy")) + p() + tbl(tr(*names), tr("B", "Xã", "Mạng"))
    assert texts(save(tmp_path / "a.docx", body)) == [
        "Tên: A; Nơi: Sở; Cách: Giấy",
        "Tên: B; Nơi: Xã; Cách: Mạng",
    ]


def test_two_columns_of_names_and_numbers_have_a_header(tmp_path: Path) -> None:
    table = tbl(tr("Năm", "Số hồ sơ"), tr("2023", "120"), tr("2024", "140"), columns=2)
    assert texts(save(tmp_path / "a.docx", table)) == [
        "Năm: 2023; Số hồ sơ: 120",
        "Năm: 2024; Số hồ sơ: 140",
    ]


def test_a_row_that_spans_the_table_stands_alone(tmp_path: Path) -> None:
    table = tbl(
        tr("STT", "Tên", "Phí", properties=HEADER),
        tr(tc("I. Lĩnh vực thử", span(3))),
        tr("1", "A", "Không"),
    )
    assert texts(save(tmp_path / "a.docx", table)) == [
        "I. Lĩnh vực thử",
        "STT: 1; Tên: A; Phí: Không",
    ]


def test_procedures_are_found_in_a_word_list(tmp_path: Path) -> None:
    from corpus import procedures, readers

    table = tbl(
        tr(
            "STT", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Phí, lệ phí", properties=HEADER
        ),
        tr(tc("Lĩnh vực thử nghiệm", span(4))),
        tr("1", "Cấp giấy phép thử", tc(p("05 ngày làm việc") + p("kể từ khi đủ hồ sơ")), "Không"),
        tr("2", "Gia hạn giấy phép thử", "03 ngày làm việc", "Không"),
        columns=4,
    )
    found = procedures.find(readers.read(save(tmp_path / "a.docx", table)))
    assert [one.procedure.name for one in found] == ["Cấp giấy phép thử", "Gia hạn giấy phép thử"]
    assert found[0].procedure.options[0].time_limit == "05 ngày làm việc\nkể từ khi đủ hồ sơ"


def test_a_table_to_be_filled_in_says_what_it_asks_for(tmp_path: Path) -> None:
    table = tbl(tr("STT", "Họ và tên", "Chữ ký"), tr("", "", ""), tr("", "", ""))
    assert texts(save(tmp_path / "a.docx", table)) == ["STT; Họ và tên; Chữ ký"]


@st.composite
def any_table(draw: st.DrawFn, depth: int = 2) -> tuple[str, list[str]]:
    """A table of any shape with the texts that can be seen in it, each once."""
    columns = draw(st.integers(1, 4))
    rows, seen = [], []
    for at in range(draw(st.integers(1, 5))):
        cells, left = [], columns
        while left > 0:
            width = draw(st.integers(1, left))
            left -= width
            properties = span(width) if width > 1 else ""
            kind = draw(st.sampled_from(("plain", "plain", "starts", "goes on", "nested")))
            text = f"chữ{draw(st.integers(10**9, 10**10))}"
            if kind == "goes on" and at:
                cells.append(tc("ẩn", properties + "<w:vMerge/>"))
            elif kind == "nested" and depth:
                inner, below = draw(any_table(depth=depth - 1))
                cells.append(tc(p(text) + inner + p(), properties))
                seen += [text, *below]
            else:
                bold = draw(st.sampled_from(("", "<w:b/>")))
                merge = '<w:vMerge w:val="restart"/>' if kind == "starts" else ""
                cells.append(tc(p(r(text, bold)), properties + merge))
                seen.append(text)
        rows.append(tr(*cells, properties=draw(st.sampled_from(("", "", HEADER)))))
    return tbl(*rows, columns=columns), seen


@given(any_table())
@settings(max_examples=40, deadline=None)
def test_no_text_of_a_table_is_lost_and_no_hidden_one_is_read(made: tuple[str, list[str]]) -> None:
    table, seen = made
    with tempfile.TemporaryDirectory() as folder:
        found = " ".join(texts(save(Path(folder) / "a.docx", p("Đầu.") + table)))
    assert [text for text in seen if text not in found] == []
    assert "ẩn" not in found
