from __future__ import annotations

import pytest

from assistant.figures import disagreements


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tích hợp đối với 49/58 TTHC, đảm bảo tỷ lệ đạt 82%", "share"),
        ("biên chế 52 người (31 người công chức, 20 người viên chức)", "sum"),
        ("41/58 thủ tục toàn trình, một phần là 17/41 thủ tục", "whole"),
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
    ],
)
def test_rounding_truncating_and_agreeing_figures_are_no_disagreement(text: str) -> None:
    assert disagreements(text) == []
