"""What is not processed: empty and overlong questions, greetings, personal data, abuse."""

from __future__ import annotations

import re

from assistant.languages import language_of
from assistant.messages import say
from assistant.model import Language, Status
from corpus.vietnamese.normalise import fold

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![\d/.])(?:\+84|0)(?:[\s.-]?\d){9}(?!\d)")
IDENTITY = re.compile(r"(?<![\d/.])(?:\d{12}|\d{9})(?![\d/])")
_GREETING = re.compile(
    r"(?:(?:xin )?chao|alo|cam on|tam biet|vang|da|ok|hi|hello|thanks?|thank you|bye)"
    r"(?: (?:ban|em|anh|chi|a|nhe|nha|nhieu|rat nhieu|sep|ad|there|a lot|very much)){0,3}\W*"
)
_ENGLISH_GREETING = re.compile(r"(?:hi|hello|thank|bye)\b")
_ABUSE = re.compile(r"\b(?:dit me|dcm|dmm|con cho nay|thang ngu|do ngu|oc cho|fuck|bitch)\b")


def check(text: str, limit: int) -> tuple[Status, str] | None:
    """Why a question is not processed, with the sentence that says so; None where it is.

    Args:
        text: as typed.
        limit: the longest question, in characters.
    """
    language = language_of(text[: 4 * limit])
    if not any(char.isalnum() for char in text):
        return Status.NEEDS_CLARIFICATION, say("empty", language)
    if _GREETING.fullmatch(fold(text[:limit]).strip()):
        english = _ENGLISH_GREETING.match(fold(text[:limit]).strip())
        language = Language.ENGLISH if english else Language.VIETNAMESE
        return Status.NEEDS_CLARIFICATION, say("greeting", language)
    if len(text) > limit:
        return (
            Status.NEEDS_CLARIFICATION,
            say("too_long", language, length=len(text), limit=limit),
        )
    if EMAIL.search(text) or PHONE.search(text) or IDENTITY.search(text):
        return Status.BLOCKED, say("personal_data", language)
    if _ABUSE.search(fold(text)):
        return Status.BLOCKED, say("abuse", language)
    return None
