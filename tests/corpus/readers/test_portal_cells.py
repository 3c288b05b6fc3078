"""Cells of the national portal's exports come apart, and no letter of them is lost."""

from __future__ import annotations

import random
import re

import pytest

from corpus.readers.portal_cells import parted

CHANNELS = (
    "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp15 Ngày làm việcMiễn phí"
    "Nộp tại quầy số 4.Trực tuyến1Phí : 8.000 Đồng(một lần)Dịch vụ bưu chính10 NgàyKhông có thông tin"
)
PAPERS = (
    "a) Người mới:Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị theo Mẫu số 05Mẫu số 05.docx1 bản chính"
    "- Ảnh màu khổ 3x4 cm0 bản chính,1 bản saoBản đồ khu đất2 bản chính"
)
RESULT = (
    "Giấy phép nuôi ongMã: KQ.G01.000202Văn bản từ chốiMã: KQ.G01.000203Từ khóaKhông có thông tin"
    "Mô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốNộp hồ sơ"
)
BASIS = (
    "Tên văn bản pháp lýMã văn bảnLuật Nuôi ong36/2024/QH15Nghị định về nuôi ong158/2024/NĐ-CP"
    "Quyết định về phí53/2010/QĐ-TTgThông tư 18/2024/TT-BCA18/2024/TT-BCA"
)


def lines(text: str) -> list[str]:
    return [line.strip() for line in parted(text).split("\n") if line.strip()]


def test_each_channel_is_a_line() -> None:
    assert lines(CHANNELS) == [
        "Hình thức nộp Thời gian Phí, lệ phí Mô tả",
        "Trực tiếp 15 Ngày làm việc Miễn phí",
        "Nộp tại quầy số 4.",
        "Trực tuyến 1 Phí : 8.000 Đồng(một lần)",
        "Dịch vụ bưu chính 10 Ngày Không có thông tin",
    ]


def test_each_paper_is_a_line_with_how_many_are_handed_in() -> None:
    assert lines(PAPERS) == [
        "a) Người mới:",
        "Tên giấy tờ Mẫu đơn, tờ khai Số lượng",
        "Đơn đề nghị theo Mẫu số 05Mẫu số 05.docx 1 bản chính",
        "- Ảnh màu khổ 3x4 cm 0 bản chính,1 bản sao",
        "Bản đồ khu đất 2 bản chính",
    ]


def test_results_are_apart_from_what_the_page_shows_to_choose_from() -> None:
    found = lines(RESULT)
    assert found[:2] == [
        "Giấy phép nuôi ong Mã: KQ.G01.000202",
        "Văn bản từ chối Mã: KQ.G01.000203",
    ]
    assert "Chọn cơ quan thực hiện" in found


def test_each_legal_text_is_a_line() -> None:
    assert lines(BASIS) == [
        "Tên văn bản pháp lý Mã văn bản",
        "Luật Nuôi ong 36/2024/QH15",
        "Nghị định về nuôi ong 158/2024/NĐ-CP",
        "Quyết định về phí 53/2010/QĐ-TTg",
        "Thông tư 18/2024/TT-BCA 18/2024/TT-BCA",
    ]


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("158/2024/NĐ-CPquy định", "158/2024/NĐ-CP quy định"),
        ("55/2014/TT-BGTVTvề phí", "55/2014/TT-BGTVT về phí"),
        ("2/2024/NĐ-CPhướng dẫn", "2/2024/NĐ-CP hướng dẫn"),
        ("1/2020/QĐ-TTgvề phí", "1/2020/QĐ-TTg về phí"),
        ("3/2024/NĐ-CP.", "3/2024/NĐ-CP."),
        ("Đơn ngày 01/01/20261 bản chính", "Đơn ngày 01/01/2026 1 bản chính"),
        ("Mẫu số 091 bản chính", "Mẫu số 09 1 bản chính"),
        ("gửi kèm (01 bản chính)", "gửi kèm (01 bản chính)"),
    ],
)
def test_figures_are_cut_where_they_end(glued: str, apart: str) -> None:
    head = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
    assert lines(f"{head}{glued}")[1:] == [apart]


@pytest.mark.parametrize(
    "text",
    [
        "Nộp trên ứng dụng VNeID, iPhone hay MoMo; 1 bản chính.",
        "Trực tiếp tại quầy 15 Ngày làm việc",
        "Hình thức nộp: trực tiếp",
        "",
    ],
)
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert parted(text) == text


def test_no_letter_is_lost_or_moved() -> None:
    dice = random.Random(7)
    pieces = re.findall(r"\w+|\W", CHANNELS + PAPERS + RESULT + BASIS)
    for _ in range(200):
        dice.shuffle(pieces)
        text = "Tên giấy tờMẫu đơn, tờ khai" + "".join(pieces)
        assert re.sub(r"\s", "", parted(text)) == re.sub(r"\s", "", text)
