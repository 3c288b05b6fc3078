"""What a form sent, read within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

from corpus.model import Audience

if TYPE_CHECKING:
    from starlette.requests import Request

SMALL = 8192  # bytes of a form that says no more than which document is meant
_MOST_FIELDS = 4_000

Fields = Mapping[str, Sequence[str]]


async def read(request: Request, most: int = SMALL) -> Fields:
    """The fields of a form, each with all its values.

    Raises:
        HTTPException: 413 beyond `most` bytes, before it is read whole; 422 where it is no form.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(422) from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def first(fields: Fields, name: str) -> str:
    """A field's first value; empty where there is none."""
    return next(iter(fields.get(name, ())), "")


def number(text: str) -> int:
    """A number that is not negative; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def audience(text: str) -> Audience:
    """Who may see a document; everybody where nothing else is said."""
    return Audience.STAFF if text == Audience.STAFF.value else Audience.PUBLIC
