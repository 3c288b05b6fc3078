"""The text that is counted: shared procedures and law text, and what was written for this project.

Nothing of it is shipped but the counts. `texts/` holds samples of administrative, legal, news and
everyday Vietnamese, written for this purpose; "#" stands for figures in them.
"""

from __future__ import annotations

import gettext
import gzip
import json
import re
import struct
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.vietnamese import lexicon

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
TEXTS = Path(__file__).resolve().parent / "texts"
WHEELS = PROJECT / "build" / "repair" / "wheels"
STORIES = PROJECT / "build" / "repair" / "stories"
DEMO = PROJECT / "tools" / "demo_corpus" / "texts"
READER = PROJECT / "tools" / "reader" / "texts"
EMBEDDING = PROJECT / "tools" / "embedding" / "texts"

_NOT_TEXT = ("ma_thu_tuc", "detail_url", "formality_id", "_source")
_BRACES = re.compile(r"\{[^}]*\}|[$]\w+")
_LETTERS = [chr(c) for c in (*range(0x41, 0x24F), *range(0x1EA0, 0x1EFA))]
_LOWER, _UPPER = ("".join(filter(kind, _LETTERS)) for kind in (str.islower, str.isupper))
_GLUED = re.compile(rf"(?<=[{_LOWER})])(?=[{_UPPER}][{_LOWER}])")  # the portal glues table cells
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MARKUP = re.compile(r"[*_`|#>]+|\[([^\]]*)\]\([^)]*\)|<[^>]+>")


def procedures() -> Iterator[list[str]]:
    """The lines of each national procedure's record."""
    with gzip.open(
        SHARED / "data" / "procedures-national.jsonl.gz", "rt", encoding="utf-8"
    ) as file:
        for row in file:
            record = json.loads(row)
            values = [
                value
                for key, value in record.items()
                if isinstance(value, str) and key not in _NOT_TEXT and not value.startswith("http")
            ]
            yield [line for value in values for line in _lines(_GLUED.sub("\n", value))]


def law() -> Iterator[list[str]]:
    """The lines of each file of codified law."""
    for path in sorted((SHARED / "data" / "law").glob("*.md.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            text = file.read()
        yield _lines(_MARKUP.sub(r"\1", text))


def written(kind: str = "[!w]*") -> Iterator[list[str]]:
    """The lines of each text that was written for this project, but those on the world ("world")."""
    for path in sorted(TEXTS.glob(f"{kind}-*.txt")):
        yield _lines(path.read_text(encoding="utf-8"))


def questions(*, kept: bool = False) -> list[str]:
    """The questions written for training the reader: how people ask.

    Args:
        kept: those that are kept back from its training instead.
    """
    from tools.embedding import pairs
    from tools.reader.examples import is_dev

    return _accented(
        row["question"]
        for path in sorted(READER.glob("questions/*.jsonl"))
        for row in pairs.rows(path)
        if is_dev(row["passage"]) == kept
    )


def questions_of_retrieval() -> list[str]:
    """The questions written for training the embedding model, but those that are kept back."""
    from tools.embedding import pairs

    return _accented(
        question
        for path in sorted(EMBEDDING.glob("*.jsonl"))
        for row in pairs.rows(path)
        if not pairs.is_dev(row["id"])
        for question in (row["questions"] if "questions" in row else [row["question"]])
    )


def _accented(asked: Iterable[str]) -> list[str]:
    found = dict.fromkeys(" ".join(question.split()) for question in asked)
    return [question for question in found if not question.isascii()]


def passages() -> Iterator[list[str]]:
    """The lines of each passage that was written for training the same two models."""
    from tools.embedding import pairs
    from tools.reader.examples import is_dev

    for row in pairs.rows(EMBEDDING / "general.jsonl"):
        if not pairs.is_dev(row["id"]):
            yield _lines("\n".join([row["title"], *_SENTENCE.split(row["text"])]))
    for path in sorted(READER.glob("told/*.jsonl")):
        for row in pairs.rows(path):
            if not is_dev(f"told/{row['id']}"):
                yield _lines("\n".join(_SENTENCE.split(row["text"])))


def facts() -> Iterator[list[str]]:
    """Facts and demo texts of the department: its names and terms."""
    for path in sorted((SHARED / "facts").glob("*.md")):
        yield _lines(_MARKUP.sub(r" \1 ", path.read_text(encoding="utf-8")))
    for path in sorted(DEMO.glob("*")):
        yield _lines(_MARKUP.sub(r" \1 ", path.read_text(encoding="utf-8")))


def stories() -> list[str]:
    """Lines of the Vietnamese stories of a game, Battle for Wesnoth, as Debian packs them.

    Everyday words that law and procedures lack. Only counts of them are kept.
    """
    lines: dict[str, None] = {}
    for path in sorted(STORIES.glob("*.mo")):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        for identifier in _identifiers(path):
            text = catalogue.gettext(identifier)
            if text != identifier:
                found = _lines(_MARKUP.sub(" ", _BRACES.sub("", text)))
                lines.update(dict.fromkeys(line for line in found if line.count(" ") >= 2))
    return list(lines)


def _identifiers(path: Path) -> Iterator[str]:
    """What a catalogue translates (GNU gettext manual, "The Format of GNU MO Files")."""
    data = path.read_bytes()
    count, table = struct.unpack_from("<II", data, 8)
    for number in range(count):
        length, start = struct.unpack_from("<II", data, table + 8 * number)
        yield data[start : start + length].decode("utf-8")


def terms() -> Iterator[list[str]]:
    """Words and names: our own lexicon, dictionary words and places of two packages.

    pyvi (MIT) and underthesea (Apache-2.0) are fetched by `tools.repair` for training only.
    """
    yield lexicon.terms(lexicon.SHIPPED)
    with zipfile.ZipFile(next(WHEELS.glob("pyvi-*.whl"))) as wheel:
        words = _lines(wheel.read("pyvi/models/words.txt").decode("utf-8"))
    with zipfile.ZipFile(next(WHEELS.glob("underthesea-*.whl"))) as wheel:
        words += _lines(wheel.read("underthesea/corpus/data/Viet39K.txt").decode("utf-8"))
        places = json.loads(wheel.read("underthesea/address/data/mapping.json"))["ward_mapping"]
    yield list(dict.fromkeys(words))
    parts = ("old_province", "old_district", "old_ward", "new_province", "new_ward")
    yield list(dict.fromkeys(place[part] for place in places for part in parts if place[part]))


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return [line for line in lines if line]
