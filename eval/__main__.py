"""`python -m eval run | check | convert | retrieval | compare`, to the letter of the contract.

Exit codes: 0 done; 1 done, but something could not be read; 2 wrong usage; 3 a threshold is missed;
130 and 143, a run was stopped and what it has is written down.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from pydantic import ValidationError

from assistant.messages import explain
from assistant.terminal import warn
from corpus.errors import CorpusError
from eval.commands import WRONG, check, convert, retrieval, run
from eval.compare import RunError
from eval.comparison import command as comparison
from eval.folder import BusyError
from eval.formats import FormatError
from eval.questions import SetError
from eval.retrieval import LayoutError
from eval.selection import SelectionError
from eval.thresholds import ThresholdError


class _Command(Protocol):
    def arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, given: argparse.Namespace) -> int: ...


_COMMANDS: Mapping[str, tuple[_Command, str]] = {
    "run": (run, "hỏi mọi câu của một bộ câu hỏi"),
    "check": (check, "tìm lỗi trong một bộ câu hỏi"),
    "convert": (convert, "chuyển bộ câu hỏi sang JSONL, CSV hoặc XLSX"),
    "retrieval": (retrieval, "đo truy hồi trên bộ dữ liệu kiểu BEIR"),
    "compare": (comparison, "so sánh hai hay nhiều lần chạy"),
}
_WRONG_USE = (
    *(SetError, FormatError, SelectionError, ThresholdError, LayoutError, RunError),
    OSError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Wrong usage ends the process with exit code 2."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="Đánh giá trợ lý.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (module, told) in _COMMANDS.items():
        module.arguments(commands.add_parser(name, help=told))
    given = parser.parse_args(arguments)
    try:
        return _COMMANDS[given.command][0].run(given)
    except CorpusError as error:
        warn(explain(error))
    except ValidationError as error:
        names = ("ASSISTANT_" + "_".join(map(str, e["loc"])).upper() for e in error.errors())
        warn(f"Cấu hình sai: {', '.join(names)}.")
    except BusyError as error:
        warn(f"{error}: một lần chạy khác đang ghi vào thư mục này / another run writes here now.")
    except _WRONG_USE as error:
        warn(str(error))
    return WRONG


if __name__ == "__main__":
    sys.exit(main())
