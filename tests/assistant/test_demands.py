"""What a question says, a sentence that answers it says as well."""

from __future__ import annotations

import pytest

from assistant.demands import Demands
from assistant.question import understand

TITLE = "Báo cáo 6 tháng đầu năm 2024"


@pytest.mark.parametrize(
    ("question", "sentence", "lacking"),
    [
        ("Chỉ tiêu đặt ra cho thanh toán trực tuyến là mấy phần trăm?", "Đạt khoảng 30%.", ("target",)),
        ("Chỉ tiêu đặt ra cho thanh toán trực tuyến là mấy phần trăm?", "Phấn đấu đạt 50%.", ()),
        ("Mục tiêu tỷ lệ hồ sơ trực tuyến là bao nhiêu?", "Đến năm 2030: 90%.", ()),
        ("Ngân sách chi tiêu cho khoa học là bao nhiêu?", "Chi 50 tỷ đồng.", ()),
        ("Chỉ tiêu biên chế của Sở là mấy?", "Sở có 45 biên chế.", ()),
        ("Bản bị thay thế là quyết định số mấy?", "Quyết định số 51/QĐ-SKHCN.", ("replaced",)),
        ("Bản bị thay thế là quyết định số mấy?", "Thay thế Quyết định số 9/QĐ-SKHCN.", ()),
        ("Mất giấy phép thì cần mấy giấy tờ gì thay thế?", "Nộp bản sao có chứng thực.", ()),
        ("Chỉ số CCHC của tỉnh xếp thứ mấy?", "Chỉ số của Sở xếp thứ 2.", ("Hưng Yên",)),
        ("Chỉ số CCHC của Sở xếp thứ mấy?", "Chỉ số của Sở xếp thứ 2.", ()),
    ],
)  # fmt: skip
def test_what_lacks_is_told(question: str, sentence: str, lacking: tuple[str, ...]) -> None:
    assert Demands(understand(question)).lacking([sentence, TITLE]) == lacking
