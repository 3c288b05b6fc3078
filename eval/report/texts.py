"""The words of the report and of the comparison for what a question set and a run name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from eval.measures import MEASURES
from eval.report.bilingual import Text


class Verdict(StrEnum):
    """Whether a question was answered as it should be."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSCORED = "unscored"


class Reason(StrEnum):
    """What is wrong with an answer, as far as it can be told from the row alone."""

    PARTS = "parts"
    LENGTH = "length"
    SOURCE = "source"
    REFUSED = "refused"
    CLARIFIED = "clarified"
    ANSWERED = "answered"
    EXPECTED = "expected"
    SHORT = "short"
    FAILED = "failed"


VERDICTS: Mapping[str, Text] = MappingProxyType(
    {
        Verdict.RIGHT: Text("Đúng", "Right"),
        Verdict.WRONG: Text("Sai", "Wrong"),
        Verdict.UNSCORED: Text("Không chấm được", "Not scored"),
        "short": Text("Trả lời ngắn sai", "Short answer wrong"),
    }
)

REASONS: Mapping[str, Text] = MappingProxyType(
    {
        Reason.PARTS: Text("Câu trả lời thiếu: {}", "The answer lacks: {}"),
        Reason.LENGTH: Text(
            "Câu trả lời dài {} từ, quá giới hạn {} từ.",
            "The answer has {} words, more than the limit of {}.",
        ),
        Reason.SOURCE: Text(
            "Không có trích dẫn nào chỉ đúng chỗ dẫn chứng.",
            "No citation points to the place of the evidence.",
        ),
        Reason.REFUSED: Text(
            "Trợ lý từ chối, dù câu trả lời có trong tài liệu.",
            "The assistant refused, although the documents hold the answer.",
        ),
        Reason.CLARIFIED: Text(
            "Trợ lý hỏi lại thay vì trả lời.", "The assistant asked back instead of answering."
        ),
        Reason.ANSWERED: Text(
            "Trợ lý trả lời, dù tài liệu không có câu trả lời.",
            "The assistant answered, although the documents do not hold an answer.",
        ),
        Reason.FAILED: Text("Trợ lý gặp lỗi khi trả lời.", "The assistant failed to answer."),
        Reason.SHORT: Text(
            "Câu trả lời ngắn thiếu nội dung cần có, hoặc không có câu trả lời ngắn.",
            "The short answer lacks what is required, or there is none.",
        ),
        Reason.EXPECTED: Text("Cần có trạng thái “{}”.", "The status should be “{}”."),
    }
)

STATUSES: Mapping[str, Text] = MappingProxyType(
    {
        "answered": Text("Đã trả lời", "Answered"),
        "partly_answered": Text("Trả lời được một phần", "Answered in part"),
        "not_found": Text("Không có trong tài liệu", "Not in the documents"),
        "out_of_scope": Text("Ngoài phạm vi", "Out of scope"),
        "needs_clarification": Text("Hỏi lại cho rõ", "Asked back"),
        "blocked": Text("Không xử lý", "Blocked"),
        "error": Text("Có lỗi", "Error"),
    }
)

STAGES: Mapping[str, Text] = MappingProxyType(
    {
        "read": Text("Đọc tài liệu", "Reading"),
        "repaired": Text("Sửa chữ", "Repair"),
        "retrieved": Text("Truy hồi", "Retrieval"),
        "refused": Text("Từ chối nhầm", "Wrongly refused"),
        "clarified": Text("Hỏi lại", "Asked back"),
        "selected": Text("Chọn câu trả lời", "Selection"),
        "verified": Text("Kiểm chứng", "Verification"),
        "answered_unanswerable": Text("Trả lời điều không có", "Answered what is not there"),
    }
)

WHY: Mapping[str, Text] = MappingProxyType(
    {
        "read": Text(
            "Khi đọc tài liệu: nội dung cần có không nằm trong văn bản nào đã lập chỉ mục.",
            "While reading: what is required stands in no indexed text.",
        ),
        "repaired": Text(
            "Khi sửa chữ: nội dung cần có chỉ khớp nếu bỏ dấu, nên dấu đã bị đọc hoặc sửa sai.",
            "While repairing: what is required is there only with its accents taken off, so they were "
            "read or repaired wrongly.",
        ),
        "retrieved": Text(
            "Khi truy hồi: đoạn chứa dẫn chứng không nằm trong năm đoạn đầu.",
            "While retrieving: the passage with the evidence is not among the first five.",
        ),
        "refused": Text(
            "Khi quyết định trả lời: đã tìm thấy đoạn đúng nhưng trợ lý từ chối.",
            "While deciding to answer: the right passage was found, but the assistant refused.",
        ),
        "clarified": Text(
            "Khi quyết định trả lời: trợ lý hỏi lại cho rõ.",
            "While deciding to answer: the assistant asked back.",
        ),
        "selected": Text(
            "Khi chọn câu trả lời: đã tìm thấy đoạn đúng nhưng nội dung cần có không được nói ra.",
            "While selecting: the right passage was found, but what is required was not said.",
        ),
        "verified": Text(
            "Khi kiểm chứng: nội dung cần có được nói ra nhưng không kèm trích dẫn hợp lệ.",
            "While verifying: what is required was said, but without a valid citation.",
        ),
        "answered_unanswerable": Text(
            "Khi quyết định trả lời: tài liệu không có câu trả lời, lẽ ra phải từ chối.",
            "While deciding to answer: the documents hold no answer, so it should have refused.",
        ),
    }
)

STYLES: Mapping[str, Text] = MappingProxyType(
    {
        "plain": Text("Thông thường", "Plain"),
        "formal": Text("Trang trọng", "Formal"),
        "colloquial": Text("Khẩu ngữ", "Colloquial"),
        "situation": Text("Kể tình huống", "Situation"),
        "abbrev": Text("Viết tắt", "Abbreviations"),
        "no_diacritics": Text("Không dấu", "No diacritics"),
        "typo": Text("Gõ sai", "Typing slips"),
        "english": Text("Tiếng Anh", "English"),
        "followup": Text("Hỏi tiếp", "Follow-up"),
    }
)

TYPES: Mapping[str, Text] = MappingProxyType(
    {
        "number": Text("Con số", "Number"),
        "date": Text("Ngày tháng", "Date"),
        "document_number": Text("Số văn bản", "Document number"),
        "who": Text("Ai, cơ quan nào", "Who"),
        "where": Text("Ở đâu", "Where"),
        "yes_no": Text("Có hay không", "Yes or no"),
        "definition": Text("Định nghĩa", "Definition"),
        "list": Text("Liệt kê", "List"),
        "summary": Text("Tóm tắt", "Summary"),
        "procedure": Text("Thủ tục", "Procedure"),
        "procedure_card": Text("Phiếu thủ tục", "Procedure card"),
        "comparison": Text("So sánh", "Comparison"),
        "arithmetic": Text("Tính toán", "Arithmetic"),
        "relation": Text("Quan hệ", "Relation"),
        "result": Text("Kết quả", "Result"),
        "clarification": Text("Cần hỏi lại", "To be asked back"),
        "unanswerable": Text("Không có câu trả lời", "Unanswerable"),
        "other": Text("Khác", "Other"),
    }
)

AUDIENCES: Mapping[str, Text] = MappingProxyType(
    {
        "citizen": Text("Người dân", "Citizens"),
        "staff": Text("Công chức", "Staff"),
        "evaluator": Text("Người đánh giá", "Evaluators"),
    }
)

TIMED: Mapping[str, Text] = MappingProxyType(
    {
        "understand": Text("Hiểu câu hỏi", "Understand"),
        "retrieve": Text("Truy hồi", "Retrieve"),
        "rerank": Text("Xếp hạng lại", "Rerank"),
        "answer": Text("Soạn câu trả lời", "Answer"),
        "write": Text("Viết bằng mô hình ngôn ngữ", "Written by an LLM"),
        "verify": Text("Kiểm chứng", "Verify"),
        "total": Text("Toàn bộ", "Total"),
    }
)

SCORES: Mapping[str, Text] = MappingProxyType(
    {
        **{measure.name: Text(measure.vi, measure.en) for measure in MEASURES},
        "rank": Text("Vị trí của đoạn đúng", "Rank of the right passage"),
        "refused": Text("Từ chối", "Refused"),
        "lost_at": Text("Khâu làm mất", "Lost at"),
        "confidence": Text("Độ tin cậy", "Confidence"),
    }
)


def named(names: Mapping[str, Text], key: object) -> Text:
    """The words for a value; the value itself where it has none."""
    found = names.get(str(key))
    return found if found is not None else Text(str(key), str(key))
