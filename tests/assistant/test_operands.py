"""Which questions want something computed, and of what."""

from __future__ import annotations

import pytest

from assistant.operands import Operation, operands
from assistant.question import understand

DIFFERENCE, SUM, SHARE = Operation.DIFFERENCE, Operation.SUM, Operation.SHARE
GREATER, LESS = Operation.GREATER, Operation.LESS


@pytest.mark.parametrize(
    ("asked", "operation", "parts"),
    [
        ("Trạm A nhiều hơn trạm B bao nhiêu hồ sơ?", DIFFERENCE, ("Trạm A", "trạm B")),
        ("Phí cấp mới và phí gia hạn chênh nhau bao nhiêu tiền?", DIFFERENCE,
         ("Phí cấp mới", "phí gia hạn")),
        ("Trạm A với trạm B, bên nào nhiều hơn và hơn mấy hồ sơ?", DIFFERENCE, ("Trạm A", "trạm B")),
        ("Phí cấp mới và phí gia hạn, cái nào cao hơn, cao hơn bao nhiêu tiền?", DIFFERENCE,
         ("Phí cấp mới", "phí gia hạn")),
        ("Số hồ sơ năm 2023 tăng bao nhiêu so với năm 2022?", DIFFERENCE,
         ("Số hồ sơ năm 2023", "Số hồ sơ năm 2022")),
        ("Số thuyền năm 2023 nhích lên mấy chiếc so với năm trước đó?", DIFFERENCE,
         ("Số thuyền năm 2023", "Số thuyền năm 2022")),
        ("Điểm cơ sở hạ tầng hơn điểm vốn con người bao nhiêu điểm?", DIFFERENCE,
         ("Điểm cơ sở hạ tầng", "điểm vốn con người")),
        ("Số hồ sơ của xã 2023 hơn 2022 bao nhiêu?", DIFFERENCE,
         ("Số hồ sơ của xã 2023", "Số hồ sơ của xã 2022")),
        ("Còn bao nhiêu hồ sơ của huyện chưa giải quyết xong?", DIFFERENCE,
         ("tổng số hồ sơ", "hồ sơ giải quyết xong")),
        ("Thuyền nan và thuyền máy cộng lại là bao nhiêu chiếc?", SUM, ("Thuyền nan", "thuyền máy")),
        ("Gộp cả bác sĩ, y tá lẫn hộ lý thì viện có bao nhiêu người?", SUM,
         ("bác sĩ", "y tá", "hộ lý")),
        ("Hộ nghèo chiếm bao nhiêu phần trăm tổng số hộ của xã?", SHARE,
         ("Hộ nghèo", "tổng số hộ của xã")),
        ("Lấy số thuyền máy chia cho tổng số thuyền thì ra bao nhiêu phần trăm?", SHARE,
         ("số thuyền máy", "tổng số thuyền")),
        ("Thuyền máy bằng bao nhiêu phần trăm tổng số thuyền?", SHARE, ("Thuyền máy", "tổng số thuyền")),
        ("Tỷ lệ thuyền máy trên tổng số thuyền là bao nhiêu?", SHARE, ("thuyền máy", "tổng số thuyền")),
        ("What share of all boats are motor boats?", SHARE, ("motor boats", "all boats")),
        ("Trong bến có bao nhiêu thuyền không phải nộp phí?", DIFFERENCE,
         ("tổng số thuyền", "thuyền phải nộp phí, lệ phí")),
        ("Thế còn lại bao nhiêu cái làm không mất đồng nào?", DIFFERENCE,
         ("tổng số", "cái phải nộp phí, lệ phí")),
        ("Hạng thể thao của trường cách hạng y tế mấy bậc?", DIFFERENCE,
         ("Hạng thể thao của trường", "hạng y tế")),
        ("Cấp thẻ và đổi thẻ, cái nào nhanh hơn, mỗi cái mấy ngày?", LESS, ("Cấp thẻ", "đổi thẻ")),
        ("Thế còn lại bao nhiêu thuyền chưa đăng ký?", DIFFERENCE, ("tổng số thuyền", "thuyền đăng ký")),
        ("Đường thủy với đường sắt, bên nào dài hơn?", GREATER, ("Đường thủy", "đường sắt")),
        ("Đăng ký xe hay đăng ký thuyền nhanh hơn?", LESS, ("Đăng ký xe", "đăng ký thuyền")),
        ("Cán bộ và công chức năm 2023 cộng lại là bao nhiêu?", SUM,
         ("Cán bộ 2023", "công chức năm 2023")),
        ("Trong các chỉ số, chỉ số nào xếp hạng thấp nhất?", Operation.LOWEST,
        ("Trong các chỉ số, chỉ số nào xếp hạng thấp nhất",)),
        ("How many more boats are there than barges?", DIFFERENCE, ("boats", "barges")),
        ("Which takes longer, a boat licence or a barge licence?", GREATER,
         ("a boat licence", "a barge licence")),
    ],
)  # fmt: skip
def test_what_is_computed_of_what(asked: str, operation: Operation, parts: tuple[str, ...]) -> None:
    wanted = operands(understand(asked))
    assert wanted is not None
    assert (wanted.operation, wanted.parts) == (operation, parts)


@pytest.mark.parametrize(
    "asked",
    [
        "Sở có bao nhiêu thủ tục?",
        "Sở Khoa học và Công nghệ có tất cả bao nhiêu thủ tục hành chính?",
        "Đăng ký kết hôn thì bao nhiêu ngày xong?",
        "Quyết định nào thay thế Quyết định số 10/QĐ-UBND?",
        "Hồ sơ gồm những gì và nộp ở đâu?",
        "How many boats are there?",
        "Hồ sơ nộp trễ hơn 30 ngày thì bị phạt bao nhiêu tiền?",
        "Con tôi hơn 6 tuổi thì làm thẻ mất bao nhiêu ngày?",
        "Sở Văn hóa, Thể thao và Du lịch có tất cả bao nhiêu thủ tục?",
        "Sở Giáo dục và Đào tạo có tổng cộng bao nhiêu thủ tục?",
        "Sở Chăn nuôi và Thú y có tổng cộng bao nhiêu thủ tục?",
        "Số hồ sơ tiếp nhận tăng bao nhiêu so với năm 2022?",
        "Lúa cao hơn ngô bao nhiêu lần?",
        "What is the difference between PAPI and SIPAS?",
        "Gộp cả thuyền nan, thuyền máy, tàu cá, tàu khách lẫn sà lan thì có tất cả bao nhiêu chiếc?",
        "hơn",
        "Cải cách hạng mục nào hơn mấy bậc?",
        "và và và bao nhiêu bao nhiêu",
        "",
    ],
)
def test_other_questions_want_nothing_computed(asked: str) -> None:
    assert operands(understand(asked)) is None


def test_what_is_added_is_added_to_what_was_asked_before() -> None:
    question = understand(
        "Cộng thêm tàu cá nữa thì tổng cộng bao nhiêu chiếc?", ["Tỉnh có mấy chiếc tàu khách?"]
    )
    wanted = operands(question)
    assert wanted is not None
    assert wanted.operation is SUM
    assert wanted.parts == ("Tỉnh có mấy chiếc tàu khách", "tàu cá")


def test_another_year_is_compared_with_that_asked_before() -> None:
    question = understand("Đến năm 2023 thì tăng mấy bậc?", ["Năm 2021 tỉnh xếp thứ mấy?"])
    wanted = operands(question)
    assert wanted is not None
    assert wanted.parts == ("Năm 2023 tỉnh xếp thứ mấy", "Năm 2021 tỉnh xếp thứ mấy")


def test_a_long_question_takes_no_long_time() -> None:
    for asked in ("bao nhiêu " * 50, "a và " * 100, "hơn bao nhiêu " * 35):
        operands(understand(asked[:500]))


@pytest.mark.parametrize(
    ("asked", "operation"),
    [
        ("Vậy cái trước nhiều hơn cái sau bao nhiêu?", DIFFERENCE),
        ("hai con số đó chênh nhau bao nhiêu?", DIFFERENCE),
        ("hai con so do chenh nhau bao nhieu", DIFFERENCE),
        ("Cộng hai con số đó lại là bao nhiêu?", SUM),
        ("What is the difference between the two?", DIFFERENCE),
    ],
)
def test_what_the_two_questions_before_asked_is_put_together(
    asked: str, operation: Operation
) -> None:
    history = ["Bến có bao nhiêu thuyền nan?", "Còn thuyền máy thì sao?"]
    wanted = operands(understand(asked, history))
    assert wanted is not None
    assert wanted.operation is operation
    assert wanted.parts == ("Bến có bao nhiêu thuyền nan", "thuyền máy thì sao")
    assert operands(understand(asked, history[:1])) is None
    # what asks for no number is passed over
    assert operands(understand(asked, [*history, "Bến tên gì?"])) == wanted


@pytest.mark.parametrize(
    ("past", "asked", "parts"),
    [
        ("Bến có bao nhiêu thuyền máy?", "Như vậy nhiều hơn thuyền nan mấy chiếc?",
         ("Bến có bao nhiêu thuyền máy", "thuyền nan")),
        ("Năm 2023 bến có bao nhiêu thuyền?", "Vậy nhiều hơn năm 2022 bao nhiêu?",
         ("Năm 2023 bến có bao nhiêu thuyền", "Năm 2022 bến có bao nhiêu thuyền")),
        ("Bến có bao nhiêu thuyền máy?", "Muộn hơn thì sao?", None),
        ("Nộp phí bao nhiêu?", "Muộn hơn 15 ngày thì bao nhiêu?", None),
    ],
)  # fmt: skip
def test_what_was_asked_before_is_the_greater_one(
    past: str, asked: str, parts: tuple[str, ...] | None
) -> None:
    wanted = operands(understand(asked, [past]))
    assert (wanted and wanted.parts) == parts
    assert wanted is None or wanted.operation is DIFFERENCE
