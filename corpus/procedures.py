"""Procedures as records: from the rows of a list, or from a document's labelled sections.

Columns and labels come in any order and wording ("Thời hạn giải quyết", "Thời gian", "TG giải
quyết"); they are known by their folded words. Texts are kept as the source prints them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Line, Option, Page, Procedure, flat_lines
from corpus.structure import Outlined, outline
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.references import find_codes

# Most specific first: the first pattern that matches a label names its field.
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("code", r"^ma (?:so )?(?:tthc|thu tuc)|^ma$"),
        ("name", r"^ten (?:tthc|thu tuc)|^thu tuc$|^ten thu tuc hanh chinh$"),
        ("sets", r"^so (?:luong|bo)\b"),
        ("forms", r"mau don|to khai|^bieu mau"),
        ("dossier", r"thanh phan ho so|^ho so(?: gom| can| phai nop)?$|^giay to"),
        ("time_limit", r"^(?:thoi han|thoi gian|tg)\b(?!.*hieu luc)"),
        ("fee_and_charge", r"^phi\s?(?:,|va|/)\s?le phi"),
        ("charge", r"^le phi|^muc le phi"),
        ("fee", r"^phi\b|^muc thu|^muc phi"),
        ("channel", r"cach thuc|hinh thuc nop|kenh nop"),
        ("steps", r"trinh tu|cac buoc|quy trinh"),
        ("who_decides", r"tham quyen|quyet dinh$|nguoi quyet dinh"),
        (
            "where",
            r"noi (?:tiep nhan|nop)|dia diem|dia chi|co quan (?:thuc hien|tiep nhan|giai quyet)",
        ),
        ("result", r"^ket qua"),
        ("legal_basis", r"can cu|co so phap ly"),
        ("conditions", r"dieu kien|yeu cau"),
        ("applicants", r"doi tuong"),
        ("field", r"^linh vuc"),
        ("level", r"^cap (?:thuc hien|giai quyet)"),
        ("decision_number", r"quyet dinh cong bo|so quyet dinh"),
        ("valid_from", r"hieu luc tu|ngay hieu luc"),
        ("valid_to", r"het hieu luc"),
        ("replaces", r"thay the"),
        ("source", r"^nguon"),
        ("note", r"ghi chu|luu y"),
    )
)
_LABELLED = re.compile(
    r"^(?:[-+•]\s*|[a-zđ\d]{1,2}[.)]\s*)?(?P<label>[^:]{2,60}?)\s*:\s*(?P<value>.*)$", re.S
)
_MANY = frozenset({"dossier", "forms", "steps", "legal_basis"})


@dataclass(frozen=True, slots=True)
class Found:
    """A procedure with its place and those of its fields, in the document's flat list of lines.

    Attributes:
        first, last: the lines of the whole record; last is excluded.
        fields: field → ranges [first, last).
    """

    procedure: Procedure
    first: int
    last: int
    fields: dict[str, tuple[tuple[int, int], ...]]


def field_of(label: str) -> str | None:
    """The field that a column or label names, None where it names none."""
    folded = " ".join(re.sub(r"[^\w/,]+", " ", fold(label)).split())
    for name, pattern in _LABELS:
        if pattern.search(folded):
            return name
    return None


def split_label(text: str) -> tuple[str, str] | None:
    """A line "label: value" as its two parts; None where it is no such line."""
    match = _LABELLED.match(text)
    return (match["label"], match["value"]) if match else None


def find(pages: Sequence[Page]) -> list[Found]:
    """All procedures of a document: from its rows, and from its labelled sections."""
    blocks, lines = outline(pages), flat_lines(pages)
    return [*_from_rows(blocks, lines), *_from_sections(blocks, lines)]


def _from_rows(blocks: Sequence[Outlined], lines: Sequence[tuple[Page, Line]]) -> list[Found]:
    rows: dict[tuple[str | None, int], list[tuple[int, int]]] = {}
    for outlined in blocks:
        if outlined.block.record:
            span = (outlined.block.first, outlined.block.last)
            rows.setdefault(outlined.block.record, []).append(span)
    found = []
    for spans in rows.values():
        texts = [(a, b, "\n".join(lines[i][1].source for i in range(a, b))) for a, b in spans]
        record = _record(texts, None)
        if record.procedure.name and len(record.fields) >= 3:
            found.append(record)
    return found


def _from_sections(blocks: Sequence[Outlined], lines: Sequence[tuple[Page, Line]]) -> list[Found]:
    """Sections whose headings or labelled lines name at least three fields of one procedure."""
    groups: dict[tuple[str, ...], list[tuple[int, int, str]]] = {}
    for outlined in blocks:
        block, path = outlined.block, outlined.heading
        if block.record or block.level or not path:
            continue
        text = " ".join(lines[i][1].text for i in range(block.first, block.last))
        depth = len(path)
        label = field_of(path[-1]) if depth > 1 else None
        if label:
            groups.setdefault(path[:-1], []).append(
                (block.first, block.last, f"{path[-1]}: {text}")
            )
        else:
            groups.setdefault(path, []).append((block.first, block.last, text))
    found = []
    for path, texts in groups.items():
        names = {
            name
            for _, _, text in texts
            if (parts := split_label(text)) and (name := field_of(parts[0]))
        }
        if len(names & {"time_limit", "dossier", "fee", "result", "where", "legal_basis"}) >= 3:
            found.append(_record(texts, _bare(path[-1])))
    return found


def _bare(title: str) -> str:
    return re.sub(r"^(?:[IVX]+|\d+)\s?[.)]\s*|^(?i:thủ tục)\s*(?:\d+)?\s*[.:]\s*", "", title)


def _record(texts: Sequence[tuple[int, int, str]], name: str | None) -> Found:
    values: dict[str, list[str]] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    current: str | None = None
    for first, last, text in texts:
        parts = split_label(text)
        label = field_of(parts[0]) if parts else None
        if label and parts:
            current = label
            values.setdefault(label, []).append(parts[1].strip())
        elif current:
            values.setdefault(current, []).append(text)
        if current:
            places.setdefault(current, []).append((first, last))
    return Found(
        _procedure(values, name),
        min(first for first, _, _ in texts),
        max(last for _, last, _ in texts),
        {field: tuple(spans) for field, spans in places.items()},
    )


def _procedure(values: dict[str, list[str]], name: str | None) -> Procedure:
    def one(field: str) -> str | None:
        texts = [text for text in values.get(field, []) if text]
        return "\n".join(texts) or None

    def many(field: str) -> tuple[str, ...]:
        entries = (entry.strip() for text in values.get(field, []) for entry in text.split("\n"))
        return tuple(entry for entry in entries if entry)

    both = one("fee_and_charge")
    option = Option(
        channel=one("channel"),
        time_limit=one("time_limit"),
        fee=one("fee") or both,
        charge=one("charge") or both,
    )
    codes = find_codes(one("code") or "")
    return Procedure(
        name=one("name") or name or "",
        code=codes[0] if codes else None,
        field=one("field"),
        level=one("level"),
        applicants=one("applicants"),
        options=(option,),
        dossier=many("dossier"),
        forms=many("forms"),
        sets=one("sets"),
        steps=many("steps"),
        where=one("where"),
        who_decides=one("who_decides"),
        result=one("result"),
        legal_basis=many("legal_basis"),
        conditions=one("conditions"),
        decision_number=one("decision_number"),
        valid_from=one("valid_from"),
        valid_to=one("valid_to"),
        replaces=one("replaces"),
        source=one("source"),
    )
