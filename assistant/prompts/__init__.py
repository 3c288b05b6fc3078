"""The prompts for a language model, each in a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent
# A text that could close its tag would stand outside of it; these look the same to a reader.
_INERT = str.maketrans({"<": "‹", ">": "›"})


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").strip()


def system() -> str:
    """What a model is told before every question."""
    return _read("answer_system.md")


def user(question: str, passages: Sequence[tuple[str, str]]) -> str:
    """A question with the passages to answer it from.

    Args:
        question: as it was understood.
        passages: the heading and the text of each; their ids count from 1.
    """
    blocks = [
        f'<passage id="{number}">\n{_inert(heading)}\n{_inert(text)}\n</passage>'
        for number, (heading, text) in enumerate(passages, start=1)
    ]
    filled = Template(_read("answer_user.md"))
    return filled.substitute(passages="\n".join(blocks), question=_inert(question))


def _inert(text: str) -> str:
    return text.translate(_INERT).strip()
