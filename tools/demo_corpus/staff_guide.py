"""The one document for staff only: how to compile the reform report. The project's own advice."""

from __future__ import annotations

from tools.demo_corpus import places, word

SECTIONS = (
    (
        "1. Chuẩn bị số liệu",
        (
            "a) Cán bộ đầu mối gửi mẫu thu thập số liệu cho các phòng, đơn vị trước khi kết thúc kỳ báo "
            "cáo ít nhất hai tuần; mỗi số liệu ghi rõ nguồn và người cung cấp.",
            "b) Số hồ sơ thủ tục hành chính lấy từ hệ thống một cửa điện tử; không chép lại từ báo cáo kỳ "
            "trước.",
        ),
    ),
    (
        "2. Kiểm tra số liệu trước khi trình",
        (
            "a) Cộng lại các số thành phần: số hồ sơ tiếp nhận trong kỳ cộng số hồ sơ kỳ trước chuyển "
            "sang phải bằng tổng số hồ sơ tiếp nhận.",
            "b) Tính lại từng tỷ lệ từ tử số và mẫu số in bên cạnh; nếu không khớp thì hỏi lại người cung "
            "cấp, không tự sửa.",
            "c) Đối chiếu mẫu số: mọi tỷ lệ về thủ tục hành chính trong một báo cáo dùng chung một tổng "
            "số thủ tục.",
        ),
    ),
    (
        "3. Nêu số hiệu văn bản",
        (
            "a) Ghi đủ số, năm, ký hiệu và ngày ban hành ở lần nhắc đầu tiên.",
            "b) Không nhắc văn bản đã hết hiệu lực như văn bản đang áp dụng.",
        ),
    ),
    (
        "4. Trình ký và lưu",
        (
            "a) Bản dự thảo được lãnh đạo phòng xem lại bằng văn bản trước khi trình lãnh đạo Sở.",
            "b) Bảng số liệu gốc được lưu cùng báo cáo để giải trình khi cần.",
        ),
    ),
)


def make() -> None:
    """Write the file."""
    document = word.begin("Hướng dẫn lập báo cáo cải cách hành chính")
    document.add_paragraph(
        "Tài liệu nội bộ, chỉ dành cho cán bộ. Đây là bản trình diễn do dự án tự biên soạn, không phải "
        "văn bản của Sở Khoa học và Công nghệ."
    )
    for title, paragraphs in SECTIONS:
        document.add_heading(title, level=1)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
    word.save(document, places.STAFF_GUIDE, "Hướng dẫn nội bộ")
