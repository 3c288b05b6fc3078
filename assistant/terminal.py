"""What the command line shows: colours and bars on a terminal, plain text in a pipe."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from assistant.messages import changed_parts, explain
from assistant.model import Answer, Citation, Status
from corpus.model import Effect, How, NoteKind

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.index import BuildReport
    from corpus.model import StoredDocument, StoredPage
    from corpus.progress import Progress, Report

_HOW = {How.TEXT: "chữ", How.TEXT_LAYER: "lớp chữ", How.OCR: "nhận dạng"}
_TOLD = {  # notes that the one line of a document tells, with how many of its pages they concern
    NoteKind.TURNED: "xoay {detail}°",
    NoteKind.STRAIGHTENED: "nắn thẳng",
    NoteKind.SPREAD: "tách từ ảnh hai trang",
    NoteKind.LAYER_REPLACED: "đọc lại vì lớp chữ lỗi",
    NoteKind.LAYER_KEPT: "giữ lớp chữ",
    NoteKind.LAYER_DOUBTED: "lớp chữ kém",
    NoteKind.HIDDEN_ROWS: "bỏ hàng ẩn",
    NoteKind.HIDDEN_COLUMNS: "bỏ cột ẩn",
    NoteKind.HIDDEN_SHEET: "bỏ trang tính ẩn",
    NoteKind.ATTACHMENT: "có tệp đính kèm không mở",
    NoteKind.SCRIPT: "có mã lệnh không chạy",
    NoteKind.CONVERTED: "chuyển từ .{detail}",
    NoteKind.CUT: "bỏ bớt vì quá giới hạn",
    NoteKind.CORRECTED: "sửa tay",
    NoteKind.UNPLACED: "có chỗ sửa tay chưa khớp",
}
_AUDIENCE = {"public": "công khai", "staff": "nội bộ"}
_COLUMNS = (
    "Tên",
    "Tiêu đề",
    "Số",
    "Ngày",
    "Trang",
    "Đoạn",
    "Cách đọc",
    "Phạm vi",
    "Loại",
    "Cơ quan ban hành",
    "Hiệu lực",
)
_VALIDITY = {
    Effect.REPLACES: "đã được thay thế bởi",
    Effect.REPEALS: "đã bị bãi bỏ bởi",
    Effect.AMENDS: "đã được sửa đổi bởi",
}


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
def progress_bar() -> Iterator[Report]:
    """A bar on standard error while files are read; nothing where it is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Đang đọc", total=None)

        def advance(step: Progress) -> None:
            # a file that is half read has half its share of the bar
            part = step.part / step.parts / 2 if step.parts else 0.0
            done = step.done + part + (0.5 if step.stage == "indexing" and step.name else 0.0)
            bar.update(task, description=described(step), completed=int(done), total=step.total)

        yield advance


def described(step: Progress) -> str:
    """One step of a build in words: what is done, to which file, how far."""
    if not step.name:
        return "Đang lập chỉ mục"
    of_them = {"reading": "trang", "indexing": "đoạn"}[step.stage.value]
    doing = {"reading": "Đang đọc", "indexing": "Đang lập chỉ mục"}[step.stage.value]
    far = f" ({of_them} {step.part}/{step.parts})" if step.parts else ""
    return printable(f"{doing} {step.name}{far}")


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
    known = [f"số {citation.number}"] if citation.number else []
    known += [f"ngày {citation.date}"] if citation.date and citation.date.count("/") == 2 else []
    return ", ".join(parts) + (f" ({' '.join(known)})" if known else "")


def show_documents(
    documents: Sequence[StoredDocument], pages: Mapping[str, Sequence[StoredPage]]
) -> None:
    """What is indexed, each with how its pages were read: a list, or tab-separated lines in a pipe."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        rows = [_row(document, pages.get(document.name, ())) for document in documents]
        for row in (_COLUMNS, *rows):
            print("\t".join(printable(cell).replace("\t", " ").replace("\n", " ") for cell in row))
        return
    for document in documents:
        name, title, *cells = _row(document, pages.get(document.name, ()))
        console.print(Text(printable(name), style="bold cyan"))
        console.print(Text(f"  {printable(title)}"))
        labelled = zip(_COLUMNS[2:], cells, strict=True)
        said = "; ".join(f"{label}: {cell}" for label, cell in labelled if cell)
        console.print(Text(f"  {printable(said)}", style="dim"))


def reading_of(pages: Sequence[StoredPage]) -> str:
    """How pages were read: "8 trang: 5 lớp chữ, 3 nhận dạng (1 xoay 90°), chất lượng 93 %"."""
    if not pages:
        return ""
    parts = []
    for how, word in _HOW.items():
        own = [page for page in pages if page.how is how]
        if own:
            notes = Counter(
                _TOLD[note.kind].format(detail=note.detail.rstrip("°"))
                for page in own
                for note in page.notes
                if note.kind in _TOLD
            )
            told = ", ".join(f"{count} {words}" for words, count in notes.items())
            parts.append(f"{len(own)} {word}" + (f" ({told})" if told else ""))
    repaired = sum(page.repaired for page in pages)
    if repaired:
        parts.append(f"{repaired} đã phục hồi dấu")
    quality = 100 * sum(page.confidence for page in pages) / len(pages)
    unit = "trang tính" if any(page.sheet is not None for page in pages) else "trang"
    return f"{len(pages)} {unit}: {', '.join(parts)}, chất lượng {quality:.0f} %"


def _row(document: StoredDocument, pages: Sequence[StoredPage]) -> list[str]:
    newer = document.replaced_by or next(iter(document.changed_by), None)
    return [
        document.name,
        document.title,
        document.number or "",
        document.date or "",
        "" if document.pages is None else str(document.pages),
        str(document.chunks),
        reading_of(pages),
        _AUDIENCE[document.audience.value],
        document.kind or "",
        document.body or "",
        f"{_VALIDITY[newer.effect]} {newer.number or newer.document}" if newer else "",
    ]
