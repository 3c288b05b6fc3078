"""Answers from procedure records.

`matching` finds which procedure a question means and `levels` of which level of administration,
`whole` answers from it, field by field (`fields`):
from its own lines (`lines`), its times and fees by channel (`costs`), its forms and legal bases
(`papers`), what its steps and conditions tell of a field (`told`) or of a detail (`details`), and what
the reader finds beside it (`pointed`).
"""

from assistant.answers.procedures.details import answer as in_detail
from assistant.answers.procedures.matching import (
    Known,
    Match,
    asks_which,
    asks_whole,
    candidates,
    does_otherwise,
    granting,
    match,
    nearest,
    rivals,
)
from assistant.answers.procedures.pointed import joined
from assistant.answers.procedures.whole import another, answer, asks_code, unknown, which

__all__ = [
    "Known",
    "Match",
    "another",
    "answer",
    "asks_code",
    "asks_which",
    "asks_whole",
    "candidates",
    "does_otherwise",
    "granting",
    "in_detail",
    "joined",
    "match",
    "nearest",
    "rivals",
    "unknown",
    "which",
]
