"""`python -m eval convert IN OUT`: a question set in another format, nothing lost."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.terminal import note
from eval import formats, questions
from eval.commands import UNREAD
from eval.commands.findings import tell
from eval.findings import Severity


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("source", type=Path, metavar="IN", help="tệp .jsonl, .csv hoặc .xlsx")
    parser.add_argument("target", type=Path, metavar="OUT", help="tệp .jsonl, .csv hoặc .xlsx")


def run(given: argparse.Namespace) -> int:
    """Write the set; rows that are no question are named and left out. The exit code.

    Raises:
        eval.questions.SetError: the set holds no question.
        eval.formats.FormatError: it cannot be written in the other format.
        OSError: the file cannot be written.
    """
    if given.target.exists() and given.target.samefile(given.source):
        raise formats.FormatError(
            f"{given.target}: phải khác tệp đọc vào / must be another file than the one read"
        )
    found = questions.read(given.source)
    tell(given.source, found.problems)
    formats.write([item.fields for item in found], given.target)
    note(f"{given.target}: {len(found)} câu hỏi / questions")
    return UNREAD if any(one.severity is Severity.ERROR for one in found.problems) else 0
