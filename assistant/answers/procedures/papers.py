"""Forms and legal bases of a record: those of the kind that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Statement
from assistant.answers.procedures.lines import of_field, value_of
from assistant.answers.short import MAX_WORDS
from assistant.model import Question
from assistant.stopwords import telling
from corpus.lexical import terms
from corpus.model import Chunk
from corpus.procedures import Found
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_spans

_FORM = re.compile(
    r"[Mm]ẫu(?: số)?:? ?(?:[A-ZĐ]{1,6}[ .-]?|(?:[A-Z]{1,5}[.-]){1,3})?\d+(?:[./-][A-ZĐ\d]+(?![a-zà-ỹ]))*"
    r"(?:[a-zđ](?![\wà-ỹ]))?"
)
_PAPER = re.compile(r"\b(?:mau|to khai|don|phieu|bieu mau|(?:giay|van ban) de nghi)\b")
_MOST_FORMS, _FORM_WORDS = 3, 95
_MOST_NUMBERS = 4
_NAME = 14  # words of a legal text's name
_TAIL = 6  # words behind that are not worth a cut
# A kind of legal text, folded, and how the numbers of its texts are written.
_KINDS = (
    (re.compile(r"\b(?:thong tu|tt)\b"), re.compile(r"/TT")),
    (re.compile(r"\b(?:nghi dinh|nd)\b"), re.compile(r"/NĐ")),
    (re.compile(r"\b(?:luat|bo luat)\b"), re.compile(r"/QH")),
    (re.compile(r"\b(?:quyet dinh|qd)\b"), re.compile(r"/QĐ")),
    (re.compile(r"\b(?:nghi quyet|nq)\b"), re.compile(r"/NQ")),
)  # fmt: skip
_FEES = re.compile(r"\b(?:le )?phi\b")
_FEE_FIELDS = ("fee_and_charge", "fee", "charge")
_BEGINS = re.compile(r"[-+•\s]*(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định)\b")
_ARTICLE = re.compile(r"\bdieu (?:nao|may|bao nhieu|khoan)\b")
_YEAR = re.compile(r"\bnam ((?:19|20)\d\d)\b")


def forms(
    found: Found, chunks: Sequence[Chunk], question: Question
) -> tuple[list[Statement], str | None]:
    """The papers of a record that are forms, and the number of the one that is meant.

    Those with a form's number go before others, then those that say most of what was asked.
    """
    papers = [*of_field(found, "forms", chunks), *of_field(found, "dossier", chunks)]
    wanted = telling(question.search) - telling(found.procedure.name)
    held = [
        ((bool(_FORM.search(line.text)), len(wanted & set(terms(line.text)))), -at, line)
        for at, line in enumerate(papers)
        if _FORM.search(line.text) or _PAPER.search(fold(line.text))
    ]
    held.sort(key=lambda one: one[:2], reverse=True)
    said: list[tuple[int, Statement]] = []
    words = 0
    for (numbered, _), at, line in held:
        words += len(line.text.split())
        if len(said) == _MOST_FORMS or (said and (words > _FORM_WORDS or not numbered)):
            break
        said.append((-at, line))
    number = _FORM.search(held[0][2].text) if held else None
    ordered = [line for _, line in sorted(said, key=lambda one: one[0])]
    return ordered, number[0].strip(" .") if number else None


def legal_basis(
    found: Found, chunks: Sequence[Chunk], question: Question
) -> tuple[list[Statement], str | None]:
    """The legal texts of a record, of the kind and the year that are asked for, and their numbers."""
    entries = _entries(of_field(found, "legal_basis", chunks))
    folded = fold(question.read)
    if _FEES.search(folded):  # what a fee rests on is printed with the fee
        priced = (line for name in _FEE_FIELDS for line in of_field(found, name, chunks))
        entries += [[line] for line in priced if list(find_spans(line.text))]
    kinds = [number for kind, number in _KINDS if kind.search(folded)]
    years = _YEAR.findall(folded)
    fitting = [
        (entry, numbers)
        for entry in entries
        if (numbers := _numbers(entry))
        and (not kinds or any(kind.search(numbers[-1]) for kind in kinds))
        and (not years or any(f"/{year}/" in numbers[-1] for year in years))
    ]
    chosen = (
        fitting if (kinds or years) and fitting else [(entry, _numbers(entry)) for entry in entries]
    )
    numbers = list(dict.fromkeys(numbers[-1] for _, numbers in chosen if numbers))
    short = "; ".join(numbers) if 0 < len(numbers) <= _MOST_NUMBERS else None
    if _ARTICLE.search(folded):
        whole = "; ".join(value_of(line.text).strip(" .;") for entry, _ in chosen for line in entry)
        short = whole if len(whole.split()) <= MAX_WORDS else short
    return [line for entry, _ in chosen for line in _shorter(entry)], short


def _shorter(entry: Sequence[Statement]) -> list[Statement]:
    """A legal text by the beginning of its name and by its number."""
    lines = []
    for line in entry:
        if line.last - line.first <= _NAME + _TAIL:
            lines.append(line)
            continue
        lines.append(replace(line, last=line.first + _NAME, cut_after=True))
        spans = list(find_spans(line.text))
        behind = line.text[spans[-1][1] :] if spans else ""
        if behind and len(behind.split()) < line.last - line.first - _NAME:
            lines.append(replace(line, first=line.last - len(behind.split())))
    return lines


def _entries(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Lines by the legal text they name: the portal prints its number behind its name."""
    entries: list[list[Statement]] = [[]]
    for line in statements:
        spans = list(find_spans(line.text))
        if spans and _BEGINS.match(line.text) and _numbers(entries[-1]):
            entries.append([])
        entries[-1].append(line)
        if spans and spans[-1][2] >= len(line.text.rstrip(" .;")):
            entries.append([])
    return [entry for entry in entries if entry]


def _numbers(entry: Sequence[Statement]) -> list[str]:
    text = "\n".join(line.text for line in entry)
    return [text[start:end] for _, start, end in find_spans(text)]
