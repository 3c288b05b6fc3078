"""What is wrong with a question set: each finding with its place and what to do about it.

All sentences are here. Those about rows that cannot be asked come from reading (`eval.questions`),
the others from `eval.check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"  # the question cannot be asked or scored as it stands
    WARNING = "warning"  # likely a mistake


class Kind(StrEnum):
    """What was found."""

    # by reading
    BAD_BYTES = "bad_bytes"
    BAD_JSON = "bad_json"
    NO_OBJECT = "no_object"
    NO_ID = "no_id"
    NO_QUESTION = "no_question"
    BAD_ANSWERABLE = "bad_answerable"
    BAD_HISTORY = "bad_history"
    BAD_PARTS = "bad_parts"
    BAD_EVIDENCE = "bad_evidence"
    BAD_SPAN = "bad_span"
    BAD_NAME = "bad_name"
    BAD_CELL = "bad_cell"
    BAD_ROW = "bad_row"
    SAME_ID = "same_id"
    NO_COLUMN = "no_column"
    SAME_COLUMN = "same_column"
    EXTRA_CELLS = "extra_cells"
    OTHER_ENCODING = "other_encoding"
    # by checking
    SAME_QUESTION = "same_question"
    LIKE_QUESTION = "like_question"
    NO_EVIDENCE = "no_evidence"
    NO_PLACE = "no_place"
    NO_PARTS = "no_parts"
    NO_GOLD = "no_gold"
    EMPTY_PART = "empty_part"
    SHORT_PART = "short_part"
    GIVEN_AWAY = "given_away"
    PARTS_OF_NOTHING = "parts_of_nothing"
    EVIDENCE_OF_NOTHING = "evidence_of_nothing"
    ANSWER_LACKS_PART = "answer_lacks_part"
    MISTYPED_COLUMN = "mistyped_column"
    OTHER_LANGUAGE = "other_language"
    NOT_INDEXED = "not_indexed"
    NO_SUCH_PLACE = "no_such_place"
    NO_SUCH_QUOTE = "no_such_quote"
    PART_NOT_THERE = "part_not_there"


_E, _W = Severity.ERROR, Severity.WARNING
_SENTENCES: Mapping[Kind, tuple[Severity, str, str]] = MappingProxyType(
    {
        Kind.BAD_BYTES: (
            _E,
            "có ký tự hỏng; xin lưu lại tệp ở dạng UTF-8",
            "holds broken characters; save the file as UTF-8",
        ),
        Kind.BAD_JSON: (
            _E,
            "không phải JSON hợp lệ ({detail}); xin sửa hoặc bỏ dòng này",
            "is no valid JSON ({detail}); mend or remove the line",
        ),
        Kind.NO_OBJECT: (
            _E,
            "không phải một đối tượng JSON {{…}}; mỗi dòng là một câu hỏi",
            "is no JSON object {{…}}; each line is one question",
        ),
        Kind.NO_ID: (
            _E,
            "thiếu mã câu hỏi; xin điền “id”, mỗi câu một mã",
            "has no id; fill in “id”, one for each question",
        ),
        Kind.NO_QUESTION: (
            _E,
            "thiếu câu hỏi; xin điền “question”",
            "has no question; fill in “question”",
        ),
        Kind.BAD_ANSWERABLE: (
            _E,
            "“answerable” là “{value}”; xin ghi true hoặc false",
            "“answerable” is “{value}”; write true or false",
        ),
        Kind.BAD_HISTORY: (
            _E,
            "“history” phải là danh sách các câu hỏi trước, mỗi câu là văn bản",
            "“history” must be a list of the earlier questions, each a text",
        ),
        Kind.BAD_PARTS: (
            _E,
            "“must_contain” phải là danh sách các ý bắt buộc, mỗi ý là danh sách các cách viết",
            "“must_contain” must be a list of required parts, each a list of its variants",
        ),
        Kind.BAD_EVIDENCE: (
            _E,
            "“evidence” phải là danh sách đối tượng, mỗi đối tượng có “document” là tên tệp",
            "“evidence” must be a list of objects, each with the name of a file as “document”",
        ),
        Kind.BAD_SPAN: (
            _E,
            "“{field}” của dẫn chứng phải là một số hoặc [đầu, cuối]",
            "“{field}” of the evidence must be a number or [first, last]",
        ),
        Kind.BAD_NAME: (
            _E,
            "“{field}” của dẫn chứng phải là văn bản",
            "“{field}” of the evidence must be a text",
        ),
        Kind.BAD_CELL: (
            _E,
            "cột “{field}” không phải JSON hợp lệ ({detail})",
            "column “{field}” is no valid JSON ({detail})",
        ),
        Kind.BAD_ROW: (
            _E,
            "không tách được thành ô ({detail}); xin kiểm tra dấu ngoặc kép",
            "cannot be split into cells ({detail}); check the quotation marks",
        ),
        Kind.SAME_ID: (
            _E,
            "mã “{value}” đã dùng ở dòng {other}; xin đặt mã khác",
            "the id “{value}” is that of line {other}; give it another",
        ),
        Kind.NO_COLUMN: (
            _E,
            "thiếu cột “{field}”; dòng đầu phải là tên các cột",
            "has no column “{field}”; the first row must name the columns",
        ),
        Kind.SAME_COLUMN: (
            _W,
            "có hai cột “{field}”; chỉ dùng cột đầu",
            "has two columns “{field}”; only the first is used",
        ),
        Kind.EXTRA_CELLS: (
            _W,
            "có ô ngoài các cột đã đặt tên; những ô đó bị bỏ qua",
            "has cells beyond the columns that are named; those are left out",
        ),
        Kind.OTHER_ENCODING: (
            _W,
            "không phải UTF-8, được đọc là {value}; xin kiểm tra dấu, hoặc lưu lại ở dạng UTF-8",
            "is not UTF-8 and was read as {value}; check the accents, or save it as UTF-8",
        ),
        Kind.SAME_QUESTION: (
            _E,
            "trùng câu hỏi với dòng {other}; xin bỏ một câu",
            "asks the same as line {other}; remove one of them",
        ),
        Kind.LIKE_QUESTION: (
            _W,
            "gần giống câu hỏi ở dòng {other}; xin viết khác đi hoặc bỏ một câu",
            "asks nearly the same as line {other}; reword or remove one of them",
        ),
        Kind.NO_EVIDENCE: (
            _E,
            "không có dẫn chứng; xin ghi “evidence”, nếu không thì không tính hit, mrr, supported",
            "has no evidence; without “evidence” hit, mrr and supported cannot be taken",
        ),
        Kind.NO_PLACE: (
            _W,
            "dẫn chứng chỉ nêu tên tệp; xin ghi thêm trang, dòng, hàng, thủ tục hoặc trích đoạn",
            "its evidence names only a file; add a page, lines, a row, a procedure or a quote",
        ),
        Kind.NO_PARTS: (
            _E,
            "không có ý bắt buộc; xin ghi “must_contain”, nếu không thì câu trả lời nào cũng đúng",
            "has no required part; without “must_contain” any answer is right",
        ),
        Kind.NO_GOLD: (
            _W,
            "không câu nào có dẫn chứng hay ý bắt buộc; chỉ đo được việc từ chối",
            "no question has evidence or required parts; nothing but refusals can be measured",
        ),
        Kind.EMPTY_PART: (
            _E,
            "có ý bắt buộc để trống, không câu trả lời nào đạt được; xin bỏ hoặc điền",
            "has an empty required part, which no answer can say; fill it in or remove it",
        ),
        Kind.SHORT_PART: (
            _W,
            "ý bắt buộc “{value}” quá ngắn, câu trả lời sai cũng dễ có; xin ghi kèm đơn vị",
            "the required part “{value}” is so short that wrong answers say it too; add its unit",
        ),
        Kind.GIVEN_AWAY: (
            _W,
            "câu hỏi đã chứa đủ ý bắt buộc “{value}”; nhắc lại câu hỏi cũng thành đúng",
            "the question says all that is required (“{value}”); repeating it would be right",
        ),
        Kind.PARTS_OF_NOTHING: (
            _E,
            "không trả lời được mà có “must_contain”; xin bỏ, hoặc sửa “answerable”",
            "is unanswerable and has “must_contain”; remove it, or change “answerable”",
        ),
        Kind.EVIDENCE_OF_NOTHING: (
            _W,
            "không trả lời được mà có dẫn chứng; xin bỏ, hoặc sửa “answerable”",
            "is unanswerable and has evidence; remove it, or change “answerable”",
        ),
        Kind.ANSWER_LACKS_PART: (
            _W,
            "câu trả lời mẫu không có ý bắt buộc “{value}”; xin sửa một trong hai",
            "its expected answer does not say the required part “{value}”; mend one of the two",
        ),
        Kind.MISTYPED_COLUMN: (
            _W,
            "“{field}” có lẽ là “{value}” viết nhầm; xin sửa, nếu không thì không được dùng",
            "“{field}” is likely a slip for “{value}”; mend it, or it is not used",
        ),
        Kind.OTHER_LANGUAGE: (
            _W,
            "có vẻ không phải tiếng Việt hay tiếng Anh; trợ lý chỉ hiểu hai thứ tiếng này",
            "seems neither Vietnamese nor English; the assistant understands no other language",
        ),
        Kind.NOT_INDEXED: (
            _E,
            "dẫn chứng ở “{value}”, tệp này không có trong chỉ mục; xin kiểm tra tên tệp",
            "its evidence is in “{value}”, which is not indexed; check the name of the file",
        ),
        Kind.NO_SUCH_PLACE: (
            _E,
            "dẫn chứng {value} không có trong tài liệu; xin kiểm tra trang, dòng, hàng, thủ tục",
            "its evidence {value} is not in the document; check page, lines, row and procedure",
        ),
        Kind.NO_SUCH_QUOTE: (
            _W,
            "trích đoạn “{value}” không có ở nơi dẫn chứng",
            "the quote “{value}” does not stand where the evidence says",
        ),
        Kind.PART_NOT_THERE: (
            _W,
            "ý bắt buộc “{value}” không có ở nơi dẫn chứng; xin kiểm tra cả hai",
            "the required part “{value}” does not stand in the evidence; check both",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        line: of a text file, or row of a table; from 1. None where it concerns the whole file.
        id: of the question, empty where it has none.
        details: what the sentences name.
    """

    kind: Kind
    line: int | None = None
    id: str = ""
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return _SENTENCES[self.kind][0]

    @property
    def vi(self) -> str:
        """The finding in Vietnamese, with its place and what to do."""
        word = "lỗi" if self.severity is Severity.ERROR else "cảnh báo"
        return f"{self._place('dòng', 'tệp')}: {word}: {self._told(1)}"

    @property
    def en(self) -> str:
        """The finding in English."""
        return f"{self._place('line', 'file')}: {self.severity.value}: {self._told(2)}"

    def __str__(self) -> str:
        return f"{self.vi} / {self._told(2)}"

    def as_fields(self) -> dict[str, Any]:
        """The finding as a JSON object."""
        return {
            "line": self.line,
            "id": self.id,
            "severity": self.severity.value,
            "kind": self.kind.value,
            "vi": self.vi,
            "en": self.en,
        }

    def _place(self, word: str, whole: str) -> str:
        place = whole if self.line is None else f"{word} {self.line}"
        return f"{place} ({self.id})" if self.id else place

    def _told(self, language: int) -> str:
        return str(_SENTENCES[self.kind][language]).format(**self.details)


class RowError(ValueError):
    """A row is no question.

    Attributes:
        kind: why.
        details: what the sentence names.
    """

    def __init__(self, kind: Kind, **details: Any) -> None:
        super().__init__(str(_SENTENCES[kind][2]).format(**details))
        self.kind, self.details = kind, MappingProxyType(details)

    def at(self, line: int, id: str = "") -> Finding:
        """The finding at a line."""
        return Finding(self.kind, line, id, self.details)
