from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.prose import groups, pieces, spans


def test_a_marker_keeps_the_word_before_it_on_its_line() -> None:
    words, marker, rest = spans("Tổng số là 58 thủ tục. [1] Hết.", {1})
    assert (words.text, marker.word, marker.marker, rest.text) == (
        "Tổng số là 58 thủ ",
        "tục.",
        1,
        " Hết.",
    )


def test_a_number_in_brackets_without_a_citation_stays_a_word() -> None:
    assert [s.marker for s in spans("Xem chú thích [7]. [1]", {1})] == [None, 1]
    assert "[7]." in "".join(s.word + s.text for s in spans("Xem chú thích [7]. [1]", {1}))


def test_lines_with_bullets_become_one_list() -> None:
    shown = groups("Gồm có:\n- Đơn đề nghị [1]\n- Bản sao [2]\nNộp tại Một cửa.", {1, 2})
    assert [(group.items, len(group.paragraphs)) for group in shown] == [
        (False, 1),
        (True, 2),
        (False, 1),
    ]


@given(st.text(alphabet="ab đề\n[1]", max_size=80))
def test_pieces_grow_into_the_whole_text(text: str) -> None:
    shown = list(pieces(text))
    assert shown[-1] == text
    assert all(text.startswith(piece) for piece in shown)
    assert [len(piece) for piece in shown] == sorted(len(piece) for piece in shown)
