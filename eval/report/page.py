"""A page that needs nothing else: style, words, script and data in one HTML file.

The page forbids itself everything that it does not bring along (a Content-Security-Policy with the
hashes of its own style and script), so that markup that slipped through could still run nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from eval.report.bilingual import Text

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
_COMMON_SCRIPTS = ("words.js", "listing.js", "answers.js")
# In a script element only "<" can end it or begin a comment; the rest is for older parsers.
_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def page(template: str, script: str, title: Text, data: Mapping[str, Any], **values: object) -> str:
    """The whole file.

    Args:
        template: of the page's middle, a file in `eval/report/pages/`.
        script: what the page does beside its list, a file in the same folder.
        title: of the page.
        data: what the script is given; anything that JSON can hold.
        values: for the template; texts and marked-up plots.
    """
    style = _file("page.css")
    code = "\n".join(_file(name) for name in (*_COMMON_SCRIPTS, script))
    text = (
        _templates()
        .get_template(template)
        .render(
            title=title,
            style=Markup(style),
            script=Markup(code),
            kind=template.removesuffix(".html"),
            policy=_policy(style, code),
            data=Markup(as_json(data)),
            **values,
        )
    )
    # A file may hold half of a surrogate pair, which no encoding can write.
    return text.encode("utf-8", "replace").decode("utf-8")


def as_json(data: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _policy(style: str, code: str) -> str:
    hashes = (
        base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        for text in (style, code)
    )
    of_style, of_code = (f"'sha256-{digest}'" for digest in hashes)
    return (
        f"default-src 'none'; style-src {of_style}; script-src {of_code}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _file(name: str) -> str:
    return (_FOLDER / "pages" / name).read_text(encoding="utf-8").strip()


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals["say"] = Text
    return environment
