"""Errors over HTTP: problem details as in RFC 9457, a plain page for browsers.

Nothing that was sent is repeated in them, so a question cannot end up in a log or a proxy.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    401: "Chưa đăng nhập",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Phương thức không được hỗ trợ",
    409: "Trùng hoặc đã thay đổi",
    413: "Yêu cầu quá lớn",
    415: "Kiểu nội dung không được hỗ trợ",
    422: "Yêu cầu không hợp lệ",
    500: "Lỗi hệ thống",
    503: "Hệ thống đang bận",
    507: "Hết chỗ lưu",
}
_DETAILS = {
    404: "Địa chỉ này không có, hoặc tài liệu không được công khai.",
    500: "Đã có lỗi trong hệ thống. Xin thử lại sau.",
}


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="where it is, with dots")
    detail: str


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldProblem] | None = Field(default=None, description="one entry a field")


class Refusal(Exception):  # noqa: N818 - it is what the caller is told, not a fault of ours
    """A request that is turned down, with a sentence for the one who sent it."""

    def __init__(self, status: HTTPStatus, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.field = status, detail, field


def response(
    status: int,
    detail: str | None = None,
    errors: list[FieldProblem] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """Problem details as a response."""
    problem = Problem(
        title=_TITLES.get(status) or HTTPStatus(status).phrase,
        status=status,
        detail=detail or _DETAILS.get(status),
        errors=errors,
    )
    return JSONResponse(
        problem.model_dump(exclude_none=True), status, headers=headers, media_type=MEDIA_TYPE
    )


def install(app: FastAPI) -> None:
    """Makes every error of the application a problem detail."""

    @app.exception_handler(Refusal)
    async def _refused(_request: Request, refusal: Refusal) -> JSONResponse:
        named = (
            [FieldProblem(field=refusal.field, detail=refusal.detail)] if refusal.field else None
        )
        return response(refusal.status, refusal.detail, named)

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers) if error.headers else None
        return response(error.status_code, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        fields = [
            FieldProblem(field=".".join(str(part) for part in e["loc"][1:]), detail=_say(e["type"]))
            for e in error.errors()
        ]
        return response(422, "Yêu cầu không đúng dạng đã mô tả ở /docs.", fields)

    @app.exception_handler(Exception)
    async def _failed(_request: Request, _error: Exception) -> JSONResponse:
        return response(500)


def _say(kind: str) -> str:
    if kind == "missing":
        return "Thiếu trường này."
    if kind == "json_invalid":
        return "Không phải JSON hợp lệ."
    if kind == "extra_forbidden":
        return "Trường này không có trong mô tả."
    if kind.startswith("string"):
        return "Phải là một chuỗi văn bản hợp lệ."
    if kind.startswith("list"):
        return "Phải là một danh sách."
    return "Giá trị không hợp lệ."
