"""What the chat says of thumbs and comments."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.feedback import MAX_COMMENT
from assistant.model import Language


@dataclass(frozen=True, slots=True)
class ThumbTexts:
    """Labels and sentences in one language."""

    group: str
    up: str
    down: str
    thanks: str
    ask_up: str
    ask_down: str
    help: str
    send: str
    kept: str
    withdrawn: str
    failed: str
    most: int = MAX_COMMENT


_VIETNAMESE = ThumbTexts(
    group="Câu trả lời này có ích không?",
    up="Câu trả lời có ích",
    down="Câu trả lời chưa đúng",
    thanks="Cảm ơn bạn đã cho ý kiến.",
    ask_up="Bạn muốn nói thêm điều gì?",
    ask_down="Điều gì chưa đúng?",
    help="Không bắt buộc. Xin không ghi thông tin cá nhân.",
    send="Gửi góp ý",
    kept="Cảm ơn bạn. Góp ý đã được ghi nhận.",
    withdrawn="Đã bỏ ý kiến của bạn.",
    failed="Chưa ghi nhận được ý kiến. Xin thử lại sau.",
)
_ENGLISH = ThumbTexts(
    group="Was this answer helpful?",
    up="The answer is helpful",
    down="The answer is not right",
    thanks="Thank you for telling us.",
    ask_up="Anything to add?",
    ask_down="What is not right?",
    help="Optional. Please do not enter personal data.",
    send="Send comment",
    kept="Thank you. Your comment was received.",
    withdrawn="Your opinion was taken back.",
    failed="This could not be kept. Please try again later.",
)


def thumb_texts(language: Language) -> ThumbTexts:
    """The texts of a language."""
    return _ENGLISH if language is Language.ENGLISH else _VIETNAMESE
