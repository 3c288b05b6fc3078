"""What somebody corrected by hand, kept beside the versions of a store and applied to each reading.

Corrections belong to a file's content, so they outlive versions, re-indexing and better readers:
`STORE/corrections/SHA256.json`. Only lines that were changed are kept, each with the page's sources,
by which it is found again where the page is read otherwise later.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from corpus.corrected import assign, places, rewritten
from corpus.model import Box, Line, Note, NoteKind, Page
from corpus.vietnamese.normalise import normalise, tokenize_line

__all__ = ["Place", "Seen", "apply", "load", "place_of", "readings", "remove", "save", "version"]

_VERSION = "1"  # raise it when the same corrections would be applied differently
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Which page of a document: its position in it, and what it is called there."""

    index: int
    number: int | None = None
    sheet: str | None = None


class Seen(Protocol):
    """A line as an editor saw it, such as `StoredLine`."""

    @property
    def source(self) -> str:
        """The line as it stands in the file."""

    @property
    def text(self) -> str:
        """The line as it was read."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected on one page at a time when it had these lines.

    Attributes:
        sources: of all lines of the page.
        texts: position of a line → its reading. Beyond `sources` on a page that had no line.
        saved: when, in UTC.
    """

    place: Place
    sources: tuple[str, ...]
    texts: Mapping[int, str]
    saved: str


def place_of(pages: Sequence[Page], index: int) -> Place:
    """The place of a page in a document."""
    return Place(index, pages[index].number, pages[index].sheet)


def version(store: Path, sha256: str) -> str:
    """What a file's reading depends on besides itself; "" where nothing was corrected."""
    path = _path(store, sha256)
    if path is None or not path.is_file():
        return ""
    return f"{_VERSION}-{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"


def load(store: Path, sha256: str) -> tuple[Correction, ...]:
    """What was corrected in a file, in the order it was saved; none where the record is damaged."""
    path = _path(store, sha256)
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path else {}
        return tuple(
            Correction(
                Place(**entry["place"]),
                tuple(entry["sources"]),
                {int(at): str(text) for at, text in entry["texts"].items()},
                entry["saved"],
            )
            for entry in content.get("pages", ())
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def save(
    store: Path,
    sha256: str,
    place: Place,
    lines: Sequence[str],
    base: Sequence[Seen],
    *,
    confirmed: Collection[int] = (),
) -> int:
    """Keep a page's new text.

    Args:
        store: the store's folder.
        sha256: of the file.
        place: the page.
        lines: its text. As many lines as `base`: line for line, an empty one where nothing should
            stand. More or fewer: each goes where it is likest; what stands nowhere in the source
            joins the line before.
        base: the page's lines as the editor saw them.
        confirmed: positions in `base` of lines that were found right as they are.

    Returns:
        How many lines of the page are corrected now.

    Raises:
        ValueError: `sha256` is no hash, as of a document without one.
        OSError: it cannot be written.
    """
    typed = [_clean(line) for line in lines]
    if base and len(typed) != len(base):
        typed = _line_for_line(typed, base)
    seen = [_clean(line.text) for line in base] or [""] * len(typed)
    changed = {
        at: text
        for at, (text, before) in enumerate(zip(typed, seen, strict=True))
        if text != before or at in confirmed
    }
    sources = tuple(line.source for line in base)
    with _writing(store, sha256) as kept:
        same = next((c for c in kept if c.place == place and c.sources == sources), None)
        texts = {**same.texts, **changed} if same else changed
        if same:
            kept.remove(same)
        if texts:
            kept.append(Correction(place, sources, texts, datetime.now(UTC).isoformat()))
        return len(texts)


def remove(store: Path, sha256: str, place: Place | None = None) -> bool:
    """Forget what was corrected on a page, or in the whole file; whether there was anything."""
    if not version(store, sha256):
        return False
    with _writing(store, sha256) as kept:
        before = len(kept)
        kept[:] = [c for c in kept if place is not None and c.place != place]
        return len(kept) < before


def readings(corrections: Iterable[Correction], place: Place, lines: Sequence[Seen]) -> list[str]:
    """The texts of a page's lines with what was corrected since they were stored.

    Only lines that stand as they stood; `apply` finds the others when the file is read again.
    """
    texts = [line.text for line in lines]
    sources = tuple(line.source for line in lines)
    for correction in corrections:
        if correction.place == place and correction.sources == sources:
            for at, text in correction.texts.items():
                if at < len(texts):
                    texts[at] = text
                elif not lines:
                    texts.append(text)
    return texts


def apply(pages: tuple[Page, ...], store: Path, sha256: str) -> tuple[Page, ...]:
    """The pages with what was corrected by hand.

    Args:
        pages: as the readers give them; a page that bears the note of corrections is left alone.
        store: the store's folder.
        sha256: of the file.

    Returns:
        As many pages. Corrected words are as sure as print, with the spans and boxes that they
        had. A page says how many of its lines were corrected, and how many corrections found no
        place on it any more; those are kept.
    """
    corrections = load(store, sha256)
    if not corrections or any(_noted(page, NoteKind.CORRECTED) for page in pages):
        return pages
    changed = list(pages)
    lost: dict[int, int] = {}
    lines: dict[int, int] = {}
    for correction in corrections:
        index = _find(pages, correction.place)
        if index is None:
            lost[0] = lost.get(0, 0) + len(correction.texts)
            continue
        changed[index], missed = _applied(changed[index], correction)
        placed = len(correction.texts) - missed
        lines[index] = lines.get(index, 0) + placed
        lost[index] = lost.get(index, 0) + missed
    for index, page in enumerate(changed):
        for kind, counts in ((NoteKind.CORRECTED, lines), (NoteKind.UNPLACED, lost)):
            if counts.get(index) and not _noted(page, kind):
                page = replace(page, notes=(*page.notes, Note(kind, str(counts[index]))))
        changed[index] = page
    return tuple(changed)


def _applied(page: Page, correction: Correction) -> tuple[Page, int]:
    """The page with one correction, and how many lines of it found no place."""
    if not page.lines and not correction.sources:
        return _written(page, correction.texts), 0
    found, missed = places(correction.sources, correction.texts, page.lines)
    tokens = [token for line in page.lines for token in line.tokens]
    for at, (first, last) in found.items():
        if first < last:
            tokens[first:last] = rewritten(tokens[first:last], correction.texts[at].split())
    rest = iter(tokens)
    lines = tuple(
        replace(line, tokens=tuple(next(rest) for _ in line.tokens)) for line in page.lines
    )
    sure = sum(last - first for first, last in found.values())
    quality = page.confidence + (1 - page.confidence) * sure / len(tokens) if tokens else 1.0
    return (
        replace(
            page,
            lines=lines,
            confidence=round(quality, 3),
            repaired=page.repaired or [x.text for x in lines] != [x.text for x in page.lines],
        ),
        len(missed),
    )


def _written(page: Page, texts: Mapping[int, str]) -> Page:
    """A page on which nothing was found, with what somebody read on it: its source is the typed."""
    whole = Box(0, 0, page.width, page.height) if page.width and page.height else None
    typed = [text for _, text in sorted(texts.items()) if text]
    lines = (
        Line(number, text, tokenize_line(text), box=whole)
        for number, text in enumerate(typed, start=1)
    )
    return replace(page, lines=tuple(lines), confidence=1.0)


def _line_for_line(typed: Sequence[str], base: Sequence[Seen]) -> list[str]:
    """What was typed for each line that was seen, where their counts differ."""
    old = [(word, at) for at, line in enumerate(base) for word in line.text.split()]
    new = [word for line in typed for word in line.split()]
    texts: list[list[str]] = [[] for _ in base]
    owners = assign([word for word, _ in old], [at for _, at in old], new)
    for word, owner in zip(new, owners, strict=True):
        texts[owner].append(word)
    return [" ".join(words) for words in texts]


def _find(pages: Sequence[Page], place: Place) -> int | None:
    called = [
        index
        for index, page in enumerate(pages)
        if (page.number, page.sheet) == (place.number, place.sheet)
    ]
    return min(called, key=lambda index: abs(index - place.index), default=None)


def _noted(page: Page, kind: NoteKind) -> bool:
    return any(note.kind is kind for note in page.notes)


def _clean(text: str) -> str:
    return " ".join(normalise(_CONTROL.sub(" ", text)).split())


def _path(store: Path, sha256: str) -> Path | None:
    known = _SHA256.fullmatch(sha256)
    return store / "corrections" / f"{sha256}.json" if known else None


@contextmanager
def _writing(store: Path, sha256: str) -> Iterator[list[Correction]]:
    """The corrections of a file, to be changed; written when all went well, one writer at a time."""
    path = _path(store, sha256)
    if path is None:
        raise ValueError("no SHA-256")
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = list(load(store, sha256))
        if path.is_file() and not kept:
            path.replace(path.with_suffix(".damaged"))  # for who can still read something in it
        yield kept
        if not kept:
            path.unlink(missing_ok=True)
            return
        content = {"format": 1, "pages": [asdict(correction) for correction in kept]}
        temporary = path.with_suffix(".new")
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(path)
