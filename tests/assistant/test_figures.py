from __future__ import annotations

import gzip
import json

import pytest

from assistant.figures import disagreements
from tests.making import REPORT, SHARED, document, passages


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tích hợp đối với 49/58 TTHC, đảm bảo tỷ lệ đạt 82%", "share"),
        ("biên chế 52 người (31 người công chức, 20 người viên chức)", "sum"),
        ("41/58 thủ tục toàn trình, một phần là 17/41 thủ tục", "whole"),
        ("ban hành 4 văn bản: (1) Kế hoạch A; (2) Kế hoạch B; (3) Quyết định C. Sau đó", "count"),
        ("có 2 chỉ số như sau: (1) PCI; (2) PAPI; (3) SIPAS", "count"),
    ],
)
def test_figures_that_do_not_agree_are_told(text: str, kind: str) -> None:
    (found,) = disagreements(text)
    assert found.kind == kind
    assert set(found.values) >= {"printed"}


@pytest.mark.parametrize(
    "text",
    [
        "7/43 hồ sơ, đạt 16,2%",
        "7/43 hồ sơ, đạt 16,3%",
        "49/58 TTHC đạt 84,5%",
        "281 hồ sơ (276 hồ sơ trong kỳ, 5 hồ sơ kỳ trước)",
        "ngày 08/3/2024 đạt 100%",
        "41/58 thủ tục toàn trình, 17/58 một phần",
        "ban hành 4 văn bản: (1) Kế hoạch A; (2) Kế hoạch B; (3) Quyết định C",
        "có 03 chỉ số: (1) PCI; (2) PAPI; (3) SIPAS. Trong đó",
        "thuộc 1 trong các trường hợp: (1) mất; (2) hỏng; (3) đổi tên. Khi đó",
    ],
)
def test_rounding_truncating_and_agreeing_figures_are_no_disagreement(text: str) -> None:
    assert disagreements(text) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: the damaged report")
def test_of_the_damaged_report_the_three_disagreements_are_told_and_no_other() -> None:
    found = [d for chunk in passages(document(REPORT)) for d in disagreements(chunk.text)]
    assert sorted(d.kind for d in found) == ["share", "sum", "whole"]
    assert {d.values["printed"] for d in found} == {"70,7", "281", "02/56"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: the national procedures")
def test_real_procedures_raise_no_alarm() -> None:
    path = SHARED / "data" / "procedures-national.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for _, line in zip(range(600), lines, strict=False)]
    texts = [v for record in records for v in record.values() if isinstance(v, str) and v]
    assert len(texts) > 5_000
    assert [text for text in texts if disagreements(text)] == []
