"""SOURCES.md: where each fact of the demo documents comes from."""

from __future__ import annotations

from tools.demo_corpus import places, procedures

REPORT = (
    ("Mở đầu, mục I và III", "báo cáo 6 tháng đầu năm 2024 của Sở (bản OCR), dòng 5-344"),
    ("Bảng 1, bảy thứ hạng năm 2023", "cùng báo cáo, dòng 33-42"),
    ("49/58 in cạnh 70,7%; 276 và 04 in cạnh 281; 02/56", "in đúng như báo cáo, dòng 111-125"),
)
INDICES = (
    (
        "PAR INDEX 2021: 88,34, hạng 12/63; SIPAS 2021: 92,07%, hạng 3/63",
        "https://en.hungyen.gov.vn/portal/Pages/2022-5-26/"
        "Hung-Yen-has-increased-by-10-ranks-in-the-PAR-inde5m0t4w.aspx",
    ),
    (
        "SIPAS 2023: hạng 7/63; cả nước 82,66% (2022: 80,08%), từ 75,03% đến 90,61%",
        "https://laodongthudo.vn/hung-yen-xep-thu-763-dia-phuong-ve-chi-so-sipas-nam-2023-169315.html",
    ),
    ("PAPI 2021: 45,366 điểm, hạng 5/63, tăng 39 bậc", "https://www.tinhhungyen.com/2022/05/…"),
    (
        "Khảo sát nội tỉnh 2021 (Quyết định 2566/QĐ-UBND): 99,4; 99,2; 98,07; 89,45",
        "https://www.tinvietexpress.com/2021/11/hung-yen-cong-bo-chi-so-hai-long-cua.html",
    ),
)


def make() -> None:
    """Write the file from the texts the documents are made of."""
    lines = [
        "# Nguồn của các tài liệu trình diễn",
        "",
        "Các tài liệu trong thư mục này do dự án tự biên soạn để trình diễn; số liệu, số hiệu văn bản và",
        "thời hạn lấy từ các nguồn dưới đây. Không tài liệu nào thay thế văn bản của cơ quan. Tất cả được",
        "dựng lại bằng lệnh `python -m tools.demo_corpus`.",
        "",
        "## bao-cao-cchc-6-thang-2024.pdf (và .scan.pdf, .ocr.txt dựng từ đó)",
        "",
        *(f"- {fact}: {source}" for fact, source in REPORT),
        "",
        "## chi-so-cchc-cap-tinh.docx",
        "",
        *(f"- {fact}: {source}" for fact, source in INDICES),
        "",
        "## staff/huong-dan-lap-bao-cao.docx",
        "",
        "- Lời khuyên do dự án tự viết, không có nguồn chính thức nào.",
        "",
        "## danh-muc-tthc.xlsx và tthc-hoi-nhieu.docx",
        "",
        f"{procedures.PREVAILS} Mục để trống là mục chưa có nguồn.",
        "",
    ]
    for one in procedures.procedures():
        lines.append(f"{one['number']}. {one['name']}")
        lines += [f"   - {source}" for source in one["sources"]]
    places.SOURCES.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
