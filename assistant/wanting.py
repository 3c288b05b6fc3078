"""What a question asks for and no document tells of, in words, Vietnamese and English."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Language
from corpus.vietnamese.references import Reference

_VI, _EN = Language.VIETNAMESE, Language.ENGLISH
WORDS: dict[str, dict[Language, str]] = {
    # periods: see `assistant.periods`
    "year": {_VI: "số liệu của cả năm", _EN: "the whole year"},
    "h1": {_VI: "6 tháng đầu năm", _EN: "the first half of the year"},
    "h2": {_VI: "6 tháng cuối năm", _EN: "the second half of the year"},
    "before": {_VI: "năm trước đó", _EN: "the year before"},
    "after": {_VI: "năm sau đó", _EN: "the year after"},
    # what is said in words: see `assistant.demands`
    "target": {_VI: "chỉ tiêu đặt ra", _EN: "the target"},
    "replaced": {_VI: "văn bản thay thế hay bị thay thế", _EN: "what replaces or is replaced"},
    "most": {_VI: "so sánh để biết đâu là nhất", _EN: "a comparison that tells which is the most"},
    # numbers of documents: see `assistant.asked_documents`
    "quyet dinh": {_VI: "số của quyết định", _EN: "the number of a decision"},
    "nghi quyet": {_VI: "số của nghị quyết", _EN: "the number of a resolution"},
    "nghi dinh": {_VI: "số của nghị định", _EN: "the number of a decree"},
    "ke hoach": {_VI: "số của kế hoạch", _EN: "the number of a plan"},
    "cong van": {_VI: "số của công văn", _EN: "the number of an official letter"},
    "chi thi": {_VI: "số của chỉ thị", _EN: "the number of a directive"},
    "thong tu": {_VI: "số của thông tư", _EN: "the number of a circular"},
    "ket luan": {_VI: "số của kết luận", _EN: "the number of a conclusion"},
    "chuong trinh": {_VI: "số của chương trình", _EN: "the number of a programme"},
    # forms: see `assistant.attributes`
    "person": {_VI: "họ tên người được hỏi", _EN: "the person's name"},
    "signer": {_VI: "người ký", _EN: "who signed"},
    "author": {_VI: "người soạn thảo", _EN: "who drafted it"},
    "district": {_VI: "tên huyện, xã", _EN: "the name of a district"},
    "effect": {_VI: "ngày có hiệu lực", _EN: "when it takes effect"},
    "deadline": {_VI: "thời hạn phải làm", _EN: "a deadline"},
    "moved": {_VI: "phòng, đơn vị chuyển đến", _EN: "the division they were moved to"},
    "division": {_VI: "tên phòng", _EN: "the name of a division"},
    "times": {_VI: "số lần", _EN: "how many times"},
    "code": {_VI: "mã thủ tục", _EN: "the procedure's code"},
    "telephone": {_VI: "số điện thoại", _EN: "a telephone number"},
    "mail": {_VI: "địa chỉ thư điện tử", _EN: "an e-mail address"},
    "web": {_VI: "địa chỉ trang web", _EN: "a web address"},
    "cause": {_VI: "nguyên nhân", _EN: "the cause"},
    "reason": {_VI: "lý do", _EN: "the reason"},
    "money": {_VI: "số tiền", _EN: "an amount of money"},
    "points": {_VI: "số điểm", _EN: "a score"},
    "percent": {_VI: "tỷ lệ phần trăm", _EN: "a percentage"},
    "rank": {_VI: "thứ hạng", _EN: "a rank"},
    "hours": {_VI: "giờ làm việc", _EN: "office hours"},
    "address": {_VI: "địa chỉ", _EN: "an address"},
}
_PARTS = {
    "q": {_VI: "quý {n}", _EN: "quarter {n}"},
    "m": {_VI: "tháng {n}", _EN: "month {n}"},
}
_YEAR = {_VI: "năm {n}", _EN: "the year {n}"}
_STAGE = {_VI: "giai đoạn {n}", _EN: "the years {n}"}
_NUMBERED = {_VI: "văn bản số {n}", _EN: "document No. {n}"}


def in_words(
    lacking: Sequence[str], references: Sequence[str], form: str | None, language: Language
) -> str:
    """Everything that is not told of, as part of a sentence; empty where nothing is known to lack.

    Args:
        lacking: as `assistant.demands.Demands.lacking` gives it.
        references: keys of document numbers that no document holds.
        form: the name of a form that no sentence has, from `assistant.attributes`.
        language: of the sentence.
    """
    said = [_said(name, language) for name in lacking]
    for key in references:
        reference = Reference.parse(key)
        number = f"{reference.number}/{reference.year}" if reference.year else str(reference.number)
        said.append(_NUMBERED[language].format(n=number))
    said += [WORDS[form][language]] if form else []
    return ", ".join(said)


def _said(name: str, language: Language) -> str:
    """A period, a kind of document in words; a place or an index as it is named."""
    if name in WORDS:
        return WORDS[name][language]
    if name.isdigit():
        return _YEAR[language].format(n=name)
    if name.replace("-", "").isdigit():
        return _STAGE[language].format(n=name)
    if name[1:].isdigit() and name[0] in _PARTS:
        return _PARTS[name[0]][language].format(n=name[1:])
    return name
