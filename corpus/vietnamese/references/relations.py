"""What documents do to each other: (document, relation, document), with their place.

Read within one sentence, as legal drafting puts it (Nghị định 34/2016/NĐ-CP and 78/2025/NĐ-CP): the
document that acts stands before the verb, or is the one that speaks ("Quyết định này", "Căn cứ …"); in
the passive ("được sửa đổi bởi …") it stands behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from corpus.vietnamese.references.documents import Reference, all_documents
from corpus.vietnamese.references.folded import NGAY, SO, Folded


class Verb(StrEnum):
    """A relation, from the document that acts to the one that it acts on."""

    AMENDS = "amends"  # sửa đổi, bổ sung
    REPLACES = "replaces"  # thay thế
    REPEALS = "repeals"  # bãi bỏ
    ISSUED_WITH = "issued_with"  # ban hành kèm theo
    IMPLEMENTS = "implements"  # triển khai, thực hiện
    GUIDES = "guides"  # hướng dẫn, quy định chi tiết
    BASED_ON = "based_on"  # căn cứ


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of two documents.

    Attributes:
        subject: the document that acts; None where it is the one that speaks, or has no number.
        verb: what it does.
        object: the document that it acts on; None where it is the one that speaks.
        text: the span from the first of them to the last, as printed.
        start: offset of the span in the text.
        end: offset behind the span.
    """

    subject: Reference | None
    verb: Verb
    object: Reference | None
    text: str
    start: int
    end: int


# Folded, with the letters that damage puts for ử, ổ, ế, ỏ.
_SUA_DOI = r"s(?:u|w|i|t|r|ti|tr|ir|ur)?a\sd[o6e0]i"
_BO_SUNG = r"b[o6e0]\ssung"
_THAY_THE = r"thay\sth[e6]"
_BAI_BO = r"(?:b[a4]i|huy)\sb[o6e0]"
_VERBS = re.compile(
    rf"(?<!\w)(?:(?P<amends>{_SUA_DOI}(?:,?\s{_BO_SUNG})?|{_BO_SUNG}\smot\sso)|(?P<replaces>{_THAY_THE})"
    rf"|(?P<repeals>{_BAI_BO})|(?P<issued_with>(?:ban\shanh\s)?k[e6]m\stheo)"
    r"|(?P<implements>(?:tri[e6]n\skhai(?:,?\sthuc\shi[e6]n)?|(?:t[o6]\schuc\s)?th(?:u|w|ur)c\shi[e6]n|thi\shanh))"
    r"|(?P<guides>huong\sdan(?:\s(?:thi\shanh|thuc\shien))?|quy\sdinh\schi\stiet(?:\s(?:thi\shanh|va\sbien\sphap"
    r"\sthi\shanh))?)|(?P<based_on>can\s(?:cu|cw|ctr|ctt)))(?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\W\d])|;\s|\n\s*\n|\n\s*[-+•*]")
_PASSIVE = re.compile(r"(?<!\w)(?:duoc|bi|dugc|dwoc)\s(?:\w{1,6}\s){0,2}$")
_BY = re.compile(
    r"(?:,?\s{1,2}\w{1,8}){0,10}?\s{1,2}boi(?!\w)|\s{0,2}(?:\w{1,6}\s){0,4}?(?:theo|tai|bang)(?!\w)"
)
_THIS = re.compile(r"(?<!\w)nay(?!\w)")
_BETWEEN = re.compile(  # what may stand between two documents of one list
    rf"\s?(?:,?\s?{NGAY}\s\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})?(?:\scua(?:\s\w{{1,9}}){{1,6}})?"
    rf"\s?(?:[,;]|va|hoac)\s{{1,2}}(?:(?:cac|so|{SO})\s)?(?:[a-z]{{1,7}}\s){{0,4}}"
)
# "thực hiện theo quy định tại Thông tư …", "hướng dẫn tại khoản 3 …" tell where, not what
_ELSEWHERE = re.compile(r"\b(?:theo|quy dinh tai|huong dan)\b|^\s*(?:tai|cua)\b")
_COORDINATE = re.compile(r"(?:[,;]|(?<!\w)(?:va|dong thoi))\s{1,2}$")
_Placed = tuple[Reference, int, int]
_REACH = 320  # characters between a verb and its document, what is amended named between them
_NEAR = 80  # for verbs that also stand without a document: "thực hiện", "hướng dẫn"
_LISTED = 90
_LONGEST = 1200  # characters that a relation may span on each side of its verb


def relations(text: str) -> tuple[Relation, ...]:
    """The relations that a text states, in its order.

    Args:
        text: clean, damaged or accent-less. Documents without a number are not seen: a relation
            needs one with a number.
    """
    folded = Folded.of(text)
    documents = all_documents(folded)
    starts = [start for _, start, _ in documents]
    ends = [match.start() for match in _SENTENCE_END.finditer(folded.text)]
    found: list[Relation] = []
    for begin, end in pairwise([0, *ends, len(folded.text)]):
        first, last = bisect_left(starts, begin), bisect_left(starts, end)
        if first < last:
            found.extend(_Sentence(folded, documents[first:last], begin, end).relations())
    return tuple(found)


class _Sentence:
    """One sentence: each verb with the documents behind it, up to the next verb."""

    def __init__(self, folded: Folded, documents: list[_Placed], begin: int, end: int) -> None:
        self._folded, self._text = folded, folded.text
        self._documents, self._begin, self._end = documents, begin, end
        self._starts = [start for _, start, _ in documents]
        self._verbs = list(_VERBS.finditer(folded.text, begin, end))

    def relations(self) -> Iterator[Relation]:
        last: _Placed | None = None
        for index, match in enumerate(self._verbs):
            verb = Verb(match.lastgroup or "")
            objects = self._objects(index, verb)
            if not objects:
                continue
            head = self._text[max(self._begin, match.start() - 24) : match.start()]
            before = self._before(match.start())
            passive = verb is not Verb.ISSUED_WITH and _PASSIVE.search(head)
            if passive and _BY.match(self._text, match.end()):
                for item in objects if before or _THIS.search(head) else ():
                    yield _relation(self._folded, item, verb, before, match)
                continue
            goes_on = last and match.start() - last[2] < _LONGEST and _COORDINATE.search(head)
            subject = last if goes_on else before
            if _THIS.search(head) or verb is Verb.ISSUED_WITH:
                subject = None  # the one that speaks; a plan or regulation without a number
            for item in objects:
                yield _relation(self._folded, subject, verb, item, match)
            last = subject

    def _before(self, start: int) -> _Placed | None:
        position = bisect_left(self._starts, start) - 1
        if position < 0 or start - self._documents[position][2] > _REACH:
            return None
        return self._documents[position]

    def _objects(self, index: int, verb: Verb) -> list[_Placed]:
        near = verb in (Verb.IMPLEMENTS, Verb.GUIDES, Verb.ISSUED_WITH, Verb.BASED_ON)
        listed = self._listed(index, _NEAR if near else _REACH)
        if listed and verb in (Verb.IMPLEMENTS, Verb.GUIDES):
            gap = self._text[self._verbs[index].end() : listed[0][1]]
            if _ELSEWHERE.search(gap) or (verb is Verb.GUIDES and "," in gap):
                return []
        following = self._verbs[index + 1] if index + 1 < len(self._verbs) else None
        if listed or verb is not Verb.AMENDS or following is None:
            return listed
        if following.lastgroup != Verb.ISSUED_WITH.value:
            return []
        # "sửa đổi … Quy định … ban hành kèm theo Quyết định số …" amends what came with it
        return self._listed(index + 1, _NEAR)

    def _listed(self, index: int, reach: int) -> list[_Placed]:
        """The documents in one list behind a verb, the first at most `reach` characters away."""
        start = self._verbs[index].end()
        until = self._verbs[index + 1].start() if index + 1 < len(self._verbs) else self._end
        listed: list[_Placed] = []
        for position in range(bisect_left(self._starts, start), len(self._documents)):
            item = self._documents[position]
            gap = item[1] - (listed[-1][2] if listed else start)
            far = item[2] - start > _LONGEST or gap > (_LISTED if listed else reach)
            if item[1] >= until or far:
                break
            if listed and not _BETWEEN.fullmatch(self._text, listed[-1][2], item[1]):
                break
            listed.append(item)
        return listed


def _relation(
    folded: Folded,
    subject: _Placed | None,
    verb: Verb,
    acted_on: _Placed | None,
    match: re.Match[str],
) -> Relation:
    named = [item for item in (subject, acted_on) if item]
    start = min(match.start(), *(item[1] for item in named))
    end = max(match.end(), *(item[2] for item in named))
    return Relation(
        subject[0] if subject else None,
        verb,
        acted_on[0] if acted_on else None,
        folded.printed(start, end),
        *folded.span(start, end),
    )
