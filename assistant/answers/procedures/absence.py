"""Values of a record that say that nothing is known: "Chưa có nguồn xác nhận"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.draft import Statement
from assistant.answers.procedures.lines import value_of

_ABSENT = re.compile(
    r"(?:^|:\s*)(?:chưa (?:có (?:nguồn|thông tin|số liệu|dữ liệu)|(?:được )?(?:xác nhận|cập nhật)"
    r"|rõ|xác định được|đọc được)|đang cập nhật|không rõ)\b",
    re.IGNORECASE,
)
# What beside it does not answer how much: a charge of nothing, a source in brackets.
_NO_VALUE = re.compile(r"^(?:không\b|\()", re.IGNORECASE)


def is_absent(text: str) -> bool:
    """Whether a line says that its value is not known.

    "Không quy định" is none of these: that something is not limited is an answer.
    """
    return bool(_ABSENT.search(value_of(text)))


def are_absent(statements: Sequence[Statement]) -> bool:
    """Whether what a record says of a field comes to this, that it is not known."""
    absent = [one for one in statements if not one.wording and is_absent(one.text)]
    others = [one for one in statements if one not in absent]
    return bool(absent) and all(
        not one.wording and _NO_VALUE.match(value_of(one.text)) for one in others
    )
