"""What is computed from printed figures: the right two, of one unit, with their working."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers import computed
from assistant.answers.draft import Draft
from assistant.model import Passage
from assistant.operands import operands
from assistant.question import understand
from assistant.reader import Reading
from assistant.reading import Read
from tests.making import passages, text_document

TEXT = (
    "Trong năm, trạm thú y Bãi Sậy tiêm 4.120 liều vắc xin cho trâu bò và 2.300 liều vắc xin cho lợn; "
    "trạm thú y Cồn Nổi tiêm 75 liều vắc xin cho chó.\n"
    "Thuyền nan có 41/58 chiếc đã đăng ký, thuyền máy có 17/58 chiếc đã đăng ký.\n"
    "Năm 2023, xã Bãi Sậy xếp thứ 4, xã Cồn Nổi xếp thứ 11.\n"
    "Lệ phí cấp thẻ là 1.250.000 đồng, lệ phí đổi thẻ là 750.000 đồng. Hạn đổi thẻ là 10 ngày.\n"
    "Diện tích lúa đạt 82,66%, diện tích ngô đạt 80,08%."
)
RANKS = (
    "Kết quả năm 2023: (1) Chỉ số an toàn xếp thứ 2; "
    "(2) Chỉ số sạch đẹp xếp thứ 4; (3) Chỉ số vui vẻ xếp thứ 10."
)


def answered(folder: Path, asked: str, text: str = TEXT) -> Draft | None:
    question = understand(asked)
    wanted = operands(question)
    assert wanted is not None
    reads = [
        Read(Passage(chunk, 1.0), Reading({"none": 0.5}, ()), ())
        for chunk in passages(text_document(folder, text))
    ]
    return computed.answer(question, wanted, lambda _: reads)


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("Số thuyền nan đã đăng ký nhiều hơn thuyền máy đã đăng ký bao nhiêu chiếc?",
         "24 chiếc (41 - 17 = 24)"),
        ("Lệ phí cấp thẻ cao hơn lệ phí đổi thẻ bao nhiêu tiền?",
         "500.000 đồng (1.250.000 - 750.000 = 500.000)"),
        ("Vắc xin cho trâu bò và vắc xin cho lợn cộng lại là bao nhiêu liều?",
         "6.420 liều vắc xin (4.120 + 2.300 = 6.420)"),
        ("Diện tích lúa và diện tích ngô chênh nhau bao nhiêu phần trăm?",
         "2,58 điểm phần trăm (82,66 - 80,08 = 2,58)"),
        ("Vắc xin cho lợn chiếm bao nhiêu phần trăm vắc xin cho trâu bò?", "55,8% (2.300 / 4.120 ≈ 55,8%)"),
        ("Xã Bãi Sậy hay xã Cồn Nổi xếp hạng cao hơn?", "Xã Bãi Sậy: 4"),
        ("Thuyền nan với thuyền máy, bên nào đã đăng ký nhiều hơn?", "Thuyền nan: 41/58 chiếc"),
    ],
)  # fmt: skip
def test_the_right_figures_are_put_together(tmp_path: Path, asked: str, short: str) -> None:
    draft = answered(tmp_path, asked)
    assert draft is not None
    assert draft.short == short
    assert draft.verdict  # it is the assistant's own, no quote


def test_the_working_and_both_sources_are_said(tmp_path: Path) -> None:
    draft = answered(tmp_path, "Lệ phí cấp thẻ cao hơn lệ phí đổi thẻ bao nhiêu tiền?")
    assert draft is not None
    assert "1.250.000 - 750.000 = 500.000" in draft.lead
    said = " ".join(statement.text for statement in draft.statements)
    assert "1.250.000 đồng" in said
    assert "750.000 đồng" in said


@pytest.mark.parametrize(
    "asked",
    [
        "Lệ phí cấp thẻ cao hơn lệ phí thu hồi giấy phép nuôi ong bao nhiêu tiền?",  # not printed
        "Thuyền nan đã đăng ký nhiều hơn xã Bãi Sậy bao nhiêu?",  # not of one unit
        "Đàn vịt trời nhiều hơn đàn cò bao nhiêu con?",
    ],
)
def test_nothing_is_computed_where_a_figure_is_missing(tmp_path: Path, asked: str) -> None:
    assert answered(tmp_path, asked) is None


def test_the_highest_rank_is_the_smallest(tmp_path: Path) -> None:
    for asked, short in (
        ("Chỉ số nào xếp hạng cao nhất?", "Chỉ số an toàn xếp thứ 2"),
        ("Chỉ số nào đứng hạng bét?", "Chỉ số vui vẻ xếp thứ 10"),
    ):
        draft = answered(tmp_path, asked, RANKS)
        assert draft is not None
        assert draft.short == short
        assert "2; 4; 10" in draft.lead
    assert answered(tmp_path, "Chỉ số nào lâu nhất?", RANKS) is None
