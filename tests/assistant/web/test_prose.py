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


def test_the_fields_of_a_record_have_labels_and_their_lines_make_lists() -> None:
    text = "Cấp thẻ:\nThành phần hồ sơ: Đơn\nẢnh 3 x 4 [1]\nLệ phí: Không [2]"
    shown = groups(text, {1, 2}, {1, 2})
    labels = [[p.label for p in group.paragraphs] for group in shown]
    words = [["".join(s.word + s.text for s in p.spans) for p in g.paragraphs] for g in shown]
    assert labels == [["Cấp thẻ"], ["Thành phần hồ sơ"], ["", ""], ["Lệ phí"]]
    assert words[2] == ["Đơn", "Ảnh 3 x 4[1]"]
    assert [group.items for group in shown] == [False, False, True, False]


def test_a_colon_outside_a_record_makes_no_label() -> None:
    (group,) = groups("Kết quả: đạt 98%. [1]", {1})
    assert group.paragraphs[0].label == ""


def test_an_address_is_a_link_without_the_full_stop_after_it() -> None:
    words, link, rest = spans("Xem (https://dichvucong.hungyen.gov.vn).", ())
    assert (words.link, link.link, link.text) == (False, True, "https://dichvucong.hungyen.gov.vn")
    assert rest.text == ")."
    assert not any(span.link for span in spans("javascript:alert(1) data://x", ()))


@given(st.text(alphabet="ab đề\n[1]", max_size=80))
def test_pieces_grow_into_the_whole_text(text: str) -> None:
    shown = list(pieces(text))
    assert shown[-1] == text
    assert all(text.startswith(piece) for piece in shown)
    assert [len(piece) for piece in shown] == sorted(len(piece) for piece in shown)
