"""Filters, facets and notices of changed documents, from files to answers and through the doors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from assistant.api import create_app
from assistant.cli import app
from assistant.filters import Filters
from assistant.model import Answer, Language, Role, Status
from assistant.pipeline import Assistant
from assistant.schema import AnswerOut
from assistant.settings import Settings

if TYPE_CHECKING:
    from corpus.embedding import Embedder

HEAD = """UBND TỈNH THÍ DỤ
{body}
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Thí Dụ, ngày {day}
"""
OLD = (
    HEAD.format(body="SỞ MẪU", number="5/QĐ-SM", day="01 tháng 02 năm 2020")
    + """QUYẾT ĐỊNH
Quy định về tiếp nhận hồ sơ
Điều 1. Quầy tiếp nhận hồ sơ của Sở mở cửa lúc 8 giờ.
Điều 2. Sở có 05 phòng chuyên môn nghiệp vụ.
"""
)
NEW = (
    HEAD.format(body="SỞ MẪU", number="9/QĐ-SM", day="05 tháng 6 năm 2024")
    + """QUYẾT ĐỊNH
Quy định mới về tiếp nhận hồ sơ
Điều 1. Quầy tiếp nhận hồ sơ của Sở mở cửa lúc 7 giờ 30 phút.
Điều 4. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 5/QĐ-SM ngày 01/02/2020.
"""
)
PLAN = (
    HEAD.format(body="SỞ KHÁC", number="3/KH-SK", day="10 tháng 01 năm 2023")
    + """KẾ HOẠCH
Cải cách hành chính năm 2023
Sở phấn đấu 95% hồ sơ được giải quyết đúng hạn trong năm 2023.
"""
)
HIDDEN = (
    HEAD.format(body="SỞ MẪU", number="12/QĐ-SM", day="01 tháng 7 năm 2024")
    + """QUYẾT ĐỊNH
Bãi bỏ văn bản
Điều 1. Bãi bỏ Quyết định số 9/QĐ-SM ngày 05 tháng 6 năm 2024.
"""
)
OPENING = "Quầy tiếp nhận hồ sơ của Sở mở cửa lúc mấy giờ?"


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    from corpus.index import build

    folder = tmp_path_factory.mktemp("filed")
    texts = {"cu.txt": OLD, "moi.txt": NEW, "kh.txt": PLAN, "staff/huy.txt": HIDDEN}
    for name, text in texts.items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build([folder / "documents"], folder / "store", embedder=embedder)
    assistant = Assistant(Settings(store=folder / "store"), embedder)
    yield assistant
    assistant.close()


def sources(answer: Answer) -> set[str]:
    return {passage.chunk.document for passage in answer.retrieved}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(documents=("cu.txt",)), "cu.txt"),
        (Filters(kinds=("Quyết định",)), "cu.txt moi.txt"),
        (Filters(kinds=("quyet dinh",), years=(2020,)), "cu.txt"),
        (Filters(kinds=("KH",)), "kh.txt"),
        (Filters(kinds=("KH", "QĐ")), "cu.txt kh.txt moi.txt"),
        (Filters(bodies=("Sở Khác",)), "kh.txt"),
        (Filters(bodies=("SM",)), "cu.txt moi.txt"),
        (Filters(numbers=("9/qđ-sm",)), "moi.txt"),
        (Filters(periods=("quý II/2024",)), "moi.txt"),
        (Filters(years=(2023,)), "kh.txt"),
    ],
    ids=str,
)
def test_only_what_a_filter_leaves_is_ranked(
    filed: Assistant, filters: Filters, names: str
) -> None:
    answer = filed.ask(OPENING, filters=filters)
    assert sources(answer) == set(names.split())
    says = [c.document for c in answer.citations if "thay thế" not in c.quote]
    assert set(says) <= set(names.split())


def test_the_filter_decides_which_of_two_answers_is_given(filed: Assistant) -> None:
    for name, said in (("cu.txt", "8 giờ"), ("moi.txt", "7 giờ 30")):
        answer = filed.ask(OPENING, filters=Filters(documents=(name,)))
        assert answer.status is Status.ANSWERED
        assert said in answer.citations[0].quote


def test_a_filter_that_leaves_nothing_says_that_it_is_on(filed: Assistant) -> None:
    answer = filed.ask(OPENING, filters=Filters(kinds=("báo cáo",)))
    assert answer.status is Status.NOT_FOUND
    assert "bộ lọc" in answer.text
    assert "báo cáo" in answer.text


def test_a_refusal_under_a_filter_says_that_only_some_documents_were_searched(
    filed: Assistant,
) -> None:
    answer = filed.ask("Thời tiết ngày mai ở biển thế nào?", filters=Filters(kinds=("kế hoạch",)))
    assert answer.status is Status.NOT_FOUND
    assert "1 tài liệu theo bộ lọc (loại văn bản: kế hoạch)" in answer.text
    assert "bộ lọc" not in filed.ask("Thời tiết ngày mai ở biển thế nào?").text


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(kinds=("thơ",)), "Không có loại văn bản “thơ”. Đang có: quyết định, kế hoạch."),
        (Filters(bodies=("Sở Lạ",)), "“Sở Lạ”"),
        (Filters(numbers=("99/QĐ-SM",)), "99/QĐ-SM"),
        (Filters(documents=("không có.txt",)), "không có.txt"),
        (Filters(periods=("hôm qua",)), "hôm qua"),
    ],
    ids=str,
)
def test_an_unknown_value_is_named_with_those_that_there_are(
    filed: Assistant, filters: Filters, said: str
) -> None:
    [(_, sentence)] = filed.unknown(filters, Language.VIETNAMESE)
    assert said in sentence
    answer = filed.ask(OPENING, filters=filters)
    assert (answer.status, sentence in answer.text) == (Status.NOT_FOUND, True)


def test_a_citizen_cannot_tell_a_staff_document_from_one_that_does_not_exist(
    filed: Assistant,
) -> None:
    for filters in (Filters(documents=("staff/huy.txt",)), Filters(numbers=("12/QĐ-SM",))):
        assert filed.unknown(filters, Language.VIETNAMESE, Role.CITIZEN)
        assert not filed.unknown(filters, Language.VIETNAMESE, Role.STAFF)


def test_facets_count_the_documents_of_the_role(filed: Assistant) -> None:
    assert filed.facets(Role.CITIZEN).kinds == (("quyết định", 2), ("kế hoạch", 1))
    assert filed.facets(Role.STAFF).kinds == (("quyết định", 3), ("kế hoạch", 1))
    assert filed.facets().bodies == (("SỞ MẪU", 2), ("SỞ KHÁC", 1))
    assert filed.facets().years == ((2024, 1), (2023, 1), (2020, 1))


def test_a_passage_of_a_replaced_document_says_so_and_cites_where_it_is_said(
    filed: Assistant,
) -> None:
    answer = filed.ask("Sở có bao nhiêu phòng chuyên môn nghiệp vụ?")
    assert answer.status is Status.ANSWERED
    assert answer.short == "05 phòng chuyên môn"
    assert answer.citations[0].document == "cu.txt"
    [notice] = answer.notices
    assert notice.kind == "document_replaced"
    assert "đã được thay thế bởi quyết định số 9/QĐ-SM ngày 05/06/2024" in notice.message
    where = next(c for c in answer.citations if c.marker == notice.marker)
    assert where.document == "moi.txt"
    assert "thay thế Quyết định số 5/QĐ-SM" in where.quote
    assert where.lines is not None
    line = NEW.split("\n")[where.lines[0] - 1]
    assert where.source_quote in line
    assert f"[{notice.marker}]" in answer.text


def test_a_document_still_in_force_has_no_such_notice(filed: Assistant) -> None:
    answer = filed.ask(OPENING, filters=Filters(documents=("moi.txt",)))
    assert answer.notices == ()


def test_what_a_staff_document_repeals_is_told_to_staff_and_not_to_citizens(
    filed: Assistant,
) -> None:
    filters = Filters(documents=("moi.txt",))
    told = filed.ask(OPENING, role=Role.STAFF, filters=filters)
    assert [notice.kind for notice in told.notices] == ["document_repealed"]
    assert "12/QĐ-SM" in told.notices[0].message
    hidden = filed.ask(OPENING, role=Role.CITIZEN, filters=filters)
    assert "12/QĐ-SM" not in json.dumps(AnswerOut.of(hidden).model_dump(), ensure_ascii=False)
    document = filed.document("moi.txt", Role.CITIZEN)
    assert document is not None
    assert document.changed_by == ()


def test_a_citation_names_the_kind_issuer_and_date_of_its_document(filed: Assistant) -> None:
    [first, *_] = AnswerOut.of(
        filed.ask(OPENING, filters=Filters(documents=("moi.txt",)))
    ).citations
    assert (first.kind, first.issuer, first.number, first.date) == (
        "quyết định",
        "SỞ MẪU",
        "9/QĐ-SM",
        "05/06/2024",
    )


def test_the_api_filters_and_names_the_field_of_a_value_it_does_not_know(
    filed: Assistant,
) -> None:
    with TestClient(create_app(filed), raise_server_exceptions=False) as client:
        asked = {"question": OPENING, "filters": {"kinds": ["quyết định"], "years": [2020]}}
        got = client.post("/api/ask", json=asked).json()
        assert {one["document"] for one in got["retrieved"]} == {"cu.txt"}
        wrong = client.post("/api/ask", json={"question": OPENING, "filters": {"kinds": ["thơ"]}})
        assert wrong.status_code == 422
        assert "thơ" in wrong.json()["detail"]
        assert "filters.kinds" in wrong.text
        for filters in ({"kind": ["KH"]}, {"years": ["x"]}, {"kinds": [""]}, {"years": [1]}):
            bad = client.post("/api/ask", json={"question": OPENING, "filters": filters})
            assert bad.status_code == 422, filters


def run(*arguments: object) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_line_filters_and_lists_what_documents_say_of_themselves(
    filed: Assistant,
) -> None:
    store = filed.settings.store
    done = run("ask", OPENING, "--kind", "QĐ", "--year", 2020, "--store", store, "--json")
    assert done.exit_code == 0, done.stderr
    assert {one["document"] for one in json.loads(done.stdout)["retrieved"]} == {"cu.txt"}
    wrong = run("ask", OPENING, "--issuer", "Sở Lạ", "--store", store)
    assert (wrong.exit_code, "Sở Lạ" in wrong.stderr) == (2, True)
    listed = {
        one["name"]: one for one in json.loads(run("documents", "--store", store, "--json").stdout)
    }
    assert listed["kh.txt"]["kind"] == "kế hoạch"
    assert listed["kh.txt"]["issuer"] == "SỞ KHÁC"
    assert listed["kh.txt"]["period"]["start"] == "2023-01-01"
    assert listed["cu.txt"]["replaced_by"]["document"] == "moi.txt"
    [page] = listed["cu.txt"]["reading"]
    assert (page["how"], page["page"], page["notes"]) == ("text", None, [])
    plain = run("documents", "--store", store).stdout
    assert "1 trang: 1 chữ" in plain
    assert "đã được thay thế bởi 9/QĐ-SM" in plain
