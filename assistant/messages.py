"""All that is said to users by the answering side, Vietnamese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.labels import FIELDS as FIELDS
from assistant.labels import FILTERED, PARTS, PROBLEMS, REASONS
from assistant.model import Language
from assistant.notes import how_text as how_text
from assistant.notes import note_text as note_text
from assistant.sentences import TEXTS, WHERE_TO_TURN
from corpus.errors import CorpusError, ModelError, StoreError, UnreadableError

if TYPE_CHECKING:
    from assistant.filters import Facets, Filters

_MOST_KNOWN = 12  # values that a sentence lists


def say(name: str, language: Language, **values: object) -> str:
    """The sentence `name` in `language`, with its places filled; `turn` fills itself."""
    template = TEXTS[name][language]
    if "{turn}" in template:
        values = {**values, "turn": WHERE_TO_TURN[language]}
    return template.format(**values)


def filters_in_words(filters: Filters, language: Language) -> str:
    """What is filtered: "loại văn bản: kế hoạch; năm: 2024"."""
    parts = []
    for field, names in FILTERED.items():
        values = getattr(filters, field)
        if values:
            parts.append(f"{names[language]}: {', '.join(map(str, values))}")
    return "; ".join(parts)


def unknown_filter(field: str, value: str, facets: Facets, language: Language) -> str:
    """What to say of a value that no document can have, with those that there are."""
    have = {"kinds": facets.kinds, "bodies": facets.bodies}.get(field, ())
    values = ", ".join(name for name, _ in have[:_MOST_KNOWN])
    known = say("known_values", language, values=values) if values else ""
    return say(f"unknown_{field}", language, value=value, known=known).rstrip()


def explain(error: CorpusError) -> str:
    """What to tell a user of a file, a store or a model that cannot be used."""
    if isinstance(error, UnreadableError):
        return f"{error.path}: {REASONS[error.reason]}"
    if isinstance(error, StoreError):
        return f"{error.store}: {PROBLEMS[error.problem]}"
    if isinstance(error, ModelError):
        return (
            f"{error.model}: không nạp được mô hình này. Xin kiểm tra ASSISTANT_EMBEDDING_MODEL (mô hình "
            "nhúng) và ASSISTANT_RERANKER (mô hình xếp lại, cho một điểm mỗi cặp): phải là một thư mục "
            "sentence-transformers, hoặc một tên trên Hugging Face đã tải sẵn. Với ASSISTANT_LLM (mô hình "
            "ngôn ngữ): tên phải là tên mà init_chat_model của LangChain nhận, kèm địa chỉ máy chủ "
            "(ASSISTANT_LLM_BASE_URL) hoặc khóa của nhà cung cấp."
        )
    return str(error)


def changed_parts(names: str) -> str:
    """What made documents be read again, from `BuildReport.rebuilt_because`."""
    return ", ".join(PARTS.get(name, name) for name in names.split(", "))
