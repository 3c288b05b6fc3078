"""What is to be done about a paper is known from what people tell of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import procedures
from assistant.answers.procedures.actions import agrees, is_meant
from assistant.model import Passage
from assistant.question import understand
from corpus.model import Chunk, Procedure
from corpus.procedures import Found
from tests.making import passages, text_document

GRANT, AGAIN, RENEW, AMEND, ADD = (
    f"{act} giấy phép nuôi ong lấy mật"
    for act in ("Cấp", "Cấp lại", "Gia hạn", "Sửa đổi", "Bổ sung")
)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Trại nhà em lỡ làm mất giấy phép nuôi ong thì phải làm sao?", AGAIN),
        ("giay phep nuoi ong bi uot rach het thi can giay to gi", AGAIN),
        ("Giấy phép nuôi ong sắp hết hạn, phải nộp gì?", RENEW),
        ("Muốn kéo dài giấy phép nuôi ong thì nộp gì?", RENEW),
        ("Trại đổi tên thì giấy phép nuôi ong phải nộp gì?", AMEND),
        ("Có phép nuôi ong rồi, giờ mua thêm một đàn nữa thì nộp gì?", ADD),
        ("Trại có giấy phép rồi, nay sắm thêm một máy X-quang nữa thì nộp gì?", ADD),
        ("Muốn đưa máy X-quang mới vào giấy phép nuôi ong đang dùng thì nộp gì?", ADD),
        ("Trộm khuân luôn cái giấy phép nuôi ong thì phải làm sao?", AGAIN),
        ("Xin lại giấy phép nuôi ong cần giấy tờ gì?", AGAIN),
        ("I lost my beekeeping permit. How long does a replacement take?", AGAIN),
        ("My beekeeping permit expires next month, what do I need?", RENEW),
        ("What do we pay to have it extended, our beekeeping permit?", RENEW),
        ("Our beekeeping permit is about to run out, what do I need?", RENEW),
    ],
)
def test_a_situation_calls_for_what_offices_call_otherwise(question: str, name: str) -> None:
    understood = understand(question)
    assert is_meant(understood, name)
    assert is_meant(understood, GRANT) is False


@pytest.mark.parametrize(
    "question",
    [
        "Cấp giấy phép nuôi ong mất bao lâu?",
        "Xin giấy phép nuôi ong thì mất phí bao nhiêu?",
        "Giấy phép nuôi ong bị mất, xin cấp lại thì nộp gì?",  # says it as offices do
        "How long does a beekeeping permit take?",
        # words that only look or fold alike, people who died, machines that broke
        "Giấy phép nuôi ong kéo dài bao lâu?",
        "Có cần thêm giấy tờ gì nữa không?",
        "Nhận kết quả bằng bưu điện được không?",
        "Nộp phí qua thẻ ngân hàng được không?",
        "Hồ sơ được chuyển cho phòng nào?",
        "Phải đợi cho đến bao giờ?",
        "Biển số đẹp thì phí bao nhiêu?",
        "Sổ đỏ đứng tên bố tôi đã mất thì để lại cho con thế nào?",
        "Phải làm thế nào khi nguồn phóng xạ bị mất?",
        "Khai báo bằng văn bản khi thiết bị bị hỏng thì nộp ở đâu?",
        "Thẻ nuôi ong này làm có mất lệ phí không?",
        "What if another person submits the papers?",
        "Has the fee changed?",
        "What additional documents are needed?",
        "When does a licence expire after it is issued?",
    ],
)
def test_nothing_is_read_into_other_questions(question: str) -> None:
    assert is_meant(understand(question), GRANT) is None


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (
            "Bằng lái xe của tôi bị mất thì làm lại ở đâu?",
            "Cấp giấy phép hoạt động đối với cơ sở nuôi ong",
        ),
        ("Công ty chuyển địa chỉ thì phải làm gì?", "Cấp giấy phép vận chuyển ong"),
        ("Trại ong đóng cửa thì phải làm gì?", "Cấp giấy phép hoạt động nuôi ong"),
    ],
)
def test_names_with_words_that_fold_alike_are_not_meant(question: str, name: str) -> None:
    assert is_meant(understand(question), name) is False


def test_what_the_renewal_does_not_tell_is_told_by_the_grant(tmp_path: Path) -> None:
    records, _ = known(tmp_path, RENEW, GRANT, AGAIN)
    renewal = procedures.Match(*records[0], 0.6)
    asked = understand("Giấy phép nuôi ong lấy mật xài được mấy năm thì hết hạn?")
    assert [one.name for one in procedures.granting(renewal, asked, records)] == [GRANT]
    for other in (
        "Gia hạn giấy phép nuôi ong lấy mật thì dùng được mấy năm?",
        "Giấy phép nuôi ong lấy mật lệ phí bao nhiêu?",
    ):
        assert procedures.granting(renewal, understand(other), records) == []


def known(folder: Path, *names: str) -> tuple[list[procedures.Known], list[Passage]]:
    found: list[procedures.Known] = []
    near = []
    for at, name in enumerate(names):
        part = folder / str(at)
        part.mkdir(parents=True)
        (chunk,) = passages(text_document(part, f"{name}\nThành phần hồ sơ: đơn số {at}."))
        record = Procedure(name, code=f"1.00{at}")
        assert isinstance(chunk, Chunk)
        near.append(Passage(replace(chunk, procedure=record.key, heading=(name,)), 0.6 - at / 100))
        found.append(("van-ban.txt", Found(record, 0, 2, {"dossier": ((1, 2),)})))
    return found, near


def test_what_the_situation_calls_for_comes_before_what_was_found_first(tmp_path: Path) -> None:
    records, near = known(tmp_path, GRANT, ADD, AGAIN)
    asked = understand(
        "Trại nhà em có phép nuôi ong rồi, giờ mua thêm một đàn nữa thì nộp giấy tờ gì?"
    )
    assert procedures.nearest(asked, records, near)[0].name == ADD
    assert [one.name for one in procedures.candidates(asked, records, near)] == [ADD]


def test_a_new_paper_is_granted(tmp_path: Path) -> None:
    records, near = known(tmp_path, RENEW, GRANT, AGAIN)
    asked = understand("Xin cấp mới giấy phép nuôi ong mất bao lâu?")
    assert procedures.nearest(asked, records, near)[0].name == GRANT
    far = [replace(near[1], score=0.4)]  # what is found first scores much more
    assert procedures.nearest(asked, records, [near[0], *far, near[2]])[0].name == GRANT


def test_a_procedure_with_another_country_is_not_meant(tmp_path: Path) -> None:
    records, near = known(tmp_path, "Cấp giấy thông hành biên giới Việt Nam - Trung Quốc")
    laos = understand("Tôi cần giấy thông hành biên giới để sang nước Lào, lệ phí bao nhiêu?")
    china = understand("Tôi cần giấy thông hành biên giới để sang Trung Quốc, lệ phí bao nhiêu?")
    assert procedures.nearest(laos, records, near) == []
    assert procedures.nearest(china, records, near)
    other = ("Tôi cần giấy thông hành biên giới sang nước Lào, lệ phí bao nhiêu?",)
    follows = understand("Còn sang Trung Quốc thì sao?", other)
    assert procedures.nearest(follows, records, near)


@pytest.mark.parametrize(
    ("question", "name", "agreement"),
    [
        ("Gia hạn giấy phép nuôi ong mất mấy ngày?", RENEW, 1),
        ("Gia hạn giấy phép nuôi ong mất mấy ngày?", GRANT, -1),
        ("Lỡ làm mất giấy phép nuôi ong thì sao?", AGAIN, 1),
        ("Lỡ làm mất giấy phép nuôi ong thì sao?", RENEW, -1),
        ("Cấp mới giấy phép nuôi ong mất mấy ngày?", GRANT, 1),
        ("Đăng ký nuôi ong lần đầu mất mấy ngày?", AGAIN, -1),
        ("Đăng ký nuôi ong lần đầu mất mấy ngày?", "Cấp thay đổi nội dung giấy phép nuôi ong", -1),
        ("Đăng ký xe lần đầu mất mấy ngày?", "Thủ tục đăng ký xe", 1),
        ("Đăng ký xe máy mới mua ở đâu?", "Đăng ký xe", 0),
        ("Giấy phép nuôi ong mất mấy ngày?", AGAIN, 0),
        ("How do I renew my beekeeping licence?", RENEW, 1),
        ("How do I get a beekeeping licence?", RENEW, 0),
    ],
)
def test_what_is_asked_to_be_done_agrees_with_a_procedure_or_not(
    question: str, name: str, agreement: float
) -> None:
    assert agrees(understand(question), name) == agreement


THIRD = "Đăng ký công bố hợp chuẩn dựa trên kết quả chứng nhận của tổ chức chứng nhận (bên thứ ba)"


def test_a_name_that_is_said_whole_goes_before_one_of_which_more_is_said(tmp_path: Path) -> None:
    records, near = known(tmp_path, "Đăng ký công bố hợp quy", THIRD)
    asked = understand("Đăng ký công bố hợp quy do bên thứ ba chứng nhận thì hồ sơ gồm những gì?")
    assert [one.name for one in procedures.match(asked, records, near)] == [
        "Đăng ký công bố hợp quy"
    ]
    # a longer name is said whole
    records, near = known(tmp_path / "a", "Đăng ký khai sinh", "Đăng ký khai sinh lưu động")
    asked = understand("Đăng ký khai sinh lưu động nộp ở đâu?")
    assert procedures.match(asked, records, near)[0].name == "Đăng ký khai sinh lưu động"
    # the one that is nearest does not do what is asked
    records, near = known(tmp_path / "b", "Cấp giấy phép nuôi ong lấy mật", AGAIN)
    asked = understand("Cấp lại giấy phép nuôi ong lấy mật cần gì?")
    assert procedures.match(asked, records, near)[0].name == AGAIN


def test_a_licence_is_not_what_a_declaration_ends_in(tmp_path: Path) -> None:
    declared = "Khai báo nuôi ong lấy mật"
    records, near = known(tmp_path, declared, GRANT)
    assert (
        procedures.match(understand("Giấy phép nuôi ong lấy mật cần gì?"), records, near)[0].name
        == GRANT
    )
    assert (
        procedures.match(understand("Khai báo nuôi ong lấy mật cần gì?"), records, near)[0].name
        == declared
    )


def test_a_name_is_found_by_short_forms_of_its_words(tmp_path: Path) -> None:
    name = "Cấp mới Giấy chứng nhận đủ điều kiện về an ninh, trật tự"
    records, near = known(tmp_path, name)
    asked = understand("Xin cấp mới GCN đủ ĐK về ANTT ở CA tỉnh nộp phí bn?")
    assert [one.name for one in procedures.match(asked, records, near)] == [name]


def test_dismissing_is_not_appointing(tmp_path: Path) -> None:
    records, near = known(tmp_path, "Bổ nhiệm giám định viên nuôi ong")
    for asked, found in (("Bổ nhiệm", 1), ("Miễn nhiệm", 0)):
        question = understand(f"{asked} giám định viên nuôi ong mất bao nhiêu ngày?")
        assert len(procedures.match(question, records, near)) == found


@pytest.mark.parametrize(
    ("asked", "history", "name", "meant"),
    [
        ("Xin giấy phép nuôi ong mất mấy ngày?", (), "Trả lại giấy phép nuôi ong", False),
        ("Xin giấy phép nuôi ong mất mấy ngày?", (), GRANT, None),
        ("Muốn trả lại giấy phép nuôi ong thì nộp gì?", (), "Trả lại giấy phép nuôi ong", None),
        ("Thế ong mới mua, đăng ký lần đầu thì nộp gì?", ("Xóa đăng ký đàn ong ra sao?",),
         "Xóa đăng ký đàn ong", False),
    ],
)  # fmt: skip
def test_who_asks_for_a_paper_hands_none_back(
    asked: str, history: tuple[str, ...], name: str, meant: bool | None
) -> None:
    assert is_meant(understand(asked, history), name) is meant
