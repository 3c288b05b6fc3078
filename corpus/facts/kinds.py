"""The kinds of official documents, their names and the letters that stand for them in numbers.

Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III, mục I; Luật Ban hành văn bản quy phạm pháp luật; and
kinds that offices file beside them. A công văn has no name of its own printed: only "V/v".
"""

from __future__ import annotations

import re
from enum import StrEnum

from rapidfuzz import fuzz, process

from corpus.vietnamese.normalise import fold


class DocumentKind(StrEnum):
    """A kind; its value is its name."""

    RESOLUTION = "nghị quyết"
    DECISION = "quyết định"
    DIRECTIVE = "chỉ thị"
    STATUTE = "quy chế"
    REGULATION = "quy định"
    COMMUNIQUE = "thông cáo"
    NOTICE = "thông báo"
    GUIDANCE = "hướng dẫn"
    PROGRAMME = "chương trình"
    PLAN = "kế hoạch"
    SCHEME = "phương án"
    PROJECT = "đề án"
    UNDERTAKING = "dự án"
    REPORT = "báo cáo"
    MINUTES = "biên bản"
    PROPOSAL = "tờ trình"
    CONTRACT = "hợp đồng"
    OFFICIAL_TELEGRAM = "công điện"
    LETTER = "công văn"
    AUTHORISATION = "giấy ủy quyền"
    INVITATION = "giấy mời"
    INTRODUCTION = "giấy giới thiệu"
    TRANSFER_SLIP = "phiếu chuyển"
    CONCLUSION = "kết luận"
    SPEECH = "tham luận"
    LAW = "luật"
    ORDINANCE = "pháp lệnh"
    DECREE = "nghị định"
    CIRCULAR = "thông tư"
    JOINT_CIRCULAR = "thông tư liên tịch"
    CODE = "bộ luật"
    LIST = "danh mục"
    NAMES = "danh sách"
    ANNEX = "phụ lục"
    PROCESS = "quy trình"
    PROCEDURE = "thủ tục hành chính"
    RULES = "nội quy"
    BULLETIN = "bản tin"
    CHARTER = "điều lệ"


_CODES = {
    "nq": DocumentKind.RESOLUTION,
    "qd": DocumentKind.DECISION,
    "ct": DocumentKind.DIRECTIVE,
    "qc": DocumentKind.STATUTE,
    "qyd": DocumentKind.REGULATION,
    "tc": DocumentKind.COMMUNIQUE,
    "tb": DocumentKind.NOTICE,
    "hd": DocumentKind.GUIDANCE,
    "ctr": DocumentKind.PROGRAMME,
    "kh": DocumentKind.PLAN,
    "pa": DocumentKind.SCHEME,
    "da": DocumentKind.PROJECT,
    "bc": DocumentKind.REPORT,
    "bb": DocumentKind.MINUTES,
    "ttr": DocumentKind.PROPOSAL,
    "cd": DocumentKind.OFFICIAL_TELEGRAM,
    "cv": DocumentKind.LETTER,
    "guq": DocumentKind.AUTHORISATION,
    "gm": DocumentKind.INVITATION,
    "ggt": DocumentKind.INTRODUCTION,
    "pc": DocumentKind.TRANSFER_SLIP,
    "kl": DocumentKind.CONCLUSION,
    "nd": DocumentKind.DECREE,
    "tt": DocumentKind.CIRCULAR,
    "ttlt": DocumentKind.JOINT_CIRCULAR,
    # Đ as an engine without Vietnamese reads it
    "qb": DocumentKind.DECISION,
    "qp": DocumentKind.DECISION,
    "qo": DocumentKind.DECISION,
}
# "hd" also stands for hợp đồng, "da" for dự án: a kind line that says so goes before the letters.
_BY_NAME = {fold(kind.value): kind for kind in DocumentKind}
_NAMED = re.compile(
    rf"(?P<kind>{'|'.join(sorted(_BY_NAME, key=len, reverse=True))})(?!\w)", re.IGNORECASE
)
_SPELLED = {name.replace(" ", ""): kind for name, kind in _BY_NAME.items()}
_FUZZY = 84  # of 100; "quyet binh" is 90 like "quyet dinh", "thong tin" 82 like "thong tu"


def kind_at_start(text: str) -> tuple[DocumentKind, int] | None:
    """The kind that a text (NFC) begins with, and where its name ends."""
    match = _NAMED.match(fold(text))
    if match is None or text[: match.end()].casefold().startswith("phường"):  # "PHƯỜNG AN …"
        return None
    return _BY_NAME[match["kind"]], match.end()


def kind_alone(folded: str) -> DocumentKind | None:
    """The kind that a folded text names and nothing else, its letters spaced out or damaged."""
    bare = " ".join(re.sub(r"[^a-z0-9 ]", " ", folded).split())
    if bare in _BY_NAME:
        return _BY_NAME[bare]
    words = bare.split()
    if len(words) >= 5 and all(len(word) <= 2 for word in words):
        return _SPELLED.get(bare.replace(" ", ""))
    if not 2 <= len(words) <= 4:
        return None
    best = process.extractOne(bare, _BY_NAME.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY)
    return _BY_NAME[best[0]] if best else None


def kind_of_symbol(symbol: str) -> DocumentKind | None:
    """The kind that a number's letters name: "KH-SKHCN" → kế hoạch; None for "SKHCN-VP"."""
    return _CODES.get(re.split(r"[-–/]", fold(symbol).strip())[0])


def kind_named(text: str) -> DocumentKind | None:
    """The kind that a user names: "Kế hoạch", "ke hoach" or "KH"."""
    folded = " ".join(fold(text).split())
    return _BY_NAME.get(folded) or _CODES.get(folded)
