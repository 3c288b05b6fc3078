"""Levels of administration: the same procedure as the ministry, the province and the commune do it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from assistant.answers.procedures.matching import Known, Match
from assistant.model import Question


class Level(StrEnum):
    """Who does a procedure."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


_NAMED = re.compile(
    r"\bcấp (?P<level>trung ương|bộ|tw|tỉnh|huyện|xã)\b|\btrung ương\b", re.IGNORECASE
)
_LEVELS = {
    "tỉnh": Level.PROVINCE,
    "huyện": Level.DISTRICT,
    "xã": Level.COMMUNE,
}
_TAIL = re.compile(
    r"\s*(?:[-–(]\s*(?:(?:được )?(?:thực hiện|giải quyết|áp dụng) )?(?:tại |ở )?"
    r"(?:(?:cấp (?:tỉnh|huyện|xã|bộ|trung ương|tw)|trung ương|địa phương)(?:,\s*)?)+"
    r"|\s(?:thuộc thẩm quyền|do (?:chủ tịch )?(?:ủy|uỷ) ?ban|do (?:chủ tịch )?ubnd)\b[^;:()]{0,90}?"
    r"cấp (?:tỉnh|huyện|xã|bộ))\s*[).]*\s*$",
    re.IGNORECASE,
)
"""What the end of a name says of the level."""
_HANDED_DOWN = re.compile(r"\bdo\b[^;:()]{0,60}\bphân cấp cho\b", re.IGNORECASE)
# What a question says of it; "bộ hồ sơ" is no ministry.
_ASKED = (
    (
        Level.CENTRAL,
        re.compile(
            r"\bcấp (?:bộ|trung ương|tw)\b|\b(?:ở|tại|lên|ra|gửi|của|do) (?:cấp )?trung ương\b"
            r"|\b(?:của|cho|lên|gửi|ra|ở|tại|do) bộ (?!hồ sơ|giấy|tài liệu|phận|luật|máy|môn)\w"
            r"|\b(?:ở|tại|lên|ra|gửi|cho) cục \w|\b(?:ministry|ministerial|central) (?:of|level)\b"
        ),
    ),
    (
        Level.PROVINCE,
        re.compile(
            r"\bcấp tỉnh\b|\b(?:công an|(?:ủy|uỷ) ban nhân dân|ubnd|xin|do|lên|ở|tại) tỉnh\b"
            r"|\b(?:ở|tại|lên|ra|gửi|cho) sở \w|\bprovincial\b"
        ),
    ),
    (
        Level.DISTRICT,
        re.compile(r"\bcấp huyện\b|\b(?:công an|ubnd|lên|ở|tại) huyện\b|\bdistrict\b"),
    ),
    (
        Level.COMMUNE,
        re.compile(
            r"\bcấp xã\b|\b(?:công an|(?:ủy|uỷ) ban nhân dân|ubnd|ra|lên|ở|tại|ngoài) (?:xã|phường)\b"
            r"|\bcommune\b"
        ),
    ),
)


def asked(question: Question) -> frozenset[Level]:
    """The levels that a question names."""
    said = question.written_out(question.understood).casefold()
    return frozenset(level for level, words in _ASKED if words.search(said))


def named(name: str) -> frozenset[Level]:
    """The levels that the end of a procedure's name says; none where it says none."""
    tail = _TAIL.search(name)
    if tail is None:
        return frozenset()
    said = _HANDED_DOWN.sub("", tail[0])
    return frozenset(
        _LEVELS.get((one["level"] or "").casefold(), Level.CENTRAL) for one in _NAMED.finditer(said)
    )


def same(match: Match, known: Sequence[Known]) -> list[Match]:
    """The same procedure as other levels do it."""
    name = match.found.procedure.name
    bare = _bare(name)
    return [
        Match(document, found, match.score)
        for document, found in known
        if found.procedure.name.startswith(bare) and found.procedure.name != name
        if _bare(found.procedure.name) == bare
    ]


def of_level(matches: Sequence[Match], question: Question, known: Sequence[Known]) -> list[Match]:
    """Procedures, the first as the level does it that a question names, where there is one, and without the
    same of other levels; else as they were found.

    Args:
        matches: best first, at least one.
        question: understood.
        known: the procedures that may be seen.
    """
    wanted = asked(question)
    if not wanted:
        return list(matches)
    every = [matches[0], *same(matches[0], known)]
    fitting = [one for one in every if named(one.found.procedure.name) & wanted]
    if len(fitting) != 1:
        return list(matches)
    others = {one.found.procedure.key for one in every}
    return [*fitting, *(one for one in matches if one.found.procedure.key not in others)]


def others(match: Match, question: Question, known: Sequence[Known]) -> list[Match]:
    """The same procedure as other levels do it; none where a question names a level."""
    return [] if asked(question) else same(match, known)


def _bare(name: str) -> str:
    return _TAIL.sub("", name)
