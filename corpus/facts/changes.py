"""What a document amends, replaces or repeals, with the words that say so.

Found by `vietnamese.references.relations`; only what the document itself does counts: "Quyết định này
thay thế …", "Điều 1. Bãi bỏ …", or its title. What it proposes, plans or reports on changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.facts.kinds import DocumentKind
from corpus.model import Change, Effect, Line, Page, Role
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import Kind, Reference, Relation, Verb, find, mentions, relations

_EFFECTS = {
    Verb.AMENDS: Effect.AMENDS,
    Verb.REPLACES: Effect.REPLACES,
    Verb.REPEALS: Effect.REPEALS,
}
_ACTING = frozenset(
    kind.value
    for kind in (
        DocumentKind.RESOLUTION,
        DocumentKind.DECISION,
        DocumentKind.DIRECTIVE,
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.GUIDANCE,
        DocumentKind.PROGRAMME,
        DocumentKind.PLAN,
        DocumentKind.PROJECT,
        DocumentKind.SCHEME,
        DocumentKind.LAW,
        DocumentKind.CODE,
        DocumentKind.ORDINANCE,
        DocumentKind.DECREE,
        DocumentKind.CIRCULAR,
        DocumentKind.JOINT_CIRCULAR,
        DocumentKind.NOTICE,
        DocumentKind.CHARTER,
        DocumentKind.RULES,
        DocumentKind.PROCESS,
    )
)
_NAMES = (
    r"(?:quyet dinh|nghi quyet|nghi dinh|thong tu(?: lien tich)?|luat|bo luat|phap lenh|chi thi|ke hoach"
    r"|quy dinh|quy che|huong dan|thong bao|van ban|chuong trinh|de an|cong van|to trinh|bao cao)"
)
_THIS = re.compile(rf"(?<!\w){_NAMES} nay(?!\w)")
_ARTICLE = re.compile(
    r"^\W*(?:dieu \d+[a-z]?\W+|\d+\W+|[a-z]\W+)?(?:nay )?(?:sua doi|bo sung|bai bo|huy bo|thay the)\b"
)
_ONLY_SAID = re.compile(
    r"(?<!\w)(?:de nghi|kien nghi|de xuat|du thao|xem xet|tham muu|trinh|du kien|can|nghien cuu|ra soat"
    r"|khong|chua|se duoc|truoc khi|neu|lay y kien|gop y|xay dung)(?!\w)"
)
_PART = re.compile(
    r"(?<!\w)(?:mot phan|mot so (?:dieu|noi dung|khoan|diem)|cum tu|(?:cac )?(?:diem [a-z]\w*"
    r"|khoan \d+|dieu \d+|muc \d+|chuong [ivx\d]+|phu luc(?: (?:so )?[ivx\d]+)?|tiet [a-z]"
    r"|bieu(?: mau)?(?: so)? \d+|mau so \d+|noi dung))\b[^;.]*?"
    r"(?=\s(?:cua|tai|ban hanh|kem theo|quyet dinh|nghi quyet|nghi dinh|thong tu|luat|ke hoach|$))"
)
_NOT_IN_FORCE = re.compile(r"(?<!\w)(?:duoc|bi|da)\s(?:\w{1,6}\s)?$")  # "đã được sửa đổi bởi"
_DATE_NEAR = 60
_SENTENCE = re.compile(r"[.;!?]\s+(?=[^\W\d_a-z])|\n\s*\n")
_BLOCK = re.compile(
    r"^\W*(?:dieu \d|khoan \d|chuong [ivx\d]|muc \d|\d{1,3}[.)]|[a-z]\)|[-+•*]\s|can cu|noi nhan|theo de nghi)"
)
_FULL = 55  # characters: a shorter line, and the next begins with a capital, ends its paragraph
_LONGEST = 400_000  # characters; a document that changes others says so well before


class _Text:
    """Lines as one text, blank lines between paragraphs; its places lead back to lines."""

    def __init__(self, lines: Sequence[tuple[Page, Line]]) -> None:
        self.starts: list[int] = []
        self._places: list[tuple[int, int, int]] = []  # line, token's start, token's end
        parts: list[str] = []
        size = 0
        before: tuple[Page, Line] | None = None
        for position, (page, line) in enumerate(lines):
            if line.role is Role.FURNITURE or not line.text:
                before = None if not line.text else before
                continue
            if parts:
                parts.append("\n" if before and _carries_on(*before, line) else "\n\n")
                size += len(parts[-1])
            before = page, line
            for token in line.tokens:
                if token.text:
                    self.starts.append(size)
                    self._places.append((position, token.start, token.end))
                    parts.append(token.text + " ")
                    size += len(parts[-1])
            parts[-1] = parts[-1][:-1]
            size -= 1
            if size > _LONGEST:
                break
        self.text = "".join(parts)
        self.folded = fold(self.text)

    def places(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Where a span begins and ends, as (line, offset in its source)."""
        first = self._places[max(0, bisect_right(self.starts, start) - 1)]
        last = self._places[max(0, bisect_right(self.starts, max(start, end - 1)) - 1)]
        return (first[0], first[1]), (last[0], last[2])

    def sentence(self, start: int) -> int:
        """Where the sentence of a place begins."""
        ends = [m.end() for m in _SENTENCE.finditer(self.text, max(0, start - 600), start)]
        return ends[-1] if ends else max(0, start - 600)


def _carries_on(page: Page, line: Line, after: Line) -> bool:
    """Whether a line goes on in the next one: it does not fill its width where it ends a paragraph."""
    if page.paragraphs or line.row is not None:
        return False
    if _BLOCK.match(fold(after.text)) or line.text.isupper() != after.text.isupper():
        return False
    return after.text[:1].islower() or len(line.text) > _FULL


def read_changes(
    lines: Sequence[tuple[Page, Line]], number: str | None, kind: str | None, title: str
) -> tuple[Change, ...]:
    """What a document does to others.

    Args:
        lines: all its lines, in order, each with its page.
        number: its own number.
        kind: its kind; a report or a proposal changes nothing, whatever it quotes.
        title: its title; what it says to amend or repeal counts as done.
    """
    if kind not in _ACTING:
        return ()
    text = _Text(lines)
    if len(text.folded) != len(text.text):
        return ()  # no Vietnamese or English text has letters that fold to several
    own = next(iter(find(number)), None) if number else None
    found: dict[tuple[str, str, str | None], Change] = {}
    for change in (*_stated(text, own, title), *_expired(text, own)):
        found.setdefault((change.effect, change.target, change.part), change)
    whole = {change.target for change in found.values() if change.part is None}
    return tuple(
        change
        for change in found.values()
        if change.part is None or change.effect is Effect.AMENDS or change.target not in whole
    )


def _stated(text: _Text, own: Reference | None, title: str) -> Iterator[Change]:
    heading = " ".join(fold(title).split())
    for relation in relations(text.text):
        effect = _EFFECTS.get(relation.verb)
        target = relation.object
        if effect is None or target is None or target.kind is None:
            continue
        if own is not None and target.agrees(own):
            continue
        begin = text.sentence(relation.start)
        head = text.folded[begin : relation.start]
        if _ONLY_SAID.search(head[-120:]) or _NOT_IN_FORCE.search(head[-60:]):
            continue
        sentence = text.folded[begin : relation.end]
        if _is_done(relation, own, head, sentence, heading):
            yield _change(text, relation, effect, target)


def _is_done(
    relation: Relation, own: Reference | None, head: str, sentence: str, heading: str
) -> bool:
    """Whether it is the speaking document that does what a sentence says."""
    if relation.subject is not None:
        return own is not None and relation.subject.agrees(own)
    if _THIS.search(head[-200:]) or _ARTICLE.match(sentence.strip()):
        return True
    return " ".join(fold(relation.text).split())[:60] in heading


def _change(text: _Text, relation: Relation, effect: Effect, target: Reference) -> Change:
    folded = text.folded[relation.start : relation.end]
    part = _PART.search(folded)
    printed = None
    if part:
        start = relation.start + part.start()
        printed = " ".join(text.text[start : relation.start + part.end()].split())
    elif effect is Effect.AMENDS:
        printed = ""
    return Change(
        effect,
        target.key,
        target.year or _year_beside(text.text, relation.end),
        printed,
        *text.places(relation.start, relation.end),
    )


def _year_beside(text: str, end: int) -> int | None:
    """The year of a date right behind a document's number."""
    for mention in mentions(text[end : end + _DATE_NEAR]):
        if mention.kind is Kind.DATE and mention.start <= 12 and mention.key[:4].isdecimal():
            return int(mention.key[:4])
        break
    return None


def _expired(text: _Text, own: Reference | None) -> Iterator[Change]:
    """Read "Quyết định số … hết hiệu lực kể từ ngày Quyết định này có hiệu lực"."""
    for at in (m.start() for m in re.finditer(r"\bhet hieu luc\b", text.folded)):
        begin = text.sentence(at)
        behind = text.folded[at : at + 120]
        head = text.folded[begin:at]
        if not _THIS.search(behind) or _ONLY_SAID.search(head):
            continue
        for mention in mentions(text.text[begin:at]):
            if mention.kind is not Kind.DOCUMENT:
                continue
            target = Reference.parse(mention.key)
            if target.kind is None or (own is not None and target.agrees(own)):
                continue
            part = _PART.search(fold(text.text[begin : begin + mention.start]) + " cua")
            yield Change(
                Effect.REPEALS,
                target.key,
                target.year or _year_beside(text.text, begin + mention.end),
                part[0].strip() if part else None,
                *text.places(begin + mention.start, at + 12),
            )
