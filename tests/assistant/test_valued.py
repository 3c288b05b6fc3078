"""The items of the rank or the price that a question names are all said, and counted where that is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers.valued import Valued, valued
from assistant.evidence import Sentence
from assistant.model import Passage
from assistant.question import understand
from corpus.model import Chunk
from tests.making import passages, text_document

RANKS = (
    "Năm 2023 kết quả của trường như sau: (1) Chỉ số dạy học xếp thứ 3; (2) Chỉ số thể thao xếp thứ 1;"
    " (3) Chỉ số thư viện xếp thả 7; (4) Chỉ số y tế xếp thứ 3."
)
PRICES = (
    "Phí kiểm tra:\n- Thuyền nan: 2.000.000 đồng.\n- Thuyền máy: 3.000.000 đồng.\n- Sà lan: 2.000.000 đồng.\n"
    "- Phà: 8.000.000 đồng.\n"
)


def alone(chunk: Chunk, step: int) -> Chunk | None:
    return None


def found(folder: Path, text: str, asked: str) -> Valued | None:
    chunks = passages(text_document(folder, text))
    sentences = [
        Sentence(Passage(chunk, 1.0), at, chunk.read(*place), 1.0, 1.0, True)
        for chunk in chunks
        for at, place in enumerate(chunk.sentences)
    ]
    return valued(understand(asked), sentences, alone)


@pytest.mark.parametrize(
    ("text", "asked", "items", "counted"),
    [
        (RANKS, "Trường xếp thứ ba ở những chỉ số nào?", ["dạy học", "y tế"], False),
        (RANKS, "truong xep thu 3 o nhung chi so nao", ["dạy học", "y tế"], False),
        (RANKS.replace("thứ 3", "thứ 4"), "truong xep thu tu o nhung chi so nao", ["dạy học", "y tế"], False),
        (RANKS, "In which rankings did the school come third?", ["dạy học", "y tế"], False),
        (RANKS, "Bao nhiêu chỉ số của trường đứng từ hạng 3 trở lên?", ["dạy học", "thể thao", "y tế"], True),
        (PRICES, "Những loại thuyền nào chỉ mất hai triệu đồng?", ["Thuyền nan", "Sà lan"], False),
        (PRICES, "Các loại thuyền nào mất 8.000.000 đồng?", ["Phà"], False),
    ],
)  # fmt: skip
def test_all_items_with_the_figure_asked_for(
    tmp_path: Path, text: str, asked: str, items: list[str], *, counted: bool
) -> None:
    said = found(tmp_path, text, asked)
    assert said is not None
    assert said.counted is counted
    assert len(said.items) == len(items)
    assert all(item in place.text for item, place in zip(items, said.items, strict=True))


def test_a_list_that_goes_on_unseen_is_not_counted(tmp_path: Path) -> None:
    asked = "Bao nhiêu chỉ số của trường đứng từ hạng 3 trở lên?"
    (whole,) = passages(text_document(tmp_path, RANKS))
    said = [Sentence(Passage(whole, 1.0), 0, "", 1.0, 1.0, True)]
    said[0] = replace(said[0], text=whole.read(*whole.sentences[0]))
    for name, text, counted in (
        ("a", "(5) Chỉ số sách xếp thứ 2.\nPhần sau nói việc khác.", False),
        ("b", "Phần sau nói việc khác.\n(5) Mục của việc ấy.", True),
    ):
        (tmp_path / name).mkdir()
        (after,) = passages(text_document(tmp_path / name, text))
        found = valued(
            understand(asked), said, lambda _, step, after=after: after if step > 0 else None
        )
        assert (found is not None) is counted


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (RANKS, "Trường xếp thứ mấy về thể thao?"),
        (RANKS, "Những chỉ số nào được chấm?"),
        (RANKS, "Trường xếp thứ 9 ở những chỉ số nào?"),
        (RANKS, "Những chỉ số nào từ thứ 1 đến thứ 3?"),
        (PRICES, "Những loại thuyền nào mất 7 triệu đồng?"),
        (PRICES, "Những loại thuyền nào mất dưới 3 triệu đồng?"),
        (PRICES, "Những loại thuyền nào mất hơn hai triệu đồng?"),
        (PRICES, "Những loại thuyền nào không mất 2.000.000 đồng?"),
        (RANKS, "Bao nhiêu chỉ số của trường xếp trên hạng 3?"),
        (RANKS, "Những chỉ số nào chưa đạt hạng 3?"),
        (RANKS, "Những chỉ số nào tăng từ hạng 5 lên hạng 3?"),
        (RANKS.replace("y tế xếp thứ 3", "y tế được xếp"), "Bao nhiêu chỉ số đứng từ hạng 3 trở lên?"),
        ("Có hai chỉ số: (1) dạy học xếp thứ 3; (2) y tế xếp thứ 3.", "Xếp thứ 3 ở những mặt nào?"),
    ],
)  # fmt: skip
def test_where_no_figure_is_named_or_nothing_has_it(tmp_path: Path, text: str, asked: str) -> None:
    assert found(tmp_path, text, asked) is None
