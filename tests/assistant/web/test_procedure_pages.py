"""Procedures are browsed, each at an address of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from desk import NOTE, REPORT, SECRET, Desk
from fastapi.testclient import TestClient

from assistant.web.procedure_texts import address_of
from assistant.web.procedures import card_of
from corpus.model import Option, Procedure
from corpus.procedures import Found

BOAT = Procedure(
    "Cấp giấy phép nuôi ong",
    code="1.000123",
    field="Chăn nuôi",
    options=(
        Option(
            channel="Trực tiếp",
            time_limit="5 ngày làm việc",
            fee="10.000 đồng",
            charge="10.000 đồng",
        ),
        Option(
            channel="Trực tuyến",
            time_limit="3 ngày làm việc",
            fee="10.000 đồng",
            charge="10.000 đồng",
        ),
    ),
    dossier=(
        "Tên giấy tờ Mẫu đơn, tờ khai Số lượng",
        "Đơn đề nghị 1 bản chính",
        "<b>Ảnh</b> đàn ong",
    ),
    steps=("Nộp hồ sơ", "Nhận giấy phép"),
    result="Giấy phép\nTừ khóa\nKhông có thông tin",
    legal_basis=("Luật Nuôi ong",),
)
FEW = Procedure("Khai báo tổ ong trên cây đa", field="Lâm nghiệp")
HIDDEN = Procedure("Thủ tục nội bộ", code="9.999999")


def put(desk: Desk) -> None:
    desk.records = [
        (REPORT, Found(BOAT, 1, 3, {})),
        (NOTE, Found(FEW, 2, 4, {})),
        (NOTE, Found(BOAT, 6, 9, {})),
        (SECRET, Found(HIDDEN, 0, 1, {})),
    ]


def test_the_list_has_every_procedure_that_may_be_seen(desk: Desk, client: TestClient) -> None:
    put(desk)
    page = client.get("/thu-tuc")
    assert page.status_code == 200
    assert BOAT.name in page.text
    assert FEW.name in page.text
    assert HIDDEN.name not in page.text
    assert "3 thủ tục" in page.text
    assert "<script" not in page.text


def test_the_list_is_searched_and_filtered(desk: Desk, client: TestClient) -> None:
    put(desk)
    for query in ("?q=nuôi ong", "?field=Chăn nuôi"):
        page = client.get(f"/thu-tuc{query}").text
        assert BOAT.name in page
        assert FEW.name not in page
    assert "Không có thủ tục nào" in client.get("/thu-tuc?q=tên lửa").text
    hostile = client.get("/thu-tuc", params={"q": '"><script>x</script>'}).text
    assert "<script" not in hostile


def test_the_card_says_all_that_the_record_holds(desk: Desk, client: TestClient) -> None:
    put(desk)
    page = client.get("/thu-tuc/1.000123")
    assert page.status_code == 200
    for said in (
        "Thông tin theo tài liệu", "5 ngày làm việc", "Trực tuyến", "Đơn đề nghị 1 bản chính",
        "Nhận giấy phép", "Luật Nuôi ong", "&lt;b&gt;Ảnh&lt;/b&gt;", f"/source/{REPORT}",
    ):  # fmt: skip
        assert said in page.text, said
    for left in ("Tên giấy tờ Mẫu đơn", "Từ khóa", "Không có thông tin", "Hết hiệu lực"):
        assert left not in page.text, left
    assert page.text.count('type="checkbox"') == 2
    assert "document=" in page.text  # the same procedure in another document


def test_a_procedure_without_a_code_has_an_address_too(desk: Desk, client: TestClient) -> None:
    put(desk)
    assert FEW.name in client.get(address_of(FEW.key)).text
    card = card_of(desk, FEW.key)  # type: ignore[arg-type]
    assert card is not None
    assert card.ways == ()
    assert re.search(r"lines=3-4", card.source)


@pytest.mark.parametrize("key", ["9.999999", "không có", "../../etc/passwd", "x" * 300])
def test_what_is_hidden_or_unknown_is_not_found(desk: Desk, client: TestClient, key: str) -> None:
    put(desk)
    assert client.get(f"/thu-tuc/{quote(key)}").status_code == 404


def test_the_pages_speak_english(desk: Desk, client: TestClient) -> None:
    put(desk)
    assert "Search by name" in client.get("/thu-tuc?lang=en").text
    assert "Papers to hand in" in client.get("/thu-tuc/1.000123?lang=en").text


def test_the_desk_leads_to_the_list(desk: Desk, tmp_path: Path) -> None:
    from assistant.web.render import header
    from assistant.web.texts import texts

    assert 'href="/thu-tuc"' in header(texts("vi"))
    assert 'href="/thu-tuc?lang=en"' in header(texts("en"))


def test_an_answer_of_one_procedure_leads_to_its_card(desk: Desk) -> None:
    from assistant.web.render import _whole
    from assistant.web.texts import texts

    cited = desk.ask("thủ tục").citations
    one = replace(cited[0], procedure="1.000123")
    assert _whole([one, one], texts("vi")) == "/thu-tuc/1.000123"
    assert _whole([one], texts("en")) == "/thu-tuc/1.000123?lang=en"
    assert _whole([one, replace(one, procedure="2.1")], texts("vi")) == ""
    assert _whole([one, cited[1]], texts("vi")) == ""


def test_choices_are_pressed(desk: Desk) -> None:
    from assistant.model import Answer, Question, Status
    from assistant.web.conversation import Phase, Turn
    from assistant.web.render import conversation
    from assistant.web.texts import texts

    asked = Question("phí bao nhiêu", "phí bao nhiêu", "phí bao nhiêu")
    text = "Bạn hỏi thủ tục nào?\n- Nuôi ong\n- Nuôi <b>tằm</b>"
    answer = Answer(asked, Status.NEEDS_CLARIFICATION, text)
    turn = Turn(1, asked.text, phase=Phase.DONE, answer=answer, shown=text)
    page = conversation([turn], texts("vi"))
    assert 'data-question="Nuôi ong: phí bao nhiêu"' in page
    assert "<b>tằm" not in page
