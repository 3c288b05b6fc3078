"""What the command line shows: colours and bars on a terminal, plain text in a pipe."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from assistant.messages import changed_parts, explain
from assistant.model import Answer, Citation, Status

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.startup import Progress
    from corpus.index import BuildReport
    from corpus.model import StoredDocument

_HOW = {"text": "chữ", "text-layer": "lớp chữ", "ocr": "nhận dạng"}
_AUDIENCE = {"public": "công khai", "staff": "nội bộ"}
_COLUMNS = ("Tên", "Tiêu đề", "Số", "Ngày", "Trang", "Đoạn", "Cách đọc", "Phạm vi")


def printable(text: str) -> str:
    """The text without control characters: what a document says never steers a terminal."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")


def warn(message: str) -> None:
    """One line on standard error, red on a terminal."""
    _line(message, "red", sys.stderr)


def note(message: str) -> None:
    """One line on standard error that is no warning."""
    _line(message, "dim", sys.stderr)


def _line(message: str, style: str, file: TextIO) -> None:
    from rich.console import Console

    Console(file=file, soft_wrap=True, highlight=False).print(
        printable(message), style=style, markup=False
    )


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error while files are read; nothing where it is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Đang đọc", total=None)

        def advance(name: str, done: int, total: int) -> None:
            described = printable(f"Đang đọc {name}" if name else "Đang lập chỉ mục")
            bar.update(task, description=described, completed=done, total=total)

        yield advance


def show_report(report: BuildReport, store: Path) -> None:
    """What a build did: each unreadable file on standard error, then one line."""
    for failure in report.failed:
        warn(explain(failure))
    if report.rebuilt_because:
        note(f"Đã đọc lại tài liệu vì có thay đổi: {changed_parts(report.rebuilt_because)}.")
    parts = [f"{len(report.read)} tệp mới hoặc thay đổi", f"{len(report.unchanged)} tệp giữ nguyên"]
    if report.removed:
        parts.append(f"{len(report.removed)} tệp đã bỏ")
    if report.failed:
        parts.append(f"{len(report.failed)} tệp không đọc được")
    note(f"Kho {store}: {', '.join(parts)}.")


def show_answer(answer: Answer) -> None:
    """An answer with its sources."""
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False)
    said = printable(answer.text)
    if answer.short and answer.status in (Status.ANSWERED, Status.PARTLY_ANSWERED):
        console.print(Text(printable(answer.short), style="bold green"))
        console.print()
    console.print(Text(said))
    if answer.question.is_reread and answer.status is not Status.BLOCKED:
        understood = printable(answer.question.understood)
        console.print(Text(f"Hiểu câu hỏi là: {understood}", style="dim"))
    for notice in answer.notices:
        marker = f" [{notice.marker}]" if notice.marker else ""
        console.print(Text(f"Lưu ý{marker}: {printable(notice.message)}", style="yellow"))
    if answer.citations:
        console.print(Text("\nNguồn:", style="bold"))
        for citation in answer.citations:
            console.print(
                Text(f"[{citation.marker}] {printable(place_of(citation))}", style="cyan")
            )


def place_of(citation: Citation) -> str:
    """Where a citation points to, in words."""
    parts = [f"{citation.title} ({citation.document})"]
    if citation.page is not None:
        parts.append(f"trang {citation.page}")
    if citation.lines:
        first, last = citation.lines
        parts.append(f"dòng {first}" if first == last else f"dòng {first}-{last}")
    if citation.sheet is not None:
        parts.append(f"trang tính “{citation.sheet}”")
    if citation.row is not None:
        parts.append(f"hàng {citation.row}")
    return ", ".join(parts)


def show_documents(documents: Sequence[StoredDocument]) -> None:
    """What is indexed: a table on a terminal, tab-separated lines in a pipe."""
    from rich.console import Console
    from rich.table import Table

    rows = [[printable(cell) for cell in _row(document)] for document in documents]
    console = Console(highlight=False)
    if not console.is_terminal:
        for row in (_COLUMNS, *rows):
            print("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row))
        return
    table = Table(*_COLUMNS)
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    console.print(table)


def _row(document: StoredDocument) -> list[str]:
    return [
        document.name,
        document.title,
        document.number or "",
        document.date or "",
        "" if document.pages is None else str(document.pages),
        str(document.chunks),
        ", ".join(_HOW[how.value] for how in document.how)
        + (" (đã phục hồi dấu)" if document.repaired else ""),
        _AUDIENCE[document.audience.value],
    ]
