"""Repaired text in the web app: both readings side by side, guesses marked, nothing trusted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from fastapi.testclient import TestClient

from assistant.model import Answer, Citation, Question, Status
from assistant.model import Role as Reader
from assistant.web import render
from assistant.web.chat import Chat
from assistant.web.conversation import Phase, Turn
from assistant.web.repair import is_repaired, pieces
from assistant.web.sources import Place, view
from assistant.web.texts import texts
from corpus.model import Audience, How, Role, StoredDocument, StoredLine
from corpus.records import Records
from tests.browsing import SIZES, chromium, find_chromium, serving, visiting

if TYPE_CHECKING:
    from assistant.pipeline import Assistant, PageReading
    from corpus.embedding import Embedder

SCAN = "bao-cao.txt"
SECRET = "staff/noi-bo.txt"
SHIPPED = Path(__file__).parents[1] / "corpus/documents/bao-cao-cchc-6-thang-2024.ocr.txt"
ATTACK = "<script>alert(1)</script>"
QUESTION = "Sở có bao nhiêu TTHC phát sinh nghĩa vụ tài chính?"
LINES = (
    ("S6 cé 58 thu tuc", "Sở có 58 thủ tục", ()),
    (f'cua "{ATTACK} tinh', f'của "{ATTACK} tỉnh', ((5, 30, ATTACK),)),
    ("70,7%.", "70,7%.", ()),
)


@dataclass
class Shelf:
    """What the source view uses of an assistant, with one document."""

    lines_: Sequence[tuple[str, str, tuple[tuple[int, int, str], ...]]] = LINES
    repaired: bool = True
    role: Role = Role.BODY

    def pages(self, name: str) -> list[PageReading]:
        return []

    def document(self, name: str) -> StoredDocument | None:
        if name != SCAN:
            return None
        return StoredDocument(
            SCAN, Path(SCAN), Audience.PUBLIC, "", "Báo cáo", None, None, None, 1, (How.TEXT,),
            self.repaired,
        )  # fmt: skip

    def lines(self, name: str, page: int | None = None) -> list[StoredLine]:
        return [
            StoredLine(
                at, None, at + 1, None, None, source, text, None, 0, self.role, doubts=doubts
            )
            for at, (source, text, doubts) in enumerate(self.lines_)
        ]


def page(shelf: Shelf, lines: tuple[int, int] | None = None, language: str = "vi") -> str:
    shown = view(cast("Assistant", shelf), Place(SCAN, lines=lines))
    assert shown is not None
    return render.source(shown, texts(language))


def cells(html: str, name: str) -> list[str]:
    """What stands in a column, as it is written in the page."""
    found = re.findall(rf'<span class="{name}" role="\w+"[^>]*>(.*?)</span>(?=<span|</p>)', html)
    return [re.sub(r"</?mark>", "", cell) for cell in found]


def test_every_line_has_its_number_what_is_printed_and_what_it_reads() -> None:
    html = page(Shelf())
    assert cells(html, "no")[1:] == ["1", "2", "3"]
    assert cells(html, "printed")[0] == "Nguyên văn (như đã in)"
    assert cells(html, "printed")[1] == "S6 cé 58 thu tuc"
    assert cells(html, "said")[0] == "Đã sửa"
    assert cells(html, "said")[1] == "Sở có 58 thủ tục"
    assert cells(html, "printed")[3] == cells(html, "said")[3] == "70,7%."


def test_the_switch_is_a_labelled_control_that_needs_no_script() -> None:
    html = page(Shelf())
    switch = re.search(r"<label[^>]*><input ([^>]*)><span>(.*?)</span></label>", html)
    assert switch is not None
    assert 'type="checkbox"' in switch[1]
    assert 'role="switch"' in switch[1]
    assert switch[2] == "Xem nguyên văn"
    assert 'role="table"' in html
    assert "<script" not in html


def test_only_the_cited_lines_are_marked() -> None:
    html = page(Shelf(), (1, 1))
    assert re.findall("<mark>(.*?)</mark>", html) == ["Sở có 58 thủ tục"]
    assert html.count('id="mark"') == 1


def test_a_guess_says_what_is_printed_to_the_eye_and_to_the_ear() -> None:
    html = page(Shelf(lines_=[("vé cac sé", "về các sở", ((7, 9, "sé"),))]))
    assert re.search(
        r'các <span class="guess" title="đoán, bản in ghi: sé">sở'
        r'<span class="unseen" lang="vi"> \(đoán, bản in ghi: sé\)</span></span>',
        html,
    )


def test_text_of_a_damaged_document_is_never_markup() -> None:
    for language in ("vi", "en"):
        html = page(Shelf(), (1, 3), language)
        assert "<script" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in cells(html, "printed")[2]
        assert html.count("&lt;script&gt;") == 4  # printed, repaired, title, spoken


def test_the_legend_counts_the_guesses_of_the_whole_page() -> None:
    guess = ("sé", "sở", ((0, 2, "sé"),))
    many = Shelf(lines_=[guess] * 200)
    assert "</span> trong văn bản này: 200" in page(many, (1, 1))
    assert page(many, (1, 1)).count('title="đoán') < 200


def test_a_page_as_printed_has_no_switch() -> None:
    for shelf in (Shelf(repaired=False), Shelf(lines_=[("Đã  rõ", "Đã rõ", ())])):
        html = page(shelf)
        assert 'class="as-printed"' not in html
        assert 'class="printed"' not in html


def test_a_line_that_was_joined_to_the_one_above_is_still_shown_as_printed() -> None:
    joined = [("hanh chinh, thi tuc hành-", "hành chính, thủ tục hành", ()), ("chinh", "", ())]
    assert cells(page(Shelf(lines_=joined)), "printed")[2] == "chinh"


def test_the_guesses_of_a_record_stand_in_its_value() -> None:
    record = Shelf(lines_=[("Phi: mién", "Phí: miễn", ((5, 9, "mién"),))], role=Role.ROW)
    html = page(record)
    assert "<b>Phí:</b> <span class" in html
    assert 'title="đoán, bản in ghi: mién">miễn<' in html


def test_the_view_speaks_english() -> None:
    html = page(Shelf(), language="en")
    for said in ("View as printed", "Original (as printed)", "Repaired", "in this text: 1"):
        assert said in html
    assert 'title="a guess; printed: ' in html
    assert "Nguyên văn" not in html


def test_pieces_put_together_are_the_text() -> None:
    text = "sở về sở"
    cut = list(pieces(text, ((0, 2, "sé"), (6, 8, "s6"))))
    assert "".join(piece.text for piece in cut) == text
    assert [piece.printed for piece in cut] == ["sé", None, "s6"]


def _cited(quote: str, printed: str) -> Citation:
    return Citation(
        1, SCAN, "Báo cáo", None, None, (1, 1), None, None, None, quote, printed, (0, 0)
    )


def test_an_answer_is_said_to_be_from_repaired_text_only_where_it_reads_otherwise() -> None:
    shelf = cast("Assistant", Shelf())
    assert is_repaired(shelf, _cited("Sở có 58", "S6 cé 58"))
    assert not is_repaired(shelf, _cited("70,7 %", "70,7 %"))
    assert not is_repaired(
        cast("Assistant", Shelf(repaired=False)), _cited("hành chính", "hành-\nchính")
    )


def test_the_note_on_repaired_text_names_its_source_in_both_languages() -> None:
    asked = Question("?", "?", "?")
    answer = Answer(asked, Status.ANSWERED, "58 [1]", citations=(_cited("58", "s8"),))
    turn = Turn(1, "?", Phase.DONE, answer, answer.text, repaired=(1,))
    html = render.conversation([turn], texts("vi"))
    note = re.search(r'data-kind="repaired">(.*?)</div></div>', html)
    assert note is not None
    assert "Trích từ văn bản đã được sửa lỗi nhận dạng; hãy đối chiếu" in note[1]
    assert 'data-marker="1"' in note[1]
    assert "hãy đối chiếu bản gốc. [1]" in html  # what is copied says so too
    assert "please check the" in render.conversation([turn], texts("en"))
    plain = Turn(1, "?", Phase.DONE, answer, answer.text)
    assert 'data-kind="repaired"' not in render.conversation([plain], texts("vi"))


def test_a_version_made_before_pages_were_kept_has_no_quality(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    Records.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE pages")
    connection.close()
    old = Records.open(path)
    assert (old.pages(SCAN), old.qualities()) == ([], {})
    old.close()
    Records.open(path, writable=True).close()
    new = Records.open(path)
    assert (new.pages(SCAN), new.qualities()) == ([], {})
    new.close()


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    """Answers from a damaged report with an attack in it, for everybody and for staff."""
    from assistant.pipeline import Assistant
    from assistant.settings import Settings
    from corpus.index import build

    folder = tmp_path_factory.mktemp("damaged")
    text = SHIPPED.read_text(encoding="utf-8").replace("C6 16/58", f"{ATTACK} C6 16/58", 1)
    assert ATTACK in text
    for name in (SCAN, SECRET):
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build([folder / "documents"], folder / "store", embedder=embedder)
    opened = Assistant(Settings(store=folder / "store"), embedder)
    yield opened
    opened.close()


def test_a_real_page_shows_the_quality_that_its_reading_was_given(damaged: Assistant) -> None:
    from corpus.readers import read

    document = damaged.document(SCAN)
    assert document is not None
    (read_anew,) = read(document.path)
    assert read_anew.repaired
    shown = view(damaged, Place(SCAN))
    assert shown is not None
    assert shown.repair is not None
    assert shown.repair.quality == int(round(100 * read_anew.confidence, 6))
    assert shown.repair.doubtful == sum(len(line.doubts) for line in damaged.lines(SCAN))
    said = f"Độ tin cậy của bản sửa: {shown.repair.quality}\N{NO-BREAK SPACE}%"
    assert said in render.source(shown, texts("vi"))


def test_the_answer_and_its_panel_say_that_the_text_was_repaired(damaged: Assistant) -> None:
    chat = Chat(damaged)
    *_, (turns, html) = chat.ask((), "vi", {"question": QUESTION})
    assert 'data-kind="repaired"' in html
    panel = chat.open(turns, "vi", {"turn": 1, "marker": turns[0].repaired[0]})
    assert "Xem nguyên văn" in panel
    assert "<mark>" in panel
    assert "<script" not in panel + html
    assert "&lt;script&gt;" in panel


def test_a_citizen_gets_no_view_of_a_repaired_staff_document(damaged: Assistant) -> None:
    from assistant.web import create_app

    with TestClient(create_app(damaged)) as client:
        assert client.get(f"/source/{SCAN}?lines=1-2").status_code == 200
        hidden = client.get(f"/source/{SECRET}?lines=1-2")
        assert hidden.status_code == 404
        assert hidden.content == client.get("/source/staff/x.txt").content
    assert view(damaged, Place(SECRET)) is None


def test_staff_see_the_repair_of_a_staff_document(damaged: Assistant, embedder: Embedder) -> None:
    from assistant.pipeline import Assistant
    from assistant.settings import Settings

    store = damaged.settings.store
    staff = Assistant(Settings(store=store, role=Reader.STAFF), embedder)
    shown = view(staff, Place(SECRET))
    staff.close()
    assert shown is not None
    assert shown.repair is not None
    assert shown.repair.quality is not None


@pytest.mark.browser
def test_the_switch_puts_both_readings_side_by_side_or_one_above_the_other(
    damaged: Assistant,
) -> None:
    find_chromium()
    from assistant.web import create_app

    with serving(create_app(damaged)) as base, chromium() as browser:
        for size in SIZES:
            with visiting(browser, base, size) as visit:
                visit.ask(QUESTION)
                visit.open_source()
                row = visit.page.locator("#panel .row:has(mark)").first
                printed, said = row.locator(".printed"), row.locator(".said")
                assert said.is_visible()
                assert not printed.is_visible()
                switch = visit.page.get_by_role("switch", name="Xem nguyên văn")
                switch.focus()
                visit.page.keyboard.press("Space")
                assert switch.is_checked()
                visit.page.wait_for_timeout(300)
                left, right = printed.bounding_box(), said.bounding_box()
                assert left is not None
                assert right is not None
                if size == "desktop":
                    assert left["y"] == right["y"]
                    assert left["x"] + left["width"] <= right["x"]
                else:
                    assert left["y"] + left["height"] <= right["y"]
                    assert left["x"] == right["x"]
                assert 0 < right["y"] < SIZES[size][1]  # the cited line stays in view
                column = visit.page.get_by_role("columnheader", name="Nguyên văn (như đã in)")
                assert column.is_visible()
                visit.keep("repaired")
                assert visit.fits()
                assert visit.complaints == []
                assert visit.outside == []
