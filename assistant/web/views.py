"""The addresses beside the chat: a document's file, a drawn page, a source on a page of its own.

All of them know only what the store shows to the process's role: for a citizen, a staff document
is as unknown as one that never was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.exceptions import HTTPException

from assistant.web import drawing, render
from assistant.web.repair import reading_of, turned
from assistant.web.sources import Place, drawable, view, within
from assistant.web.texts import texts
from corpus.errors import UnreadableError

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

Lines = Annotated[
    str | None,
    Query(pattern=r"^\d{1,6}(-\d{1,6})?$", description="Số dòng hoặc khoảng dòng: 10 hay 10-12"),
]
PageNumber = Annotated[int, Path(ge=1, le=100_000)]
_CACHE = {"Cache-Control": "private, max-age=300"}


def router(assistant: Assistant) -> APIRouter:
    """The routes, answering in the assistant's own role."""
    routes = APIRouter()

    @routes.get(
        "/documents/{name:path}",
        summary="Tải tệp gốc",
        description="Tệp như khi được nạp; 404 nếu không có hoặc không công khai.",
        response_class=FileResponse,
    )
    def document(name: str) -> FileResponse:
        """The file as it was indexed. 404 for one that is unknown or not for this role."""
        known = assistant.document(name)
        if known is None or not known.path.is_file():
            raise HTTPException(404)
        return FileResponse(
            known.path, filename=known.path.name, headers={"Cache-Control": "no-cache"}
        )

    @routes.get(
        "/pages/{name:path}/{page}.png",
        summary="Ảnh một trang",
        description=(
            "Một trang PDF (PNG) hoặc một ảnh chụp trang (JPEG), các dòng nêu trong `lines` được tô sáng."
        ),
        response_class=Response,
    )
    def picture(name: str, page: PageNumber, lines: Lines = None) -> Response:
        """The page as a picture, the given lines of the page marked."""
        known = assistant.document(name)
        if known is None or not drawable(known) or page > (known.pages or 0):
            raise HTTPException(404)
        marked = within(assistant.lines(name, page=page), numbers(lines))
        boxes = tuple(line.box for line in marked if line.box is not None)
        if not known.path.is_file():
            raise HTTPException(404)
        read = reading_of(assistant, known, page, None)
        turn = turned(read.page) if read else 0
        try:
            drawn = drawing.draw(known.path, known.sha256, page, boxes, turn)
        except UnreadableError:
            raise HTTPException(404) from None
        return Response(drawn, media_type=drawing.media_type(drawn), headers=_CACHE)

    @routes.get(
        "/source/{name:path}",
        summary="Một nguồn",
        description="Trang xem nguồn; địa chỉ không chứa câu hỏi nên có thể gửi cho người khác.",
        response_class=HTMLResponse,
    )
    def source(
        request: Request,
        name: str,
        page: Annotated[int | None, Query(ge=1, le=100_000)] = None,
        sheet: Annotated[str | None, Query(max_length=100)] = None,
        lines: Lines = None,
        lang: Annotated[str, Query(max_length=5)] = "vi",
    ) -> HTMLResponse:
        """The source with the lines marked; the address holds no question and can be passed on."""
        shown = view(assistant, Place(name, page, sheet, numbers(lines)))
        if shown is None:
            return HTMLResponse(render.missing(texts(lang)), 404)
        return HTMLResponse(render.source(shown, texts(lang)))

    return routes


def numbers(lines: str | None) -> tuple[int, int] | None:
    """The range that an address names: "10-12" or "10"."""
    if lines is None:
        return None
    first, _, last = lines.partition("-")
    return int(first), int(last or first)
