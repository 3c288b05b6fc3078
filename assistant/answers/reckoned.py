"""What a fee comes to, where a document prints how it is reckoned and the question what of.

"0,1% tổng giá trị hợp đồng, tối thiểu 5.000.000 đồng" of a contract whose value the question tells; "75% mức
phí cấp mới" of what a table prints for the machine that is named; so much for each of several machines. What is
reckoned is shown with its working and its sources; where a figure is not surely the one, nothing is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answers.draft import Draft, Statement
from assistant.answers.procedures import actions
from assistant.answers.working import in_print
from assistant.messages import say
from assistant.model import Passage, Question, Status
from assistant.spans import NUMBER_WORDS
from assistant.stopwords import telling
from corpus.model import Chunk
from corpus.vietnamese.normalise import fold

_SUM = r"\d{1,3}(?:[.,]\d{3})+"
_MONEY = r"(?:đồng|đ|VNĐ|VND)\b"
_SHARE = re.compile(
    r"(?<![\d.,])(?P<share>\d{1,2}(?:[.,]\d{1,3})?)\s?%\s+(?:của\s+|trên\s+|tính trên\s+)?"
    r"(?P<base>(?:tổng\s+)?(?:giá trị|trị giá|giá|số tiền|giá bán|vốn)\b[^.;:(,\n]*)"
)
_LEAST = re.compile(
    rf"\b(?:tối thiểu|ít nhất|thấp nhất|không (?:thấp|ít) hơn)\s+(?:là\s+)?({_SUM})\s*{_MONEY}",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"\b(?:tối đa|nhiều nhất|cao nhất|không quá|không vượt quá)\s+(?:là\s+)?({_SUM})\s*{_MONEY}",
    re.IGNORECASE,
)
_OF_FEE = re.compile(
    r"(?<![\d.,])(?P<share>\d{1,2}(?:[.,]\d{1,3})?)\s?%\s+(?:của\s+)?mức\s+(?:thu\s+)?(?:lệ\s+)?phí\b[^.;\n(]*"
    r"\b(?:cấp mới|cấp lần đầu|đăng ký mới)\b"
)
_ROW = re.compile(rf"(?P<sum>{_SUM})\s*{_MONEY}\s*/\s*(?P<unit>[^\W\d_]+(?:\s[^\W\d_]+)?)")
_LIMIT = re.compile(
    r"\b(?:tối thiểu|tối đa|ít nhất|nhiều nhất|không (?:thấp|ít) hơn)\b", re.IGNORECASE
)
_FEE = re.compile(r"\bphí\b", re.IGNORECASE)
_AROUND = 12  # tokens
_FEE_NAMED = re.compile(r"[\s:;,–-]*(?:mức (?:phí|thu|lệ phí))?[\s:;,–-]*$", re.IGNORECASE)
_HEAD = re.compile(r"^(?:[-+•\s]*|[^:]{1,30}:\s*)(?=\S)")  # "Trường hợp: "
_ASKED_MONEY = re.compile(
    r"^(?=.*\b(?:tiền|xiền|phí|đồng|tốn|giá|how much|fees?|cost)\b)"
    r"(?=.*\b(?:bao nhiêu|nhiêu|mấy|tổng|hết|how much|what (?:\w+ ){0,3}(?:fees?|cost))\b)"
    r"(?!.*\b(?:phạt|ở đâu|hoặc|không phải|khác (?:nhau|gì)|được không)\b)"
)
_SCALES = {
    "nghìn tỷ": 10**12, "ngàn tỷ": 10**12, "tỷ": 10**9, "tỉ": 10**9, "billion": 10**9, "triệu": 10**6,
    "tr": 10**6, "million": 10**6, "nghìn": 10**3, "ngàn": 10**3, "đồng": 1, "vnd": 1, "vnđ": 1, "dong": 1,
}  # fmt: skip
_AMOUNT = re.compile(
    rf"(?<![\d.,/])(?<!\d\s)(?P<number>\d{{1,3}}(?:[.,]\d{{3}})+|\d+(?:[.,]\d{{1,2}})?)\s*"
    rf"(?P<scale>{'|'.join(_SCALES)})\b(?!\s(?:nghiệp|sở hữu|chủ|thời|tác giả|phạm|bộ|bào|hành|loạt|ý)\b)"
    r"(?:\s(?P<half>rưỡi)\b"
    r"|\s(?P<rest>\d{1,3})(?=$|[,.;?!](?!\d)|\s(?:đồng|thì|phí|lệ|giờ|nay|trong|là|mà|đi|để|nếu|cho)\b))?"
)
_FOREIGN = re.compile(r"\s*(?:usd|đô|euro|eur|won|yên|tệ)\b")
_RANGE = re.compile(r"\d\s*(?:-|–|đến|tới)\s*\d[\d.,]*\s*(?:tỷ|tỉ|triệu|tr|billion|million)\b")
_LEAST_AMOUNT = 1_000  # đồng
_CLASSIFIERS = frozenset("máy thiết bị cái chiếc con hệ machines machine units".split())
_NO_COUNT = frozenset("năm số phòng tầng lầu mẫu điều khoản mục ngày tháng quý".split())
"""Words before a number that is a name or a date, and no count."""
_BEFORE = 7  # words before a thing's name among which its number stands
_LEAST_ROWS = 3  # of a table
_MOST_COUNTED = 100
_ALIKE = 0.5  # share of the words of a shorter name that a longer one has, of the same paper


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table of fees.

    Attributes:
        own: words that tell its thing from those of the other lines.
        short: a short form in brackets, if any ("(CT)").
        fee: in đồng, for one `unit`.
    """

    statement: Statement
    thing: str
    own: frozenset[str]
    short: str
    fee: Decimal
    unit: str


def answer(question: Question, draft: Draft, passages: Sequence[Passage]) -> Draft | None:
    """What a fee comes to, with its working; None where that is not asked for or not surely told.

    Args:
        question: understood.
        draft: what is answered otherwise.
        passages: that were found, best first.
    """
    if not _ASKED_MONEY.search(question.written_out(question.read).casefold()):
        return None
    return _of_amount(question, draft) or _of_fees(question, passages)


def amounts(text: str) -> list[Decimal]:
    """The amounts of money that a text names, in đồng: "7 tỷ 2" is 7.200.000.000, "3 tỷ 50 triệu" one amount.

    Empty where it names a range, another currency, or a number that may be read in two ways.
    """
    said = text.casefold()
    found: list[Decimal] = []
    end, above = -1, 0
    if _RANGE.search(said):
        return []
    for match in _AMOUNT.finditer(said):
        scale, number = _SCALES[match["scale"]], match["number"]
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number)
        if _FOREIGN.match(said, match.end()) or (grouped and "," in number and scale > 1):
            return []
        digits = re.sub(r"[.,]", "", number) if grouped else number.replace(",", ".")
        value = Decimal(digits) * scale
        if match["half"]:
            value += Decimal(scale) / 2
        if match["rest"] and scale > 1:
            value += Decimal(match["rest"]) * scale / 10 ** len(match["rest"])
        if found and scale < above and said[end : match.start()] == " ":
            found[-1] += value
        else:
            found.append(value)
        end, above = match.end(), scale
    return [value for value in found if value >= _LEAST_AMOUNT]


def _of_amount(question: Question, draft: Draft) -> Draft | None:
    """A share of the amount that the question names, not less and not more than is printed beside it."""
    named = set(amounts(question.understood))
    shares = [(one, match) for one in draft.statements for match in _SHARE.finditer(one.text)]
    if draft.status is not Status.ANSWERED or len(named) != 1 or not shares:
        return None
    statement, match = shares[0]
    if any(other["share"] != match["share"] for _, other in shares):
        return None  # of several steps it is not known which
    if not telling(match["base"]) & telling(question.search):
        return None
    chunk = statement.chunk
    before = chunk.read(max(0, statement.first - _AROUND), statement.first)
    if not _FEE.search(f"{before} {statement.text[: match.start()]}"):
        return None  # a deposit, an advance
    amount, share = named.pop(), _number(match["share"])
    value = amount * share / 100
    working = f"{match['share']}% × {in_print(amount)} = {in_print(value)}"
    rest = statement.text[match.end() :]
    least, most = _LEAST.search(rest), _MOST.search(rest)
    around = [one.text for one in draft.statements]
    around.append(chunk.read(statement.last, min(len(chunk.tokens), statement.last + _AROUND)))
    limits = sum(len(_LIMIT.findall(text)) for text in dict.fromkeys(around))
    if limits > bool(least) + bool(most):
        return None  # one that was not read
    if least and value < _whole(least[1]):
        value = _whole(least[1])
        working += f" < {in_print(value)}"
    elif most and value > _whole(most[1]):
        value = _whole(most[1])
        working += f" > {in_print(value)}"
    printed = " ".join(statement.text[match.start() :].split()).partition(" (")[0].strip(" .;")
    return _worded(question, (statement,), printed, working, value)


def _of_fees(question: Question, passages: Sequence[Passage]) -> Draft | None:
    """What a table prints for the things that the question names, times how many they are; for a renewal the
    share of it that is printed there.
    """
    for chunk in (passage.chunk for passage in passages):
        counted = _counted(question, list(_rows(chunk)))
        if not counted:
            continue
        if len({fold(row.thing) for row, _ in counted}) < len(counted):
            return None  # the same of two cases: it is not both that are paid
        share = _share_of_fee(question, chunk, passages)
        many = len(counted) > 1 or counted[0][1] > 1
        if share is None and (not many or not _does(question, chunk)):
            return None
        value = sum((row.fee * count for row, count in counted), Decimal(0))
        terms = [
            f"{count} × {in_print(row.fee)}" if count > 1 else in_print(row.fee)
            for row, count in counted
        ]
        working, statements = " + ".join(terms), [row.statement for row, _ in counted]
        printed = "; ".join(
            f"{row.thing}: {in_print(row.fee)} đồng/{row.unit}" for row, _ in counted
        )
        if share is not None:
            statement, match = share
            value = value * _number(match["share"]) / 100
            working = f"{match['share']}% × {f'({working})' if len(terms) > 1 else working}"
            statements.append(statement)
            printed += f"; {' '.join(match[0].split())}"
        return _worded(question, statements, printed, f"{working} = {in_print(value)}", value)
    return None


def _rows(chunk: Chunk) -> Iterator[_Row]:
    """The lines of a table of fees; none where a passage has no such table."""
    found = []
    for first, last in chunk.sentences:
        text = chunk.read(first, last)
        match = _ROW.search(text)
        if match and len(_ROW.findall(text)) == 1:
            thing = _HEAD.sub("", _FEE_NAMED.sub("", text[: match.start()]))
            found.append((Statement(chunk, first, last), " ".join(thing.split()), match))
    common = Counter(word for _, thing, _ in found for word in telling(thing))
    if len(found) < _LEAST_ROWS:
        return
    for statement, thing, match in found:
        short = re.search(r"\(\s?(\w{2,6})\s?\)", thing)
        own = {w for w in telling(thing) if common[w] <= len(found) / 2}
        named = fold(short[1]) if short else ""
        yield _Row(
            statement, thing, frozenset(own - {named}), named, _whole(match["sum"]), match["unit"]
        )


def _counted(question: Question, rows: Sequence[_Row]) -> list[tuple[_Row, int]]:
    """The lines whose things a question names, in its order, and how many of each; none where a number in it
    is of none of them.
    """
    said = re.findall(r"\w+", question.understood.casefold())
    words = [fold(word) for word in said]
    named = []
    for row in rows:
        places = [at for at, word in enumerate(words) if word in row.own or word == row.short]
        whole = bool(row.own) and row.own <= set(words)
        if whole or (row.short and row.short in words):
            named.append((row, min(places)))
    # "PET/CT" is no "CT", "chụp răng" no "chụp"
    apart = [
        (row, at)
        for row, at in named
        if not any(_within(row, other) for other, _ in named if other is not row)
    ]
    apart.sort(key=lambda one: one[1])
    counted, used, last = [], set(), 0
    for row, at in apart:
        place = _number_before(said, max(last, at - _BEFORE), at)
        count = 1 if place is None else _count(said, place)
        if count is None:
            return []
        counted.append((row, count))
        used.add(place)
        last = at + 1
    others = [
        at
        for at, word in enumerate(said[:-1])
        if at not in used
        and (word in NUMBER_WORDS or word.isdigit())
        and said[at + 1] in _CLASSIFIERS
    ]
    return [] if others else counted


def _within(row: _Row, other: _Row) -> bool:
    mine, its = row.own | {row.short} - {""}, other.own | {other.short} - {""}
    return mine < its or (bool(row.short) and row.short in other.own)


def _number_before(words: Sequence[str], first: int, at: int) -> int | None:
    """Where the number of a thing stands, before its name at a place or before a classifier ahead of that."""
    for place in range(at - 1, first - 1, -1):
        number = words[place] in NUMBER_WORDS or words[place].isdigit()
        if number and (place == at - 1 or words[place + 1] in _CLASSIFIERS):
            return place
    return None


def _count(words: Sequence[str], place: int) -> int | None:
    """The number at a place; None where it is no plain count ("máy số 2", "năm 2025", "mười hai")."""
    word, before = words[place], words[place - 1] if place else ""
    if before in _NO_COUNT or before in NUMBER_WORDS or before == "mươi" or before.isdigit():
        return None
    if word.isdigit():
        return int(word) if 0 < int(word) < _MOST_COUNTED else None
    return NUMBER_WORDS[word]


def _does(question: Question, chunk: Chunk) -> bool:
    """Whether a table is of a procedure that does what is asked."""
    name = chunk.heading[-1] if chunk.heading else ""
    return actions.agrees(question, name) >= 0 and not actions.asked(question) - actions.named(name)


def _share_of_fee(
    question: Question, table: Chunk, passages: Sequence[Passage]
) -> tuple[Statement, re.Match[str]] | None:
    """Where it is printed which share of a table's fees is due for what is asked to be done; else None."""
    if _does(question, table):
        return None
    for chunk in (passage.chunk for passage in passages):
        if chunk.id == table.id or not _does(question, chunk) or not _is_of_one(chunk, table):
            continue
        for first, last in chunk.sentences:
            if match := _OF_FEE.search(chunk.read(first, last)):
                return Statement(chunk, first, last), match
    return None


def _is_of_one(one: Chunk, other: Chunk) -> bool:
    """Whether two passages are of procedures about one paper."""
    first, second = (telling(" ".join(chunk.heading)) for chunk in (one, other))
    return len(first & second) >= _ALIKE * min(len(first), len(second))


def _worded(
    question: Question, statements: Sequence[Statement], printed: str, working: str, value: Decimal
) -> Draft:
    figures = f"{printed[:1].upper()}{printed[1:]}"
    return Draft(
        Status.ANSWERED,
        tuple(dict.fromkeys(statements)),
        short=f"{in_print(value)} đồng ({working})",
        verdict=True,
        lead=say("computed", question.language, figures=figures, result=working),
        confidence=1.0,
    )


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "."))


def _whole(printed: str) -> Decimal:
    return Decimal(re.sub(r"[.,]", "", printed))
