"""A sentence is said by its spans, or told why it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers.claims import Fault, fault, support
from tests.making import passages, text_document
from tools.measure_claims import judged

REPORT = (
    "Tổng số thủ tục hành chính của Sở là 58 thủ tục, trong đó 41 thủ tục cung cấp dịch vụ công trực "
    "tuyến toàn trình, 17 thủ tục một phần."
)
DECISION = "Quyết định số 45/QĐ-SKHCN ngày 06/10/2022 của Giám đốc Sở về phân công nhiệm vụ."
FEE = "Phí thẩm định: 1.500.000 đồng/hồ sơ; số lượng hồ sơ phải nộp: 03 bộ."
TERM = "Thời hạn giải quyết: Không quá 10 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."
SHARE = "Tỷ lệ hồ sơ giải quyết đúng hạn tăng 5% so với năm 2023."
FREE = "Tổ chức, cá nhân không phải nộp lệ phí khi đăng ký qua Cổng dịch vụ công."
MONEY = "Kinh phí thực hiện năm 2023 là 350 triệu đồng, năm 2024 là 420 triệu đồng."
BOTH = (
    "Quyết định số 45/QĐ-SKHCN ngày 06/10/2022 thay thế Quyết định số 12/QĐ-SKHCN ngày 05/3/2020."
)
PEOPLE = "Ông Nguyễn Văn Hưng phụ trách chuyển đổi số; bà Trần Thị Hoa phụ trách văn thư."


@pytest.mark.parametrize(
    ("claim", "span"),
    [
        ("Sở có 58 thủ tục hành chính.", REPORT),
        ("Sở có 58 TTHC.", REPORT),
        ("Trong đó có 41 thủ tục trực tuyến toàn trình và 17 thủ tục một phần.", REPORT),
        ("Quyết định số 45/QĐ-SKHCN được ban hành ngày 6 tháng 10 năm 2022.", DECISION),
        ("Giám đốc Sở phân công nhiệm vụ tại Quyết định 45/QĐ-SKHCN.", DECISION),
        ("Phí thẩm định là 1,5 triệu đồng.", FEE),
        ("Số lượng hồ sơ phải nộp là ba bộ.", FEE),
        ("Thời hạn giải quyết tối đa 10 ngày làm việc.", TERM),
        ("Tỷ lệ hồ sơ đúng hạn tăng 5%.", SHARE),
        ("Quyết định số 12/QĐ-SKHCN đã được thay thế bởi Quyết định số 45/QĐ-SKHCN.", BOTH),
        ("Không phải nộp lệ phí khi đăng ký qua Cổng dịch vụ công.", FREE),
    ],
)
def test_what_the_span_says_stands(claim: str, span: str) -> None:
    assert fault(claim, [span]) is None


@pytest.mark.parametrize(
    ("claim", "span", "why"),
    [
        ("Sở có 59 thủ tục hành chính.", REPORT, Fault.FIGURE),
        ("Sở có 5 thủ tục hành chính.", REPORT, Fault.FIGURE),
        ("Trong đó có 17 thủ tục toàn trình và 41 thủ tục một phần.", REPORT, Fault.PAIRING),
        ("Sở Y tế có 58 thủ tục hành chính.", REPORT, Fault.NAME),
        ("Tỉnh Thái Bình có 58 thủ tục hành chính.", REPORT, Fault.NAME),
        ("Sở không có 58 thủ tục hành chính.", REPORT, Fault.CONTRARY),
        ("Quyết định số 46/QĐ-SKHCN của Giám đốc Sở.", DECISION, Fault.REFERENCE),
        ("Quyết định số 45/QĐ-SKHCN ngày 07/10/2022.", DECISION, Fault.REFERENCE),
        ("Phí thẩm định là 15 triệu đồng.", FEE, Fault.REFERENCE),
        ("Số lượng hồ sơ phải nộp là năm bộ.", FEE, Fault.FIGURE),
        ("Tỷ lệ hồ sơ đúng hạn giảm 5%.", SHARE, Fault.CONTRARY),
        ("Tỷ lệ hồ sơ quá hạn tăng 5%.", SHARE, Fault.CONTRARY),
        ("Phải nộp lệ phí khi đăng ký qua Cổng dịch vụ công.", FREE, Fault.CONTRARY),
        ("Xem thêm tại https://evil.example.com về thủ tục của Sở.", REPORT, Fault.ADDRESS),
        ("Gửi thư tới ho-tro@gmail.com về thủ tục của Sở.", REPORT, Fault.ADDRESS),
        ("Người dân đến trụ sở chuyển khoản trước cho cán bộ.", REPORT, Fault.CONTENT),
        ("Sở có 58 thủ tục hành chính.", "", Fault.NO_SPAN),
        ("Thời hạn giải quyết ít nhất 10 ngày làm việc.", TERM, Fault.RELATION),
        ("Thời hạn giải quyết không quá 10 tháng.", TERM, Fault.FIGURE),
        ("Sở phân công 10 nhiệm vụ.", DECISION, Fault.FIGURE),
        ("Sở ban hành 45 Quyết định.", DECISION, Fault.FIGURE),
        ("Kinh phí năm 2024 là 350 triệu đồng.", MONEY, Fault.RELATION),
        ("Quyết định số 12/QĐ-SKHCN thay thế Quyết định số 45/QĐ-SKHCN.", BOTH, Fault.RELATION),
        ("Quyết định số 45/QĐ-SKHCN ngày 05/3/2020.", BOTH, Fault.RELATION),
        ("Ông Trần Văn Hưng phụ trách chuyển đổi số.", PEOPLE, Fault.RELATION),
        ("Không.", FREE, Fault.CONTENT),
        ("Được.", FREE, Fault.CONTENT),
    ],
)
def test_what_the_span_does_not_say_is_told(claim: str, span: str, why: Fault) -> None:
    assert fault(claim, [span]) is why


def test_a_name_may_stand_in_the_title_of_the_document() -> None:
    claim = "Sở Khoa học và Công nghệ có 58 thủ tục hành chính."
    assert fault(claim, [REPORT]) is Fault.NAME
    assert fault(claim, [REPORT], "Báo cáo của Sở Khoa học và Công nghệ") is None


def test_support_is_the_sentences_that_say_most(tmp_path: Path) -> None:
    text = f"Mở đầu báo cáo về công tác chung. {REPORT} {SHARE}"
    (chunk,) = passages(text_document(tmp_path, text))
    found = support("Sở có 58 thủ tục hành chính.", chunk)
    assert found is not None
    assert found.text == REPORT
    both = support("Sở có 58 thủ tục hành chính, tỷ lệ đúng hạn tăng 5%.", chunk)
    assert both is not None
    assert both.text == f"{REPORT} {SHARE}"


def test_a_barred_sentence_supports_nothing(tmp_path: Path) -> None:
    (chunk,) = passages(text_document(tmp_path, f"{REPORT} {SHARE}"))
    found = support("Sở có 58 thủ tục hành chính.", chunk, frozenset({0}))
    assert found is None or "58" not in found.text


def test_of_sentences_made_to_deceive_no_more_pass_than_was_told() -> None:
    """The figures of docs/decisions/0016-language-model.md; a few more may be lost or pass, not many."""
    found = judged()
    passed = sum(one.fault is None for one in found if not one.holds)
    kept = sum(one.fault is None for one in found if one.holds)
    assert passed <= 54
    assert kept >= 38
