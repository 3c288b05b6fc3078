"""Sentences of a document that speak to a language model instead of to people.

They are data like any other sentence and may be quoted as such; but they are not shown to a model, and
nothing that a model says may rest on them.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.vietnamese.normalise import fold

# On folded text: accents dropped, lower case.
_ORDERS = (
    # forget what you were told
    r"(?:bo qua|phot lo|quen (?:di|het))\b.{0,40}\b"
    r"(?:huong dan|chi dan|chi thi|yeu cau|lenh|quy tac|noi dung) "
    r"(?:tren|truoc|o tren|phia tren|nay|do|he thong)",
    r"(?:ignore|disregard|forget|override|bypass|do not follow)\b.{0,40}\b"
    r"(?:instructions?|prompts?|rules?|above|previous|prior|guidelines?|directions?)",
    r"(?:new|updated) instructions?",
    r"(?:huong dan|chi thi|menh lenh) moi (?:cho|danh cho) (?:ban|tro ly|ai|mo hinh)",
    # say this
    r"(?:hay|phai|chi|luon|can|vui long|bat buoc) (?:duoc )?"
    r"(?:tra loi|dap|noi|viet|in ra|chen|them|dan|ghi) "
    r"(?:rang|la|cho nguoi (?:dung|hoi)|vao cau tra loi|lien ket|duong dan)",
    r"tra loi (?:moi|tat ca|bat ky) cau hoi",
    r"(?:answer|respond|reply|say|tell|print|output|write|append|include|insert)\b.{0,30}\b"
    r"(?:the user|users|only with|instead|every answer|all questions|any question|exactly|verbatim)",
    r"do not (?:cite|mention|tell|answer)",
    r"khong duoc (?:trich dan|tra loi|nhac den) (?:nguon|nguoi dung|cau hoi)",
    # be somebody else
    r"(?:you are|act as|pretend|ban (?:bay gio )?la|dong vai|hanh dong nhu)\b.{0,30}\b"
    r"(?:ai|assistant|chatbot|model|mo hinh|tro ly|hacker|no longer|now an?)",
    r"(?:mo hinh ngon ngu|language model|tro ly ao|chatbot|llm|ai|chat ?gpt|gpt-\d)\b.{0,60}\b"
    r"(?:hay|phai|luon|must|should|please|always|vui long) "
    r"(?:luon )?(?:tra loi|noi|neu|viet|gui|dap|answer|say|tell|write|send|respond)",
    r"(?:trong|vao) cau tra loi(?: cua ban)?,? (?:hay |phai |luon )?(?:neu|ghi|viet|chen|them)",
    # give away what is yours
    r"(?:system|developer) (?:prompt|message|override|note)",
    r"(?:prompt|loi nhac|huong dan) he thong",
    r"(?:reveal|tiet lo|in ra|lap lai|repeat)\b.{0,30}\b"
    r"(?:prompt|instructions?|khoa api|api key|mat khau)",
)
_MARKUP = (
    r"<\|[\w/ ]{2,20}\|>",
    r"\[/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\]",
    r"<</?SYS>>",
    r"</?(?:system|assistant|user|passage|question|instructions?|tool_call|function)\b[^>]{0,40}>",
    r"(?:^|\n)\s*#{0,4}\s*(?:system|assistant|user|human|instructions?)\s*:",
    r"\"(?:answered|statements)\"\s*:",
)
_ORDERED = re.compile("|".join(rf"\b(?:{order})\b" for order in _ORDERS))
_MARKED = re.compile("|".join(_MARKUP), re.IGNORECASE)


def speaks_to_a_model(text: str) -> bool:
    """Whether a sentence gives a language model orders, or looks like a part of a prompt."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")  # no letters between letters
    return bool(_MARKED.search(seen) or _ORDERED.search(fold(seen)))
