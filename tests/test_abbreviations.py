from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.settings import Settings
from corpus.lexical import LexicalIndex, passage_terms, terms
from corpus.vietnamese import abbreviations
from corpus.vietnamese.abbreviations import AbbreviationsError, Table, expand, written_out
from corpus.vietnamese.normalise import fold


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A body's own file, forgotten after the test."""
    path = tmp_path / "viet-tat.toml"
    path.write_text(
        '[abbreviations]\n"BQLKCN" = "Ban Quản lý khu công nghiệp"\n"SO" = "sản xuất ổn định"\n'
        '"TTHC" = "trung tâm hành chính"\n"CB" = "chế biến"\n"CĐ" = "công đoàn"\n'
        '[[ambiguous.VP]]\nlong = "vi phạm"\nbefore = ["xu ly"]\n'
        '[[ambiguous.VP]]\nlong = "văn phòng"\nafter = ["so", "#"]\n',
        encoding="utf-8",
    )
    yield path
    abbreviations.use(None)


@pytest.mark.parametrize(
    ("text", "longs"),
    [
        ("TTHC cấp tỉnh", ["thủ tục hành chính"]),
        ("tthc cap tinh", ["thủ tục hành chính"]),
        ("KH&CN, KH & CN, KH-CN", ["khoa học và công nghệ"]),
        ("QĐ 34", ["quyết định"]),
        ("qd so 34", ["quyết định"]),
        ("NQ 76", ["nghị quyết"]),
        ("VP UBND", ["Văn phòng Ủy ban nhân dân"]),
        ("thủ tục hành chính (TTHC)", []),
        ("34/QĐ-UBND và 208-KH/TU", []),
        ("không có gì viết tắt", []),
        ("TTHCC", ["Trung tâm Hành chính công"]),
        ("", []),
    ],
)
def test_abbreviations_are_spelled_out_once(text: str, longs: list[str]) -> None:
    assert list(expand(text)) == longs


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("KH số 10", "kế hoạch"),
        ("Sở ban hành KH", "kế hoạch"),
        ("triển khai các KH về chuyển đổi", "kế hoạch"),
        ("Sở KH", "khoa học"),
        ("nghiên cứu KH", "khoa học"),
        ("KH kỹ thuật", "khoa học"),
        ("KH", "kế hoạch"),
        ("CT 23", "chỉ thị"),
        ("CT số 05", "chỉ thị"),
        ("CT tỉnh", "chủ tịch"),
        ("Phó CT", "chủ tịch"),
        ("triển khai CT", "chương trình"),
        ("CT mục tiêu quốc gia", "chương trình"),
        ("BC số 12", "báo cáo"),
        ("BC 6 tháng", "báo cáo"),
        ("dịch vụ BC", "bưu chính"),
        ("TT 03", "thông tư"),
        ("TT phục vụ", "trung tâm"),
        ("giám đốc TT", "trung tâm"),
        ("an toàn TT", "thông tin"),
        ("làm TT", "thủ tục"),
        ("cải cách HC", "hành chính"),
        ("kiểm định, HC", "hành chính"),
        ("kiểm định HC", "hiệu chuẩn"),
        ("QĐ của pháp luật", "quy định"),
        ("GĐ 2021-2025", "giai đoạn"),
        ("GĐ Sở", "Giám đốc"),
        ("khu TĐC", "tái định cư"),
        ("TB 453", "thông báo"),
        ("trang TB", "thiết bị"),
        ("CĐ số 5", "công điện"),
    ],
)
def test_the_words_beside_it_tell_what_it_means(text: str, long: str) -> None:
    assert expand(text) == (long,)
    assert expand(fold(text)) == (long,)


def test_what_nothing_tells_stays_open_in_questions_and_closed_in_passages() -> None:
    assert set(expand("CT")) >= {"chỉ thị", "chương trình", "chủ tịch"}
    assert expand("CT", undecided=False) == ()
    assert "thong tu" not in passage_terms("TT | Chỉ số | Xếp thứ")


def test_the_text_itself_tells_what_it_means() -> None:
    assert expand("HĐ lao động") == ("hợp đồng",)
    assert expand("HD thực hiện, số 5") == ("hướng dẫn",)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("TTHC", "thủ tục hành chính"),
        ("thủ tục hành chính", "TTHC"),
        ("cải cách hành chính", "CCHC"),
        ("kế hoạch số 10", "KH số 10"),
        ("KH 10", "kế hoạch số 10"),
        ("khoa học", "Sở KH"),
    ],
)
def test_questions_and_passages_meet_whichever_writes_it_out(asked: str, printed: str) -> None:
    question = terms(" ".join([asked, *expand(asked)]))
    index = LexicalIndex.build([passage_terms(printed), passage_terms("đo lường chất lượng")])
    scores = index.scores(question, [1.0] * len(question))
    assert scores[0] > scores[1]


def test_a_bodys_own_file_adds_to_the_table_and_counts_first(own: Path) -> None:
    before = abbreviations.version()
    Settings(abbreviations=own)
    assert abbreviations.version() != before
    assert expand("BQLKCN") == ("Ban Quản lý khu công nghiệp",)
    assert expand("TTHC") == ("trung tâm hành chính",)
    assert expand("CCHC") == ("cải cách hành chính",)
    assert expand("xử lý VP") == ("vi phạm",)
    assert expand("VP 2") == ("văn phòng",)
    Settings()
    assert abbreviations.version() == before
    assert expand("BQLKCN") == ()


def test_an_abbreviation_that_is_a_word_counts_only_in_capitals(own: Path) -> None:
    abbreviations.use(own)
    assert expand("SO") == ("sản xuất ổn định",)
    assert expand("số và so và Sở") == ()


def test_own_abbreviations_of_two_letters_do_not_change_how_codes_are_restored(own: Path) -> None:
    abbreviations.use(own)
    assert "BQLKCN" in abbreviations.shorts()
    assert "CĐ" not in abbreviations.shorts()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "x = [",
        '[abbreviations]\n"A" = 3\n',
        "[other]\n",
        '[[ambiguous.A]]\nlong = "b"\nafter = "c"\n',
    ],
)
def test_a_file_that_cannot_be_used_is_a_wrong_setting(tmp_path: Path, content: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(AbbreviationsError):
        abbreviations.use(path)
    with pytest.raises(ValidationError, match="abbreviations"):
        Settings(abbreviations=path)
    with pytest.raises(ValidationError, match="abbreviations"):
        Settings(abbreviations=tmp_path / "none.toml")
    assert expand("TTHC") == ("thủ tục hành chính",)


def test_every_shipped_abbreviation_is_found_and_its_contexts_are_folded() -> None:
    shipped = Table.load(Path(abbreviations.__file__).with_name("abbreviations.toml"))
    for sense in shipped.senses:
        assert shipped.expand(sense.short), sense.short
    text = Path(abbreviations.__file__).with_name("abbreviations.toml").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith(("before", "after")):
            assert fold(line) == line


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Sở có mấy LĐHĐ theo NĐ 111?", "Sở có mấy lao động hợp đồng theo nghị định 111?"),
        ("KH 02/KH-SKHCN", "kế hoạch 02/KH-SKHCN"),
        ("tinh giản BC và BC năm 2024", "tinh giản biên chế và báo cáo năm 2024"),
        ("đủ ĐK thì ĐK kết hôn", "đủ điều kiện thì đăng ký kết hôn"),
        ("SIPAS là gì", "SIPAS là gì"),  # documents call it so
        ("CT nói gì", "CT nói gì"),  # nothing tells which
        ("không có gì", "không có gì"),
    ],
)  # fmt: skip
def test_abbreviations_are_written_out_where_they_stand(text: str, written: str) -> None:
    assert written_out(text) == written


@given(st.text(alphabet="TKHCQĐB&-/ .0123456789ếạư\n", max_size=80))
def test_any_text_is_expanded_the_same_in_any_case(text: str) -> None:
    assert set(expand(fold(text), undecided=False)) == set(
        expand(fold(text).upper(), undecided=False)
    )
    assert len(set(expand(text))) == len(expand(text))


@pytest.mark.parametrize("unit", ["TTHC ", "KH ", "1/QĐ-", "a", "&", "CT,", "vp  "])
def test_a_line_of_two_megabytes_is_expanded(unit: str) -> None:
    start = time.perf_counter()
    expand(unit * (2_000_000 // len(unit)))
    assert time.perf_counter() - start < 15


def test_the_police_are_no_certificate() -> None:
    assert written_out("ở CA tỉnh, chứng thư số CA") == "ở công an tỉnh, chứng thư số chứng thư số"
    assert written_out("QUỐC CA") == "QUỐC CA"


def test_all_of_a_document_number_stays_closed() -> None:
    assert written_out("Thông tư 20/2014/TTLT-BTP-BCA") == "Thông tư 20/2014/TTLT-BTP-BCA"
