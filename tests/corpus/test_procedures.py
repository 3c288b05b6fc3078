from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, Table

from corpus import chunks, procedures, readers
from corpus.model import Option, Procedure
from corpus.procedures.labels import field_of
from corpus.procedures.portal import options_of
from tests.corpus.readers.sheets import book_of, fill, read
from tests.making import count, document

FONTS = Path("/usr/share/fonts/truetype")


def of(found: Sequence[procedures.Found]) -> list[Procedure]:
    return [one.procedure for one in found]


def of_text(folder: Path, text: str) -> list[Procedure]:
    path = folder / "thu-tuc.txt"
    path.write_text(text, encoding="utf-8")
    return of(procedures.find(readers.read(path)))


def of_rows(folder: Path, *rows: Sequence[Any], merged: Sequence[str] = ()) -> list[Procedure]:
    return of(procedures.find(read(folder, book_of(*rows, merged=merged)[0])))


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Thời hạn giải quyết", "time_limit"),
        ("Thời gian", "time_limit"),
        ("TG giải quyết", "time_limit"),
        ("Thời hạn GQ (ngày làm việc)", "time_limit"),
        ("THOI HAN GIAI QUYET", "time_limit"),
        ("Thời hạn giải quyết - Sau cắt giảm", "time_limit"),
        ("Phí, lệ phí (nếu có)", "fee_and_charge"),
        ("Phí/lệ phí", "fee_and_charge"),
        ("Phí, lệ phí - Lệ phí", "charge"),
        ("Mức thu phí", "fee"),
        ("Địa điểm thực hiện", "where"),
        ("Cơ quan thực hiện", "where"),
        ("Tên TTHC", "name"),
        ("Thủ tục hành chính", "name"),
        ("Mã số TTHC", "code"),
        ("Mã thủ tục", "code"),
        ("Căn cứ pháp lý", "legal_basis"),
        ("Cơ sở pháp lý", "legal_basis"),
        ("Thành phần, số lượng hồ sơ", "dossier"),
        ("Số lượng hồ sơ", "sets"),
        ("Số bộ hồ sơ", "sets"),
        ("Cơ quan có thẩm quyền quyết định", "who_decides"),
        ("Số quyết định", "decision_number"),
        ("Số hồ sơ đã tiếp nhận", None),
        ("Thời gian tiếp nhận hồ sơ", None),
        ("Loại thủ tục", None),
        ("Đúng hạn", None),
    ],
)
def test_a_column_is_known_in_any_wording(label: str, field: str | None) -> None:
    assert field_of(label) == field


def test_columns_in_any_order_make_the_same_record(tmp_path: Path) -> None:
    (found,) = of_rows(
        tmp_path,
        ["TG giải quyết", "Căn cứ pháp lý", "Tên TTHC", "Phí, lệ phí (nếu có)", "Mã số", "TT"],
        ["15 ngày", "Luật A\nNghị định B", "Cấp phép", "Không", "1.000001", 1],
    )
    assert found.name == "Cấp phép"
    assert found.code == "1.000001"
    assert found.legal_basis == ("Luật A", "Nghị định B")
    assert found.options == (Option(time_limit="15 ngày", fee="Không", charge="Không"),)


def test_what_no_field_is_there_for_is_kept_with_its_label(tmp_path: Path) -> None:
    (found,) = of_rows(
        tmp_path,
        ["STT", "Tên thủ tục", "Thời hạn giải quyết", "Mức độ DVC", "Ghi chú"],
        [1, "Cấp phép", "15 ngày", "Toàn trình", "Liên thông"],
    )
    assert found.others == (("Mức độ DVC", "Toàn trình"), ("Ghi chú", "Liên thông"))


def test_a_procedure_over_merged_rows_is_one_record(tmp_path: Path) -> None:
    first, second = of_rows(
        tmp_path,
        ["STT", "Tên thủ tục", "Thành phần hồ sơ", "Thời hạn giải quyết"],
        [1, "Cấp phép", "Đơn đề nghị", "15 ngày"],
        ["", "", "Bản sao giấy tờ", ""],
        ["", "", "Ảnh", ""],
        [2, "Gia hạn", "Đơn", "7 ngày"],
        merged=["A2:A4", "B2:B4", "D2:D4"],
    )
    assert first.dossier == ("Đơn đề nghị", "Bản sao giấy tờ", "Ảnh")
    assert first.options == (Option(time_limit="15 ngày"),)
    assert second.dossier == ("Đơn",)


def test_a_procedure_goes_on_where_a_list_leaves_its_name_empty(tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.csv"
    path.write_text(
        "STT;Tên thủ tục;Thành phần hồ sơ;Thời hạn giải quyết\n"
        "1;Cấp phép;Đơn;15 ngày\n;;Bản sao;\n2;Gia hạn;Đơn;7 ngày\n",
        encoding="utf-8",
    )
    first, second = procedures.find(readers.read(path))
    assert first.procedure.dossier == ("Đơn", "Bản sao")
    assert second.procedure.name == "Gia hạn"
    source = document(path)
    passages = chunks.cut(source, count, [first, second])
    assert [one.procedure for one in passages] == ["Cấp phép", "Cấp phép", "Gia hạn"]


def test_rows_of_one_name_and_other_numbers_are_different_records(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["STT", "Mã TTHC", "Tên thủ tục", "Thời hạn giải quyết"],
        [1, "1.000001", "Hỗ trợ", "5 ngày"],
        [2, "1.000002", "Hỗ trợ", "6 ngày"],
    )
    assert [one.code for one in found] == ["1.000001", "1.000002"]


def test_channels_with_times_of_their_own_are_options(tmp_path: Path) -> None:
    (found,) = of_rows(
        tmp_path,
        ["STT", "Tên thủ tục", "Cách thức thực hiện", "Thời hạn giải quyết", "Phí"],
        [1, "Cấp phép", "Trực tiếp", "15 ngày", "100.000 đồng"],
        ["", "", "Trực tuyến", "10 ngày", "50.000 đồng"],
        merged=["A2:A3", "B2:B3"],
    )
    assert found.options == (
        Option(channel="Trực tiếp", time_limit="15 ngày", fee="100.000 đồng"),
        Option(channel="Trực tuyến", time_limit="10 ngày", fee="50.000 đồng"),
    )


def test_two_columns_of_one_field_are_two_cases(tmp_path: Path) -> None:
    (found,) = of_rows(
        tmp_path,
        ["STT", "Tên thủ tục", "Thời hạn giải quyết", "", "Căn cứ pháp lý"],
        ["", "", "Theo quy định", "Sau cắt giảm", ""],
        [1, "Cấp phép", "30 ngày", "20 ngày", "Luật A"],
        merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2"],
    )
    assert found.options == (
        Option(case="Theo quy định", time_limit="30 ngày"),
        Option(case="Sau cắt giảm", time_limit="20 ngày"),
    )


def test_a_groups_name_is_the_field_of_the_procedures_below_it(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ["DANH MỤC THỦ TỤC"],
        ["STT", "Tên thủ tục", "Thời hạn giải quyết"],
        ["A. THỦ TỤC HÀNH CHÍNH CẤP TỈNH"],
        ["I. Lĩnh vực Đo lường"],
        [1, "Cấp phép", "5 ngày"],
        ["II", "Lĩnh vực: Bức xạ"],
        [1, "Khai báo", "6 ngày"],
        merged=["A1:C1", "A3:C3", "A4:C4"],
    )
    assert [(one.name, one.field) for one in found] == [
        ("Cấp phép", "Đo lường"),
        ("Khai báo", "Bức xạ"),
    ]
    assert found[0].level == "A. THỦ TỤC HÀNH CHÍNH CẤP TỈNH"


def test_a_table_of_figures_about_procedures_is_no_list(tmp_path: Path) -> None:
    assert not of_rows(
        tmp_path,
        ["STT", "Tên thủ tục", "Số hồ sơ tiếp nhận", "Đúng hạn", "Quá hạn"],
        [1, "Cấp phép", 10, 9, 1],
    )
    assert not of_rows(
        tmp_path,
        ["STT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời gian", "Kết quả"],
        [1, "Rà soát thủ tục", "Phòng X", "Quý I", "Báo cáo"],
    )


def test_the_portals_run_of_channels_is_parted_as_printed(tmp_path: Path) -> None:
    cell = (
        "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp15 Ngày làm việcPhí : 8.000 Đồng(một lần)"
        "nộp tại bộ phận một cửaTrực tuyến1Miễn phíDịch vụ bưu chínhKhông có thông tinKhông có thông tin"
    )
    path = tmp_path / "b.xlsx"
    book_of(["Tên thủ tục", "Cách thức thực hiện"], ["Cấp phép", cell])[0].save(path)
    (found,) = procedures.find(readers.read(path))
    assert found.procedure.options == (
        Option(
            channel="Trực tiếp",
            case="nộp tại bộ phận một cửa",
            time_limit="15 Ngày làm việc",
            fee="Phí : 8.000 Đồng(một lần)",
            charge="Phí : 8.000 Đồng(một lần)",
        ),
        Option(channel="Trực tuyến", time_limit="1", fee="Miễn phí", charge="Miễn phí"),
        Option(channel="Dịch vụ bưu chính"),
    )
    assert found.fields["time_limit"] == found.fields["channel"]


def test_a_time_and_a_fee_that_run_together_are_neither() -> None:
    head = "Hình thức nộpThời gianPhí, lệ phíMô tả"
    assert options_of(f"{head}Trực tiếp120 VNĐtheo quy định") == [
        Option(channel="Trực tiếp", case="120 VNĐtheo quy định")
    ]


LIST = (
    ["STT", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Địa điểm", "Phí, lệ phí", "Căn cứ"],
    ["I", "Lĩnh vực Đo lường", "", "", "", ""],
    [
        "1",
        "Cấp phép đo; cấp lại",
        "15 ngày; gia hạn: 5 ngày",
        "Một cửa",
        "Phí: 1.000 đồng",
        "Luật A",
    ],
    ["2", "Gia hạn phép đo", "7 ngày", "Qua bưu điện", "Không", "Nghị định B"],
    ["3", "Thu hồi phép đo", "", "Một cửa", "Không", "Nghị định C"],
)


def check_list(found: Sequence[procedures.Found]) -> None:
    records = of(found)
    assert [one.name for one in records] == [LIST[2][1], LIST[3][1], LIST[4][1]]
    assert records[0].options[0].time_limit == "15 ngày; gia hạn: 5 ngày"
    assert records[0].options[0].fee == "Phí: 1.000 đồng"
    assert records[1].where == "Qua bưu điện"
    assert records[2].options[0].time_limit is None
    assert records[2].legal_basis == ("Nghị định C",)
    assert all(one.field == "Đo lường" for one in records)


def test_rows_of_a_word_table_are_records_with_passages_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.docx"
    word = docx.Document()
    word.add_heading("Danh mục thủ tục", level=1)
    table = word.add_table(rows=0, cols=6)
    for number, row in enumerate(LIST):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
        if number == 1:
            cells[0].merge(cells[5])
    word.save(str(path))
    source = document(path)
    found = procedures.find(source.pages)
    check_list(found)
    passages = chunks.cut(source, count, found)
    assert [one.procedure for one in passages if one.procedure] == [
        one.procedure.key for one in found
    ]


def font() -> str:
    for name in ("noto/NotoSans-Regular.ttf", "dejavu/DejaVuSans.ttf"):
        if (FONTS / name).exists():
            pdfmetrics.registerFont(TTFont("chu", str(FONTS / name)))
            return "chu"
    pytest.skip("needs a font with Vietnamese letters")


def test_rows_of_a_pdf_table_are_records(tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.pdf"
    style = [
        ("FONT", (0, 0), (-1, -1), font(), 8),
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("SPAN", (0, 1), (-1, 1)),
    ]
    rows = [list(LIST[0]), ["I. Lĩnh vực Đo lường", "", "", "", "", ""], *map(list, LIST[2:])]
    SimpleDocTemplate(str(path), title="x").build([Table(rows, style=style)])
    check_list(procedures.find(readers.read(path)))


def test_a_running_paragraph_is_parted_at_its_labels(tmp_path: Path) -> None:
    (found,) = of_text(
        tmp_path,
        "Tên thủ tục: Cấp phép đo\n"
        "Trình tự thực hiện: Người dân nộp hồ sơ. Thành phần hồ sơ: Đơn; bản sao giấy tờ. "
        "Số lượng hồ sơ: 01 bộ. Thời hạn giải quyết: 15 ngày. Lệ phí: Không.\n",
    )
    assert found.name == "Cấp phép đo"
    assert found.steps == ("Người dân nộp hồ sơ.",)
    assert found.dossier == ("Đơn; bản sao giấy tờ.",)
    assert found.sets == "01 bộ."
    assert found.options[0].time_limit == "15 ngày."
    assert found.options[0].charge == "Không."


PROSE = """BỘ THỦ TỤC

1. Thủ tục cấp phép đo
a) Trình tự thực hiện:
Bước 1: Nộp hồ sơ.
Bước 2: Nhận kết quả.
b) Thành phần hồ sơ: gồm
- Đơn đề nghị;
- Bản sao giấy tờ.
c) Thời hạn giải quyết: 15 ngày kể từ ngày nhận đủ hồ sơ.
d) Phí, lệ phí: Không

2. Thủ tục gia hạn phép đo
a) Trình tự thực hiện:
Nộp qua bưu điện.
b) Thành phần hồ sơ: Đơn.
c) Thời hạn giải quyết: 7 ngày.
d) Phí, lệ phí: 20.000 đồng
"""
BARE = PROSE.translate(str.maketrans("ộủụấéđìựệướạồđơảờ", "ouuaediueuoaodoao"))


@pytest.mark.parametrize("text", [PROSE, BARE], ids=["printed", "damaged"])
def test_numbered_labels_below_a_name_make_a_record(tmp_path: Path, text: str) -> None:
    path = tmp_path / "thu-tuc.txt"
    path.write_text(text, encoding="utf-8")
    first, second = of(procedures.find(readers.read(path)))
    assert len(first.steps) == 2
    assert len(first.dossier) == 3
    assert "15" in str(first.options[0].time_limit)
    assert "20.000" in str(second.options[0].fee)
    assert "7" in str(second.options[0].time_limit)
    assert len(second.steps) == 1


def test_labels_in_bold_on_lines_of_their_own_make_a_record(tmp_path: Path) -> None:
    path = tmp_path / "thu-tuc.docx"
    word = docx.Document()
    for name in ("Thủ tục cấp phép đo", "Thủ tục gia hạn phép đo"):
        word.add_paragraph().add_run(name).bold = True
        for label, value in (
            ("Trình tự thực hiện", "Nộp hồ sơ tại bộ phận một cửa."),
            ("Thành phần hồ sơ", "Đơn đề nghị"),
            ("Thời hạn giải quyết:", "15 ngày"),
        ):
            word.add_paragraph().add_run(label).bold = True
            word.add_paragraph(value)
    word.save(str(path))
    found = of(procedures.find(readers.read(path)))
    assert [one.name for one in found] == ["cấp phép đo", "gia hạn phép đo"] or [
        one.name for one in found
    ] == ["Thủ tục cấp phép đo", "Thủ tục gia hạn phép đo"]
    assert found[1].steps == ("Nộp hồ sơ tại bộ phận một cửa.",)
    assert found[0].options[0].time_limit == "15 ngày"


def test_a_table_of_label_and_value_is_a_record(tmp_path: Path) -> None:
    rows = [
        ["Tên thủ tục", "Cấp phép đo"],
        ["Thành phần hồ sơ", "Đơn đề nghị"],
        ["Thời hạn giải quyết", "15 ngày"],
        ["Lệ phí", "Không"],
    ]
    path = tmp_path / "thu-tuc.docx"
    word = docx.Document()
    table = word.add_table(rows=0, cols=2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    word.save(str(path))
    for found in (of(procedures.find(readers.read(path))), of_rows(tmp_path, *rows)):
        assert [one.name for one in found] == ["Cấp phép đo"]
        assert found[0].dossier == ("Đơn đề nghị",)
        assert found[0].options[0].charge == "Không"


def test_forms_below_each_other_are_records_of_their_own(tmp_path: Path) -> None:
    book, sheet = book_of()
    for name in ("Cấp phép đo", "Gia hạn phép đo"):
        fill(
            sheet,
            [
                ["Tên thủ tục", name],
                ["Thành phần hồ sơ", "Đơn"],
                ["Thời hạn giải quyết", "15 ngày"],
                ["Lệ phí", "Không"],
            ],
        )
    found = of(procedures.find(read(tmp_path, book)))
    assert [one.name for one in found] == ["Cấp phép đo", "Gia hạn phép đo"]


def test_a_report_about_procedures_holds_no_record(tmp_path: Path) -> None:
    assert not of_text(
        tmp_path,
        "1. Kết quả thực hiện\n"
        "Trong kỳ, thời hạn giải quyết được rút ngắn. Căn cứ pháp lý đầy đủ.\n"
        "Kết quả: đã tiếp nhận 12 hồ sơ. Thời gian qua: không có hồ sơ quá hạn.\n",
    )


def test_the_places_of_a_record_are_where_its_texts_stand(tmp_path: Path) -> None:
    path = tmp_path / "thu-tuc.txt"
    path.write_text(PROSE, encoding="utf-8")
    pages = readers.read(path)
    lines = pages[0].lines
    first, second = procedures.find(pages)
    assert [lines[i].number for i in range(*first.fields["time_limit"][0])] == [10]
    assert [lines[a].source for a, _ in second.fields["steps"]] == ["Nộp qua bưu điện."]
    assert lines[first.first].source == "1. Thủ tục cấp phép đo"
    assert second.first == first.last or second.first == first.last + 1
