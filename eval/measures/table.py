"""The measures that a summary holds, with their names for readers, in the order they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the value of a measure is."""

    SHARE = "share"  # from 0 to 1
    COUNT = "count"
    MS = "ms"  # {"p50": …, "p95": …}, in milliseconds
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of `summary.json`.

    Attributes:
        name: its key in the summary.
        vi, en: its label in Vietnamese and English.
        higher_is_better: None where neither is.
    """

    name: str
    vi: str
    en: str
    kind: Kind
    higher_is_better: bool | None = True


MEASURES: tuple[Measure, ...] = (
    Measure("questions", "Số câu hỏi", "Questions", Kind.COUNT, None),
    Measure("answerable", "Có câu trả lời trong tài liệu", "Answerable", Kind.COUNT, None),
    Measure("hit_at_1", "Đúng đoạn ở vị trí đầu", "Right passage ranked first", Kind.SHARE),
    Measure(
        "hit_at_5", "Đúng đoạn trong 5 vị trí đầu", "Right passage in the first five", Kind.SHARE
    ),
    Measure("mrr", "MRR (nghịch đảo hạng trung bình)", "Mean reciprocal rank", Kind.SHARE),
    Measure(
        "supported",
        "Trả lời đủ ý, có dẫn nguồn đúng",
        "Complete answer with the right source",
        Kind.SHARE,
    ),
    Measure("direct", "Trả lời ngắn đúng", "Right short answer", Kind.SHARE),
    Measure(
        "refusal_precision",
        "Từ chối đúng trên số lần từ chối",
        "Refusals that are right",
        Kind.SHARE,
    ),
    Measure(
        "refusal_recall",
        "Từ chối đúng trên số câu không có trong tài liệu",
        "Unanswerable questions refused",
        Kind.SHARE,
    ),
    Measure("needs_clarification", "Số câu hỏi lại", "Asked back", Kind.COUNT, None),
    Measure("partly_answered", "Số câu trả lời một phần", "Answered in part", Kind.COUNT, None),
    Measure("errors", "Số câu gặp lỗi", "Errors", Kind.COUNT, False),
    Measure(
        "valid_citations",
        "Trích dẫn khớp nguồn",
        "Citations that stand in their source",
        Kind.SHARE,
    ),
    Measure(
        "citation_recall",
        "Câu văn được trích dẫn chứng thực",
        "Sentences that their citations entail",
        Kind.SHARE,
    ),
    Measure(
        "citation_precision",
        "Trích dẫn cần thiết, đúng chỗ",
        "Citations that carry their sentence",
        Kind.SHARE,
    ),
    Measure(
        "figures_partial",
        "Số liệu cần có được nêu ra",
        "Expected figures that are said",
        Kind.SHARE,
    ),
    Measure(
        "figures_exact", "Số liệu đúng, không thừa", "Exactly the expected figures", Kind.SHARE
    ),
    Measure("list_completeness", "Liệt kê đủ ý", "List items that are said", Kind.SHARE),
    Measure("understood", "Hiểu đúng câu hỏi", "Question understood as meant", Kind.SHARE),
    Measure("notices_right", "Lưu ý đúng", "Right notices", Kind.COUNT),
    Measure("notices_missed", "Lưu ý bị thiếu", "Missed notices", Kind.COUNT, False),
    Measure("notices_false", "Lưu ý sai", "False notices", Kind.COUNT, False),
    Measure("words", "Độ dài câu trả lời (từ)", "Length of an answer (words)", Kind.WORDS, None),
    Measure("latency_ms", "Thời gian trả lời (ms)", "Answer time (ms)", Kind.MS, False),
)
