"""`python -m eval compare A B [C…] [--html FILE]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.terminal import note
from eval import compare
from eval.comparison import letters, render
from eval.comparison.table import lines


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares what the command takes."""
    parser.add_argument("before", type=Path, metavar="A", help="thư mục của lần chạy làm gốc")
    parser.add_argument("after", type=Path, nargs="+", metavar="B", help="các lần chạy so với A")
    parser.add_argument("--html", type=Path, metavar="FILE", help="ghi trang so sánh vào tệp này")


def run(given: argparse.Namespace) -> int:
    """Prints each run beside the first, and writes the page if asked for; the exit code.

    Raises:
        RunError: a folder holds no run.
        OSError: the page cannot be written.
    """
    first, *others = runs = [compare.load(folder) for folder in (given.before, *given.after)]
    for letter, other in zip(letters(len(runs))[1:], others, strict=True):
        alone = len(first.rows.keys() | other.rows.keys())
        alone -= len(compare.shared((first.rows, other.rows)))
        if alone:
            note(f"{alone} câu chỉ có ở một lần chạy, hoặc được hỏi bằng lời khác: không so sánh.")
        if len(others) > 1:
            print(f"A = {first.name}, B = {letter} = {other.name}")
        for line in lines(compare.compare(first.rows, other.rows)):
            print(line)
    if given.html:
        given.html.write_text(render(runs), encoding="utf-8")
        note(f"Trang so sánh: {given.html}")
    return 0
