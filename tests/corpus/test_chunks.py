from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import chunks
from corpus.model import ChunkToken, flat_lines
from tests.making import REPORT, count, document, passages, text_document

LINES = st.lists(
    st.sampled_from(
        [
            "",
            "I. KẾT QUẢ CÔNG TÁC",
            "1. Cải cách thể chế",
            "1. Tiếp tục thực hiện Nghị quyết số 76/NQ-CP của Chính phủ; rà soát văn bản.",
            "a) Sở đã ban hành 04 văn bản: (1) Quyết định số 06/2024/QĐ-UBND;",
            "(2) Quyết định số 13/2024/QĐ-UBND về quản lý nhiệm vụ khoa học",
            "và công nghệ trên địa bàn tỉnh.",
            "- Hoàn thành 100% chỉ tiêu được giao trong kỳ báo cáo năm 2024.",
            "Điều 3. Tổ chức thực hiện",
        ]
    ),
    min_size=1,
    max_size=60,
)


@pytest.mark.skipif(not REPORT.exists(), reason="needs ../shared, which a user's clone has not")
def test_passages_of_the_damaged_report_have_a_good_size_and_tile_it() -> None:
    source = document(REPORT)
    found = passages(source)
    sizes = count([chunk.text for chunk in found])
    assert max(sizes) <= chunks.MAX_TOKENS + 40
    assert sum(size >= chunks.MIN_TOKENS for size in sizes) >= 0.95 * len(sizes)
    words = [token.text for _, line in flat_lines(source.pages) for token in line.tokens]
    assert [token.text for chunk in found for token in chunk.tokens] == words


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_passages_tile_any_text(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    if not any(lines):
        return
    source = text_document(tmp_path_factory.mktemp("texts"), "\n".join(lines) + "\n")
    found = passages(source)
    assert [t.text for chunk in found for t in chunk.tokens] == " ".join(lines).split()
    for chunk in found:
        assert [a for a, _ in chunk.sentences][1:] == [b for _, b in chunk.sentences][:-1]
        assert chunk.sentences[0][0] == 0
        assert chunk.sentences[-1][1] == len(chunk.tokens)


def test_a_passage_starts_and_ends_with_whole_clauses(tmp_path: Path) -> None:
    clauses = [f"{n}. Nhiệm vụ thứ {n} " + "thực hiện đúng quy định " * 12 for n in range(1, 30)]
    source = text_document(tmp_path, "II. NHIỆM VỤ CỤ THỂ\n" + "\n".join(clauses) + "\n")
    starts = [chunk.text.split()[0] for chunk in passages(source)]
    assert len(starts) > 3
    assert all(start == "II." or start.rstrip(".").isdigit() for start in starts)


def test_a_document_of_numbered_clauses_has_passages(tmp_path: Path) -> None:
    source = text_document(tmp_path, "1. Một việc\n2. Hai việc\n3. Ba việc\n")
    found = passages(source)
    assert found
    assert "Ba việc" in found[-1].text


def test_a_passage_knows_its_lines_and_headings(tmp_path: Path) -> None:
    source = text_document(
        tmp_path, "\n\nII. TỔ CHỨC BỘ MÁY\n\n1. Về cơ cấu\nSở có 05 phòng chuyên môn.\n"
    )
    (chunk,) = passages(source)
    assert chunk.lines == (3, 6)
    assert chunk.numbered
    assert chunk.heading[0] == "II. TỔ CHỨC BỘ MÁY"


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    text = "UBND TP. Hưng Yên giao Sở. Sở thực hiện; phòng chuyên môn phối hợp."
    tokens = [chunks.ChunkToken(word, 0, i, i + 1) for i, word in enumerate(text.split())]
    sentences = [" ".join(t.text for t in tokens[a:b]) for a, b in chunks.split_sentences(tokens)]
    assert sentences[0] == "UBND TP. Hưng Yên giao Sở."


def test_a_clause_does_not_end_inside_brackets() -> None:
    text = "Sở tiếp nhận 281 hồ sơ (trong kỳ 276 hồ sơ; kỳ trước 04 hồ sơ); đã giải quyết xong cả"
    tokens = [chunks.ChunkToken(word, 0, i, i + 1) for i, word in enumerate(text.split())]
    sentences = [" ".join(t.text for t in tokens[a:b]) for a, b in chunks.split_sentences(tokens)]
    assert [sentence.split()[-1] for sentence in sentences] == ["sơ);", "cả"]


def test_every_token_is_found_in_the_text_of_its_passage(tmp_path: Path) -> None:
    text = "I. KẾT QUẢ\nSở đã tiếp nhận 281 hồ sơ.\n- Trước hạn: 281 hồ sơ;\n- Quá hạn: không có.\n"
    for chunk in passages(text_document(tmp_path, text)):
        found = [chunk.text[start:end] for start, end in chunk.places]
        assert found == [token.text for token in chunk.tokens]


def sentences_of(text: str) -> list[str]:
    tokens = [ChunkToken(word, 0, 0, 0, 1.0) for word in text.split()]
    return [
        " ".join(token.text for token in tokens[first:last])
        for first, last in chunks.split_sentences(tokens)
    ]


def test_a_number_said_again_in_brackets_opens_no_clause() -> None:
    text = "Tàu phải được đăng ký trong thời hạn sáu (06) tháng kể từ ngày nhập khẩu."
    assert sentences_of(text) == [text]


def test_numbered_clauses_are_parted_also_behind_a_year() -> None:
    assert sentences_of("Kết quả cụ thể trong năm (1) chỉ số một; (2) chỉ số hai.") == [
        "Kết quả cụ thể trong năm",
        "(1) chỉ số một;",
        "(2) chỉ số hai.",
    ]
