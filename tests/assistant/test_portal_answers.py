"""Questions about procedures as the national portal exports them: made-up ones, in its own glued cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.model import Answer, Status
from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpus.embedding import Embedder
from tests.making import store_of_procedures

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "--Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAWS = "Tên văn bản pháp lýMã văn bản"
TAIL = "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnNộp hồ sơ"
NOTHING = "Không có thông tin"

LICENCE = {
    "ten_thu_tuc": "Cấp giấy phép nuôi ong lấy mật",
    "cap_thuc_hien": "Cấp xã",
    "trinh_tu_thuc_hien": (
        "Bước 1: Người nuôi ong nộp hồ sơ tại Ủy ban nhân dân cấp xã.\n"
        "Bước 2: Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ, Chủ tịch Ủy ban nhân dân"
        " cấp xã quyết định cấp giấy phép.\nBước 3: Người nuôi ong khai báo đàn ong trên hệ thống tại địa chỉ"
        " dangkyong.example.vn."
    ),
    "cach_thuc_thuc_hien": (
        f"{HEAD}Trực tiếp5 Ngày làm việc20 VNĐ(20.000 đồng/đàn)Trực tuyến5 Ngày làm việc20 VNĐ(20.000 đồng/đàn)"
    ),
    "thanh_phan_ho_so": (
        f"{PAPERS}Đơn đề nghị theo Mẫu số 05Mẫu số 05.docx1 bản chínhẢnh màu khổ 3x4 cm0 bản chính,1 bản sao"
    ),
    "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
    "co_quan_co_tham_quyen": "",
    "ket_qua_xu_ly": f"Giấy phép nuôi ongMã: KQ.G01.000202{TAIL}",
    "can_cu_phap_ly": (
        f"{LAWS}Luật Nuôi ong36/2024/QH15Nghị định về nuôi ong158/2024/NĐ-CP"
        "Thông tư về đàn ong18/2024/TT-BNNMT"
    ),
    "yeu_cau_dieu_kien": (
        "Trong thời hạn 30 ngày trước ngày giấy phép hết hạn, người nuôi ong phải làm thủ tục cấp lại.\n"
        "Ong mua từ nước ngoài phải nuôi cách ly trong thời gian hai (02) tháng trước khi thả chung đàn."
    ),
}  # fmt: skip
REPLACED = {
    "ten_thu_tuc": "Cấp lại giấy phép nuôi ong lấy mật bị mất, hỏng",
    "cap_thuc_hien": "Cấp xã",
    "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.",
    "cach_thuc_thuc_hien": (
        f"{HEAD}Trực tiếp3 Ngày làm việc15.000 Đồng(bị mất)Trực tiếp2 Ngày làm việc10.000 Đồng(bị hỏng)"
    ),
    "thanh_phan_ho_so": f"{PAPERS}Đơn đề nghị cấp lại theo Mẫu số 06Mẫu số 06.docx1 bản chính",
    "co_quan_thuc_hien": NOTHING,
    "ket_qua_xu_ly": f"Giấy phép nuôi ongMã: KQ.G01.000202{TAIL}",
    "can_cu_phap_ly": f"{LAWS}Luật Nuôi ong36/2024/QH15",
    "yeu_cau_dieu_kien": NOTHING,
}
LEVELS = [
    {
        "ten_thu_tuc": f"Thông báo di chuyển đàn ong (thực hiện tại cấp {level})",
        "cap_thuc_hien": f"Cấp {level}",
        "trinh_tu_thuc_hien": "Bước 1: Gửi thông báo.",
        "cach_thuc_thuc_hien": f"{HEAD}Trực tiếp{days} NgàyMiễn phí",
        "thanh_phan_ho_so": f"{PAPERS}Thông báo theo Mẫu số 09Mẫu số 09.docx1 bản chính",
        "co_quan_thuc_hien": f"Cơ quan chăn nuôi cấp {level}",
        "ket_qua_xu_ly": f"Xác nhận thông báoMã: KQ.G01.000203{TAIL}",
        "can_cu_phap_ly": f"{LAWS}Luật Nuôi ong36/2024/QH15",
        "yeu_cau_dieu_kien": NOTHING,
    }
    for level, days in (("xã", 1), ("tỉnh", 4))
]
SHOPS = [
    {
        "ten_thu_tuc": f"Đăng ký thành lập cửa hàng bán mật ong {kind}",
        "cap_thuc_hien": "Cấp tỉnh",
        "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.",
        "cach_thuc_thuc_hien": f"{HEAD}Trực tiếp{days} NgàyMiễn phí(Không)",
        "thanh_phan_ho_so": f"{PAPERS}Danh sách {kind}1 bản chính",
        "co_quan_thuc_hien": "Sở Công Thương",
        "ket_qua_xu_ly": f"Giấy đăng ký{TAIL}",
        "can_cu_phap_ly": f"{LAWS}Luật Nuôi ong36/2024/QH15",
        "yeu_cau_dieu_kien": NOTHING,
    }
    for kind, days in (("hợp danh", 6), ("cổ đông", 9))
]


@pytest.fixture(scope="module")
def ask(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> Iterator[Callable[..., Answer]]:
    rows = [LICENCE, REPLACED, *LEVELS, *SHOPS]
    store = store_of_procedures(tmp_path_factory.mktemp("cong"), rows, embedder)
    opened = Assistant(Settings(store=store), embedder)
    yield opened.ask
    opened.close()


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("Cấp giấy phép nuôi ong lấy mật mất bao lâu?", "5 ngày làm việc"),
        ("cap giay phep nuoi ong lay mat het bao nhieu tien", "20 VNĐ (20.000 đồng/đàn)"),
        ("Cấp giấy phép nuôi ong lấy mật thì viết đơn theo mẫu nào?", "Mẫu số 05"),
        ("Cấp giấy phép nuôi ong lấy mật theo nghị định nào?", "158/2024/NĐ-CP"),
        ("Thông báo di chuyển đàn ong ở cấp tỉnh có hình thức nộp nào?", "trực tiếp"),
        ("Cấp giấy phép nuôi ong lấy mật xong thì được cấp gì?", "Giấy phép nuôi ong"),
        ("Ai quyết định cấp giấy phép nuôi ong lấy mật?", "Chủ tịch Ủy ban nhân dân cấp xã"),
        ("Xin cấp giấy phép nuôi ong lấy mật thì khai trên trang web nào?", "dangkyong.example.vn"),
        (
            "Cấp giấy phép nuôi ong lấy mật rồi thì phải làm lại trong mấy ngày trước khi hết hạn?",
            "30 ngày",
        ),
        (
            "Cấp giấy phép nuôi ong lấy mật: ong mua ở nước ngoài phải nuôi cách ly trong mấy tháng?",
            "hai (02) tháng",
        ),
        ("Đăng ký thành lập cửa hàng bán mật ong hợp danh có mất phí không ạ?", "Miễn phí"),
        ("Cấp giấy phép nuôi ong lấy mật xong thì nhận được giấy tờ gì?", "Giấy phép nuôi ong"),
        ("Tôi bị mất giấy phép nuôi ong, xin cấp lại hết bao nhiêu tiền?", "15.000 Đồng (bị mất)"),
    ],
)
def test_a_field_is_answered_with_its_value(
    ask: Callable[..., Answer], asked: str, short: str
) -> None:
    answer = ask(asked)
    assert answer.status is Status.ANSWERED
    assert answer.short == short, answer.text
    assert answer.citations


def test_nothing_of_the_portals_own_page_is_said(ask: Callable[..., Answer]) -> None:
    for asked in ("Hồ sơ cấp giấy phép nuôi ong lấy mật gồm gì?", "Cấp giấy phép nuôi ong lấy mật"):
        text = ask(asked).text
        assert "Mẫu số 05" in text
        for furniture in ("Hình thức nộp", "Số lượng", "Từ khóa", "KQ.G01", NOTHING, "--"):
            assert furniture not in text


def test_a_value_that_channels_share_is_said_once_with_all_their_rows_cited(
    ask: Callable[..., Answer],
) -> None:
    answer = ask("Cấp giấy phép nuôi ong lấy mật mất bao lâu?")
    assert "Thời hạn giải quyết: 5 ngày làm việc (trực tiếp, trực tuyến). [1][2]" in answer.text
    assert [citation.quote.split()[1] for citation in answer.citations[:2]] == ["tiếp", "tuyến"]


def test_an_english_question_gets_english_words_around_the_figures(
    ask: Callable[..., Answer],
) -> None:
    answer = ask("How long does the procedure 9.000000 take?")
    assert answer.short == "5 working days"
    assert "Time limit: 5 working days (in person, online)." in answer.text
    assert "(in Vietnamese)" not in answer.text


def test_an_english_question_is_told_that_what_a_record_says_is_quoted(
    ask: Callable[..., Answer],
) -> None:
    answer = ask("What documents are needed for the procedure 9.000000?")
    assert answer.text.startswith("The document says (in Vietnamese):\nCấp giấy phép nuôi ong")
    assert "(in Vietnamese)" not in ask("Cấp giấy phép nuôi ong lấy mật cần giấy tờ gì?").text


@pytest.mark.parametrize(
    "asked",
    [
        "Thông báo di chuyển đàn ong mất bao lâu?",  # the levels take different times
        "Thông báo di chuyển đàn ong nộp ở đâu?",
        "Tôi muốn mở cửa hàng bán mật ong thì mất mấy ngày?",  # names that the question cannot tell apart
    ],
)
def test_what_different_procedures_do_differently_is_asked_back(
    ask: Callable[..., Answer], asked: str
) -> None:
    answer = ask(asked)
    assert answer.status is Status.NEEDS_CLARIFICATION
    assert answer.text.count("\n- ") == 2


def test_what_all_levels_do_alike_is_answered(ask: Callable[..., Answer]) -> None:
    answer = ask("Thông báo di chuyển đàn ong thì điền mẫu nào?")
    assert (answer.status, answer.short) == (Status.ANSWERED, "Mẫu số 09")


def test_the_level_that_a_question_names_is_answered(ask: Callable[..., Answer]) -> None:
    assert ask("Thông báo di chuyển đàn ong ở cấp tỉnh mất bao lâu?").short == "4 ngày"


@pytest.mark.parametrize(
    "asked",
    [
        "Gia hạn giấy phép nuôi ong lấy mật cần giấy tờ gì?",  # nothing here does that
        "Cấp giấy phép nuôi ong lấy mật thì giấy phép có giá trị mấy năm?",
        "Cấp lại giấy phép nuôi ong lấy mật bị mất, hỏng thì ai quyết định?",
        "Thời hạn cấp giấy phép xây dựng nhà ở bao nhiêu ngày?",
    ],
)
def test_what_no_record_tells_is_not_said(ask: Callable[..., Answer], asked: str) -> None:
    answer = ask(asked)
    assert answer.status in (Status.NOT_FOUND, Status.OUT_OF_SCOPE)
    assert not answer.citations


def test_what_is_missing_of_several_fields_is_named(ask: Callable[..., Answer]) -> None:
    answer = ask("Cấp lại giấy phép nuôi ong lấy mật bị mất thì hết bao nhiêu tiền, ai quyết định?")
    assert answer.status is Status.PARTLY_ANSWERED
    assert "15.000" in answer.text
    assert "không nêu cơ quan quyết định" in answer.text


@pytest.mark.parametrize(
    ("name", "asked", "short"),
    [
        (LEVELS[1]["ten_thu_tuc"], "Thông báo di chuyển đàn ong mất bao lâu?", "4 ngày"),
        (LEVELS[0]["ten_thu_tuc"], "Thông báo di chuyển đàn ong mất bao lâu?", "1 ngày"),
        (SHOPS[1]["ten_thu_tuc"], "Tôi muốn mở cửa hàng bán mật ong thì mất mấy ngày?", "9 ngày"),
    ],
)
def test_a_choice_that_is_pressed_is_answered(
    ask: Callable[..., Answer], name: str, asked: str, short: str
) -> None:
    answer = ask(f"{name}: {asked}")  # as the page sends it
    assert (answer.status, answer.short) == (Status.ANSWERED, short)
