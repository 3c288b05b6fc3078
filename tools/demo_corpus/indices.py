"""The province's indices 2021-2023 (a Word file): other levels and years than the report's."""

from __future__ import annotations

from tools.demo_corpus import places, word

TABLE = (
    ("Chỉ số", "Năm", "Kết quả của tỉnh", "Thứ hạng của tỉnh", "Ghi chú"),
    ("PAR INDEX (cải cách hành chính)", "2021", "88,34", "12/63", "tăng 10 bậc so với năm trước"),
    ("SIPAS (sự hài lòng của người dân)", "2021", "92,07%", "3/63", ""),
    ("PAPI (quản trị và hành chính công)", "2021", "45,366 điểm", "5/63", "tăng 39 bậc"),
    (
        "SIPAS (sự hài lòng của người dân)",
        "2023",
        "chưa có nguồn",
        "7/63",
        "cả nước 82,66%; các tỉnh từ 75,03% đến 90,61%",
    ),
)


def make() -> None:
    """Write the file."""
    document = word.begin("Chỉ số cải cách hành chính của tỉnh Hưng Yên, 2021-2023")
    document.add_paragraph(
        "Tài liệu này tổng hợp kết quả của TỈNH Hưng Yên trong các bộ chỉ số xếp hạng 63 tỉnh, thành "
        "phố. Đây không phải kết quả của Sở Khoa học và Công nghệ: thứ hạng của Sở trong khối sở, "
        "ban, ngành của tỉnh nằm trong báo cáo cải cách hành chính của Sở."
    )
    document.add_heading("1. Thứ hạng của tỉnh trong cả nước", level=1)
    word.table(document, TABLE)
    document.add_heading("2. Chỉ số cải cách hành chính cấp tỉnh (PAR INDEX)", level=1)
    document.add_paragraph(
        "Năm 2021, PAR INDEX của tỉnh Hưng Yên đạt 88,34, xếp hạng 12/63 tỉnh, thành phố, tăng 10 bậc."
    )
    document.add_heading("3. Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)", level=1)
    document.add_paragraph(
        "Năm 2021, SIPAS của tỉnh Hưng Yên đạt 92,07%, xếp hạng 3/63. Năm 2023, SIPAS của tỉnh xếp hạng "
        "7/63."
    )
    document.add_paragraph(
        "Tính chung cả nước, SIPAS năm 2022 là 80,08% và năm 2023 là 82,66%; năm 2023 kết quả của các "
        "tỉnh, thành phố nằm trong khoảng từ 75,03% đến 90,61%."
    )
    document.add_heading("4. Chỉ số hiệu quả quản trị và hành chính công (PAPI)", level=1)
    document.add_paragraph(
        "Năm 2021, PAPI của tỉnh Hưng Yên đạt 45,366 điểm, xếp hạng 5/63, tăng 39 bậc."
    )
    document.add_heading("5. Khảo sát hài lòng đối với các sở, ngành của tỉnh năm 2021", level=1)
    document.add_paragraph(
        "Theo kết quả khảo sát nội tỉnh năm 2021 (Quyết định số 2566/QĐ-UBND), Sở Khoa học và Công nghệ "
        "đạt mức hài lòng cao nhất với 99,4; tiếp theo là Sở Giáo dục và Đào tạo 99,2 và Sở Nội vụ "
        "98,07; Sở Xây dựng thấp nhất với 89,45."
    )
    document.add_heading("6. Nguồn số liệu", level=1)
    for source in (
        "PAR INDEX và SIPAS năm 2021: Cổng thông tin điện tử tỉnh Hưng Yên (bản tiếng Anh), 26/5/2022.",
        "SIPAS năm 2022 và 2023: Báo Lao động Thủ đô, laodongthudo.vn, bài 169315.",
        "PAPI năm 2021: tinhhungyen.com, tháng 5/2022.",
        "Khảo sát nội tỉnh năm 2021: tinvietexpress.com, tháng 11/2021.",
    ):
        document.add_paragraph(f"- {source}")
    word.save(document, places.INDICES, "Chỉ số cải cách hành chính cấp tỉnh")
