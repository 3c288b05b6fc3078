"""Refusing: what counts as a refusal, as an answer, and as a question in return.

Refused are `not_found`, `out_of_scope` and `blocked`. Precision is the share of refusals that were
given to unanswerable questions, recall the share of unanswerable questions that were refused;
`needs_clarification` and `partly_answered` are counted apart. The contract's definition; selective
answering as in Rajpurkar et al., Know What You Don't Know (2018).
"""

from __future__ import annotations

from assistant.model import Status

REFUSED = frozenset({Status.NOT_FOUND, Status.OUT_OF_SCOPE, Status.BLOCKED})
ANSWERED = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})


def is_refused(status: str) -> bool:
    """Whether a status refuses."""
    return status in REFUSED


def is_answered(status: str) -> bool:
    """Whether a status comes with an answer that says something of the documents."""
    return status in ANSWERED
