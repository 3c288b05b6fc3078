"""The API's description as a page of its own, drawn from its OpenAPI schema.

FastAPI's own page fetches Swagger UI from a CDN; this one has no script and works offline.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

Schema = Mapping[str, Any]
_WEB = Path(__file__).parent / "web"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a model."""

    name: str
    type: str
    required: bool
    note: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with one method."""

    method: str
    path: str
    summary: str
    description: str
    body: str
    responses: tuple[tuple[str, str, str], ...]
    example: str


def page(schema: Schema) -> str:
    """The page; `schema` is an OpenAPI 3.1 document."""
    models = schema.get("components", {}).get("schemas", {})
    shown = {n: tuple(_fields(m)) for n, m in models.items() if not n.startswith("HTTPValid")}
    from markupsafe import Markup

    return (
        _templates()
        .get_template("docs.html")
        .render(
            info=schema["info"],
            operations=tuple(_operations(schema)),
            models=shown,
            notes=_notes(models),
            # our own file, the one text that is not escaped
            style=Markup((_WEB / "theme.css").read_text(encoding="utf-8")),
        )
    )


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_WEB / "templates"),
        autoescape=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


def _operations(schema: Schema) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = _type(content.get("schema", {})) if content else ""
            models = schema.get("components", {}).get("schemas", {})
            examples = models.get(name, {}).get("examples", [])
            yield Operation(
                method.upper(),
                path,
                told.get("summary", ""),
                told.get("description", ""),
                name,
                tuple(
                    (code, answer.get("description", ""), _answers(answer))
                    for code, answer in told.get("responses", {}).items()
                ),
                json.dumps(examples[0], ensure_ascii=False) if examples else "",
            )


def _answers(answer: Schema) -> str:
    kinds = answer.get("content", {}).values()
    return next((_type(kind["schema"]) for kind in kinds if kind.get("schema")), "")


def _fields(model: Schema) -> Iterator[FieldRow]:
    required = model.get("required", ())
    for name, told in model.get("properties", {}).items():
        yield FieldRow(name, _type(told), name in required, told.get("description", ""))


def _notes(models: Schema) -> dict[str, str]:
    return {name: model.get("description", "") for name, model in models.items()}


def _type(told: Schema) -> str:
    if "$ref" in told:
        return str(told["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in told:
        return " | ".join(_type(one) for one in told["anyOf"])
    if told.get("type") == "array":
        if "prefixItems" in told:
            return f"[{', '.join(_type(one) for one in told['prefixItems'])}]"
        return f"{_type(told.get('items', {}))}[]"
    if told.get("type") == "object" and isinstance(told.get("additionalProperties"), Mapping):
        return f"{{name: {_type(told['additionalProperties'])}}}"
    return str(told.get("type", "any"))
