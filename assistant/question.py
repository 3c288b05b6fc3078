"""Understanding a question: its language, its kind, what it refers to, what it follows.

A question is read first: accents restored, slips mended (`corpus.vietnamese.typing`). Everything is
decided on the accent-folded reading, so that a question means the same however it is typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant import everyday, following
from assistant.asking import asking_part, without_told
from assistant.fields import fields_of
from assistant.glossary import translate
from assistant.languages import has_accents, language_of
from assistant.model import Kind, Language, Question
from corpus.vietnamese import abbreviations, typing
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find as find_references

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            # "có hồ sơ nào quá hạn không" and "tỷ lệ … có đúng không" ask for neither a name nor a number
            Kind.YES_NO,
            r"^(?!.*\b(?:bao (?:nhieu|lau|gio)|may(?! cai\b(?! nao))"
            r"|(?:khi|ngay|thang|nam|the) nao|gi|ai|dau|[trv]\w* sao)\b)"
            r".*\b(?:(?:co(?! quan)|da|duoc)\b.*\b(?:khong|chua|ko)|(?:dung|phai|hay) (?:khong|chua))\s*\W*$",
        ),
        (
            Kind.DOCUMENT_NUMBER,
            r"\b(?:so hieu(?! qua)|mang so|(?<!chi )so (?:may|bao nhieu|nao)|ky hieu)\b"
            r"|\b(?<!loai )(?<!dang )(?<!kieu )"
            r"(?:quyet dinh|nghi quyet|nghi dinh|ke hoach|cong van|van ban|chi thi|thong tu|ket luan"
            r"|chuong trinh|qd|nq|nd|kh|cv|ct|tt)\b(?:\s\w+){0,2}\s(?<!ngay )(?<!nam )(?<!khi )(?<!luc )nao\b"
            r"|\b(?:which|what)(?:\s[\w']+){0,4} (?:decision|decree|plan|resolution|circular|directive)s?\b"
            r"(?!\s+(?:no\.? ?)?\d)"
            r"|\b(?:which|what) documents?\b(?! (?:do|are|must|should|need))"
            r"|\bnumber of the (?:decision|decree|plan|resolution|document)\b",
        ),
        (
            Kind.DATE,
            r"\b(?:ngay nao|khi nao|bao gio|(?<!phu )luc nao|ngay may|ngay bao nhieu|thang may|thang nao"
            r"|nam nao|hom nao|ngay thang nao|thoi diem nao|thoi gian nao"
            r"|(?:den|toi|tu|vao|het) nam (?:bao nhieu|may))\b"
            r"|^\W*(?:(?:and|so|but) )?when\b(?! \w+ing\b)|\b(?:tell me|know|say|ask) when\b"
            r"|\bwhen (?:is|are|was|were|do|does|did|will|must|should|can|has|have|had)\b"
            r"|\bwhen\W*$|\b(?:what date|which date|which year|what year)\b",
        ),
        (
            Kind.DEFINITION,
            r"\b(?:la (?:do )?(?:cai )?gi|la chi so gi|nghia la|viet tat|la the nao|duoc hieu)\b"
            r"|\b(?:what (?:is|does) \w+(?: index)?(?: mean| stand for)?\s*$|stands? for)\b",
        ),
        (
            Kind.LIST,
            r"\b(?:gom nhung|gom cac|bao gom|gom gi|nhung (?:\w+ ){0,3}gi|liet ke|ke ten"
            r"|(?:nhung|cac) .{2,40} nao"
            r"|can (?:nhung )?(?:giay to|ho so)|moi .{2,30} (?:thu|hang) may)\b"
            r"|\b(?:list|name the|what are the|which \w+s are)\b",
        ),
        (
            Kind.NUMBER,
            r"\b(?:bao nhieu|may|bao lau|ty le|ti le|phan tram|thu may|hang may|xep thu|so luong"
            r"|toi da|toi thieu|muc nao|cap may)\b"
            r"|\b(?:how many|how much|how long|what percentage|what share|rank)\b"
            r"|\bwhere (?:did|does|do|is|was|are|were) .{2,60}\b(?:stand|rank|placed?|finish)\b"
            r"|\bwhat (?:is|was|are|were) the (?:[\w-]+ ){0,4}(?:score|rate|percentage|total|fee)s?\b",
        ),
        (
            Kind.YES_NO,
            r"^(?!.*\b(?:the nao|[tv]\w+ sao)\b)"
            r"(?:.*\bco\b.*\b(?:khong|chua|ko|k)\b\s*\W*$"
            r"|.*\b(?:dung khong|phai khong|hay khong|hay chua|khong\?)"
            r"|(?:is|are|does|do|did|has|have|can|was|were)\b)",
        ),
        (
            Kind.WHO,
            r"\b(?:ai|(?:co quan|don vi|nguoi|phong|ben|bo phan|to chuc) nao|thuoc (?:ve )?(?:dau|ai)"
            r"|who|whom|whose|which (?:[\w']+ ){0,3}(?:agency|office|unit|body|department|centre|center))\b",
        ),
        (
            Kind.WHERE,
            r"\b(?:o dau|cho nao|noi nao|dia chi|tai dau|where|web ?nao|web ?site nao"
            r"|(?:web|site|e-?mail) address|(?:which|what) web ?site)\b",
        ),
    )
)

_ASKING = {
    "may": "mấy", "so": "số", "dau": "đâu", "gi": "gì", "nao": "nào", "khong": "không", "chua": "chưa",
    "hang": "hạng", "nam": "năm",
}  # fmt: skip
_SEVERAL = re.compile(r"\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)\b(?=(?: \w+){1,4} nào\b)")
_ASKS_ITSELF = re.compile(
    r"\b(?:gì|thế nào|ra sao|làm sao|tại sao|vì sao|how|why|what(?! about))\b"
)
_WORD = re.compile(r"\w+")

ENGLISH_DOCUMENTS = {
    "decision": "quyết định", "resolution": "nghị quyết", "decree": "nghị định", "plan": "kế hoạch",
    "directive": "chỉ thị", "circular": "thông tư", "conclusion": "kết luận",
}  # fmt: skip
"""Kinds of documents in English, and what a number of theirs stands behind in Vietnamese."""
_ENGLISH_DOCUMENT = re.compile(
    rf"\b({'|'.join(ENGLISH_DOCUMENTS)}) (?:no\.? ?)?(?!(?:19|20)\d\d\b)(\d{{1,4}}\b)",
    re.IGNORECASE,
)
# "kế hoạch 2022" is that of the year: no office makes so many plans
_OF_YEAR = re.compile(
    r"\b(kế hoạch|ke hoach|chương trình|báo cáo|kh)\s+(?=20[0-3]\d(?![\d/]))", re.IGNORECASE
)
_PARTICLES = re.compile(
    r"\b(khong|chua|ko)(?: (?:vay|a|nhi|ha|nha|nhe|day|the|ta|hen|ban|anh|chi|em|sep|bac))+\W*$"
)
_BARE = re.compile(r"\b(?:bao nhieu|the nao|ra sao|may|gi)\W*$")
_OWN_MEASURE = re.compile(
    r"\b(?:von|dien tich|kich thuoc|kich co|co anh|dung luong|khoi luong|cong suat"
    r"|so (?:luong|nguoi|tuoi)|do tuoi|chieu (?:cao|dai|rong)|nong do|do am)\b"
    r"|\b(?:may|bao nhieu) (?:tam|cai|chiec|ban|nguoi|tuoi|lan|met|m2)\b"
)
"""What a question asks for itself that ends in "bao nhiêu"."""
# "QĐ647" and "QDUBND", as numbers are typed in a hurry
_KIND_AND_NUMBER = re.compile(r"\b(qd|qđ|nq|kh|nd|nđ|tt|cv|ct|bc|tb)(?=\d)", re.IGNORECASE)
_KIND_AND_KIND = re.compile(r"\b(qd|qđ|nq|kh|nđ)(ubnd|hdnd|hđnd|skhcn|ttg|cp)\b", re.IGNORECASE)


def understand(
    text: str, history: Sequence[str] = (), near: Sequence[str] = (), *, follows: bool = False
) -> Question:
    """What a question asks for.

    Args:
        text: as typed; at most a few hundred characters.
        history: earlier questions of the conversation, oldest first.
        near: passages that it may be about, which help to tell what was meant by what was typed.
        follows: that it is taken to follow the last of them, whatever its words tell.

    Returns:
        The question with everything later stages need to know of it.
    """
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    language = language_of(typed)
    read, others = _read(typed, language, near)
    earlier = _asked_before(history, near)
    past = following.before(earlier) if earlier and (follows or following.follows(read)) else ""
    read = following.in_its_year(earlier, read) if past else read
    if language_of(past) is language and (replaced := following.replaced(past, read)):
        read, past = replaced, ""
    folded = fold(read)
    context = following.context(past, read)
    understood = f"{context} {read}".strip()
    meant = dict.fromkeys(abbreviations.expand(read) + abbreviations.expand(typed))
    if language is Language.VIETNAMESE:
        meant |= dict.fromkeys(other for said in everyday.meant(read).values() for other in said)
    search = " ".join([read, *others, *meant])
    if language is Language.ENGLISH:
        search = " ".join([search, *translate(read)])
    if context and language_of(past) is Language.ENGLISH:
        search = " ".join([search, *translate(context)])
    kind = kind_of(read)
    fields = fields_of(fold(asking_part(read)), folded) or fields_of(folded)
    # "Còn năm 2021?" asks for what was asked before
    if context and kind is Kind.SUMMARY and not _ASKS_ITSELF.search(read.casefold()):
        kind = kind if fields else kind_of(past)
        fields = fields or fields_of(fold(past))
    elif context and _BARE.search(folded) and not _OWN_MEASURE.search(folded):
        # and so does "Còn cấp lại thì bao nhiêu?"
        fields = fields or fields_of(fold(past))
    references = _references(read, language)
    if context and not references and following.asks_of_the_same(read):
        references = _references(context, language)
    return Question(
        text=typed,
        understood=understood,
        search=search,
        context=context,
        language=language,
        kind=kind,
        references=references,
        fields=fields,
        has_accents=language is Language.ENGLISH or has_accents(read),
        history=earlier,
        mended=read if read != typed else "",
    )


def reread(question: Question, near: Sequence[str], history: Sequence[str] = ()) -> Question:
    """A question typed without accents or with slips, read again beside the passages found for it.

    "Lao Cai" may be anything until a passage prints "Lào Cai".

    Args:
        question: as `understand` has read it by itself.
        near: texts of the passages found.
        history: earlier questions as they were typed, oldest first.

    Returns:
        The question as it is read now, or the same one where that makes no difference.
    """
    typed = [" ".join(unicodedata.normalize("NFC", past).split()) for past in history]
    if not near or not (question.mended or list(question.history) != typed):
        return question
    again = understand(question.text, history, near)
    # what a document prints makes no question a follow-up
    same = again.understood == question.understood or bool(again.context) != bool(question.context)
    return question if same else again


def _asked_before(history: Sequence[str], near: Sequence[str]) -> tuple[str, ...]:
    """The earlier questions as they are read, follow-ups in the year that they count from the one before."""
    earlier: list[str] = []
    for typed in history:
        read = _read(typed, language_of(typed), near)[0]
        earlier.append(following.in_its_year(earlier, read) if following.follows(read) else read)
    return tuple(earlier)


def _references(read: str, language: Language) -> tuple[str, ...]:
    """Keys of the document numbers of a question; in English their kinds are named in English."""
    if language is Language.ENGLISH:
        read = _ENGLISH_DOCUMENT.sub(
            lambda named: f"{ENGLISH_DOCUMENTS[named[1].casefold()]} số {named[2]}", read
        )
    read = _OF_YEAR.sub(r"\1 năm ", read)
    return tuple(reference.key for reference in find_references(read))


def _read(text: str, language: Language, near: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A question as it is read, and other words that may be meant by what was typed."""
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if language is Language.ENGLISH:
        return typed, ()
    typed = _KIND_AND_KIND.sub(r"\1-\2", _KIND_AND_NUMBER.sub(r"\1 ", typed))
    reading = typing.shipped().read(typed, near)
    keys = set(fold(reading.text).split())
    return reading.text, tuple(word for word in reading.open if fold(word) not in keys)


def kind_of(read: str) -> Kind:
    """The kind of answer a question asks for.

    Args:
        read: with accents, where it has any: "máy" does not ask how many, "sở nào" for no number.
    """
    kind = _kind_of(asking_part(read))
    return _kind_of(without_told(read)) if kind is Kind.SUMMARY else kind


def _kind_of(read: str) -> Kind:
    folded = fold(_WORD.sub(_told_apart, _SEVERAL.sub("các", read.casefold())))
    folded = _PARTICLES.sub(r"\1", folded)
    if not read.isascii():
        folded = f" {folded}"  # "Cần", "Do ai ký": no English question
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), Kind.SUMMARY)


def _told_apart(word: re.Match[str]) -> str:
    """A word that reads as a question word only without its accents, marked as another."""
    if word[0] == "sở" and not word.string[: word.start()].endswith("cơ "):
        return "đơn vị"
    asks = _ASKING.get(fold(word[0]))
    return word[0] if asks is None or word[0].isascii() or word[0] == asks else f"{word[0]}_"
