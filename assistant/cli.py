"""The command line, to the letter of the contract.

Exit codes: 0 done; 1 done, but something could not be read; 2 wrong usage or settings. What needs a
model or a store is imported by the command that needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.listing import document_json, page_json
from corpus.errors import CorpusError, Reason, UnreadableError
from corpus.model import Audience

if TYPE_CHECKING:
    from assistant.settings import Settings
    from corpus.model import Page

_UNREAD, _WRONG = 1, 2

app = typer.Typer(
    name="assistant",
    help="Trợ lý hỏi đáp về báo cáo cải cách hành chính và thủ tục hành chính, có dẫn nguồn.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", help="Thư mục kho. Mặc định: ASSISTANT_STORE, hoặc .assistant/store."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="In ra JSON.")]


@app.command()
def index(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Tệp hoặc thư mục.")],
    store: StoreOption = None,
    audience: Annotated[
        Audience,
        typer.Option(help="Ai được xem: public (mọi người) hoặc staff (nội bộ)."),
    ] = Audience.PUBLIC,
) -> None:
    """Nạp tài liệu vào kho; tệp không đổi thì bỏ qua."""
    from assistant.terminal import progress_bar, show_report

    settings = _settings(store)
    with _explained():
        for path in paths:
            if not path.exists():  # told before ten seconds of imports
                raise UnreadableError(path, Reason.MISSING)
        from corpus.embedding import load
        from corpus.index import build

        with progress_bar() as progress:
            report = build(
                paths,
                settings.store,
                audience=audience,
                embedder=load(settings.embedding_model),
                progress=progress,
                chroma_url=settings.chroma_url,
            )
    show_report(report, settings.store)
    if report.failed:
        raise typer.Exit(_UNREAD)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Câu hỏi.")],
    history: Annotated[
        list[str] | None,
        typer.Option("--history", metavar="Q", help="Câu hỏi trước đó; có thể lặp lại."),
    ] = None,
    store: StoreOption = None,
    role: Annotated[
        str | None, typer.Option(help="citizen (người dân) hoặc staff (cán bộ).")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="K", help="Chỉ loại văn bản này (kế hoạch, KH…); có thể lặp lại."),
    ] = None,
    issuer: Annotated[
        list[str] | None,
        typer.Option(metavar="I", help="Chỉ văn bản do cơ quan này ban hành; có thể lặp lại."),
    ] = None,
    number: Annotated[
        list[str] | None, typer.Option(metavar="N", help="Chỉ văn bản mang số này; có thể lặp lại.")
    ] = None,
    year: Annotated[
        list[int] | None, typer.Option(metavar="Y", help="Chỉ văn bản của năm này; có thể lặp lại.")
    ] = None,
    period: Annotated[
        list[str] | None,
        typer.Option(metavar="P", help="Chỉ văn bản của kỳ này (“quý I/2024”); có thể lặp lại."),
    ] = None,
    document: Annotated[
        list[str] | None, typer.Option(metavar="D", help="Chỉ tài liệu này; có thể lặp lại.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Trả lời một câu hỏi, kèm nguồn."""
    from assistant.filters import Filters
    from assistant.model import Language, Role
    from assistant.startup import open_assistant
    from assistant.terminal import progress_bar, show_answer, show_report

    settings = _settings(store)
    if role is not None and role not in set(Role):
        _wrong(f"--role {role}: chỉ nhận citizen hoặc staff.")
    with _explained():
        if store is not None:
            _need_store(settings)
        with progress_bar() as progress:
            assistant = open_assistant(
                settings,
                progress=progress,
                report=lambda report: show_report(report, settings.store),
            )
    asking = Role(role) if role else None
    filters = Filters(
        kinds=tuple(kind or ()),
        bodies=tuple(issuer or ()),
        numbers=tuple(number or ()),
        years=tuple(year or ()),
        periods=tuple(period or ()),
        documents=tuple(document or ()),
    )
    try:
        unknown = assistant.unknown(filters, Language.VIETNAMESE, asking) if filters else []
        if unknown:
            _wrong("\n".join(sentence for _, sentence in unknown))
        answer = assistant.ask(question, history or (), role=asking, filters=filters)
    finally:
        assistant.close()
    if as_json:
        from assistant.schema import AnswerOut

        _print_json(AnswerOut.of(answer).model_dump())
    else:
        show_answer(answer)


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp .txt.")]) -> None:
    """In văn bản đã phục hồi của một tệp .txt, mỗi dòng vào một dòng ra."""
    if file.suffix.lower() != ".txt":
        _wrong(f"{file}: lệnh này chỉ nhận tệp .txt.")
    from corpus.vietnamese.repair import written_out

    _settings(None)  # a body's own terms, and the limits of reading
    for page in _read(file):
        for line in written_out(page.lines):
            print(line)


@app.command()
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp cần đọc.")],
    as_json: JsonOption = False,
) -> None:
    """In văn bản đọc được từ một tệp, từng trang."""
    from assistant.terminal import printable

    _settings(None)  # a body's own terms, and the limits of reading
    pages = _read(file)
    if as_json:
        _print_json([page_json(page) for page in pages])
        return
    for page in pages:
        name = page.sheet if page.sheet is not None else page.number
        if name is not None:
            print(f"--- {'Trang tính' if page.sheet is not None else 'Trang'} {name} ---")
        print(printable(page.text))


@app.command()
def documents(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Liệt kê tài liệu trong kho."""
    from assistant.messages import explain
    from assistant.terminal import show_documents, warn

    settings = _settings(store)
    with _explained():
        from corpus.store import Store

        opened = Store.open(settings.store)
        stored = sorted(opened.documents(tuple(Audience)).values(), key=lambda d: d.name)
        read_as = {document.name: opened.records.pages(document.name) for document in stored}
        failed = opened.manifest.failed
        opened.close()
    if as_json:
        _print_json([document_json(document, read_as[document.name]) for document in stored])
    else:
        show_documents(stored, read_as)
    for name in sorted(failed):
        warn(explain(failed[name].error))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Địa chỉ lắng nghe.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Cổng.")] = None,
    store: StoreOption = None,
) -> None:
    """Chạy trang web hỏi đáp."""
    from assistant.startup import open_assistant
    from assistant.terminal import progress_bar, show_report

    settings = _settings(store)
    with _explained():
        if store is not None:
            _need_store(settings)
        with progress_bar() as progress:
            assistant = open_assistant(
                settings,
                progress=progress,
                report=lambda report: show_report(report, settings.store),
            )
    from assistant.web import serve as serve_web

    try:
        serve_web(assistant, host or settings.host, port or settings.port)
    except OSError as error:
        _wrong(f"Không mở được {host or settings.host}:{port or settings.port}: {error.strerror}.")
    finally:
        assistant.close()


def main() -> None:
    """The console script."""
    try:
        app()
    except BrokenPipeError:
        # the reader of a pipe went away: what Python flushes at exit has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _settings(store: Path | None) -> Settings:
    from pydantic import ValidationError

    from assistant.settings import Settings

    try:
        return Settings() if store is None else Settings(store=store)
    except ValidationError as error:
        names = ", ".join(
            f"ASSISTANT_{'_'.join(map(str, e['loc']))}".upper() for e in error.errors()
        )
        _wrong(f"Cấu hình sai: {names}. Xin xem bảng cấu hình trong README.")


def _need_store(settings: Settings) -> None:
    """A store that was named has to be there; only the default one is made on the way."""
    from corpus.store import Store

    Store.open(settings.store).close()


def _read(file: Path) -> tuple[Page, ...]:
    from corpus.isolation import Reader

    with _explained(), Reader() as reader:
        return reader.read(file)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def _explained() -> Iterator[None]:
    """Errors that are expected become one sentence and an exit code."""
    from assistant.messages import explain
    from assistant.terminal import warn

    try:
        yield
    except UnreadableError as error:
        warn(explain(error))
        is_usage = error.reason in (Reason.MISSING, Reason.NOT_A_FILE)
        raise typer.Exit(_WRONG if is_usage else _UNREAD) from None
    except CorpusError as error:
        warn(explain(error))
        raise typer.Exit(_WRONG) from None


def _wrong(message: str) -> NoReturn:
    from assistant.terminal import warn

    warn(message)
    raise typer.Exit(_WRONG)
