from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import flat_lines
from corpus.structure import Mark, mark_of, outline
from tests.making import text_document

REPORT = """BÁO CÁO
Kết quả công tác cải cách hành chính

I. KẾT QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM 2024

1. Công tác cải cách thể chế
a) Sở đã tham mưu Ủy ban nhân dân tỉnh ban hành 04 văn bản trong giai đoạn 2021-
2025, đạt kế hoạch đề ra.
b) Thường xuyên tuyên truyền, phổ biến các luật.

2. Cải cách thủ tục hành chính
- Cắt giảm thời gian giải quyết.

III. PHƯƠNG HƯỚNG, NHIỆM VỤ
1. Tiếp tục thực hiện có hiệu quả Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành
Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030.
"""


def texts(tmp_path: Path, text: str) -> list[tuple[str, tuple[str, ...]]]:
    source = text_document(tmp_path, text)
    lines = flat_lines(source.pages)
    return [
        (" ".join(lines[i][1].text for i in range(o.block.first, o.block.last)), o.heading)
        for o in outline(source.pages)
    ]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("I. KẾT QUẢ", Mark.CHAPTER),
        ("Điều 5. Thẩm quyền", Mark.ARTICLE),
        ("2. Cải cách", Mark.NUMBER),
        ("a) Về tổ chức", Mark.LETTER),
        ("- Tổ chức hành chính", Mark.BULLET),
        ("Bước 1: Nộp hồ sơ", Mark.STEP),
        ("i và các đơn vị", Mark.NONE),
        ("31/12/2024 là hạn cuối", Mark.NONE),
    ],
)
def test_a_line_is_known_by_its_mark(line: str, mark: Mark) -> None:
    assert mark_of(line) is mark


def test_headings_make_the_path_of_what_stands_below(tmp_path: Path) -> None:
    found = dict(texts(tmp_path, REPORT))
    path = found["b) Thường xuyên tuyên truyền, phổ biến các luật."]
    assert path == ("I. KẾT QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM 2024", "1. Công tác cải cách thể chế")
    assert found["- Cắt giảm thời gian giải quyết."][-1] == "2. Cải cách thủ tục hành chính"


def test_a_numbered_clause_is_no_heading(tmp_path: Path) -> None:
    clause, path = texts(tmp_path, REPORT)[-1]
    assert clause.startswith("1. Tiếp tục")
    assert path == ("III. PHƯƠNG HƯỚNG, NHIỆM VỤ",)


def test_a_year_at_a_lines_start_runs_on(tmp_path: Path) -> None:
    assert any("2021-2025, đạt kế hoạch" in text for text, _ in texts(tmp_path, REPORT))


def test_no_line_is_lost(tmp_path: Path) -> None:
    whole = " ".join(text for text, _ in texts(tmp_path, REPORT))
    assert whole.split() == REPORT.replace("2021-\n2025", "2021-2025").split()
