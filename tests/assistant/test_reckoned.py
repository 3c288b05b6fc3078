"""A fee is reckoned where a document prints how, and the question of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answers import reckoned
from assistant.answers.draft import Draft, Statement
from assistant.model import Passage, Status
from assistant.question import understand
from corpus.model import Chunk
from tests.making import passages, text_document

OF_VALUE = (
    "Phí đăng ký hợp đồng thuê tàu: 0,2% tổng giá trị hợp đồng thuê tàu, tối thiểu 4.000.000 đồng,"
    " tối đa 9.000.000 đồng."
)
TABLE = "\n".join(
    f"- {thing}: {fee} đồng/máy."
    for thing, fee in (
        ("Máy gặt cỡ nhỏ", "1.000.000"),
        ("Máy gặt đập liên hợp", "2.500.000"),
        ("Máy cày hai bánh", "700.000"),
        ("Máy phun thuốc bay không người lái (UAV)", "4.000.000"),
    )
)
RENEWED = "Phí gia hạn: 60% mức phí thẩm định cấp mới giấy phép (Thông tư số 1)."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hợp đồng 2 tỷ đồng", [2_000_000_000]),
        ("mua 7 tỷ 2, giờ đăng ký", [7_200_000_000]),
        ("1,5 tỉ", [1_500_000_000]),
        ("hai bên ký 3 tỷ rưỡi", [3_500_000_000]),
        ("800 triệu và 45.000.000 đồng", [800_000_000, 45_000_000]),
        ("worth 2 billion dong", [2_000_000_000]),
        ("1 tỷ 25 trong 3 ngày", [1_250_000_000]),
        ("2 tỷ 30 ngày nữa", [2_000_000_000]),  # days, not a part of the sum
        ("3 tỷ 2 bên cùng ký", [3_000_000_000]),
        ("3 tỷ 50 triệu đồng", [3_050_000_000]),
        ("3 triệu 500 nghìn", [3_500_000]),
        ("1.500 tỷ", [1_500_000_000_000]),
        ("2 nghìn tỷ", [2_000_000_000_000]),
        ("1.234.567 triệu đồng", [1_234_567_000_000]),
        ("1,500 triệu", []),  # one and a half, or as many thousand
        ("2 500 000 000 đồng", []),
        ("3 đồng nghiệp, 2 đồng sở hữu", []),
        ("2 triệu USD", []),
        ("từ 4 đến 8 tỷ", []),
        ("có 12 máy", []),
    ],
)
def test_amounts_of_money_are_read_as_people_say_them(text: str, found: list[int]) -> None:
    assert reckoned.amounts(text) == [Decimal(value) for value in found]


def chunk_of(folder: Path, name: str, text: str) -> Chunk:
    """A passage; what stands before "|" is its heading."""
    (folder / name).mkdir()
    heading, _, body = text.rpartition("|")
    (chunk,) = passages(text_document(folder / name, body))
    return replace(chunk, id=name, heading=(heading,))


def drafted(chunk: Chunk, status: Status = Status.ANSWERED) -> Draft:
    return Draft(status, tuple(Statement(chunk, *place) for place in chunk.sentences))


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        (
            "Hợp đồng thuê tàu 3 tỷ đồng thì phí đăng ký bao nhiêu?",
            "6.000.000 đồng (0,2% × 3.000.000.000 = 6.000.000)",
        ),
        (
            "Đăng ký hợp đồng thuê tàu 1 tỷ rưỡi tốn bao nhiêu?",
            "4.000.000 đồng (0,2% × 1.500.000.000 = 3.000.000 < 4.000.000)",
        ),
        (
            "Hợp đồng thuê tàu 8 tỷ phí mấy đồng?",
            "9.000.000 đồng (0,2% × 8.000.000.000 = 16.000.000 > 9.000.000)",
        ),
        ("Phí đăng ký hợp đồng thuê tàu bao nhiêu?", None),  # of no amount
        ("Hợp đồng thuê tàu 3 tỷ với phụ lục 1 tỷ thì phí bao nhiêu?", None),  # of which?
        ("Đăng ký hợp đồng thuê tàu 3 tỷ ở đâu?", None),  # asks no sum
        ("Xe 3 tỷ thì phí bao nhiêu?", None),  # of another thing
        ("Hợp đồng thuê tàu 3 tỷ thì nộp phí ở đâu?", None),
        ("Hợp đồng thuê tàu bị phạt 100 triệu thì phạt tính thế nào, bao nhiêu tiền?", None),
    ],
)
def test_a_share_of_the_amount_that_is_told(tmp_path: Path, asked: str, short: str | None) -> None:
    chunk = chunk_of(tmp_path, "value", OF_VALUE)
    draft = reckoned.answer(understand(asked), drafted(chunk), [])
    assert (draft and draft.short) == short


def test_nothing_is_reckoned_of_what_is_refused_or_has_several_shares(tmp_path: Path) -> None:
    asked = understand("Hợp đồng thuê tàu 3 tỷ đồng thì phí đăng ký bao nhiêu?")
    chunk = chunk_of(tmp_path, "value", OF_VALUE)
    assert reckoned.answer(asked, drafted(chunk, Status.NOT_FOUND), []) is None
    steps = OF_VALUE + "\nTừ hợp đồng thứ hai: 0,1% tổng giá trị hợp đồng thuê tàu."
    assert reckoned.answer(asked, drafted(chunk_of(tmp_path, "steps", steps)), []) is None


@pytest.mark.parametrize(
    "text",
    [
        "Phí đăng ký: 0,2% giá trị hợp đồng thuê tàu. Mức phí tối thiểu là 4 triệu.",
        "Phí đăng ký tối thiểu 4.000.000 đồng, bằng 0,2% giá trị hợp đồng thuê tàu.",
        "Bên thuê ký quỹ 5% giá trị hợp đồng thuê tàu.",  # no fee
    ],
)
def test_a_limit_that_is_not_read_and_what_is_no_fee_are_left(tmp_path: Path, text: str) -> None:
    asked = understand("Hợp đồng thuê tàu 1 tỷ đồng thì phí đăng ký bao nhiêu?")
    assert reckoned.answer(asked, drafted(chunk_of(tmp_path, "value", text)), []) is None


def test_a_share_of_another_papers_fee_is_none(tmp_path: Path) -> None:
    grant = f"Cấp giấy phép dùng máy nông nghiệp|{TABLE}"
    renewal = f"Gia hạn chứng chỉ dạy nghề hàn|{RENEWED}"
    asked = "Gia hạn giấy phép cho 2 máy gặt đập liên hợp hết bao nhiêu tiền?"
    assert of_fees(tmp_path, asked, [grant, renewal]) is None


def of_fees(folder: Path, asked: str, texts: Sequence[str]) -> str | None:
    found = [Passage(chunk_of(folder, str(at), text), 0.5) for at, text in enumerate(texts)]
    draft = reckoned.answer(understand(asked), Draft(Status.NOT_FOUND), found)
    return draft and draft.short


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        (
            "Xin giấy phép cho hai máy gặt đập liên hợp thì tổng phí bao nhiêu?",
            "5.000.000 đồng (2 × 2.500.000 = 5.000.000)",
        ),
        (
            "phi cap phep 3 may UAV va mot may cay hai banh het bn tien",
            "12.700.000 đồng (3 × 4.000.000 + 700.000 = 12.700.000)",
        ),
        ("Phí cấp phép máy gặt đập liên hợp là bao nhiêu?", None),  # printed as it is
        (
            "Tổng phí cấp phép 2 UAV và 1 máy gặt đập liên hợp là bao nhiêu?",
            "10.500.000 đồng (2 × 4.000.000 + 2.500.000 = 10.500.000)",
        ),
        ("Hai máy tuốt lúa thì tổng phí bao nhiêu?", None),  # none of the table
        ("Phí năm 2025 máy UAV là bao nhiêu?", None),
        ("Tổng phí cấp phép mười hai máy UAV là bao nhiêu?", None),
        ("Phí cấp phép sau máy UAV đầu tiên là bao nhiêu?", None),
        ("Tổng phí 2 máy kéo và một máy UAV là bao nhiêu?", None),  # two of something else
        ("Tổng phí UAV, máy số 2 máy gặt đập liên hợp bao nhiêu?", None),
        ("Cấp giấy phép 2 máy UAV thì nộp phí ở đâu?", None),
        ("Phạt bao nhiêu tiền nếu dùng 2 máy UAV không phép?", None),
        ("Hai máy gặt đập liên hợp chờ mấy ngày?", None),  # asks no sum
    ],
)
def test_fees_of_several_things(tmp_path: Path, asked: str, short: str | None) -> None:
    assert of_fees(tmp_path, asked, [TABLE]) == short


def test_a_share_of_the_fee_that_a_table_prints(tmp_path: Path) -> None:
    grant = f"Cấp giấy phép dùng máy nông nghiệp|{TABLE}"
    renewal = f"Gia hạn giấy phép dùng máy nông nghiệp|{RENEWED}"
    asked = "Gia hạn giấy phép cho 2 máy gặt đập liên hợp hết bao nhiêu tiền?"
    short = "3.000.000 đồng (60% × 2 × 2.500.000 = 3.000.000)"
    assert of_fees(tmp_path, asked, [grant, renewal]) == short


def test_what_is_done_otherwise_is_not_reckoned_by_the_table(tmp_path: Path) -> None:
    grant = f"Cấp giấy phép dùng máy nông nghiệp|{TABLE}"
    asked = "Thu hồi giấy phép của 2 máy gặt đập liên hợp hết bao nhiêu tiền?"
    assert of_fees(tmp_path, asked, [grant]) is None


@pytest.mark.parametrize(
    ("more", "told"), [("", True), ("\n- Máy cày hai bánh: 900.000 đồng/máy.", False)]
)
def test_the_same_thing_in_two_cases_is_paid_once(tmp_path: Path, more: str, told: bool) -> None:
    asked = "Xin giấy phép cho máy UAV với máy cày hai bánh hết bao nhiêu tiền?"
    assert (of_fees(tmp_path, asked, [f"{TABLE}{more}"]) is not None) == told
