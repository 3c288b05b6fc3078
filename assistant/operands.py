"""What a question wants computed or compared: things that figures are printed for.

Forms of wording, on the folded question: "A nhiều hơn B bao nhiêu", "A và B cộng lại", "còn bao nhiêu
chưa …", "A hay B … hơn". What a form does not fit is no such question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant import following
from assistant.languages import has_accents
from assistant.model import Kind, Language, Question
from assistant.question import understand
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import UPPER


class Operation(StrEnum):
    """What is done with the figures."""

    DIFFERENCE = "difference"
    SUM = "sum"
    SHARE = "share"
    GREATER = "greater"
    LESS = "less"
    HIGHEST = "highest"  # of all that one passage prints
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Things whose figures are to be put together.

    Attributes:
        parts: as the question names them, two or more; what they share stands with each. Of an extreme
            the question.
        unit: what is counted ("thủ tục"), as the question says it; may be empty.
        word: of comparison, folded ("lau"); empty for sums.
        english: whether the question is in English.
        is_remainder: whether the second is a part of the first, and what is left is asked for.
    """

    operation: Operation
    parts: tuple[str, ...]
    unit: str = ""
    word: str = ""
    english: bool = False
    is_remainder: bool = False

    @property
    def is_of_two(self) -> bool:
        """Whether it is of two things, each with a figure of its own."""
        return len(self.parts) == _TWO and not self.is_remainder

    @property
    def questions(self) -> tuple[str, ...]:
        """A question for each figure."""
        counted = f" {self.unit}" if self.unit else ""
        if len(self.parts) == 1:
            return self.parts
        if self.english:
            return tuple(f"How many{counted}: {part}?" for part in self.parts)
        return tuple(f"{part} bao nhiêu{counted}?" for part in self.parts)


_TWO = 2
_MORE = r"nhieu|cao|lon|dai|lau|dat|ton|dong|nang|muon|cham"
_FEWER = r"it|thap|nho|ngan|nhanh|re|som|kem"
_MORE_IN_ENGLISH = r"more|higher|larger|longer|better"
_FEWER_IN_ENGLISH = r"fewer|less|lower|shorter|worse"
_CHANGE = r"tang|giam|tut|len|xuong|chenh|hon|kem|bot"
_HOW_MANY = r"(?:la |mat |het |ton |tang |giam |duoc |co |phai nop )*(?:bao nhieu|may)\b"
_UNIT = r"\s?(?P<unit>[^?.,;]*)"
_AND = r"(?:va|voi|cung|hay|hoac|lan|and|or|plus|with|versus|vs)"
_TOGETHER = (
    r"(?:tong cong|tong lai|cong lai|gop lai|gop chung|cong gop|ca thay|tat ca|ca hai(?: loai)?|tinh chung"
    r"|tong so|tong)"
)
_THING = (
    r"(?:ben|cai|loai|nhom|thu|muc|thu tuc|tthc|chi so|cs|don vi|nam|so|hang muc|giay to|phi|viec"
    r"|khoan|phong)"
)

_FORMS: tuple[tuple[Operation, re.Pattern[str]], ...] = tuple(
    (operation, re.compile(pattern))
    for operation, pattern in (
        (
            Operation.SHARE,
            r"^(?P<a>.{4,}?) chiem (?:khoang )?(?:ty le |ti le )?(?:bao nhieu|may) (?:%|phan tram)"
            r"(?: (?:trong|cua|tren|so voi|so))? ?(?P<b>.{4,})",
        ),
        (
            Operation.SHARE,
            r"^(?:neu |thu )?(?:lay |dem )(?P<a>.{4,}?) (?:dem )?chia (?:cho )?(?P<b>.{4,}?),? (?:thi |se )?"
            r"(?:ra |duoc |bang |la |con )*(?:bao nhieu|may)(?: %| phan tram)?",
        ),
        (
            Operation.SHARE,
            r"^(?P<a>.{4,}?) (?:bang|la|duoc|ung voi|tuong duong) (?:khoang )?(?:bao nhieu|may) (?:%|phan tram)"
            r" (?:cua |so voi |trong |tren )?(?P<b>.{4,})",
        ),
        (
            Operation.SHARE,
            r"^(?:ty le|ti le|ty trong|phan tram) (?:cua )?(?P<a>.{4,}?) (?:tren|trong|so voi|chia cho)"
            r" (?P<b>tong.{3,}?) (?:thi )?(?:la |dat |bang |ra )*(?:bao nhieu|may)\b",
        ),
        (
            Operation.SHARE,
            r"^what (?:share|percentage|percent|proportion) of (?P<b>.{4,}?)"
            r" (?:are|is|does|do|did|were|was|has|have|come from|comes from) (?P<a>.{4,})",
        ),
        (  # "A với B, bên nào nhiều hơn và hơn mấy người"
            Operation.DIFFERENCE,
            rf"^(?:giua )?(?P<a>.{{3,}}?),? (?:{_AND}|so voi) (?P<b>.{{3,}}?)(?:,|:)? (?:thi |trong do )?"
            rf"{_THING}? ?nao (?P<word>{_MORE}|{_FEWER})(?:\s\w+){{0,2}}? hon,?\s(?:va |thi |ma )*"
            rf"(?:(?:{_MORE}|{_FEWER}) )?(?:hon|kem|chenh|cach)(?: nhau| kem)? {_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?P<a>.{{4,}}?)\s(?P<word>(?:{_MORE}|{_FEWER})(?:\s\w+){{0,3}}?|{_CHANGE})?\s?"
            rf"(?:so voi|hon|kem)\s(?!\d(?!\d{{3}}\b))(?P<b>.{{3,}}?),?\s(?:thi |nhung )?{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?P<a>.{{4,}}?) (?P<word>(?:{_MORE}|{_FEWER}) hon|{_CHANGE}) (?:mat |them |di )?"
            rf"(?:bao nhieu|may)\b(?P<unit>(?:\s\w+){{0,3}}?)\s(?:so voi|than)\s(?P<b>.{{3,}})",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?:giua )?(?P<a>.{{4,}}?),? {_AND} (?P<b>.{{3,}}?),? (?P<word>chenh|cach|hon"
            rf" kem|lech|khac|hon)\b"
            rf".{{0,14}}?{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?P<a>.{{4,}}?) (?P<word>chenh|lech|cach)(?: lech)? (?:so )?(?:voi"
            rf" )(?P<b>.{{3,}}?),? {_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?:(?:muc |su |do )?(?P<word>chenh)(?: lech)?|khoang cach) (?:giua )?(?P<a>.{{4,}}?) {_AND} "
            rf"(?P<b>.{{3,}}?) {_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?:by )?how (?:many|much)"
            rf" (?P<word>{_MORE_IN_ENGLISH}|{_FEWER_IN_ENGLISH})(?P<unit>(?:\s\w+){{0,3}}?)"
            r"\s(?:are|is|does|do|did|were|was|has|have)\s(?P<a>.{4,}?)\sthan\s(?P<b>.{3,})",
        ),
        (
            Operation.DIFFERENCE,
            r"^(?:what is |what's |how (?:much|many|big) is )?(?:the )?(?P<word>difference) (?P<unit>)"
            r"in .{3,30} between (?P<a>.{4,}?) and (?P<b>.{3,})",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?P<a>.{{6,}}?) (?P<word>(?<!cai )cach|chenh|lech) (?P<b>(?:hang|thu hang|vi tri|diem|muc)\b"
            rf".{{3,}}?),? {_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.SUM,
            rf"^(?:{_TOGETHER} )?(?:(?:cong|gop|tinh) (?:ca )?)?(?P<a>.{{4,}}?),? (?:cong"
            rf" voi|{_AND}) (?P<b>.{{3,}}?),? "
            rf"(?:thi |la |co )?{_TOGETHER}.{{0,12}}?{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.SUM,
            rf"^(?:{_TOGETHER}|cong|gop)\s(?:cua |ca )?(?P<a>.{{4,}}?),?\s(?:cong voi|{_AND})\s(?P<b>.{{3,}}?)"
            rf",?\s(?:thi |lai |duoc |ra |so )*{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.SUM,
            rf"^(?P<a>.{{4,}}? vua .{{3,}}?),? vua (?P<b>.{{3,}}?),? (?:thi |la |co"
            rf" )?{_TOGETHER}.{{0,12}}?{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.SUM,
            r"^how (?:many|much)(?P<unit>(?:\s\w+){0,3}?)\s(?P<a>.{4,}?) (?:and|plus) (?P<b>.{3,}?)"
            r" (?:together|combined|in total|altogether|in all)",
        ),
        (
            Operation.GREATER,
            rf"^(?:giua )?(?P<a>.{{3,}}?),? (?:{_AND}|so voi) (?P<b>.{{3,}}?)(?:,|:)? (?:thi |trong do )?"
            rf"{_THING}? ?nao\b(?P<unit>.{{0,30}}?) (?P<word>{_MORE}|{_FEWER})"
            r"(?P<counted>(?:\s\w+){0,3}) hon",
        ),
        (
            Operation.GREATER,
            rf"^(?:giua )?(?P<a>.{{3,}}?),? (?:{_AND}|so voi) (?P<b>.{{3,}}?),.{{0,40}}?"
            rf" (?P<word>{_MORE}|{_FEWER})"
            rf"(?P<unit>(?:\s\w+){{0,3}}?) hon (?:o |la |thuoc ve )?{_THING} nao",
        ),
        (
            Operation.GREATER,
            rf"^(?P<a>.{{3,}}?),? (?:hay|hoac) (?P<b>.{{3,}}?),? (?:duoc |bi )?(?P<word>{_MORE}|{_FEWER})"
            rf"(?P<unit>(?:\s\w+){{0,3}}?) hon",
        ),
        (
            Operation.GREATER,
            rf"^which (?:is|are|has|have|takes|costs)?\s?(?P<word>{_MORE_IN_ENGLISH}|{_FEWER_IN_ENGLISH})"
            r"(?P<unit>(?:\s\w+){0,3}?)[,:]?\s(?P<a>.{3,}?) or (?P<b>.{3,})",
        ),
    )
)
# "còn bao nhiêu thủ tục chưa lên cổng": all less those of which the rest is said
_REMAINDER = re.compile(
    r"^(?:the |vay )?con (?:lai )?(?:bao nhieu|may) (?P<what>(?:\S+\s){0,2}?\S+?)(?: cua \S+)?(?: ma)?(?: lam)?"
    r"(?: ma)? (?:chua|khong)(?: phai| can| mat| bi| duoc)? (?P<b>.{3,})"
)
# "có bao nhiêu thủ tục không phải nộp phí"
_WITHOUT = re.compile(
    r"\b(?:co )?bao nhieu (?P<what>(?!tien|tuoi|ngay|nam|thang|lau)\w+(?: (?!neu|khi|thi|tien)\w+)?)(?: ma)?"
    r"(?: lam)? (?:chua|khong|khoi)(?: phai| can| mat| bi| duoc)* (?P<b>\w+ .{2,}|phi\b.*)"
)
_MONEY_SAID = re.compile(r"^(?:(?:moc|dong|ton|mat|nop|tra) )*(?:dong|xu|tien|cac|phi|le phi)\b")
_POINTING = frozenset({"cai", "loai", "viec", "mon"})
_HIGH, _LOW = "cao|nhieu|lau|lon|dai|dat|tot", "thap|it|nhanh|nho|ngan|re|kem"
_FIRST = "(?<!nguoi )dung dau|dan dau|dau bang"
_LAST = "dung (?:cuoi|chot|bet)|(?:bet|chot|cuoi) bang"
_EXTREME = re.compile(
    rf"\b{_THING} nao\b.{{0,40}}?\b(?:(?P<high>{_HIGH}|dung dau|dau bang|hang)|(?P<low>{_LOW})) nhat\b"
    rf"|\b{_THING} nao\b.{{0,30}}?\b(?:(?P<top>{_FIRST})|(?P<last>{_LAST}|bet|chot))\b"
    rf"|\b(?:(?P<top2>{_FIRST})|(?P<last2>{_LAST})) (?:la |thi la |thuoc ve )+{_THING} nao\b"
    rf"|\b(?:(?P<high2>{_HIGH})|(?P<low2>{_LOW})) nhat (?:la |o |thuoc ve |cho )?{_THING} nao\b"
    r"|\bwhich \w+.{0,40}?\b(?:(?P<high3>highest|most|longest|best|largest|(?:came|ranked|finished) first)"
    r"|(?P<low3>lowest|least|fewest|shortest|worst|smallest|(?:came|ranked|finished) (?:last|bottom)))\b"
)
_LESS = re.compile(rf"^(?:{_FEWER}|{_FEWER_IN_ENGLISH})\b")
_RELATIVE = re.compile(
    r"^(?:so |voi |cung |cua |ky )*(?:nam|thang|quy|ky) (?:truoc|ngoai|sau|nay|kia)(?: \d{4})?$|\bcung ky\b"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_BEFORE = re.compile(
    r"^(?:so |voi |cung |ky |cua )*nam (?:lien )?truoc(?: do)?$|^the year before$"
)
# "cộng thêm khâu thẩm định nữa thì tổng cộng …": to what was asked before
_ADDED = re.compile(
    rf"^(?:vay |the |con )?(?:cong them|tinh ca|tinh them|gop ca|gop them|them ca) (?P<b>.{{3,}}?)(?: nua)?,?"
    rf"(?: thi)? {_TOGETHER}.{{0,12}}?{_HOW_MANY}{_UNIT}"
)
# "như vậy nhiều hơn loại một phần mấy thủ tục": what was asked before is the greater one
_THAN = re.compile(
    rf"^(?:(?:nhu|vay|the|la|thi|tuc|con|so do) )*(?P<word>(?:{_MORE}|{_FEWER}|tang|giam) (?:hon|so voi))"
    rf" (?!\d(?!\d{{3}}\b))(?P<b>.{{3,}}?),? {_HOW_MANY}{_UNIT}"
)
_ITEM = r"(?:con )?(?:so|cai|loai|ben|muc|gia tri)\b"
_TWO_OF = rf"^(?:(?:vay|the|thi|giua|con|ca) )*(?:hai|2) {_ITEM}"
# "hai con số đó chênh nhau bao nhiêu", "cái trước hơn cái sau bao nhiêu": what the two questions before asked
_BOTH = tuple(
    (operation, re.compile(pattern))
    for operation, pattern in (
        (
            Operation.DIFFERENCE,
            rf"{_TWO_OF}.{{0,20}}?\b(?P<word>chenh|hon kem|lech|cach)\b.{{0,14}}?{_HOW_MANY}{_UNIT}",
        ),
        (
            Operation.DIFFERENCE,
            rf"^(?:(?:vay|the) )*{_ITEM} (?:truoc|dau|dau tien)\b.{{0,6}}?"
            rf"\b(?P<word>(?:{_MORE}|{_FEWER}) hon|hon|kem) {_ITEM} (?:sau|thu hai)\b.{{0,6}}?"
            rf"{_HOW_MANY}{_UNIT}",
        ),
        (Operation.SUM, rf"{_TWO_OF}.{{0,12}}?\b{_TOGETHER}\b.{{0,12}}?{_HOW_MANY}{_UNIT}"),
        (
            Operation.SUM,
            rf"^(?:(?:vay|the) )*(?:cong|gop) (?:ca )?(?:hai|2) {_ITEM}.{{0,20}}?{_HOW_MANY}",
        ),
        (Operation.DIFFERENCE, r"\bdifference between (?:the two|them|these two|those two)\W*$"),
    )
)
_LEADS = re.compile(r"^(?:(?:thế|vậy|còn|and|what about)\s+)+", re.IGNORECASE)
_POINTS = re.compile(r"^(?:\w+ ){0,2}(?:ấy|đó|kia|này|trên)$", re.IGNORECASE)
# folded, other words look like those that the forms are made of
_MEANT = {
    "cong": "cộng", "hon": "hơn", "voi": "với", "va": "và", "lan": "lẫn", "may": "mấy", "kem": "kém",
    "so": "số", "hay": "hay", "cach": "cách", "lech": "lệch", "nao": "nào", "dat": "đắt",
    "tang": "tăng", "moi": "mỗi", "khac": "khác", "dong": "đông",
    "muon": "muộn",
}  # fmt: skip
# names with "và" in them, and commas: folded, as the mask of other words leaves them
_BODIES = re.compile(
    r"khoa hoc (?:va|&) \S+ nghe|giao duc va dao tao|van hoa, the thao va du lich"
    r"|nong nghiep va (?:moi truong|phat trien nong thon)|tai nguyen va moi truong|ke hoach va dau tu"
    r"|lao dong ?[-,–] ?thuong binh va xa hoi|thong tin va truyen thong|tiep nhan va tra ket qua"
    r"|tiep nhan va giai quyet|dan toc va ton giao|xay dung va phat trien|nghien cuu va phat trien"
)
_BODY = re.compile(
    rf"\b(?:Sở|Bộ|Ban|Cục|Chi cục|Phòng|Vụ|Trung tâm|Viện)\s+[{UPPER}][\w ,]*?\s(?=và\s+[{UPPER}])"
)
_ACTS = re.compile(r"\b(?:thi|phai|mat|nop|bi)\b")
_WHICH = re.compile(rf"\b{_THING} nao\b")
_MOST_PARTS = 4
_TO_YEAR = re.compile(
    rf"^(?:vay |the |con )*(?:den|sang|toi)?,? ?nam"
    rf" (?P<year>(?:19|20)\d\d)\b.*?\b(?P<word>{_CHANGE})\b.{{0,12}}?{_HOW_MANY}{_UNIT}"
)
_EDGES = " ,.:;?!"
_TAIL = re.compile(
    rf",? (?:thi(?: .{{0,20}})?|con lai|ca hai(?: loai)?|nua|duoc)$|[,:] {_THING}$"
    r"|(?<!ha)(?<!bao) (?:nhich|nhay|leo|tang|giam|tut)$"  # "hạ tầng", "bảo tàng"
)


def masked(question: Question) -> tuple[str, str] | None:
    """What a question asks, and the same folded, place for place, with names that hold "và" masked.

    None where folding changes places.
    """
    read = question.understood.removeprefix(question.context)
    text = " ".join(read.split()).strip(_EDGES)
    folded = _plain(text) if has_accents(question.text) else fold(text)
    folded = _BODIES.sub(lambda match: "-" * len(match[0]), folded)
    if len(folded) != len(text):
        return None
    for body in _BODY.finditer(text):  # "Sở Giáo dục và Đào tạo" is one thing
        folded = f"{folded[: body.start()]}{'-' * (len(body[0]) + 2)}{folded[body.end() + 2 :]}"
    return text, folded


def operands(question: Question) -> Wanted | None:
    """What a question wants put together; None where it wants nothing such."""
    masks = masked(question)
    if masks is None:
        return None
    text, folded = masks
    before = question.context.strip(_EDGES)
    if before and (match := _ADDED.search(folded)):
        unit = text[slice(*match.span("unit"))].strip(_EDGES)
        return Wanted(Operation.SUM, (before, text[slice(*match.span("b"))]), unit)
    if before and (match := _THAN.search(folded)):
        unit = text[slice(*match.span("unit"))].strip(_EDGES)
        whole = following.before(question.history).strip(_EDGES)  # its year, too
        both = completed(whole, _bare(text[slice(*match.span("b"))]))
        return both and Wanted(Operation.DIFFERENCE, both, unit, match["word"])
    back = next(((one, found) for one, form in _BOTH if (found := form.search(folded))), None)
    if before and back:
        return _of_both(question, text, *back)
    earlier = question.history[-1] if before and question.history else ""
    if (years := _YEAR.findall(earlier)) and (match := _TO_YEAR.search(folded)):
        earlier = earlier.strip(_EDGES)
        unit = text[slice(*match.span("unit"))].strip(_EDGES)
        now = earlier.replace(years[0], match["year"])
        return Wanted(Operation.DIFFERENCE, (now, earlier), unit, match["word"])
    match = _REMAINDER.search(folded) or _WITHOUT.search(folded)
    if match:
        what = text[slice(*match.span("what"))]
        rest = text[match.start("b") :]
        if _MONEY_SAID.match(fold(rest)):
            rest = "phải nộp phí, lệ phí"
        both = f"tổng số {what}" if fold(what) not in _POINTING else "tổng số", f"{what} {rest}"
        return Wanted(Operation.DIFFERENCE, both, what, is_remainder=True)
    if match := _EXTREME.search(folded):
        low = any(match[name] for name in ("low", "low2", "low3", "last", "last2"))
        return Wanted(Operation.LOWEST if low else Operation.HIGHEST, (text,), word=match[0])
    for operation, pattern in _FORMS:
        match = pattern.search(folded)
        if match and operation is Operation.DIFFERENCE and _WHICH.search(match["b"]):
            continue  # "A và B, bên nào nhanh hơn, mỗi bên mấy ngày"
        if match:
            wanted = _wanted(operation, match, text, question.language)
            if wanted is None:
                return None
            parts = tuple(before if before and _POINTS.match(p) else p for p in wanted.parts)
            return replace(wanted, parts=parts)
    return None


def _of_both(
    question: Question, text: str, operation: Operation, match: re.Match[str]
) -> Wanted | None:
    """What is wanted of the answers to the two questions before that ask for a number; None without two."""
    read = [understand(past, question.history[:at]) for at, past in enumerate(question.history)]
    asked = [one for one in read if one.kind is Kind.NUMBER][-_TWO:]
    if len(asked) < _TWO:
        return None
    first, second = (_LEADS.sub("", one.read).strip(_EDGES) for one in asked)
    named = match.groupdict()
    unit = text[slice(*match.span("unit"))].strip(_EDGES) if named.get("unit") else ""
    english = question.language is Language.ENGLISH
    return Wanted(operation, (first, second), unit, named.get("word") or "", english)


def _plain(text: str) -> str:
    """The folded text, without the words that only look like those of a form."""

    def word(match: re.Match[str]) -> str:
        plain = fold(match[0])
        meant = _MEANT.get(plain)
        other = meant and match[0].casefold() not in (meant, plain)
        return "-" * len(plain) if other else plain

    return re.sub(r"\w+", word, text)


def _wanted(
    operation: Operation, match: re.Match[str], text: str, language: Language
) -> Wanted | None:
    named = match.groupdict()
    first, second = (_bare(text[slice(*match.span(name))]) for name in "ab")
    word = (named.get("word") or "").strip()
    unit = text[slice(*match.span("unit"))].strip(_EDGES) if "unit" in named else ""
    if named.get("counted"):  # "bên nào nhiều hồ sơ hơn"
        unit = text[slice(*match.span("counted"))].strip(_EDGES)
    first = unit if first == "there" else first  # "How many more … are there than …?"
    if operation is Operation.GREATER and _LESS.match(word):
        operation = Operation.LESS
    aimless = not word and operation is Operation.DIFFERENCE and _ACTS.search(match["b"])
    both = completed(first, second)
    if aimless or both is None or fold(unit).startswith("lan"):
        return None  # "hơn 6 tuổi thì …", one of two years, how many times as many
    first, second = both
    earlier = first.split(", ") if operation is Operation.SUM else [first]
    parts = [*earlier, second] if all(len(part) > 3 for part in earlier) else [first, second]
    parts = list(dict.fromkeys(parts))
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    return Wanted(operation, tuple(parts), unit, word, language is Language.ENGLISH)


def _bare(part: str) -> str:
    """A part without what leads to the rest of the question."""
    part = part.strip(_EDGES)
    match = _TAIL.search(fold(part))
    if match and match.start():
        part = part[: match.start()]
    return part.strip(_EDGES)


def completed(first: str, second: str) -> tuple[str, str] | None:
    """Two things each with what only the other says of both: "… năm 2023", "năm 2022".

    None where one of them is a year alone and the other names none.
    """
    years = _YEAR.findall(first)
    if len(years) == 1 and _YEAR_BEFORE.match(fold(second)):
        return first, _YEAR.sub(str(int(years[0]) - 1), first)
    if any(_RELATIVE.search(fold(one)) for one in (first, second)):
        return None  # which year that is depends on the other one
    named = _YEAR.findall(first), _YEAR.findall(second)
    words = [set(re.sub(r"\W+", " ", fold(_YEAR.sub("", one))).split()) for one in (first, second)]
    alone = {"nam", "trong", "cua", "in", "cung", "ky", "of", "nua", "dau", "cuoi", "quy"}
    if len(named[0]) == len(named[1]) == 1 and words[1] <= alone:
        return first, first.replace(named[0][0], named[1][0])
    if len(named[1]) == 1 and not named[0]:
        return None if words[1] <= alone else (f"{first} {named[1][0]}", second)
    if len(named[0]) == 1 and not named[1]:
        return first, f"{second} {named[0][0]}"
    return first, second
