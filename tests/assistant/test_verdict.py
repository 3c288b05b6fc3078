"""Yes or no is said where a sentence plainly decides, and not elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answers.verdict import Verdict, verdict
from assistant.evidence import Sentence
from assistant.model import Passage
from assistant.question import understand
from assistant.reader import Reading
from assistant.reading import Read
from tests.making import passages, text_document


def decided(folder: Path, asked: str, said: str, **verdicts: float) -> Verdict | None:
    (chunk,) = passages(text_document(folder, said))
    passage = Passage(chunk, 0.5)
    text = chunk.read(*chunk.sentences[0])
    says = {"none": 0.1, "span": 0.0, "yes": 0.45, "no": 0.45} | verdicts
    reads = [Read(passage, Reading(says, ()), ())]
    return verdict(understand(asked), Sentence(passage, 0, text, 1.0, 0.5, True), reads)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Sở có tuyển dụng viên chức không?", "Trong kỳ, Sở không thực hiện tuyển dụng viên chức."),
        ("Có hồ sơ nào giải quyết quá hạn không vậy ạ?", "Sở không có hồ sơ giải quyết quá hạn."),
        ("Có hồ sơ nào giải quyết quá hạn không?", "Sở không có hồ sơ giải quyết quá hạn."),
        ("Sở đã ban hành quy chế mới chưa?", "Đến nay Sở chưa ban hành quy chế mới."),
        ("Sở có 60 thủ tục đúng không?", "Tổng số thủ tục của Sở là 58 thủ tục."),
        ("Did the department recruit public employees?", "Sở không tuyển dụng viên chức."),
        (
            "Có thủ tục nào của Sở phải làm ngoài cơ chế một cửa không?",
            "58/58 thủ tục của Sở thực hiện cơ chế một cửa.",
        ),
    ],
)
def test_a_denial_or_another_figure_is_a_no(tmp_path: Path, asked: str, said: str) -> None:
    assert decided(tmp_path, asked, said) == Verdict(False)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Có hồ sơ nào quá hạn không?", "Toàn bộ 05 hồ sơ quá hạn đều về đất đai."),
        ("Có hồ sơ nào trễ hạn không?", "Tính đến ngày 12/12/2024, có 03 hồ sơ trễ hạn."),
    ],
)
def test_all_of_those_outside_is_no_no(tmp_path: Path, asked: str, said: str) -> None:
    assert decided(tmp_path, asked, said) != Verdict(False)


def test_whether_printed_figures_agree_is_told_however_it_is_asked(tmp_path: Path) -> None:
    said = "Sở đã tích hợp 49/58 thủ tục, đạt tỷ lệ 70,7%."
    for asked in (
        "49 trên 58 thủ tục là 70,7%, tính vậy có chuẩn không?",
        "49/58 thủ tục ghi 70,7%; chia lại thì ra bao nhiêu phần trăm, có khớp không?",
    ):
        ruling = decided(tmp_path, asked, said)
        assert ruling is not None
        assert (ruling.says, "84,5" in ruling.because) == (False, True)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Sở có 58 thủ tục đúng không?", "Tổng số thủ tục của Sở là 58 thủ tục."),
        (
            "Văn bản có được đăng trên cổng thông tin không?",
            "Văn bản được đăng trên cổng thông tin.",
        ),
    ],
)
def test_what_is_said_as_it_is_asked_is_a_yes(tmp_path: Path, asked: str, said: str) -> None:
    assert decided(tmp_path, asked, said) == Verdict(True)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Sở có bao nhiêu thủ tục?", "Sở không có thủ tục."),
        (
            "Có thủ tục nào của Sở phải làm ngoài cơ chế một cửa không?",
            "41/58 thủ tục của Sở thực hiện cơ chế một cửa.",
        ),
        ("Sở có tuyển dụng viên chức không?", "Sở đã đào tạo 12 viên chức."),
        ("Sở có đào tạo viên chức không?", "Sở không tuyển dụng viên chức."),
        ("Tất cả hồ sơ có được số hóa không?", "Hồ sơ được số hóa."),
        ("Không nộp phí có được cấp phép không?", "Không nộp phí thì không được cấp phép."),
        ("Hồ sơ có bị trả lại không?", "Trường hợp hồ sơ không hợp lệ thì bị trả lại."),
        ("Có được nộp hồ sơ trước hạn không?", "Nếu có lý do thì được nộp hồ sơ trước hạn."),
        ("Giấy phép có phải chỉ cấp cho tổ chức không?", "Giấy phép được cấp cho tổ chức."),
        ("PB có phải là viết tắt của phân biệt không?", "PB là viết tắt của phản biện."),
        ("Có bắt buộc phải học lại không?", "Người học được phép học lại."),
        ("Lãnh đạo Sở có 03 Phó Giám đốc không?", "Sở có không quá 03 Phó Giám đốc."),
    ],
)
def test_what_no_sentence_plainly_decides_is_left_open(
    tmp_path: Path, asked: str, said: str
) -> None:
    assert decided(tmp_path, asked, said) is None


def test_where_the_passage_hardly_answers_there_is_no_yes(tmp_path: Path) -> None:
    said = "Văn bản được đăng trên cổng thông tin."
    asked = "Văn bản có được đăng trên cổng thông tin không?"
    assert decided(tmp_path, asked, said, none=0.9, yes=0.05, no=0.05) is None


def test_the_reader_decides_where_it_is_sure(tmp_path: Path) -> None:
    said = "Hồ sơ nộp tại quầy."
    assert decided(tmp_path, "Có nộp qua mạng được không?", said, no=0.8) == Verdict(False)


def test_printed_figures_that_do_not_agree_are_told_where_they_are_asked_for(
    tmp_path: Path,
) -> None:
    said = "Sở đã tích hợp 49/58 thủ tục, đạt tỷ lệ 70,7%."
    found = decided(tmp_path, "Lấy số thủ tục chia cho tổng số có ra đúng tỷ lệ không?", said)
    assert found is not None
    assert not found.says
    assert "84,5" in found.because
