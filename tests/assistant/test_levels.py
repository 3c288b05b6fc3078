"""A procedure at several levels of administration: the one that a question names, or which is asked back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.answers.procedures import Match, levels
from assistant.answers.procedures.levels import Level
from assistant.model import Answer, Status
from assistant.pipeline import Assistant
from assistant.question import understand
from assistant.settings import Settings
from corpus.embedding import Embedder
from corpus.model import Procedure
from corpus.procedures import Found
from tests.making import store_of_procedures

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
OTHER = "Cấp thẻ bạn đọc"
BEES = "Cấp giấy phép nuôi ong"
CENTRAL, PROVINCE = f"{BEES} (cấp Bộ)", f"{BEES} (thực hiện tại cấp tỉnh)"
PONDS = "Cấp giấy phép đào ao trong phạm vi bảo vệ đê"
OF_PROVINCE = f"{PONDS} thuộc thẩm quyền của Chủ tịch UBND cấp tỉnh"
HANDED_DOWN = f"{PONDS} do Chủ tịch UBND cấp tỉnh phân cấp cho Chủ tịch UBND cấp xã"
KNOWN = [
    ("a.xlsx", Found(Procedure(name), at, at + 1, {}))
    for at, name in enumerate((CENTRAL, PROVINCE, OF_PROVINCE, HANDED_DOWN, "Cấp thẻ bạn đọc"))
]


def found(name: str) -> Match:
    return next(Match(document, one, 0.8) for document, one in KNOWN if one.procedure.name == name)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Xin giấy phép nuôi ong thuộc thẩm quyền của Bộ Nông nghiệp mất mấy ngày?", Level.CENTRAL),
        ("Gửi đơn lên Bộ Công an thì bao lâu có kết quả?", Level.CENTRAL),
        ("xin giay phep nuoi ong o cap trung uong mat may ngay", Level.CENTRAL),
        ("Xin tỉnh cấp phép đào ao mất bao lâu?", Level.PROVINCE),
        ("Xin cấp phép ở CA tỉnh nộp phí bao nhiêu?", Level.PROVINCE),
        ("Nộp cho Sở Nông nghiệp thì mấy ngày xong?", Level.PROVINCE),
        ("ra xa xin phep dao ao het bao nhieu tien", Level.COMMUNE),
        ("Nộp bộ hồ sơ ở đâu?", None),
        ("Bộ phận một cửa của bộ phận tiếp nhận ở đâu?", None),
        ("Trụ sở ở cơ sở nào?", None),
    ],
)
def test_the_level_that_a_question_names_is_found(question: str, named: Level | None) -> None:
    assert levels.asked(understand(question)) == frozenset(filter(None, [named]))


@pytest.mark.parametrize(
    ("name", "level"),
    [
        (CENTRAL, Level.CENTRAL),
        (f"{BEES} (cấp TW)", Level.CENTRAL),
        (f"{BEES} - cấp Trung ương", Level.CENTRAL),
        (PROVINCE, Level.PROVINCE),
        (OF_PROVINCE, Level.PROVINCE),
        (HANDED_DOWN, Level.COMMUNE),
        (BEES, None),
        ("Công nhận kiểm soát viên cấp tỉnh của hội nuôi ong", None),
    ],
)
def test_the_level_of_a_name_stands_at_its_end(name: str, level: Level | None) -> None:
    assert levels.named(name) == frozenset(filter(None, [level]))


@pytest.mark.parametrize(
    ("question", "first", "meant"),
    [
        ("Phí cấp giấy phép nuôi ong của Bộ Nông nghiệp?", PROVINCE, CENTRAL),
        ("Phí cấp giấy phép nuôi ong của Bộ Nông nghiệp?", CENTRAL, CENTRAL),
        ("Ra xã xin đào ao trong phạm vi bảo vệ đê mất mấy ngày?", OF_PROVINCE, HANDED_DOWN),
        ("Xin tỉnh cho đào ao trong phạm vi bảo vệ đê mất mấy ngày?", HANDED_DOWN, OF_PROVINCE),
        ("Ra xã xin giấy phép nuôi ong thì phí bao nhiêu?", PROVINCE, PROVINCE),
        ("Phí cấp giấy phép nuôi ong là bao nhiêu?", PROVINCE, PROVINCE),
    ],
)
def test_the_procedure_is_of_the_level_that_is_named(question: str, first: str, meant: str) -> None:
    asked, one = understand(question), found(first)
    chosen = levels.of_level([one, found(OTHER)], asked, KNOWN)
    names = [match.found.procedure.name for match in chosen]
    assert names == [meant, OTHER]


def test_other_levels_are_asked_back_only_where_none_is_named() -> None:
    one = found(CENTRAL)
    others = levels.others(one, understand("Phí cấp giấy phép nuôi ong là bao nhiêu?"), KNOWN)
    assert [match.found.procedure.name for match in others] == [PROVINCE]
    assert not levels.others(one, understand("Phí cấp giấy phép nuôi ong ở cấp Bộ?"), KNOWN)
    assert not levels.others(found(OTHER), understand("Cấp thẻ bạn đọc ở đâu?"), KNOWN)


@pytest.fixture(scope="module")
def ask(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> Iterator[Callable[..., Answer]]:
    rows = [
        {
            "ten_thu_tuc": name,
            "cach_thuc_thuc_hien": f"{HEAD}Trực tiếp{days} Ngày làm việcMiễn phí",
            "co_quan_thuc_hien": "Cơ quan chăn nuôi",
        }
        for name, days in {CENTRAL: 45, PROVINCE: 12, OTHER: 3}.items()
    ]
    store = store_of_procedures(tmp_path_factory.mktemp("cac-cap"), rows, embedder)
    opened = Assistant(Settings(store=store), embedder)
    yield opened.ask
    opened.close()


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Cấp giấy phép nuôi ong ở cấp tỉnh mất mấy ngày?", "12"),
        ("Cấp giấy phép nuôi ong của Bộ Nông nghiệp thì mất mấy ngày?", "45"),
        ("cap giay phep nuoi ong do tinh cap thi mat may ngay", "12"),
    ],
)
def test_a_question_that_names_a_level_is_answered_of_it(
    ask: Callable[..., Answer], question: str, days: str
) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert days in (answer.short or "")


def test_which_level_is_asked_back_where_none_is_named(ask: Callable[..., Answer]) -> None:
    answer = ask("Cấp giấy phép nuôi ong mất mấy ngày?")
    assert answer.status is Status.NEEDS_CLARIFICATION
    assert CENTRAL in answer.text
    assert PROVINCE in answer.text
