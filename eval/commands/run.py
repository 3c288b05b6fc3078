"""`python -m eval run SET`: ask every question, score the answers, write the run's folder."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.model import Role
from assistant.terminal import note, warn
from eval import provenance, questions, report, selection, thresholds
from eval.commands import MISSED, UNREAD, opening, required
from eval.commands.findings import tell
from eval.commands.progress import watching
from eval.findings import Severity
from eval.folder import REPORT, changed, settings_of
from eval.measures import MEASURES, Kind
from eval.measures.support import DIRECT_TYPES
from eval.questions import Item, QuestionSet
from eval.thresholds import Threshold

_STOPPED = 128  # and the number of the signal, as a shell says it


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("set", type=Path, metavar="SET", help="tệp .jsonl, .csv hoặc .xlsx")
    opening.arguments(parser)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("runs/latest"),
        metavar="DIR",
        help="thư mục kết quả; chạy lại cùng lệnh thì hỏi tiếp phần còn lại",
    )
    parser.add_argument("--role", type=Role, choices=list(Role), default=None, metavar="R")
    parser.add_argument(
        "--filter",
        type=_filter,
        action="append",
        default=[],
        metavar="FIELD=VALUE[,VALUE]",
        help="chỉ hỏi những câu như vậy (ví dụ style=typo); có thể lặp lại",
    )
    parser.add_argument(
        "--sample", type=_count, metavar="N", help="chỉ hỏi N câu, giữ tỷ lệ các loại"
    )
    parser.add_argument(
        "--repeat", type=_count, default=1, metavar="N", help="hỏi mỗi câu N lần để đo độ ổn định"
    )
    parser.add_argument(
        "--workers", type=_count, default=1, metavar="N", help="số câu hỏi cùng lúc (mặc định: 1)"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="hỏi lại từ đầu dù thư mục đã có kết quả"
    )
    required.arguments(parser, thresholds.RUN_MEASURES)
    parser.add_argument(
        "--thresholds",
        type=Path,
        nargs="?",
        const=thresholds.SHIPPED,
        metavar="FILE",
        help="thoát với mã 3 nếu không đạt mức trong tệp này (mặc định: eval/thresholds.toml)",
    )


def run(given: argparse.Namespace) -> int:
    """Run it; the exit code.

    Raises:
        eval.questions.SetError: the set holds no question.
        eval.selection.SelectionError: the filters leave none.
        eval.thresholds.ThresholdError: the file of thresholds is wrong.
        eval.folder.BusyError: another run writes into the folder.
        corpus.errors.CorpusError: the store cannot be used.
        OSError: a file cannot be read or written.
    """
    from assistant.pipeline import Assistant
    from eval.check import before_run
    from eval.run import run as ask_all

    found = questions.read(given.set)
    items = selection.chosen(found, selection.merged(given.filter), given.sample)
    wanted = _thresholds(given)
    tell(given.set, found.problems)
    with opening.opened(given) as store:
        role = given.role or store.settings.role
        assistant = Assistant(store.settings, store.embedder)
        try:
            problems = before_run(found, {one.name for one in assistant.documents(Role.STAFF)})
            tell(given.set, problems)
            settings = {
                **_settings(given, len(items)),
                "role": role.value,
                "model": store.embedder.name,
                **provenance.of_assistant(store.settings),
                "started": datetime.now().astimezone().isoformat(timespec="seconds"),
            }
            _tell_of_folder(given, settings, len(items))
            with watching() as progress, stopping() as stopped:
                summary = ask_all(
                    assistant,
                    items,
                    given.out,
                    settings,
                    role=role,
                    workers=given.workers,
                    repeat=given.repeat,
                    progress=progress,
                    stopped=lambda: stopped() is not None,
                    required=wanted,
                    fresh=given.fresh,
                )
        finally:
            assistant.close()
    _print(summary)
    _tell_left_out(items)
    note(f"Báo cáo: {given.out / REPORT}")
    if not summary["complete"]:
        left = len(items) - summary["questions"]
        warn(f"Đã dừng, còn {left} câu chưa hỏi; chạy lại cùng lệnh để hỏi tiếp.")
        return _STOPPED + (stopped() or signal.SIGINT)
    broken = any(one.severity is Severity.ERROR for one in (*found.problems, *problems))
    is_missed = required.tell_missed(thresholds.judge(wanted, summary))
    return MISSED if is_missed else UNREAD if store.unread or broken else 0


def _filter(text: str) -> tuple[str, frozenset[str]]:
    try:
        return selection.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: phải có dạng style=typo") from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: phải là một số nguyên dương")
    return int(text)


def _thresholds(given: argparse.Namespace) -> list[Threshold]:
    kept = thresholds.read(given.thresholds, given.set.stem) if given.thresholds else ()
    return [*kept, *given.require]


def _settings(given: argparse.Namespace, asked: int) -> dict[str, Any]:
    """What of the arguments decides which answers a run gets."""
    filters = {name: sorted(wanted) for name, wanted in selection.merged(given.filter).items()}
    return {
        "set": given.set.name,
        "set_sha256": provenance.set_digest(given.set),
        "questions": asked,
        "filter": filters,
        "sample": given.sample,
        "repeat": given.repeat,
        "workers": given.workers,
    }


def _tell_of_folder(given: argparse.Namespace, settings: Mapping[str, Any], asked: int) -> None:
    """Say what becomes of the answers that the folder holds."""
    before = settings_of(given.out)
    if before is None or given.fresh:
        return
    names = changed(before, settings)
    if names:
        note(f"{given.out}: chạy lại từ đầu, vì đã khác: {', '.join(names)}.")
    else:
        note(f"{given.out}: giữ những câu đã hỏi, hỏi tiếp phần còn lại của {asked} câu.")


@contextmanager
def stopping() -> Iterator[Callable[[], int | None]]:
    """The signal that asked the process to end, None before; the second one ends it at once."""
    caught: list[int] = []

    def catch(number: int, _frame: object) -> None:
        if caught:
            raise KeyboardInterrupt
        caught.append(number)

    in_main = threading.current_thread() is threading.main_thread()
    numbers = (signal.SIGINT, signal.SIGTERM) if in_main else ()
    before = {number: signal.signal(number, catch) for number in numbers}
    try:
        yield lambda: caught[0] if caught else None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _print(summary: Mapping[str, Any]) -> None:
    """The measures with their intervals; p50 and p95 of those that are times."""
    intervals = summary.get("intervals") or {}
    for measure in MEASURES:
        value = summary.get(measure.name)
        if measure.kind is Kind.MS and isinstance(value, Mapping):
            told = f"{report.shown(value['p50']):>8} {'p95 ' + report.shown(value['p95']):>15}"
        else:
            told = f"{report.shown(value):>8} {_interval(intervals.get(measure.name)):>15}"
        print(f"{measure.name:<20} {told}  {measure.vi}")


def _interval(bounds: Sequence[float] | None) -> str:
    return f"{bounds[0]:.3f}-{bounds[1]:.3f}" if bounds else ""


def _tell_left_out(items: Sequence[Item] | QuestionSet) -> None:
    """Say which measures left questions out, and how many."""
    answerable = [item for item in items if item.answerable]
    without_place = sum(not item.located for item in answerable)
    if without_place:
        note(f"{without_place} câu không ghi vị trí dẫn chứng: không tính hit, mrr, supported.")
    direct = [item for item in answerable if item.type in DIRECT_TYPES]
    without_parts = sum(not item.must_contain for item in direct)
    if without_parts:
        note(f"{without_parts} câu không ghi must_contain: không tính direct.")
