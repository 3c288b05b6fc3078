"""`python -m eval check SET`: what is wrong with a question set, by line, before it is run."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.model import Role
from assistant.terminal import note, printable, warn
from eval import questions
from eval.check import check
from eval.check.evidence import Documents
from eval.commands import UNREAD, WRONG, opening
from eval.findings import Finding, Severity
from eval.questions import QuestionSet, SetError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("set", type=Path, metavar="SET", help="tệp .jsonl, .csv hoặc .xlsx")
    opening.arguments(parser)
    parser.add_argument("--json", action="store_true", help="in ra danh sách JSON")


def run(given: argparse.Namespace) -> int:
    """Print what was found; 0 for a clean set, 1 for findings, 2 for one that cannot be read.

    Evidence is looked up where --store or --documents say what is indexed.

    Raises:
        corpus.errors.CorpusError: the store or the documents cannot be used.
    """
    try:
        found = questions.read(given.set)
    except SetError as error:
        if given.json:
            print(json.dumps([one.as_fields() for one in error.problems], ensure_ascii=False))
        warn(str(error))
        return WRONG
    unread, findings = _findings(given, found)
    if given.json:
        print(json.dumps([one.as_fields() for one in findings], ensure_ascii=False, indent=1))
    else:
        for one in findings:
            print(printable(f"{given.set}: {one}"))
        errors = sum(one.severity is Severity.ERROR for one in findings)
        note(
            f"{given.set}: {len(found)} câu hỏi, {errors} lỗi, {len(findings) - errors} cảnh báo / "
            f"{len(found)} questions, {errors} errors, {len(findings) - errors} warnings"
        )
    return UNREAD if findings or unread else 0


def _findings(given: argparse.Namespace, found: QuestionSet) -> tuple[int, list[Finding]]:
    """How many documents could not be read, and what was found."""
    from assistant.pipeline import Assistant

    if given.store is None and not given.documents:
        return 0, check(found)
    with opening.opened(given) as store:
        assistant = Assistant(store.settings, store.embedder)
        try:
            return store.unread, check(found, Documents(assistant, Role.STAFF))
        finally:
            assistant.close()
