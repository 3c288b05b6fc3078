"""What is printed of a Word paragraph: tracked changes, fields, symbols, equations, boxes."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import Role
from tests.corpus.readers.word_files import field, lines, p, r, save, style, tbl, tc, texts, tr

INSERTED = 'w:id="1" w:author="A"'


def test_of_tracked_changes_only_the_final_text_is_read(tmp_path: Path) -> None:
    body = p(
        r("Thời hạn là ")
        + f"<w:del {INSERTED}><w:r><w:delText>20</w:delText></w:r></w:del>"
        + f"<w:ins {INSERTED}>{r('15')}</w:ins>"
        + r(" ngày")
        + f"<w:moveFrom {INSERTED}>{r(' làm việc')}</w:moveFrom>"
        + f"<w:moveTo {INSERTED}>{r(' làm việc.')}</w:moveTo>"
    )
    assert texts(save(tmp_path / "a.docx", body)) == ["Thời hạn là 15 ngày làm việc."]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_paragraphs_whose_end_was_deleted_are_one(tmp_path: Path, mark: str) -> None:
    gone = f"<w:rPr><w:{mark} {INSERTED}/></w:rPr>"
    body = p("Hồ sơ gồm đơn ", gone) + p("và bản sao.") + p("Hết.")
    assert texts(save(tmp_path / "a.docx", body)) == ["Hồ sơ gồm đơn và bản sao.", "Hết."]


def test_deleted_paragraphs_are_joined_in_cells_too_and_deleted_rows_are_out(
    tmp_path: Path,
) -> None:
    gone = f"<w:rPr><w:del {INSERTED}/></w:rPr>"
    table = tbl(
        tr("Mục", "Giá trị", "Ghi chú"),
        tr("Phí", tc(p("100.000 ", gone) + p("đồng")), "Một lần"),
        tr("Lệ phí", "50.000 đồng", "Bỏ", properties=f"<w:del {INSERTED}/>"),
    )
    assert texts(save(tmp_path / "a.docx", table)) == [
        "Mục: Phí; Giá trị: 100.000 đồng; Ghi chú: Một lần"
    ]


def test_hidden_text_is_left_out_whether_the_run_or_its_style_hides_it(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:name w:val="An"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="GhiChu"><w:name w:val="Ghi"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    body = p(
        r("Nộp") + r(" (nháp)", "<w:vanish/>") + r(" xx", '<w:rStyle w:val="An"/>') + r(" hồ sơ")
    ) + p(r("Không in") + r(" mà có", '<w:vanish w:val="0"/>'), style("GhiChu"))
    path = save(tmp_path / "a.docx", body, {"styles": styles})
    assert texts(path) == ["Nộp hồ sơ", "mà có"]


def test_fields_show_their_result_and_never_their_code(tmp_path: Path) -> None:
    nested = field(
        "IF " + "</w:instrText></w:r>" + field("PAGE", r("7")) + "<w:r><w:instrText>", r("đúng")
    )
    body = (
        p(r("Biểu ") + field("SEQ Bieu", r("3")))
        + p(r("Điều kiện: ") + nested)
        + p('<w:fldSimple w:instr="DATE">' + r("01/02/2024") + "</w:fldSimple>")
        + p('<w:hyperlink r:id="x">' + r("dichvucong") + "</w:hyperlink>" + r(".vn"))
    )
    assert texts(save(tmp_path / "a.docx", body)) == [
        "Biểu 3",
        "Điều kiện: đúng",
        "01/02/2024",
        "dichvucong.vn",
    ]


def test_a_field_that_never_ends_hides_nothing(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = p(begin + r("Chữ đầu.")) + p("Chữ sau.")
    assert texts(save(tmp_path / "a.docx", body)) == ["Chữ đầu.", "Chữ sau."]


def test_fields_of_old_forms_show_their_ticks_and_choices(tmp_path: Path) -> None:
    def form(data: str) -> str:
        begin = (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        )
        return begin + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    choice = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Nam"/><w:listEntry w:val="Nữ"/></w:ddList>'
    body = (
        p(form("<w:checkBox><w:checked/></w:checkBox>") + r(" Trực tiếp"))
        + p(form('<w:checkBox><w:default w:val="0"/></w:checkBox>') + r(" Bưu chính"))
        + p(r("Giới tính: ") + form(choice))
    )
    assert texts(save(tmp_path / "a.docx", body)) == ["☒ Trực tiếp", "☐ Bưu chính", "Giới tính: Nữ"]


def test_content_controls_show_what_was_filled_in_and_no_prompts(tmp_path: Path) -> None:
    def control(content: str, properties: str = "") -> str:
        return (
            f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    box = "<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>"
    body = (
        p(control(r("☒"), box) + r(" Đồng ý"))
        + p(r("Nơi nộp: ") + control(r("Choose an item."), "<w:showingPlcHdr/>"))
        + control(p("Cả đoạn trong khung."))
        + tbl(
            control(tr("Mục", "Số", "Ghi")),
            tr("Hồ sơ", control(tc("12")), "đủ"),
        )
    )
    assert texts(save(tmp_path / "a.docx", body)) == [
        "☒ Đồng ý",
        "Nơi nộp:",
        "Cả đoạn trong khung.",
        "Mục: Hồ sơ; Số: 12; Ghi: đủ",
    ]


def test_symbols_are_what_they_show(tmp_path: Path) -> None:
    body = (
        p(r('<w:sym w:font="Wingdings" w:char="F0FE"/>') + r(" Có"))
        + p(r('<w:sym w:font="Wingdings" w:char="F0A8"/>') + r(" Không"))
        + p(r("\uf06f", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r(" Khác"))
        + p(r("x ") + r('<w:sym w:font="Symbol" w:char="F0B3"/>') + r(" 5"))
        + p(r("þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r(" Đủ"))
    )
    assert texts(save(tmp_path / "a.docx", body)) == ["☑ Có", "☐ Không", "☐ Khác", "x ≥ 5", "☑ Đủ"]


def test_equations_are_read_on_one_line(tmp_path: Path) -> None:
    def m(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('58')}</m:den></m:f>"
    square = f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>"
    root = f"<m:rad><m:deg/><m:e>{m('x+1')}</m:e></m:rad>"
    body = p(r("Tỷ lệ = ") + f"<m:oMath>{fraction}{m('+')}{square}{m('+')}{root}</m:oMath>")
    assert texts(save(tmp_path / "a.docx", body)) == ["Tỷ lệ = (a+b)/58+x^2+√(x+1)"]


def test_capitals_soft_hyphens_tabs_and_breaks_are_as_printed(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Hoa"><w:name w:val="Hoa"/>'
        "<w:rPr><w:caps/></w:rPr></w:style>"
    )
    body = (
        p(r("Quyết định", "<w:caps/>") + r(" số 1"))
        + p(r("Ban hành") + r(" kèm", '<w:caps w:val="false"/>'), style("Hoa"))
        + p(r("đơn<w:softHyphen/>vị".replace("<w:softHyphen/>", "\u00ad")) + r("<w:softHyphen/>"))
        + p(
            r("Số:")
            + r("<w:tab/>")
            + r("12")
            + r("<w:br/>")
            + r("A")
            + r("<w:noBreakHyphen/>")
            + r("B")
        )
    )
    path = save(tmp_path / "a.docx", body, {"styles": styles})
    assert texts(path) == ["QUYẾT ĐỊNH số 1", "BAN HÀNH kèm", "đơnvị", "Số:\t12", "A-B"]


def test_capitals_of_an_old_font_are_raised_after_they_are_unicode(tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    body = p(r("Céng hßa x· héi chñ nghÜa ViÖt Nam", font + "<w:caps/>"))
    assert texts(save(tmp_path / "a.docx", body)) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def drawn(content: str) -> str:
    box = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    shape = f"<a:graphicData><wps:wsp>{box}</wps:wsp></a:graphicData>"
    return f"<w:drawing><wp:anchor><a:graphic>{shape}</a:graphic></wp:anchor></w:drawing>"


def vml(content: str) -> str:
    box = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f"<w:pict><v:shape>{box}</v:shape></w:pict>"


def both(content: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawn(content)}</mc:Choice>'
        f"<mc:Fallback>{vml(content)}</mc:Fallback></mc:AlternateContent>"
    )


def test_text_boxes_are_read_once_after_their_paragraph_and_nested_ones_too(tmp_path: Path) -> None:
    inner = p("Trong khung.") + p(r(both(p("Khung trong khung."))))
    body = p(r(both(inner)) + r("Neo.")) + p(r(vml(p("Khung cũ.")))) + p("Sau.")
    assert texts(save(tmp_path / "a.docx", body)) == [
        "Neo.",
        "Trong khung.",
        "Khung trong khung.",
        "Khung cũ.",
        "Sau.",
    ]


def test_a_text_box_in_a_table_cell_belongs_to_the_cell(tmp_path: Path) -> None:
    table = tbl(
        tr("Mục", "Nội dung", "Ghi chú"),
        tr("Một", tc(p(r("Chữ ") + r(both(p("trong khung"))))), "x"),
    )
    assert texts(save(tmp_path / "a.docx", table)) == [
        "Mục: Một; Nội dung: Chữ\ntrong khung; Ghi chú: x"
    ]


def test_text_that_only_old_programs_get_is_read_where_new_ones_get_none(tmp_path: Path) -> None:
    body = p(
        r('<mc:AlternateContent><mc:Choice Requires="w16se"><w:unknown/></mc:Choice>'
          "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent>")
    )  # fmt: skip
    assert texts(save(tmp_path / "a.docx", body)) == ["☺"]


def test_comments_ruby_and_glossaries_are_no_text(tmp_path: Path) -> None:
    comment = f'<w:comment w:id="0">{p("Xem lại số này")}</w:comment>'
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{r('cách đọc')}</w:rt><w:rubyBase>{r('chữ')}</w:rubyBase></w:ruby>"
    body = p(
        '<w:commentRangeStart w:id="0"/>' + r("Đúng ") + '<w:commentRangeEnd w:id="0"/>'
        + r('<w:commentReference w:id="0"/>') + r(ruby)
    )  # fmt: skip
    files = {"word/glossary/document.xml": b"<x/>"}
    path = save(tmp_path / "a.docx", body, {"comments": comment}, files)
    assert texts(path) == ["Đúng chữ"]


def test_a_table_of_contents_is_kept_but_not_indexed(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    entry = r("I. Kết quả ") + field("PAGEREF a", r("3"))
    body = p(field('TOC "1-3"', entry)) + p("II. Phương hướng 5", style("T1")) + p("I. Kết quả")
    found = lines(save(tmp_path / "a.docx", body, {"styles": styles}))
    assert [(line.source, line.role) for line in found] == [
        ("I. Kết quả 3", Role.FURNITURE),
        ("II. Phương hướng 5", Role.FURNITURE),
        ("I. Kết quả", Role.BODY),
    ]


def test_texts_of_a_diagram_are_read_where_it_stands(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    data = (
        f'<d:dataModel xmlns:d="{space}/diagram" xmlns:a="{space}/main"><d:ptLst>'
        "<d:pt><d:t><a:p><a:r><a:t>Tiếp nhận </a:t></a:r><a:r><a:t>hồ sơ</a:t></a:r></a:p></d:t></d:pt>"
        "<d:pt><d:t><a:p><a:r><a:t>Trả kết quả</a:t></a:r></a:p></d:t></d:pt></d:ptLst></d:dataModel>"
    )
    ids = f'<d:relIds xmlns:d="{space}/diagram" r:dm="word/diagrams/data1.xml"/>'
    body = p(r(f"<w:drawing><a:graphicData>{ids}</a:graphicData></w:drawing>")) + p("Sau.")
    files = {"word/diagrams/data1.xml": data.encode()}
    path = save(tmp_path / "a.docx", body, files=files)
    assert texts(path) == ["Tiếp nhận hồ sơ", "Trả kết quả", "Sau."]


def test_a_big_first_letter_and_breaks_of_the_file_do_not_cut_words_and_sentences(
    tmp_path: Path,
) -> None:
    letter = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    body = p("C", letter) + p("ông tác\ncải cách.")
    assert texts(save(tmp_path / "a.docx", body)) == ["Công tác cải cách."]


def test_a_number_with_words_in_an_old_font_is_in_unicode_like_its_text(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="§iÒu %1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p(r("QuyÕt ®Þnh nµy cã hiÖu lùc kÓ tõ ngµy ký", font), in_list)
    path = save(tmp_path / "a.docx", body, {"numbering": numbering})
    assert texts(path) == ["Điều 1. Quyết định này có hiệu lực kể từ ngày ký"]
