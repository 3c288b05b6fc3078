"""`python -m eval run | retrieval | compare`, to the letter of the contract.

Exit codes: 0 done; 1 done, but something could not be read; 2 wrong usage; 3 a threshold is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.messages import explain
from assistant.model import Role
from assistant.retrieval import Mode
from assistant.settings import Settings
from assistant.terminal import note, warn
from corpus.errors import CorpusError
from eval import compare, metrics, questions, report, retrieval

if TYPE_CHECKING:
    from eval.run import Result

_UNREAD, _WRONG, _MISSED = 1, 2, 3
_RUN_MEASURES = frozenset(key for key, _ in report.MEASURES)
_RETRIEVAL_MEASURES = frozenset(
    {"recall_at_1", "recall_at_5", "recall_at_10", "mrr_at_10", "ndcg_at_10", "passages_per_second"}
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Wrong usage ends the process with exit code 2."""
    given = _parser().parse_args(arguments)
    commands = {"run": _run, "retrieval": _retrieval, "compare": _compare}
    try:
        return commands[given.command](given)
    except CorpusError as error:
        warn(explain(error))
    except ValidationError as error:
        names = ("ASSISTANT_" + "_".join(map(str, e["loc"])).upper() for e in error.errors())
        warn(f"Cấu hình sai: {', '.join(names)}.")
    except (questions.SetError, retrieval.LayoutError, compare.RunError, OSError) as error:
        warn(str(error))
    return _WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Đánh giá trợ lý.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="hỏi mọi câu của một bộ câu hỏi")
    run.add_argument("set", type=Path, metavar="SET")
    run.add_argument("--store", type=Path, metavar="DIR")
    run.add_argument("--documents", type=Path, nargs="+", metavar="PATH")
    run.add_argument("--out", type=Path, default=Path("runs/latest"), metavar="DIR")
    run.add_argument("--role", type=Role, choices=list(Role), default=None, metavar="R")
    beir = commands.add_parser("retrieval", help="đo truy hồi trên bộ dữ liệu kiểu BEIR")
    beir.add_argument("folder", type=Path, metavar="DIR")
    beir.add_argument("--strip-diacritics", action="store_true")
    beir.add_argument("--mode", type=Mode, choices=list(Mode), default=Mode.HYBRID)
    beir.add_argument("--run", type=Path, metavar="FILE")
    beir.add_argument("--json", action="store_true")
    for command, measures in ((run, _RUN_MEASURES), (beir, _RETRIEVAL_MEASURES)):
        command.add_argument(
            "--require",
            type=_threshold(measures),
            action="append",
            default=[],
            metavar="MEASURE=VALUE",
            help="thoát với mã 3 nếu chỉ số thấp hơn giá trị này; có thể lặp lại",
        )
    two = commands.add_parser("compare", help="so sánh hai lần chạy")
    two.add_argument("before", type=Path, metavar="A")
    two.add_argument("after", type=Path, metavar="B")
    return parser


def _threshold(known: frozenset[str]) -> Callable[[str], tuple[str, float]]:
    """A reader of "measure=value" for one of the known measures."""

    def read(text: str) -> tuple[str, float]:
        name, _, value = text.partition("=")
        if name not in known:
            raise argparse.ArgumentTypeError(f"không có chỉ số {name}")
        try:
            return name, float(value)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{text}: giá trị phải là một số") from error

    return read


def _run(given: argparse.Namespace) -> int:
    from assistant.pipeline import Assistant
    from corpus.embedding import load
    from corpus.index import build
    from eval.run import ask_all, write

    items = questions.read(given.set)
    settings = Settings() if given.store is None else Settings(store=given.store)
    role = given.role or settings.role
    embedder = load(settings.embedding_model)
    unread = 0
    with tempfile.TemporaryDirectory() as folder:
        if given.documents:
            settings = settings.model_copy(update={"store": Path(folder) / "store"})
            done = build(given.documents, settings.store, embedder=embedder)
            for failure in done.failed:
                warn(explain(failure))
            unread = len(done.failed)
        assistant = Assistant(settings, embedder)
        try:
            results = ask_all(assistant, items, role)
        finally:
            assistant.close()
    used = {"set": given.set.name, "role": role.value, "model": embedder.name}
    summary = write(results, given.out, used)
    _print_run(summary)
    _tell_left_out(results)
    note(f"Báo cáo: {given.out / 'report.html'}")
    return _missed(given.require, summary) or (_UNREAD if unread else 0)


def _print_run(summary: Mapping[str, Any]) -> None:
    for key, label in report.MEASURES:
        print(f"{key:<20} {report.shown(summary[key]):>8}  {label}")
    latency = summary["latency_ms"]
    print(f"{'latency_ms':<20} {report.shown(latency['p50']):>8}  p50 (p95 {latency['p95']})")


def _tell_left_out(results: Sequence[Result]) -> None:
    """Say which measures left questions out, and how many."""
    answerable = [item for item, _, _ in results if item.answerable]
    without_place = sum(not item.located for item in answerable)
    if without_place:
        note(f"{without_place} câu không ghi vị trí dẫn chứng: không tính hit, mrr, supported.")
    direct = [item for item in answerable if item.type in metrics.DIRECT_TYPES]
    without_parts = sum(not item.must_contain for item in direct)
    if without_parts:
        note(f"{without_parts} câu không ghi must_contain: không tính direct.")


def _retrieval(given: argparse.Namespace) -> int:
    from corpus.embedding import load

    data = retrieval.read(given.folder)
    embedder = load(Settings().embedding_model)
    measures, rankings = retrieval.measure(
        data, embedder, given.mode, without_accents=given.strip_diacritics
    )
    if given.run:
        retrieval.write_run(rankings, given.run, f"assistant-{given.mode.value}")
    if given.json:
        print(json.dumps(measures, ensure_ascii=False, indent=2))
    else:
        for key, value in measures.items():
            print(f"{key:<20} {value if isinstance(value, dict | str) else report.shown(value)}")
    return _missed(given.require, measures)


def _compare(given: argparse.Namespace) -> int:
    before, after = compare.read(given.before), compare.read(given.after)
    alone = len(before.keys() ^ after.keys())
    if alone:
        note(f"{alone} câu chỉ có ở một lần chạy: không so sánh.")
    differences = compare.compare(before, after)
    print(f"{'measure':<10} {'n':>5} {'A':>7} {'B':>7} {'better':>7} {'worse':>6} {'p':>7}")
    for one in differences:
        print(
            f"{one.measure:<10} {one.questions:>5} {one.before:>7.3f} {one.after:>7.3f} "
            f"{len(one.better):>7} {len(one.worse):>6} {one.p:>7.4f}"
        )
    for one in differences:
        for word, ids in (("better", one.better), ("worse", one.worse)):
            if ids:
                print(f"{one.measure} {word}: {', '.join(ids)}")
    return 0


def _missed(required: Sequence[tuple[str, float]], measures: Mapping[str, Any]) -> int:
    """Exit code 3 if a measure is lower than was asked for, with a line for each.

    A measure that the set does not allow to take is missed too: nothing shows that it is reached.
    """
    code = 0
    for name, least in required:
        measured = measures[name]
        if measured is None or measured < least:
            warn(f"{name} là {report.shown(measured)}, thấp hơn mức yêu cầu {least}.")
            code = _MISSED
    return code


if __name__ == "__main__":
    sys.exit(main())
