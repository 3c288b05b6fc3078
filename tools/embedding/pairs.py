"""Texts and question-passage pairs for the embedding model.

From the shared procedures and law text, and from what was written for this project: `texts/` beside
this file has questions that were written one by one (for shared material by its number only) and
paragraphs of general knowledge. What `is_held_out` names is never trained on: the sets that measure
the model are made of it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools.repair import sources

TEXTS = Path(__file__).parent / "texts"
DATA = sources.SHARED / "data"
HELD_OUT_LAW = frozenset(
    {"do-luong", "kiem-soat-thu-tuc-hanh-chinh", "tieu-chuan-va-quy-chuan-ky-thuat"}
)
_HELD_OUT_SHARE = 7  # one procedure of so many
_DEV_SHARE = 8  # one group of written questions of so many
_LONGEST = 700  # characters of a passage: what training reads of it
_SHORTEST = 25
_WITH_TITLE = 0.3  # share of cut pieces that name what they are cut from
_ARTICLE = re.compile(r"(?m)^(?=\**Điều \d+\.\d+\.)")
_HEADING = re.compile(r"Điều (\S+?)\.? (.+)")
_AROUND = re.compile(r"\(Điều|(?:Chương|Mục|Phần) ")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+(?=[^\W\d_a-zà-ỹ])")

FIELDS = {
    "trinh_tu_thuc_hien": ("Trình tự thực hiện", (
        "Các bước làm {name} như thế nào?", "Trình tự {name} ra sao?", "Muốn {name} thì làm thế nào?",
        "Quy trình thực hiện thủ tục {name}", "{name} làm ở đâu, nộp cho ai?")),
    "cach_thuc_thuc_hien": ("Cách thức thực hiện", (
        "{name} mất bao lâu?", "{name} hết bao nhiêu tiền?", "Lệ phí {name} là bao nhiêu?",
        "Thời hạn giải quyết thủ tục {name}", "Có nộp trực tuyến được {name} không?",
        "Phí và thời gian {name}", "{name} bao nhiêu ngày thì có kết quả?")),
    "thanh_phan_ho_so": ("Thành phần hồ sơ", (
        "{name} cần giấy tờ gì?", "Hồ sơ {name} gồm những gì?", "Thành phần hồ sơ thủ tục {name}",
        "Muốn {name} phải chuẩn bị những giấy tờ nào?", "Làm {name} thì nộp mẫu đơn nào?")),
    "can_cu_phap_ly": ("Căn cứ pháp lý", (
        "{name} theo văn bản nào?", "Căn cứ pháp lý của thủ tục {name}",
        "Quy định nào hướng dẫn {name}?")),
    "yeu_cau_dieu_kien": ("Yêu cầu, điều kiện", (
        "Điều kiện để {name} là gì?", "Ai được {name}?", "Yêu cầu khi {name}",
        "Cần đáp ứng điều kiện nào để {name}?")),
    "ket_qua_xu_ly": ("Kết quả", (
        "Kết quả của thủ tục {name} là gì?", "{name} xong thì nhận được giấy gì?")),
    "co_quan_co_tham_quyen": ("Cơ quan có thẩm quyền", (
        "Cơ quan nào giải quyết {name}?", "{name} thì đến cơ quan nào?", "Ai có thẩm quyền {name}?")),
}  # fmt: skip
"""Fields of a procedure's record: heading, and how it is asked for."""
_LAW = ("{title}", "{title}?", "Quy định về {title}", "{title} được quy định thế nào?",
        "Pháp luật quy định {title} ra sao?", "Theo luật thì {title} gồm những gì?")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """What a question is answered by; passages of one `group` may answer the same question."""

    group: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """As it is embedded."""
        return f"{self.title}. {self.text}"


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the place of its passage.

    Attributes:
        written: for its passage, not made from a template.
        also: groups beside the passage's own that answer as well.
    """

    question: str
    passage: int
    written: bool
    also: tuple[str, ...] = ()


def is_held_out(code: str) -> bool:
    """Whether a procedure is kept for measuring."""
    return int(hashlib.sha1(code.encode()).hexdigest(), 16) % _HELD_OUT_SHARE == 0


def is_dev(group: str) -> bool:
    """Whether the written questions of a group are kept for fitting what comes after the model."""
    return int(hashlib.sha1(f"dev {group}".encode()).hexdigest(), 16) % _DEV_SHARE == 0


def records() -> Iterator[dict[str, str]]:
    """The national procedures, held-out ones too."""
    with gzip.open(DATA / "procedures-national.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in file:
            yield json.loads(unicodedata.normalize("NFC", row))


def articles(name: str) -> dict[str, Passage]:
    """The articles of one file of codified law by number; of two versions the longer."""
    with gzip.open(DATA / "law" / f"{name}.md.gz", "rt", encoding="utf-8") as file:
        parts = _ARTICLE.split(unicodedata.normalize("NFC", file.read()))[1:]
    found: dict[str, Passage] = {}
    for part in parts:
        heading, *body = (stripped for line in part.split("\n") if (stripped := line.strip(" *#")))
        text = "\n".join(line for line in body if not _AROUND.match(line))
        if (match := _HEADING.match(heading)) and len(text) >= 80:
            number = f"{name}/{match[1]}"
            if number not in found or len(text) > len(found[number].text):
                found[number] = Passage(number, match[2], text)
    return found


@cache
def law(*, held_out: bool) -> dict[str, Passage]:
    """All articles of the files that are kept for measuring, or of the others."""
    names = sorted(path.name.partition(".")[0] for path in (DATA / "law").glob("*.md.gz"))
    found: dict[str, Passage] = {}
    for name in names:
        if (name in HELD_OUT_LAW) == held_out:
            found |= articles(name)
    return found


def general() -> Iterator[dict[str, Any]]:
    """Paragraphs of general knowledge with their questions, written for this project."""
    return rows(TEXTS / "general.jsonl")


def written(name: str) -> Iterator[dict[str, Any]]:
    """Questions that were written one by one, with the number of what answers them."""
    return rows(TEXTS / f"{name}.jsonl")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file, in NFC."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(unicodedata.normalize("NFC", line))


def passages_and_pairs(dice: random.Random) -> tuple[list[Passage], list[Pair]]:
    """Everything to retrieve from, and questions for it.

    Args:
        dice: chooses the templates.
    """
    passages: list[Passage] = []
    pairs: list[Pair] = []
    places: dict[str, int] = {}

    def place(key: str, passage: Passage) -> int:
        if key not in places:
            places[key] = len(passages)
            passages.append(Passage(passage.group, passage.title, passage.text[:_LONGEST]))
        return places[key]

    for record in records():
        code, name = record["ma_thu_tuc"], record["ten_thu_tuc"].strip()
        if is_held_out(code):
            continue
        for field, (heading, templates) in FIELDS.items():
            if len(text := record.get(field, "").strip()) >= _SHORTEST:
                at = place(f"{code}/{field}", Passage(code, name, f"{heading}: {text}"))
                asked = dice.choice(templates).format(name=_inside(name))
                pairs.append(Pair(asked[0].upper() + asked[1:], at, written=False))
    for number, article in law(held_out=False).items():
        at = place(number, article)
        title = article.title if len(article.title) < 200 else article.title[:200]
        asked = dice.choice(_LAW).format(title=_inside(title))
        pairs.append(Pair(asked[0].upper() + asked[1:], at, written=False))
    for row in written("procedures"):
        field = row["field"] if f"{row['id']}/{row['field']}" in places else "trinh_tu_thuc_hien"
        if (known := places.get(f"{row['id']}/{field}")) is not None:
            pairs.append(
                Pair(row["question"], known, written=True, also=tuple(row.get("also", ())))
            )
    for row in written("law"):
        if row["id"] in places:
            pairs.append(Pair(row["question"], places[row["id"]], written=True))
    for row in general():
        at = place(row["id"], Passage(row["id"], row["title"], row["text"]))
        english = [row["english"]] if row.get("english") else []
        pairs += [Pair(asked, at, written=True) for asked in (*row["questions"], *english)]
    return passages, pairs


def _inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[:1].lower() + name[1:].rstrip(". ") if name[1:2].islower() else name.rstrip(". ")


def sentences() -> list[str]:
    """Clean sentences and short passages, none twice, none of what is held out."""
    found: dict[str, None] = {}
    for record in records():
        if not is_held_out(record["ma_thu_tuc"]):
            for field in (*FIELDS, "ten_thu_tuc"):
                found.update(dict.fromkeys(pieces(record.get(field, ""))))
    for article in law(held_out=False).values():
        found.update(dict.fromkeys(pieces(f"{article.title}. {article.text}")))
    for lines in (*sources.written(), *sources.facts()):
        found.update(dict.fromkeys(piece for line in lines for piece in pieces(line)))
    for row in general():
        found.update(dict.fromkeys(pieces(row["text"])))
    return list(found)


def pieces(text: str, longest: int = 360) -> Iterator[str]:
    """Sentences of a text, neighbours joined up to a length that varies with the text."""
    parts = [p.strip() for line in text.split("\n") for p in _SENTENCE.split(line) if p.strip()]
    limit = 60 + len(text) * 7919 % (longest - 60)
    joined = ""
    for part in parts:
        if joined and len(joined) + len(part) > limit:
            yield joined
            joined = ""
        joined = f"{joined} {part}".strip()[: 2 * longest]
    if len(joined) >= _SHORTEST:
        yield joined


def cut(dice: random.Random, passage: Passage) -> str:
    """Some words in a row of a passage, as a question about it (Izacard et al. 2022, Contriever)."""
    words = passage.text.split()
    count = min(len(words), dice.randint(6, 14))
    start = dice.randrange(len(words) - count + 1)
    piece = " ".join(words[start : start + count])
    return f"{passage.title}: {piece}" if dice.random() < _WITH_TITLE else piece


def near(passages: Sequence[Passage], ranked: Sequence[int], pair: Pair) -> list[int]:
    """Hard negatives: what ranks high, but neither answers nor may answer.

    A question from a template names the title only, so whatever has the same title may answer it.

    Args:
        passages: all of them.
        ranked: places of passages, best first.
        pair: the question with its answer.
    """
    right = {passages[pair.passage].group, *pair.also}
    title = None if pair.written else passages[pair.passage].title
    return [at for at in ranked if passages[at].group not in right and passages[at].title != title]
