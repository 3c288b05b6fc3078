"""What only a text of one form can answer: a person's name, a telephone number, an address of mail.

Documents are full of what stands near such questions; where none of it has the form, it does not answer.
"""

from __future__ import annotations

import re

from assistant.model import Question
from corpus.vietnamese.normalise import fold

_OFFICE = (
    r"(?:(?:pho )?giam doc|truong phong|chi cuc truong|chanh van phong|chanh thanh tra|chu tich|bi thu|lanh dao"
    r"|nguoi (?:dung dau|phu trach|ky)|can bo|cong chuc|chuyen vien|director|head|chief)"
)
_PERSON = re.compile(
    r"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|ÔNG|BÀ|Mr|Ms|Mrs)\.?:?\s+[A-ZĐÀ-Ỹ]"
    r"|\b[Hh]ọ (?:và )?tên\s*:\s*[A-ZĐÀ-Ỹ]"
)
_FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            rf"\b(?:ai la|la ai|who is)\b|\bai (?:dang|hien|hien nay|hien dang) (?:la|lam|giu)\b"
            rf"|\b{_OFFICE}\b.*\b(?:ten (?:la )?gi|ho ten|name)\b|\b(?:ten|ho ten|name)\b.{{0,15}}\b{_OFFICE}\b"
        ),
        _PERSON,
    ),
    (
        re.compile(
            r"\b(?:so (?:dien thoai|dt|may ban|hotline)|dien thoai (?:so|la)|duong day nong|hotline"
            r"|goi (?:so|den so) (?:nao|may)|phone number|telephone)\b"
        ),
        re.compile(r"(?<!\d)(?:\(?0\d{1,3}\)?[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){1,2}|1[89]00[ .]?\d{2,4})(?!\d)"),
    ),
    (
        re.compile(r"\b(?:e-?mail|thu dien tu|hop thu)\b.*\b(?:nao|gi|address|what)\b"),
        re.compile(r"\S@\S"),
    ),
)  # fmt: skip


def asked(question: Question) -> re.Pattern[str] | None:
    """The form that an answer has to have; None where a question asks for nothing of a fixed form."""
    folded = fold(question.read)
    return next((form for asks, form in _FORMS if asks.search(folded)), None)
