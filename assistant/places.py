"""Places and bodies: the provinces, districts, departments and ministries that a question names.

What is told of one province or department says nothing of another; a text answers for those that it
names, in its own words, before them, or in its headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.model import Language, Question
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import UPPER

HOME = "Hưng Yên"
"""The province of the office that this assistant serves; its documents speak of it without a name."""

# As they were named until 30/6/2025, and the few names that are new since then.
_PROVINCES = """
    An Giang, Bà Rịa - Vũng Tàu, Bà Rịa, Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre,
    Bình Dương, Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắk Nông,
    Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hải Dương, Hải Phòng,
    Hậu Giang, Hòa Bình, Hồ Chí Minh, Sài Gòn, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai,
    Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam,
    Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa,
    Thừa Thiên Huế, Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái
"""
PROVINCES = tuple(" ".join(name.split()) for name in _PROVINCES.split(","))

# Neighbours and those that procedures name; "Lào Cai" is a province, "Anh" and "Đức" are people's names too.
_COUNTRY_NAMES = re.compile(
    r"\b(?:(?:nước )?(?:Trung Quốc|Lào(?! Cai)|Campuchia|Cam-pu-chia|Thái Lan|Hàn Quốc|Nhật Bản|Đài Loan"
    r"|Singapore|Malaysia|Hoa Kỳ|Liên bang Nga|Ấn Độ)|[Nn]ước (?:Mỹ|Nga|Anh|Pháp|Đức|Úc))\b"
    r"|\b(?:China|Laos|Cambodia|Thailand|Korea|Japan|Taiwan|Singapore|Malaysia|Russia|India)\b"
)
# whom people married, where a firm or a machine is from: of such a country nothing is asked
_FROM_THERE = re.compile(
    r"\b(?:chồng|vợ|người|dân|công ty|hàng|quốc tịch|gốc|hãng|máy)(?: của| là| nước)?\s$",
    re.IGNORECASE,
)
_IN_VIETNAMESE = {
    "China": "Trung Quốc", "Laos": "Lào", "Cambodia": "Campuchia", "Thailand": "Thái Lan", "Korea": "Hàn Quốc",
    "Japan": "Nhật Bản", "Taiwan": "Đài Loan", "Russia": "Nga", "India": "Ấn Độ", "Cam-pu-chia": "Campuchia",
    "Liên bang Nga": "Nga", "Hoa Kỳ": "Mỹ",
}  # fmt: skip

# The fields of the departments and ministries of the state, by the decrees on its organisation.
_FIELDS = (
    "nội vụ|tài chính|y tế|giáo dục|xây dựng|công thương|nông nghiệp|tư pháp|kế hoạch và đầu tư"
    "|giao thông|tài nguyên|môi trường|lao động|văn hóa|thông tin và truyền thông|ngoại vụ|ngoại giao"
    "|du lịch|dân tộc|công an|quốc phòng"
)
_BODY = re.compile(rf"\b(sở|bộ) ({_FIELDS})\b")
_UNIT = re.compile(
    r"\b(chi cục|trung tâm(?= (?:kỹ thuật|thông tin)))((?: (?!nào|này|đó|gì)[^\W\d_]+){1,2})"
)
_ANY_UNIT = re.compile(r"\b(?:chi cục|trung tâm|sở|phòng|ubnd|ủy ban)\b")
_ANY_BODY = re.compile(rf"\bsở\b|\bbộ (?:khoa học|kh&cn|{_FIELDS})\b")
_MINISTRY = re.compile(r"\bbộ (?:khoa học và công nghệ|khoa học|kh&cn|khcn)\b")
_ENGLISH_BODY = re.compile(
    r"\b(ministry|department) of (home affairs|internal affairs|finance|health|education|construction"
    r"|justice|transport|agriculture|planning)\b"
)
_FIELD_OF = {
    "home affairs": "nội vụ", "internal affairs": "nội vụ", "finance": "tài chính", "health": "y tế",
    "education": "giáo dục", "construction": "xây dựng", "justice": "tư pháp", "transport": "giao thông",
    "agriculture": "nông nghiệp", "planning": "kế hoạch và đầu tư",
}  # fmt: skip
_DEPARTMENT = re.compile(r"\b[Ss]ở\b(?!\s+(?:hữu|dĩ|thích))")
_DEPARTMENT_FOLDED = re.compile(r"\b(?:cua so|so minh|so (?:khcn|kh&cn|khoa hoc)|department)\b")
_PROVINCE = re.compile(r"\b(?:cua tinh|cap tinh|tinh (?:hung yen|minh|nha|ta)|province)\b|/63\b")
_PROVINCIAL = re.compile(r"\b(?:DTI|PCI|PAPI|SIPAS|PAR INDEX|ICT INDEX)\b|/(?:63|34)\b")
_OF_DEPARTMENTS = re.compile(
    r"\b(?:của|khối|cấp|các|nhóm) sở\b|\bsở, (?:ban, )?ngành\b|\bsở (?:xếp|đạt|đứng)\b"
)
_OF_PROVINCE = re.compile(r"\b(?:của tỉnh|tỉnh hưng yên (?:xếp|đạt|đứng)|cả nước)\b|/(?:63|34)\b")
_COUNTRY = re.compile(r"\b(?:cả nước|toàn quốc|nationwide|national)\b")
_EVERY_PROVINCE = re.compile(r"\bcác tỉnh\b")
_AMONG_ALL = re.compile(  # of one among all: a rank, or how far a paper holds
    r"\b(?:thứ|hạng|đầu|nhất|cuối|phạm vi|trên|khắp)\b[^,;]{0,25}\b(?:cả nước|toàn quốc)\b"
)
_HERE = re.compile(r"\btỉnh (?:mình|này|nhà|ta)\b|\b(?:bên|ở) (?:này|đây)\b|\bhưng yên\b")
_ASKER_FROM = re.compile(
    r"\b(?:tôi|mình|em|công ty|doanh nghiệp|viện|đơn vị|cơ sở|nhà máy|trường)(?: (?:có|đặt|đóng))?(?: trụ sở)?"
    r"(?: chính)? (?:ở|tại) (?:\w+ ){1,3}(?=\w)"
)
_ORIGIN = re.compile(
    r"\b(?:quê(?: (?:ở|tại))?|(?:sống|học|thường trú|tạm trú|hộ khẩu|làm(?: việc)?|trọ) (?:ở|tại)|hộ khẩu"
    r"|(?:tôi|mình|em|tui|nhà(?: tôi| mình| em| tui)?|bố|mẹ|ba|má|cha|anh|chị|ông|bà)(?: tôi| em| mình)?"
    r" (?:ở|là người|người)"
    r"|(?:living|live|lives|based|staying|residing|resident|working|studying) in)"
    r"(?: (?:tỉnh|thành phố|tp\.?|the city of))? $",
    re.IGNORECASE,
)
"""What stands before the place where an asker, or whom they ask for, is from."""
_HOME = re.compile(r"(?<!các )\btỉnh\b(?! (?:nào|khác))|\bhưng yên\b|\bprovince\b|\bhung yen\b")
_UNDER = re.compile(
    r"\b([Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP|[Pp]hường|[Xx]ã|[Qq]uận)\s+"
    rf"((?:[{UPPER}][^\W\d_]*)(?:\s[{UPPER}][^\W\d_]*){{0,2}})"
)


def named(question: Question) -> tuple[str, ...]:
    """The places and bodies that a question names, but for the office's own province."""
    text = question.understood if question.context else question.read
    if question.search.startswith(question.read):  # abbreviations spelled out stand behind it
        text += " " + question.search[len(question.read) :]
    found = list(_provinces(text, question.language))
    lowered = text.casefold()
    found += [_titled(*match.groups()) for match in _BODY.finditer(lowered)]
    found += [f"{match[1].capitalize()}{match[2]}" for match in _UNIT.finditer(lowered)]
    found += ["Bộ Khoa học và Công nghệ"] if _MINISTRY.search(lowered) else []
    if question.language is Language.ENGLISH:
        found += [
            _titled("bộ" if body == "ministry" else "sở", _FIELD_OF[field])
            for body, field in _ENGLISH_BODY.findall(lowered)
        ]
    found += [" ".join(match.groups()) for match in _UNDER.finditer(text)]
    if question.fields and "where" not in question.fields:
        # wherever the asker is from, a procedure is the same; but for where it is done
        origins = _origins(text, question.language)
        found = [name for name in found if not any(origin in name for origin in origins)]
    inner = {name for name in found if any(name != other and name in other for other in found)}
    return tuple(name for name in dict.fromkeys(found) if name not in inner and HOME not in name)


def unmet(names: Sequence[str], lines: Sequence[str]) -> tuple[str, ...]:
    """The names that neither a sentence nor what stands before it holds; of a department, a
    ministry or a unit of the office the nearest text that names any has to hold it.

    Args:
        names: as `named` gives them.
        lines: the sentence, then what stands before it, nearest first.
    """
    lowered = [line.casefold() for line in lines]
    bodies = next((line for line in lowered if _ANY_BODY.search(line)), "")
    units = next((line for line in lowered if _ANY_UNIT.search(line)), "")
    said = " ".join(map(fold, lowered))

    def is_met(name: str) -> bool:
        if unit := _UNIT.match(name.casefold()):
            return unit[1] in units
        return _holds(fold(bodies) if name.startswith(("Sở", "Bộ")) else said, name)

    return tuple(name for name in names if not is_met(name))


def countries(text: str) -> frozenset[str]:
    """The foreign countries that a text is about; not those that people and firms in it are from."""
    names = (
        re.sub(r"^nước ", "", found[0], flags=re.IGNORECASE)
        for found in _COUNTRY_NAMES.finditer(text)
        if not _FROM_THERE.search(text[: found.start()])
    )
    return frozenset(_IN_VIETNAMESE.get(name, name) for name in names)


def asked_abroad(question: Question) -> frozenset[str]:
    """The foreign countries that a question asks of: a follow-up of those that it names itself, if any."""
    return countries(question.read) or countries(question.understood)


def is_of_other_countries(text: str, asked: frozenset[str]) -> bool:
    """Whether a text is about foreign countries, and about none of those that are asked about."""
    named_there = countries(text) if asked else frozenset()
    return bool(named_there) and not asked & named_there


def asks_of_home(question: Question) -> bool:
    """Whether a question asks of the office's own province, and not of another one or the whole country."""
    asked = question.understood
    return _is_of_home(asked) and not (
        _COUNTRY.search(asked.casefold()) or _provinces(asked, question.language)
    )


def is_of_the_country(text: str, *, percent: bool = False) -> bool:
    """Whether a text gives the whole country's figure, and tells of no one province.

    Args:
        text: a sentence, or a row of a table: "Kết quả của tỉnh: chưa có nguồn; Ghi chú: cả nước 82,66%".
        percent: whether a percentage is asked for: then only the clauses that print one tell of it.
    """
    if percent and (shares := [part for part in text.split(";") if "%" in part]):
        text = ";".join(shares)
    others = _AMONG_ALL.sub(" ", text.casefold())
    shared = _COUNTRY.search(others) or (percent and _EVERY_PROVINCE.search(others))
    return bool(shared) and not _is_of_home(text) and not _provinces(text, Language.VIETNAMESE)


def _is_of_home(text: str) -> bool:
    return _HOME.search(text.casefold()) is not None


def level_of(text: str) -> str | None:
    """Whether a text is about the department ("so") or the province ("tinh"); None if it is open."""
    department = bool(_DEPARTMENT.search(text)) or bool(_DEPARTMENT_FOLDED.search(fold(text)))
    province = bool(_PROVINCE.search(fold(text)))
    if department == province:
        return None
    return "so" if department else "tinh"


def is_of_department(lines: Sequence[str]) -> bool:
    """Whether the nearest text that says whose ranks these are says that they are the department's.

    Args:
        lines: the sentence, then what stands before it, nearest first, the document's name last.
    """
    if _PROVINCIAL.search(lines[0]):
        return False
    for line in lines[:-1]:
        if _OF_DEPARTMENTS.search(line.casefold()):
            return True
        if _OF_PROVINCE.search(line.casefold()):
            return False
    return False


def _holds(folded: str, name: str) -> bool:
    name = fold(name)
    others = (name, name.replace("khoa hoc va cong nghe", "kh&cn"))
    return any(re.search(rf"\b{re.escape(other)}\b", folded) for other in others)


def _titled(body: str, field: str) -> str:
    return f"{body.capitalize()} {field.capitalize()}"


@lru_cache(maxsize=2)
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Of each province; with its accents, which tell it from other words, where there are some."""
    read = str.casefold if language is Language.VIETNAMESE else fold
    return tuple((name, re.compile(rf"\b{re.escape(read(name))}\b")) for name in PROVINCES)


def _provinces(text: str, language: Language) -> list[str]:
    read = text.casefold() if language is Language.VIETNAMESE else fold(text)
    if _HERE.search(read):  # where the asker is from, who asks of here
        read = _ASKER_FROM.sub(" ", read)
    return [name for name, pattern in _patterns(language) if pattern.search(read)]


def _origins(text: str, language: Language) -> list[str]:
    """The provinces that a question names as those where the asker, or whom they ask for, is from."""
    read = text.casefold() if language is Language.VIETNAMESE else fold(text)
    return [
        name
        for name, pattern in _patterns(language)
        if (found := pattern.search(read)) and _ORIGIN.search(read[: found.start()])
    ]
