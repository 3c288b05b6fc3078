"""A question's vector is turned to the sentence that answers it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from assistant.evidence import Sentence, weigh
from assistant.model import Role
from assistant.projection import Projection
from assistant.question import understand
from assistant.retrieval import Retriever, audiences_of
from corpus.embedding import SHIPPED, Embedder
from corpus.embedding_light import Light
from corpus.store import Store

# What answers stands second, what only is about the same thing first. None was trained on.
ASKED = [
    ("Thư viện huyện mở cửa lúc mấy giờ?",
     "Thư viện huyện mở cửa miễn phí cho mọi bạn đọc.", "Giờ phục vụ của thư viện: 7 giờ 30 đến 17 giờ."),
    ("Ai ký giấy phép xây dựng nhà ở?",
     "Giấy phép xây dựng nhà ở được lập thành hai bản.", "Chủ tịch Ủy ban nhân dân xã ký giấy phép xây dựng."),
    ("Vì sao chợ huyện phải đóng cửa?",
     "Chợ huyện phải đóng cửa từ thứ hai tuần sau.", "Chợ tạm nghỉ do mái nhà lồng bị bão làm hỏng."),
    ("Lớp học bơi hết bao nhiêu tiền?",
     "Lớp học bơi nhận trẻ em từ 6 tuổi.", "Học phí học bơi là 450.000 đồng một khóa."),
    ("Trạm y tế xã nằm ở đâu?",
     "Trạm y tế xã được xây mới năm 2022.", "Trạm y tế đặt tại số 12 đường Lê Lợi, cạnh trường tiểu học."),
    ("Tuyến xe buýt số 5 dừng chạy từ ngày nào?",
     "Tuyến xe buýt số 5 chạy qua bến xe trung tâm.", "Xe buýt số 5 ngừng hoạt động từ ngày 15/3/2023."),
    ("Phòng khám nghỉ những ngày nào?",
     "Phòng khám nhận khám bệnh cho mọi người.", "Phòng khám không làm việc vào chủ nhật và ngày lễ."),
    ("Có bao nhiêu học sinh được học bổng?",
     "Học bổng dành cho học sinh nghèo vượt khó.", "Năm nay 35 em được nhận học bổng."),
    ("Đường làng do ai sửa?",
     "Đường làng dài 3 km, rộng 4 m.", "Hợp tác xã Đồng Tâm thi công sửa đường."),
    ("Muốn thuê nhà văn hóa thì liên hệ ai?",
     "Nhà văn hóa được cho thuê vào cuối tuần.", "Người thuê nhà văn hóa gọi ông Nam, thủ quỹ thôn."),
    ("Nước máy giá bao nhiêu một khối?",
     "Nước máy đã về tới từng nhà trong xã.", "Giá bán nước sạch là 9.500 đồng/m3."),
    ("Bao giờ thì trả kết quả thi?",
     "Kết quả thi được niêm yết tại trường.", "Kết quả được trả chậm nhất ngày 20 tháng 6."),
    ("Loại cây nào được trồng ven đường?",
     "Cây xanh ven đường được chăm sóc hằng tuần.", "Xã trồng bàng, sấu và phượng dọc đường."),
    ("Hộ nghèo được hỗ trợ gì?",
     "Hộ nghèo được rà soát hằng năm.", "Mỗi hộ nghèo nhận 5 triệu đồng và thẻ bảo hiểm y tế."),
]  # fmt: skip


@pytest.fixture(scope="module")
def projection(embedder: Embedder) -> Projection:
    loaded = Projection.load(embedder)
    assert loaded is not None
    return loaded


@pytest.mark.parametrize(("anew", "least"), [(False, 9), (True, 9)])
def test_the_answer_is_nearer_to_the_turned_question(
    embedder: Embedder, *, anew: bool, least: int
) -> None:
    projection = Projection.load(embedder, anew=anew)
    assert projection is not None
    before = after = 0
    for question, alike, answer in ASKED:
        vector = embedder.query(question)
        sentences = embedder.passages([alike, answer])
        before += int((sentences @ vector).argmax())
        after += int((sentences @ projection(question, vector)).argmax())
    assert after >= least  # of 14
    assert after >= before + 2


def test_turned_vectors_are_unit_vectors(embedder: Embedder, projection: Projection) -> None:
    asked = "Hồ sơ gồm những gì?"
    vector = embedder.query(asked)
    assert projection(asked, vector).shape == vector.shape
    assert np.linalg.norm(projection(asked, vector)) == pytest.approx(1, abs=1e-5)


def test_the_question_is_read_anew_or_its_vector_is_turned(
    embedder: Embedder, projection: Projection
) -> None:
    vector, other = (embedder.query(asked) for asked in ("Hồ sơ gồm những gì?", "Ai ký?"))
    assert np.allclose(projection("Ai ký?", vector), projection("Ai ký?", other))
    plain = Projection.load(embedder, anew=False)
    assert plain is not None
    assert np.allclose(plain("Ai ký?", vector), plain("Hồ sơ?", vector))
    assert not np.allclose(plain("Ai ký?", vector), plain("Ai ký?", other))


def test_a_changed_model_shares_the_embeddings_of_the_one_beside_it() -> None:
    model = Light(SHIPPED)
    asked = ["Hồ sơ gồm những gì?"]
    same = Light(SHIPPED, None, model)
    assert np.array_equal(model.encode(asked, query=True), same.encode(asked, query=True))
    name = "layer.11.output.dense.weight"
    changed = Light(SHIPPED, {name: np.full((384, 1536), 0.01, np.float32)}, model)
    assert not np.allclose(model.encode(asked, query=True), changed.encode(asked, query=True))


def test_another_model_is_not_turned() -> None:
    other: Any = SimpleNamespace(fingerprint="of another model")
    assert Projection.load(cast("Embedder", other)) is None


def scored(
    asked: str, store: Path, embedder: Embedder, projection: Projection | None
) -> dict[tuple[str, int], Sentence]:
    """The sentences found for a question, by passage and place in it."""
    opened = Store.open(store, embedder)
    question, audiences = understand(asked), audiences_of(Role.CITIZEN)
    vector = embedder.query(question.spoken)
    retriever = Retriever(store=opened, embedder=embedder, k=10)
    passages = retriever.retrieve(question, Role.CITIZEN, vector)
    found = weigh(question, passages, opened, audiences, vector, projection).sentences
    opened.close()
    return {(one.passage.chunk.id, one.index): one for one in found}


def test_what_is_turned_is_prose(
    demo_store: Path, embedder: Embedder, projection: Projection
) -> None:
    prose = records = 0
    for asked in ("Phòng khám gia hạn giấy phép X-quang ở đâu?", "Sở có mấy phó giám đốc?"):
        before = scored(asked, demo_store, embedder, None)
        after = scored(asked, demo_store, embedder, projection)
        for place, one in before.items():
            same = one.score == after[place].score
            if one.passage.chunk.procedure is None:
                prose += not same
            else:
                assert same, one.text
                records += 1
    assert prose > 10
    assert records > 10
