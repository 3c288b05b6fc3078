"""A name, a sum of money, a reason, a rank: only what has their form answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.attributes import asked
from assistant.question import understand
from corpus.vietnamese import abbreviations


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Giám đốc Sở hiện nay tên là gì?", "Giám đốc là ông Nguyễn Văn A.", "Hiện có 02 Phó Giám đốc."),
        ("Ai đang làm Chi cục trưởng?", "Chi cục trưởng: Bà Trần Thị B", "Chi cục trực thuộc Sở."),
        ("PGĐ nào phụ trách cải cách?", "Do ông Trần E phụ trách.", "Không quá 03 Phó Giám đốc Sở."),
        ("Tên của trưởng phòng là gì?", "Họ và tên: Lê C", "Phòng có 05 biên chế."),
        ("Who is the director?", "Đồng chí Phạm D chủ trì.", "The director signs."),
        ("Số điện thoại của bộ phận một cửa?", "Gọi 0221.3862.123 khi cần.", "Quyết định số 51/QĐ-SKHCN"),
        ("duong day nong la so nao", "Tổng đài 1900 1234", "Ngày 12/3/2024 có 281 hồ sơ."),
        ("Muốn xem văn bản thì vào trang nào?", "Xem tại www.khcnhungyen.gov.vn.", "Đăng trên cổng thông tin."),
        ("Họ tên là gì?", "Họ và tên: Lê C", "Hiện có 02 Phó Giám đốc."),
        ("Ai ký quyết định này?", "Giám đốc ký ngày 05/4/2024.", "Sử dụng chữ ký số, ký số văn bản."),
        ("Ai soạn thảo quy chế này?", "Văn phòng Sở soạn thảo.", "Giám đốc ban hành quy chế."),
        ("Làm thí điểm ở những huyện nào?", "Tại huyện Kim Động.", "Áp dụng cho cấp huyện và cấp xã."),
        ("Vì sao chỉ xếp thứ 10?", "Nguyên nhân là hồ sơ chậm.", "Chỉ số hài lòng đứng thứ 10."),
        ("Do đâu mà chỉ xếp thứ 10?", "Do thiếu biên chế.", "Ban hành kế hoạch nhằm nâng thứ hạng."),
        ("Các vị ấy tên là gì?", "Ông Nguyễn Văn A và bà Trần B.", "Hiện có 02 Phó Giám đốc."),
        ("Năm đó tỉnh đứng thứ mấy?", "Tỉnh xếp hạng 12/63.", "Bộ chỉ số xếp hạng 63 tỉnh, thành phố."),
        ("Where did the province stand?", "Tỉnh đứng thứ 12.", "Tỉnh có 10 huyện."),
        ("Cỡ bao nhiêu phần hồ sơ trả tiền qua mạng?", "Khoảng 30% hồ sơ.", "Có 281 hồ sơ."),
        ("Lương công chức là bao nhiêu?", "Mức 5,2 triệu đồng một tháng.", "Công chức có 36 biên chế."),
        ("Phí chụp răng bao nhiêu?", "Phí: Không", "Đạt tỷ lệ 16,2%, giải quyết 16/58 thủ tục."),
        ("Giá bao nhiêu tiền một lần?", "2.000.000 đồng/thiết bị", "Tỷ lệ 70,7%."),
        ("PAPI được bao nhiêu điểm?", "PAPI đạt 45,366 điểm.", "PAPI xếp hạng 5/63."),
        ("Chiếm bao nhiêu phần trăm?", "Đạt tỷ lệ 100%.", "Có 281 hồ sơ."),
        ("Tỉnh được mấy phần trăm?", "Tỉnh đạt 17/58 thủ tục.", "SIPAS của tỉnh xếp hạng 7/63."),
        ("Sở đứng thứ mấy?", "Sở xếp thứ 2.", "Vị trí xếp hạng của tỉnh mỗi năm tăng từ 2 đến 5 bậc."),
        ("Bộ phận một cửa làm việc từ mấy giờ?", "Sáng từ 7 giờ 30.", "Bước 1: nộp trong 05 ngày."),
        ("Trụ sở ở đường nào?", "Số 12 đường Nguyễn Trãi, phường An Tảo", "Mở đường Công nghệ."),
        ("Quy chế có hiệu lực từ ngày nào?", "Có hiệu lực từ 01/5/2024.", "Ban hành ngày 08/3/2024."),
        ("Kế hoạch do đ/c nào ký?", "Giám đốc ký ngày 05/4/2024.", "Kế hoạch số 04/KH-SKHCN."),
        ("Nó có hiệu lực từ ngày nào?", "Có hiệu lực từ ngày 01/3.", "Nâng cao hiệu lực, hiệu quả."),
        ("Nó có hiệu lực khi nào?", "Quyết định có hiệu lực kể từ ngày ký.", "Văn bản hết hiệu lực một phần."),
        ("Người vừa được bổ nhiệm làm giám đốc là ai?", "Ông Nguyễn Văn A.", "Có 02 Phó Giám đốc."),
        ("Cấp thẻ hết bao nhiêu tiền?", "Trực tuyến 5 Ngày 300,000 Việt Nam Đồng", "Nộp 01 bộ."),
        ("Cho biết tổng số tiền phí đã thu.", "Thu 12 triệu đồng.", "Có 16/58 TTHC có phí."),
        ("Trung tâm có trụ sở ở đâu?", "Số 12 đường Lê Lợi.", "Đơn vị trực thuộc Sở: Trung tâm Thông tin."),
        ("Mã TTHC cấp lại giấy phép là gì?", "Mã thủ tục: 2.002384", "Cấp thực hiện: cấp tỉnh"),
        ("07 suất bị cắt rơi vào những phòng nào?", "Cắt 07 suất của Phòng Kế toán.", "Có Phòng Kế toán."),
        ("Phòng nào bị cắt biên chế?", "Đã cắt 02 người ở Văn phòng.", "Phòng Kế toán có 05 biên chế."),
        ("Which units were they moved to?", "Điều động 04 người sang Chi cục.", "Sở có Chi cục Đo lường."),
        ("Họ chuyển sang phòng nào?", "Chuyển sang Phòng số 2.", "Các phòng bố trí đủ 05 biên chế/phòng."),
        ("Phòng nào cấp phép?", "Do phòng quản lý công nghệ cấp.", "Các phòng chuyên môn phối hợp."),
        ("Phó Giám đốc Sở tên chi?", "Ông Nguyễn Văn A.", "Hiện có 02 Phó Giám đốc."),
        ("Người ấy được chuyển sang phòng nào?", "Chuyển sang Phòng Kế toán.", "Đã luân chuyển 04 công chức."),
        ("Sở họp mấy lần?", "Sở họp 12 lần trong kỳ.", "Sở họp với 03 đơn vị."),
        ("Hạn chót nộp báo cáo là khi nào?", "Chậm nhất ngày 15 hằng tháng.", "Nộp báo cáo theo Mẫu số 5."),
        ("Phải gửi hồ sơ trước ngày nào?", "Gửi trước ngày 15/6.", "Gửi kèm Nghị định ngày 19/10/2020."),
        ("Địa chỉ trang web của Sở?", "Tại www.example.vn.", "Đăng tải lên Cổng thông tin điện tử."),
        ("Gửi thư điện tử vào địa chỉ nào?", "Thư: mot-cua@example.vn", "Gửi qua bưu điện."),
    ],
)  # fmt: skip
def test_only_what_has_the_form_answers(question: str, answer: str, other: str) -> None:
    form = asked(understand(question))
    assert form is not None
    assert form.answers.search(answer)
    assert not form.answers.search(other)


@pytest.mark.parametrize(
    "question",
    [
        "Ai quyết định cấp giấy phép?",
        "Tên thủ tục là gì?",
        "Sở có bao nhiêu biên chế?",
        "Cơ quan nào là đầu mối?",
        "Ai làm thủ tục này?",
        "Gia hạn giấy phép phải nộp trước bao nhiêu ngày?",
        "Đánh giá kết quả mất mấy ngày?",
        "Chi cục Đo lường Chất lượng được giao mấy biên chế?",
        "Có mấy thủ tục phải nộp phí?",
        "Văn bản nào phải ký số?",
        "Đăng văn bản lên trang mạng của Sở thì ai được lợi?",
        "Hồ sơ nào được giải quyết chậm nhất?",
        "Sở dùng bao nhiêu lao động hợp đồng?",
        "Ai là người bổ nhiệm giám định viên?",
        "Ai là người ra quyết định?",
        "Người cuối cùng gật đầu bổ nhiệm là ai?",
        "Chuyển mục đích sử dụng đất thì nộp hồ sơ ở đơn vị nào?",
        "Muốn cắt điện thì báo đơn vị nào?",
        "Những ai phải huấn luyện kỹ thuật an toàn?",
        "Xem mức phí thì vào trang web nào?",
        "Sở còn được thêm Phó Giám đốc nào nữa không?",
        "About what portion of applications is paid for online?",
    ],
)
def test_other_questions_ask_for_no_form(question: str) -> None:
    assert asked(understand(question)) is None


def test_the_form_is_asked_for_by_the_abbreviations_that_hold_just_then(tmp_path: Path) -> None:
    question = understand("TGQ phí là gì?")
    assert asked(question) is None
    own = tmp_path / "viet-tat.toml"
    own.write_text('[abbreviations]\n"TGQ" = "bao nhiêu tiền"\n', encoding="utf-8")
    abbreviations.use(own)
    try:
        form = asked(question)
        assert form is not None
        assert form.name == "money"
    finally:
        abbreviations.use(None)
    assert asked(question) is None
