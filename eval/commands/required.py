"""The option --require, and what is said when a threshold is missed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Sequence

from assistant.terminal import warn
from eval import report, thresholds
from eval.thresholds import Judged, Threshold


def arguments(parser: argparse.ArgumentParser, known: Collection[str]) -> None:
    """Add --require for known measures."""
    parser.add_argument(
        "--require",
        type=_reader(known),
        action="append",
        default=[],
        metavar="MEASURE=VALUE",
        help="thoát với mã 3 nếu chỉ số thấp hơn giá trị này (MEASURE<=VALUE: cao hơn); lặp lại được",
    )


def tell_missed(judged: Sequence[Judged]) -> bool:
    """Say which thresholds are missed, a line each; whether any is."""
    missed = thresholds.missed(judged)
    for one in missed:
        warn(one.told(report.shown(one.measured)))
    return bool(missed)


def _reader(known: Collection[str]) -> Callable[[str], Threshold]:
    def read(text: str) -> Threshold:
        try:
            return thresholds.parse(text, known)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return read
