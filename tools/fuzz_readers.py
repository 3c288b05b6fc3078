"""Fuzz the readers with atheris: good files changed at random, guided by what our code does with them.

    pip install atheris
    python -m tools.fuzz_readers html word --minutes 10 --out /tmp/found

What crashes, hangs, fills the memory, raises an error of our own code or breaks a promise of
`corpus.model` is kept in the folder; each finding ends one process, and the next goes on.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import corpus
from corpus.errors import UnreadableError
from corpus.model import Page
from tools import fuzz_changes, fuzz_seeds

_OURS = re.compile(
    r"(?:Index|Key|Type|Attribute|Assertion|Recursion|UnboundLocal|ZeroDivision|Name|Overflow)Error\b"
)
_LARGEST = 400_000  # bytes of a changed file
_SECONDS = 20  # that a file may take
_MEGABYTES = 3_000
_STARTS = 25  # of one reader, each but the first after a finding


class BrokenPromiseError(Exception):
    """A reader returned what `corpus.model` says it never does, or failed by a fault of its own."""


def check(pages: Sequence[Page]) -> None:
    """See whether pages keep what `corpus.model` promises of them.

    Raises:
        BrokenPromiseError: they do not.
    """
    for page in pages:
        for line in page.lines:
            if not unicodedata.is_normalized("NFC", line.text):
                raise BrokenPromiseError(f"not NFC: {line.text[:80]!r}")
            at = 0
            for token in line.tokens:
                if not at <= token.start <= token.end <= len(line.source):
                    span = f"{token.start}-{token.end}"
                    raise BrokenPromiseError(f"span {span} after {at} of {len(line.source)}")
                at = token.start
                if not 0 <= token.confidence <= 1:
                    raise BrokenPromiseError(f"confidence {token.confidence}")


def one(path: Path, unpacked: Path) -> None:
    """Read one file, or unpack it.

    Raises:
        BrokenPromiseError: the reader did what it should not.
    """
    from corpus import archives, readers

    try:
        if path.suffix == ".zip":
            shutil.rmtree(unpacked, ignore_errors=True)
            archives.unpack(path, unpacked)
        else:
            check(readers.read(path))
    except UnreadableError as error:
        if _OURS.match(error.detail) and _is_ours(error):
            raise BrokenPromiseError(error.detail) from error


def _is_ours(error: UnreadableError) -> bool:
    """Whether the fault was raised in our own lines; what a library says of a bad file is a reason."""
    fault: BaseException = error
    while fault.__cause__:
        fault = fault.__cause__
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return Path(last.filename).is_relative_to(Path(corpus.__file__).parent)


def inside(name: str, arguments: Sequence[str]) -> None:
    """Fuzz until something is found; ends this process."""
    import atheris

    with atheris.instrument_imports(
        include=["corpus.readers", "corpus.archives"], enable_loader_override=False
    ):
        from corpus import archives, readers  # noqa: F401
        from corpus.readers import delimited, html, markdown, pdf, plain, scan, sheet, word  # noqa: F401
    suffixes, words, _ = fuzz_seeds.of(name)
    change = fuzz_changes.of(name)
    folder = Path(tempfile.mkdtemp())
    path = folder / f"tep{suffixes[0]}"

    def test(data: bytes) -> None:
        path.write_bytes(data)
        one(path, folder / "unpacked")

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return change(random.Random(seed), data or b" ", words)[:most]

    atheris.Setup([sys.argv[0], *arguments], test, custom_mutator=mutate)
    atheris.Fuzz()


def fuzz(name: str, minutes: float, seed: int, out: Path) -> list[Path]:
    """Fuzz one reader; the files that it failed on."""
    out.mkdir(parents=True, exist_ok=True)
    before = set(out.iterdir())
    until = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory() as folder:
        for number, (suffix, data) in enumerate(fuzz_seeds.of(name)[2]):
            (Path(folder) / f"{number}{suffix}").write_bytes(data)
        for start in range(_STARTS):
            left = int(until - time.monotonic())
            if left < 5:
                break
            done = subprocess.run(
                [
                    *(sys.executable, "-m", "tools.fuzz_readers", "--inside", name, "--"),
                    *(folder, f"-seed={seed + start}", f"-max_total_time={left}"),
                    *(f"-timeout={_SECONDS}", f"-rss_limit_mb={_MEGABYTES}"),
                    *(f"-max_len={_LARGEST}", f"-artifact_prefix={out}/{name}-"),
                ],
                capture_output=True,
                text=True,
                errors="replace",
            )
            said = [line for line in done.stderr.splitlines() if line.startswith(("#", "Done"))]
            print(f"{name}: {said[-1] if said else done.stderr[-500:]}", flush=True)
            if done.returncode:
                faults = [
                    line for line in done.stderr.splitlines() if "Error" in line or "ERROR" in line
                ]
                print("  FOUND", *faults[:3], sep="\n    ", flush=True)
    return sorted(set(out.iterdir()) - before)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", choices=fuzz_seeds.NAMES)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("/tmp/fuzz-found"))
    given = parser.parse_args()
    found = [
        path
        for name in given.readers
        for path in fuzz(name, given.minutes, given.seed, given.out.resolve())
    ]
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2], sys.argv[4:])
    sys.exit(main())
