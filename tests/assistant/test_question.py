from __future__ import annotations

import pytest

from assistant.following import follows
from assistant.languages import language_of
from assistant.model import Kind, Language
from assistant.question import understand


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sở có bao nhiêu thủ tục hành chính?", Kind.NUMBER),
        ("so co bao nhieu thu tuc hanh chinh", Kind.NUMBER),
        ("Quyết định nào quy định chức năng của Sở?", Kind.DOCUMENT_NUMBER),
        ("Kế hoạch được ban hành ngày nào?", Kind.DATE),
        ("tam nhin toi nam may", Kind.DATE),
        ("SIPAS là gì?", Kind.DEFINITION),
        ("Sở gồm những đơn vị nào?", Kind.LIST),
        ("Sở có chi cục trực thuộc không?", Kind.YES_NO),
        ("Cơ quan nào cấp giấy phép?", Kind.WHO),
        ("Nộp hồ sơ ở đâu?", Kind.WHERE),
        ("Tình hình cải cách thể chế", Kind.SUMMARY),
        ("How many procedures does the department have?", Kind.NUMBER),
        ("Có hồ sơ nào giải quyết quá hạn không?", Kind.YES_NO),
        ("Tỷ lệ hồ sơ đúng hạn có đạt 100% không?", Kind.YES_NO),
        ("Sở đã tuyển viên chức chưa?", Kind.YES_NO),
        ("Sở nào có mức hài lòng thấp nhất?", Kind.WHO),
        ("Biên chế của Sở bao nhiêu người?", Kind.NUMBER),
        ("Tổ chức bộ máy của Sở thay đổi thế nào?", Kind.SUMMARY),
        ("Cải cách được chia theo sáu trụ cột nào?", Kind.LIST),
        ("Việc cấp phép dựa trên cơ sở nào?", Kind.SUMMARY),
        ("Tôi xem được những thông tin gì?", Kind.LIST),
        ("Cần nêu rõ nội dung thế nào?", Kind.SUMMARY),
        ("Độ dài của tuyến đường", Kind.SUMMARY),
        ("Whose approval is needed?", Kind.WHO),
        ("Có hồ sơ nào trễ hẹn không vậy ạ?", Kind.YES_NO),
        ("Vậy Chính phủ ban hành nghị quyết ấy ngày nào?", Kind.DATE),
        ("When was the plan issued?", Kind.DATE),
        ("Tell me when the plan was issued.", Kind.DATE),
        ("And when exactly was the plan signed?", Kind.DATE),
        ("Which papers do I need when registering a boat?", Kind.SUMMARY),
        ("Kết luận đó được đưa ra vào thời điểm nào?", Kind.DATE),
        ("Chương trình kéo đến năm bao nhiêu thì hết?", Kind.DATE),
        ("Trong năm bao nhiêu hồ sơ được trả?", Kind.NUMBER),
        ("Where did the province stand in 2021?", Kind.NUMBER),
        ("Đơn viết theo mẫu ở phụ lục nào?", Kind.SUMMARY),
        ("Nộp lúc nào thì được?", Kind.DATE),
    ],
)
def test_the_kind_of_answer_is_known_with_and_without_accents(text: str, kind: Kind) -> None:
    assert understand(text).kind is kind


def test_the_fields_of_a_procedure_are_known() -> None:
    assert "fee" in understand("cap phep x quang het bao nhieu tien").fields
    assert "time_limit" in understand("Cấp phép X-quang mất bao lâu?").fields
    assert "dossier" in understand("Cần giấy tờ gì để đăng ký?").fields


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ("Còn cấp lại thì bao nhiêu?", ("fee",)),
        ("Vậy vốn điều lệ tối thiểu phải là bao nhiêu?", ()),
        ("Còn ảnh thì mấy tấm, cỡ bao nhiêu?", ()),
    ],
)
def test_a_follow_up_with_a_measure_of_its_own_asks_for_no_field_of_the_question_before(
    asked: str, fields: tuple[str, ...]
) -> None:
    assert understand(asked, ["Xin giấy phép mở quỹ tín dụng thì phí thế nào?"]).fields == fields


def test_a_follow_up_takes_its_subject_from_the_question_before() -> None:
    question = understand("Còn năm 2022?", ["Chỉ số SIPAS của tỉnh năm 2023 xếp thứ mấy?"])
    assert "SIPAS" in question.understood
    assert "2023" not in question.understood
    assert "2022" in question.understood


def test_a_whole_question_stands_alone_in_a_conversation() -> None:
    text = "Tỷ lệ hồ sơ giải quyết đúng hạn của Sở trong 6 tháng đầu năm 2024 là bao nhiêu?"
    assert understand(text, ["Sở có mấy phòng?"]).understood == text
    assert not follows(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mỗi phòng như thế được bố trí bao nhiêu biên chế?", True),
        ("Ai đang đứng đầu cơ quan đấy trong năm nay vậy?", True),
        ("How much is the fee?", True),
        ("Which form do I use?", True),
        ("The renewal fee for foreigners?", True),
        ("Còn bao nhiêu thủ tục của Sở chưa lên cổng dịch vụ công?", False),
        ("Còn mấy thủ tục?", True),
        ("Who signs the boat permit?", False),  # it says what it is about
        ("When was Decision 647 issued?", False),
        ("Sở đã làm như thế nào để giảm thời gian giải quyết hồ sơ?", False),
    ],
)
def test_words_that_point_back_make_a_follow_up(text: str, expected: bool) -> None:
    assert follows(text) is expected


def test_abbreviations_are_spelled_out_for_search_and_not_for_the_reader() -> None:
    question = understand("Có bao nhiêu TTHC một cửa?")
    assert "thủ tục hành chính" in question.search.lower()
    assert question.understood == "Có bao nhiêu TTHC một cửa?"


def test_an_english_question_is_looked_up_in_vietnamese() -> None:
    question = understand("How many procedures are there?")
    assert question.language is Language.ENGLISH
    assert "thủ tục" in question.search


@pytest.mark.parametrize("text", ["so co may phong", "thoi gian giai quyet", "TTHC 2024"])
def test_vietnamese_without_accents_is_not_english(text: str) -> None:
    assert language_of(text) is Language.VIETNAMESE


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (
            "can giay to gi de cap chung chi nhan vien buc xa",
            "cần giấy tờ gì để cấp chứng chỉ nhân viên bức xạ",
        ),
        ("muc do hai long", "mức độ hài lòng"),
        ("SOWR COS MAAYS PHOS GIAMS DDOOCS", "sở có mấy phó giám đốc"),
        ("an toan thong tin cap do may", "an toàn thông tin cấp độ mấy"),
    ],
)
def test_vietnamese_without_accents_is_not_taken_for_english(typed: str, read: str) -> None:
    question = understand(typed)
    assert question.language is Language.VIETNAMESE
    assert question.read == read


@pytest.mark.parametrize(
    "text", ["what is the fee", "How long does it take?", "list the procedures"]
)
def test_english_stays_english(text: str) -> None:
    question = understand(text)
    assert question.language is Language.ENGLISH
    assert question.read == text


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("QD06/2024/QDUBND ban hành ngày nào", "6/2024/qd-ubnd"),
        ("nd 13/2023/nd-cp", "13/2023/nd-cp"),
    ],
)
def test_numbers_typed_in_a_hurry_are_numbers(typed: str, key: str) -> None:
    assert key in understand(typed).references


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("What was the Prime Minister's Decision 766 of June 2022 about?", ("766//qd-",)),
        ("When was Resolution No. 76/NQ-CP issued?", ("76//nq-cp",)),
        ("Does the plan 2024 mention Decree 111?", ("111//nd-",)),
        ("What does the decision of 2023 say?", ()),
    ],
)
def test_a_document_may_be_named_in_english(asked: str, keys: tuple[str, ...]) -> None:
    assert understand(asked).references == keys


def test_only_more_than_accents_is_said_to_be_understood_otherwise() -> None:
    assert not understand("le phi bao nhieu").is_reread
    assert understand("leej phis bao nhieeu").is_reread


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("Thứ hạng kém nhất rơi vào những chỉ số nào?", Kind.LIST),
        ("Chỉ số hiệu quả quản trị đứng thứ mấy?", Kind.NUMBER),
        ("Sở phổ biến những loại văn bản nào?", Kind.LIST),
        ("Sở dựa vào văn bản nào?", Kind.DOCUMENT_NUMBER),
    ],
)
def test_an_index_and_a_sort_of_text_are_no_document_number(asked: str, kind: Kind) -> None:
    assert understand(asked).kind is kind


def test_an_english_question_word_is_enough() -> None:
    assert language_of("Which school came last?") is Language.ENGLISH
    assert language_of("whose boat won") is Language.ENGLISH
    assert language_of("who la gi") is Language.VIETNAMESE


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("Kế hoạch 2022 có tầm nhìn đến năm mấy?", 0),
        ("ke hoach 2024 gom gi", 0),
        ("Kế hoạch 2024/KH-UBND nói gì?", 1),
        ("Kế hoạch số 2022 nói gì?", 1),
        ("Quyết định 2022 nói gì?", 1),
        ("Kế hoạch 52 nói gì?", 1),
    ],
)
def test_a_plan_of_a_year_is_no_number(asked: str, count: int) -> None:
    assert len(understand(asked).references) == count
