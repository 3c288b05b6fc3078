"""Where the demo corpus reads from and writes to."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).resolve().parent / "texts"
DOCUMENTS = PROJECT / "corpus" / "documents"
STAFF = DOCUMENTS / "staff"
GOLD = PROJECT / "tests" / "gold"

REPORT = DOCUMENTS / "bao-cao-cchc-6-thang-2024.pdf"
SCAN = DOCUMENTS / "bao-cao-cchc-6-thang-2024.scan.pdf"
OCR = DOCUMENTS / "bao-cao-cchc-6-thang-2024.ocr.txt"
REPORT_GOLD = GOLD / "bao-cao-cchc-6-thang-2024.txt"
PROCEDURE_LIST = DOCUMENTS / "danh-muc-tthc.xlsx"
PROCEDURE_GUIDE = DOCUMENTS / "tthc-hoi-nhieu.docx"
INDICES = DOCUMENTS / "chi-so-cchc-cap-tinh.docx"
STAFF_GUIDE = STAFF / "huong-dan-lap-bao-cao.docx"
SOURCES = DOCUMENTS / "SOURCES.md"
