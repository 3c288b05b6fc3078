"""A procedure that is not among the documents is not answered from one of a like name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from assistant.answers.procedures import Match
from assistant.answers.proposing import Records
from assistant.chain import Chain, State
from assistant.coverage import Weigher
from assistant.evidence import Evidence
from assistant.matcher import Matcher
from assistant.meant import LEAST_MEANT_OF_SENTENCE, Meant, Names, likelihood
from assistant.model import Answer, Passage, Role, Status
from assistant.pipeline import Assistant
from assistant.question import understand
from assistant.reader import Reader
from assistant.settings import Settings
from corpus.embedding import Embedder
from corpus.model import Audience, Chunk, Procedure
from corpus.procedures import Found
from corpus.store import Store
from tests.making import Hashed, store_of_procedures
from tools.fit_meant import Leaving, answered

PUBLIC = (Audience.PUBLIC,)
HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
NAMES = {
    "Cấp giấy phép mở lớp dạy bơi": (7, "Bước 1: Chủ lớp nộp hồ sơ. Bể bơi phải có nhân viên cứu hộ."),
    "Cấp lại thẻ bạn đọc của thư viện tỉnh": (2, "Bước 1: Bạn đọc nộp đơn tại quầy của thư viện."),
    "Đăng ký sạp hàng ở chợ phiên": (4, "Bước 1: Tiểu thương nộp đơn. Ban quản lý chợ xếp chỗ bán."),
    "Công nhận vườn cây di sản": (15, "Bước 1: Chủ vườn nộp hồ sơ. Hội đồng đo tuổi của cây."),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    rows = [
        {
            "ten_thu_tuc": name,
            "cap_thuc_hien": "Cấp tỉnh",
            "trinh_tu_thuc_hien": steps,
            "cach_thuc_thuc_hien": f"{HEAD}Trực tiếp{days} Ngày làm việcMiễn phí",
            "co_quan_thuc_hien": "Ủy ban nhân dân cấp tỉnh",
        }
        for name, (days, steps) in NAMES.items()
    ]
    return store_of_procedures(tmp_path_factory.mktemp("co-the"), rows, embedder)


@pytest.fixture(scope="module")
def ask(store: Path, embedder: Embedder) -> Iterator[Callable[..., Answer]]:
    opened = Assistant(Settings(store=store), embedder)
    yield opened.ask
    opened.close()


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        (
            "Cấp giấy phép mở lớp dạy bơi mất mấy ngày?",
            "Cấp giấy phép xây nhà ba tầng mất mấy ngày?",
        ),
        ("xin mo lop day boi thi bao lau xong", "xin cap ho chieu pho thong thi bao lau xong"),
        ("Xin giấy phép dạy bơi mất bao lâu?", "Xin giấy phép bán rượu mất bao lâu?"),
        ("Làm lại thẻ thư viện mất bao lâu?", "Làm lại thẻ bảo hiểm y tế mất bao lâu?"),
        ("Đăng ký sạp ở chợ phiên hết mấy ngày?", "Đăng ký kết hôn hết mấy ngày?"),
    ],
)
def test_what_is_not_there_is_not_answered_from_what_is(
    ask: Callable[..., Answer], known: str, unknown: str
) -> None:
    assert ask(known).status is Status.ANSWERED
    assert ask(unknown).status in (Status.NOT_FOUND, Status.OUT_OF_SCOPE)


@pytest.mark.parametrize("asked", ["mất mấy ngày", "cần nhân viên gì"])
def test_the_nearest_procedure_is_named_where_it_is_not_meant(
    ask: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    question = f"Cấp giấy phép mở lớp dạy bơi {asked}?"
    assert ask(question).status is Status.ANSWERED
    monkeypatch.setattr(Meant, "likelihood", lambda self, key: LEAST_MEANT_OF_SENTENCE - 0.01)
    answer = ask(question)
    assert answer.status is Status.NOT_FOUND
    assert "“Cấp giấy phép mở lớp dạy bơi”, nhưng có lẽ không phải" in answer.text
    assert not answer.citations
    # what a question names by its code is meant
    assert ask(f"Thủ tục 9.000000 {asked}?").status is Status.ANSWERED


def test_a_procedure_that_is_taken_away_is_not_answered_from(store: Path) -> None:
    chain = Leaving(Store.open(store))
    key = {found.procedure.name: found.procedure.key for _, found in chain.store.procedures(PUBLIC)}
    asked = {"question": "Cấp giấy phép mở lớp dạy bơi mất mấy ngày?"}
    first = answered(chain, asked)
    assert first is not None
    assert first[0] == key["Cấp giấy phép mở lớp dạy bơi"]
    chain.leave({first[0]})
    second = answered(chain, asked)
    assert second is None or second[0] != first[0]
    chain.leave(frozenset())
    assert answered(chain, asked) == first
    chain.store.close()


def test_names_that_fit_a_question_are_found(embedder: Embedder) -> None:
    names = Names.load(embedder)
    assert names is not None
    for asked, right in (
        ("Tôi muốn dạy trẻ con bơi thì xin phép thế nào?", "Cấp giấy phép mở lớp dạy bơi"),
        ("Mất thẻ mượn sách rồi, làm thẻ khác ở đâu?", "Cấp lại thẻ bạn đọc của thư viện tỉnh"),
        ("Bà tôi muốn có chỗ bán rau ngoài chợ", "Đăng ký sạp hàng ở chợ phiên"),
        ("Cây đa nghìn tuổi nhà tôi có được công nhận không?", "Công nhận vườn cây di sản"),
    ):
        fit = names.fit(embedder.query(asked), list(NAMES))
        assert list(NAMES)[int(fit.argmax())] == right


def test_vectors_of_names_are_kept(embedder: Embedder) -> None:
    asked: list[list[str]] = []

    def passages(texts: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        asked.append(texts)
        return np.eye(len(texts), 4, dtype=np.float32)

    turn = np.zeros((4, 4), np.float32)
    names = Names(turn, cast("Embedder", SimpleNamespace(passages=passages)))
    vector = np.array([1, 0, 0, 0], np.float32)
    assert names.fit(vector, ["một", "hai", "một"]).tolist() == [1.0, 0.0, 1.0]
    assert names.fit(vector, ["hai", "ba"]).tolist() == [0.0, 1.0]
    assert asked == [["một", "hai"], ["ba"]]


def test_a_map_of_another_model_is_left_out() -> None:
    assert Names.load(Hashed()) is None


@pytest.mark.parametrize("read", [True, False])
def test_what_fits_better_is_likelier_meant(read: bool) -> None:
    fitting = (0.8, 3.0, 0.92, 0.9, 0.7, 0.9, 0.9, 0.3, 0.1, 1.0, 4.0, 6.0)
    other = (0.5, 0.0, 0.87, 0.4, 0.2, 0.3, 0.5, 0.1, -0.05, -1.0, -5.0, 0.0)
    assert likelihood(fitting, read=read) > 0.9
    assert likelihood(other, read=read) < 0.2


def test_names_are_read_with_the_question_where_there_is_a_reader(
    store: Path, embedder: Embedder
) -> None:
    opened = Store.open(store)
    known = opened.procedures(PUBLIC)
    (wanted,) = [f.procedure for _, f in known if "thẻ bạn đọc" in f.procedure.name]
    found = [
        Passage(Chunk("id", "a.xlsx", (), (), (), None, (1, 1), procedure=one.procedure.key), 0.5)
        for _, one in known
    ]
    question = understand("Tôi làm mất thẻ mượn sách của thư viện tỉnh, xin cái khác ở đâu?")
    names = Names.load(embedder, Reader.load())
    assert names is not None
    matched = names.matched(question, found, known)
    assert max(matched, key=lambda key: matched[key]) == wanted.key
    assert set(matched) == {one.procedure.key for _, one in known}
    assert names.matched(understand(f"Thủ tục {wanted.code} làm ở đâu?"), found, known) == {}
    assert names.matched(question, [], known) == {}
    unread = Names.load(embedder)
    assert unread is not None
    assert unread.matched(question, found, known) == {}
    opened.close()


def test_of_two_procedures_the_clearly_likelier_is_left(store: Path) -> None:
    opened = Store.open(store)
    first, second, *_ = [
        Match(document, found, 0.6) for document, found in opened.procedures(PUBLIC)
    ]
    opened.close()
    keys = [one.found.procedure.key for one in (first, second)]

    def left(*fits: float) -> list[Match]:
        matched = dict(zip(keys, fits, strict=False))
        records = Records([], lambda _: [], lambda: cast("Weigher", None), matched)
        return records.likely([first, second])

    assert left(-4.0, 4.0) == [second]
    assert left(1.0, 2.0) == [first, second]
    assert left() == [first, second]  # none was read
    assert left(-4.0) == [first, second]


class Fitting:
    """A matcher that holds names for meant as it is told."""

    def __init__(self, fits: dict[str, float]) -> None:
        self.fits, self.read = fits, [""]

    def fit(self, question: str, names: list[str]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        self.read = names
        return np.array([self.fits.get(name, -3.0) for name in names], np.float32)


def test_what_else_is_done_about_a_paper_is_read_beside_what_was_found(embedder: Embedder) -> None:
    every = [
        *(f"{act} giấy phép nuôi ong lấy mật" for act in ("Cấp", "Bổ sung", "Gia hạn")),
        "Đăng ký sạp hàng ở chợ phiên",
    ]
    known = [("a.xlsx", Found(Procedure(name), at, at + 1, {})) for at, name in enumerate(every)]
    chunk = Chunk("id", "a.xlsx", (), (), (), None, (1, 1), procedure=every[0])
    found = [Passage(chunk, 0.5)]
    matcher = Fitting({every[1]: 2.0})
    names = Names(np.zeros((4, 4), np.float32), embedder, cast("Matcher", matcher))
    matched = names.matched(understand("Thêm đàn ong vào phép thì sao?"), found, known)
    assert list(matched) == every[:3]
    assert max(matched, key=lambda key: matched[key]) == every[1]


@pytest.mark.parametrize(("likelier", "added"), [(3.0, True), (0.5, False)])
def test_passages_of_a_likelier_procedure_that_was_not_found_are_added(
    store: Path, embedder: Embedder, likelier: float, added: bool
) -> None:
    opened = Store.open(store)
    chain = Chain(opened, embedder, Settings(store=store))
    keys = [found.procedure.key for _, found in opened.procedures(PUBLIC)]
    question = understand("Mất thẻ mượn sách thì làm sao?")
    chunk = Chunk("id", "thu-tuc.xlsx", (), (), (), None, (1, 1), procedure=keys[0])
    vector = embedder.query(question.spoken)
    state = State("", (), Role.CITIZEN, question, vector=vector, passages=(Passage(chunk, 0.6),))
    matched = {keys[0]: 0.0, keys[1]: likelier}
    more = chain._of_the_like(state, matched, chain._records(state))
    assert bool(more) == added
    assert all(one.chunk.procedure == keys[1] and one.score == 0.6 for one in more)
    opened.close()


@pytest.mark.parametrize(
    ("fits", "told"),
    [((-4.0, 4.0), True), ((-4.0, -2.0), False), ((4.0, -4.0), False), ((4.0, 4.0), False)],
)
def test_what_is_clearly_likelier_meant_answers_where_what_was_found_is_not_meant(
    store: Path, embedder: Embedder, fits: tuple[float, float], told: bool
) -> None:
    opened = Store.open(store)
    reader = Reader.load()
    names = Names.load(embedder)
    chain = Chain(opened, embedder, Settings(store=store), reader=reader, names=names)
    own, other = (
        found.procedure.key
        for part in ("dạy bơi", "thẻ bạn đọc")
        for _, found in opened.procedures(PUBLIC)
        if part in found.procedure.name
    )
    question = understand("Làm lại thẻ bạn đọc của thư viện tỉnh mất mấy ngày?")
    state = chain._retrieve(State(question.text, (), Role.CITIZEN, question))
    state = replace(state, matched=dict(zip((own, other), fits, strict=True)))
    meant = chain._meant(state, Evidence((), state.passages, 1.0, 1.0, 0.9, ()))
    assert meant is not None
    answered = chain._of_the_likelier(state, own, meant)
    assert (answered is not None) == told
    if answered is not None:
        assert answered.record == other
        assert "2" in (answered.short or "")
    opened.close()


def test_what_is_likelier_meant_answers_nothing_else_than_is_asked_for(
    store: Path, embedder: Embedder
) -> None:
    opened = Store.open(store)
    names = Names.load(embedder)
    assert names is not None
    keys = {found.procedure.name: found.procedure.key for _, found in opened.procedures(PUBLIC)}
    own, again = keys["Đăng ký sạp hàng ở chợ phiên"], keys["Cấp lại thẻ bạn đọc của thư viện tỉnh"]
    chain = Chain(opened, embedder, Settings(store=store), names=names)

    def likelier(asked: str) -> str | None:
        question = understand(asked)
        state = chain._retrieve(State(asked, (), Role.CITIZEN, question))
        state = replace(state, matched={own: -4.0, again: 4.0})
        meant = chain._meant(state, Evidence((), state.passages, 1.0, 1.0, 0.95, ()))
        match = meant and meant.clearly_likelier(own)
        return match.found.procedure.key if match else None

    assert likelier("Làm lại thẻ bạn đọc của thư viện tỉnh bị mất thì bao lâu?") == again
    assert likelier("Xin thu hồi thẻ bạn đọc của thư viện tỉnh thì bao lâu?") is None
    opened.close()
