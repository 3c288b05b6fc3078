"""What is done about a paper: granted anew, renewed, amended. It tells procedures about one thing apart.

Offices name it in their own words ("cấp lại", "gia hạn"); people tell what happened: the licence is lost,
it runs out next month, there is one machine more.
"""

from __future__ import annotations

import re

from assistant.model import Language, Question
from corpus.vietnamese.normalise import fold

_ACTIONS = re.compile(
    r"\b(?:cap lai|cap doi|gia han|thu hoi|huy|xoa|cham dut|tam dung|tam ngung|giai the|sap nhap|chia|tach"
    r"|hop nhat|chuyen nhuong|chuyen doi|sua doi|dieu chinh|khoi phuc|phuc hoi|cong nhan|tra lai"
    r"|(?<=phep )(?:nhap khau|xuat khau))\b"
)
_PAPER = (
    r"(?:giay|to|phep|the|bang|so do|so hong|chung chi|chung nhan|ho chieu|bien so|ca vet|gplx|gcn)"
)
_SPOILT = r"(?:that lac|rach|nat|uot|nhoe|(?:bi|lo|da|danh|roi|lam) (?:\w+ ){0,3}(?:mat|hong|hu|chay|gam))"
_LOST = (
    rf"\b{_PAPER}\b(?: \w+){{0,10}} {_SPOILT}\b(?! (?:bao|may|phi|tien|khoang|nhieu))"
    rf"|\b(?:lam|danh|danh roi|roi|cuon|lo) (?:\w+ ){{0,2}}mat\b(?: \w+){{0,3}} {_PAPER}\b"
)
_NOT_LOST = re.compile(r"\b(?:mật|mặt|mắt|mát)\b")  # folded, each is "mất"
_ENDING = r"\b(?:sap|gan|chuan bi|con \w+ \w+ (?:nua )?(?:la |thi )?)(?: toi)? ?het han\b"
_CHANGED = (
    r"\b(?:doi (?:ten|dia chi|tru so|cho|chu|nguoi)|chuyen (?:dia chi|tru so|cho)|chinh lai|sua lai"
    r"|(?:ghi|in|viet|bi) sai|sai (?:ten|chinh ta|thong tin))\b"
)
_ONE_MORE = (
    r"\b(?:them|tau|mua|sam|lap|rinh) (?:\w+ ){0,6}nua\b"
    r"|\bthem (?:mot|1|\w+) (?:\w+ ){1,5}vao (?:giay|phep)"
)
_ADDED = (
    r"\bbo sung (?!ho so|giay to|tai lieu|thong tin)(?:\w+ ){1,5}(?:vao|trong|len) |\bxin bo sung\b"
)
_DOI = r"(?<!thay )(?<!sua )doi"  # what is "đổi" is another paper, what is "thay đổi" the same
_CLOSED = r"\b(?:dep|dong cua|giai tan|khong lam nua|nghi han|thoi khong)\b"
# What is told → how offices may name what is to be done then; both are folded.
_MEANT: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(told), re.compile(rf"\b(?:{done})\b"))
    for told, done in (
        (_LOST, f"cap lai|cap doi|{_DOI}"),
        (_ENDING, f"gia han|cap lai|cap doi|{_DOI}"),
        (r"\b(?:keo dai|them han|xin them (?:thoi )?gian|dung tiep)\b", "gia han|keo dai"),
        (r"\bthu lai\b", "thu hoi"),
        (r"\b(?:sang|qua) (?:bang|the|giay|loai|hang) ", f"cap doi|chuyen|{_DOI}"),
        (
            _CHANGED,
            f"sua doi|dieu chinh|thay doi|bo sung|dinh chinh|cai chinh|cap doi|chuyen|{_DOI}",
        ),
        (
            r"\b(?:sang nhuong|nhuong lai|sang ten)\b",
            "chuyen nhuong|sua doi|thay doi|dieu chinh|sang ten|bien dong",
        ),
        (_ADDED, "bo sung|sua doi|dieu chinh|thay doi|mo rong"),
        (_ONE_MORE, "bo sung|sua doi|dieu chinh|thay doi|mo rong"),
        (_CLOSED, "cham dut|giai the|tam ngung|thu hoi|huy|dong"),
    )
)
_MEANT_IN_ENGLISH: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"\b(?:{told})\b"), re.compile(rf"\b(?:{done})\b"))
    for told, done in (
        ("lost|stolen|damaged|torn|replacements?|replaced?|reissued?|issued again", f"cap lai|cap doi|{_DOI}"),
        ("renew(?:al|ed|ing)?|extend(?:ed|ing)?|extension|expir(?:e|es|ed|ing)", f"gia han|cap lai|{_DOI}"),
        ("amend(?:ed|ing|ment)?|chang(?:e|ed|ing)|modif(?:y|ied)|correct(?:ed|ion)?|updated?",
         f"sua doi|dieu chinh|thay doi|bo sung|dinh chinh|cai chinh|chuyen|{_DOI}"),
        ("add(?:ed|ing)?|additional|another|one more", "bo sung|sua doi|dieu chinh|thay doi"),
        ("revok(?:e|ed|ing)|withdrawn?", "thu hoi|huy"),
        ("clos(?:e|ed|ing) down|dissolv(?:e|ed|ing)|terminat(?:e|ed|ion)", "cham dut|giai the|tam ngung"),
    )
)  # fmt: skip


_OPENS = re.compile(
    r"^(?:cap lai|cap doi|cap|gia han|sua doi|bo sung|thay doi|dieu chinh)(?:, (?:bo sung|thay doi|sua doi))? "
)


def is_grant_of(name: str, other: str) -> bool:
    """Whether a procedure grants the paper that another one renews, amends or grants anew."""
    own, its = fold(name), fold(other)
    return (
        own.startswith("cap ")
        and not own.startswith(("cap lai ", "cap doi "))
        and own != its
        and _OPENS.sub("", own) == _OPENS.sub("", its)
    )


def named(text: str) -> set[str]:
    """What is done, by the words of offices, folded."""
    return set(_ACTIONS.findall(fold(text)))


def asked(question: Question) -> set[str]:
    """What a question asks to be done, in the words of offices; a follow-up what the question before it did."""
    return named(question.read) or named(question.context)


def is_meant(question: Question, name: str) -> bool | None:
    """Whether a procedure does what the situation calls for that a question tells; None where that is open."""
    if question.language is Language.ENGLISH:
        told, pairs = question.read.casefold(), _MEANT_IN_ENGLISH
    elif asked(question):
        return None
    else:
        told, pairs = fold(_NOT_LOST.sub(" ", question.read.casefold())), _MEANT
    meant = [done for form, done in pairs if form.search(told)]
    if not meant:
        return None
    folded = fold(name)
    return any(done.search(folded) for done in meant)
