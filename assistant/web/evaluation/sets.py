"""Question sets that can be run: those that ship, and the office's own in `STORE/evaluation/sets`."""

from __future__ import annotations

import secrets
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import IO

import eval as evaluation
from assistant.web.admin.shelf import safe_name
from assistant.web.evaluation.lock import holding
from eval import questions, selection, thresholds
from eval.findings import Finding
from eval.formats import SUFFIXES
from eval.questions import Item

SHIPPED = Path(evaluation.__file__).parent / "sets"
MAX_QUESTIONS = 20_000
_MOST_UNPACKED = 200 * 2**20  # bytes of a workbook; 20,000 questions take a tenth
_READ = 64  # sets that are kept read


class Origin(StrEnum):
    """Where a set comes from."""

    SHIPPED = "shipped"
    OWN = "own"


class UnusableError(Exception):
    """Nothing in a file can be asked.

    Attributes:
        problems: of its rows; none where the file as a whole cannot be read, which `args` tell.
    """

    def __init__(self, message: str, problems: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class TooManyError(UnusableError):
    """A set has more questions than are run at once."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a set.

    Attributes:
        problems: rows that cannot be asked, and what else was noticed in reading.
        styles, types: how many questions there are of each, the most frequent first; what a filter
            cannot say is left out.
        unanswerable: how many should be refused.
    """

    items: tuple[Item, ...]
    problems: tuple[Finding, ...]
    styles: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    unanswerable: int

    def count(self, styles: Collection[str], types: Collection[str], sample: int | None) -> int:
        """How many questions a run asks; an empty filter lets all through."""
        filters = {"style": frozenset(styles), "type": frozenset(types)}
        try:
            asked = {name: wanted for name, wanted in filters.items() if wanted}
            return len(selection.chosen(self.items, asked, sample))
        except selection.SelectionError:
            return 0


@dataclass(frozen=True, slots=True)
class SetFile:
    """A question set on the disk."""

    origin: Origin
    path: Path

    @property
    def name(self) -> str:
        """Its file name."""
        return self.path.name

    @property
    def bounds(self) -> int:
        """How many figures are to reach something; those that ship alone have any."""
        if self.origin is not Origin.SHIPPED:
            return 0
        try:
            return len(thresholds.read(thresholds.SHIPPED, self.path.stem))
        except thresholds.ThresholdError:
            return 0  # there are none for it

    def contents(self) -> Contents:
        """What is in it.

        Raises:
            UnusableError: nothing in it can be asked.
        """
        return read(self.path)


class Sets:
    """The sets of one store."""

    def __init__(self, folder: Path) -> None:
        self._folders = {Origin.SHIPPED: SHIPPED, Origin.OWN: folder}

    def all(self) -> list[SetFile]:
        """The office's own sets, then those that ship."""
        return [SetFile(origin, path) for origin in (Origin.OWN, Origin.SHIPPED)
                for path in self._files(origin)]  # fmt: skip

    def find(self, origin: str, name: str) -> SetFile | None:
        """A set by where it comes from and its name; None where there is none."""
        return next((one for one in self.all() if (one.origin, one.name) == (origin, name)), None)

    @contextmanager
    def receiving(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write what is uploaded to; it is kept where it can be read as a set.

        Raises:
            UnusableError: at the end, where it cannot.
        """
        place = self._folders[Origin.OWN] / name
        part = place.with_name(f".{secrets.token_hex(8)}{place.suffix.lower()}")
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as file:
                yield file
            read(part)
            with self._locked():
                part.replace(place)
        finally:
            part.unlink(missing_ok=True)

    def delete(self, one: SetFile) -> None:
        """Delete one of the office's own sets; those that ship stay."""
        if one.origin is Origin.OWN:
            with self._locked():
                one.path.unlink(missing_ok=True)

    def _locked(self) -> AbstractContextManager[None]:
        """Nobody else changes a set meanwhile: questions from use are added to them too."""
        return holding(self._folders[Origin.OWN] / ".lock", "sets")

    def _files(self, origin: Origin) -> list[Path]:
        return sorted(
            path
            for path in self._folders[origin].glob("*")
            if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith(".")
        )


def name_of(given: str) -> str | None:
    """The name under which an uploaded file is kept; None where its kind is not read."""
    # browsers write quotation marks in the names of uploads so (HTML, multipart/form-data encoding)
    return safe_name(given.replace("%22", '"'), SUFFIXES)


def read(path: Path) -> Contents:
    """What is in a set; kept until the file changes.

    Raises:
        UnusableError: nothing in it can be asked.
    """
    try:
        found = path.stat()
    except OSError:
        raise UnusableError(path.name) from None
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=_READ)
def _read(path: Path, _changed: int, _size: int) -> Contents:
    _check_unpacked(path)
    try:
        found = questions.read(path)
    except questions.SetError as error:
        raise UnusableError(_without_folder(str(error), path), error.problems) from None
    if len(found) > MAX_QUESTIONS:
        raise TooManyError(path.name)
    return Contents(
        found.items,
        found.problems,
        _counted(item.style for item in found),
        _counted(item.type for item in found),
        sum(not item.answerable for item in found),
    )


def _check_unpacked(path: Path) -> None:
    """Refuse a workbook that unpacks to more than any set needs."""
    if path.suffix.lower() != ".xlsx":
        return
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(entry.file_size for entry in parts.infolist())
    except (OSError, zipfile.BadZipFile):
        return  # reading it tells what is wrong
    if size > _MOST_UNPACKED:
        raise TooManyError(path.name)


def _without_folder(text: str, path: Path) -> str:
    """A sentence about a file without the folder of the server that it lies in."""
    return text.replace(f"{path}: ", "").replace(str(path), path.name)


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    known = Counter(values).most_common()
    return tuple((value, n) for value, n in known if value == value.strip() and "," not in value)
