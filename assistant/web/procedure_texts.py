"""What the pages of procedures say, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from assistant.model import Language


@dataclass(frozen=True, slots=True)
class CardTexts:
    """Labels of the list and the card in one language."""

    title: str
    lead: str
    search: str
    hint: str
    find: str
    every_field: str
    field: str
    count: str
    none: str
    before: str
    after: str
    page: str
    code: str
    according: str
    according_dated: str
    source: str
    back: str
    others: str
    print_hint: str
    ways: str
    channel: str
    case: str
    time: str
    fee: str
    charge: str
    papers: str
    forms: str
    sets: str
    where: str
    steps: str
    who_decides: str
    result: str
    applicants: str
    conditions: str
    legal_basis: str
    valid_from: str
    valid_to: str
    replaces: str
    decision: str
    ask: str
    question: str


_VIETNAMESE = CardTexts(
    title="Tra cứu thủ tục",
    lead="Tìm theo tên, theo mã, hoặc theo việc bạn cần làm. Gõ không dấu cũng được.",
    search="Thủ tục cần tìm",
    hint="Ví dụ: phòng khám mới mua máy X-quang",
    find="Tìm",
    every_field="Mọi lĩnh vực",
    field="Lĩnh vực",
    count="{n} thủ tục",
    none="Không có thủ tục nào như vậy trong các tài liệu đã nạp.",
    before="Trang trước",
    after="Trang sau",
    page="Trang {n}/{of}",
    code="Mã thủ tục: {n}",
    according="Thông tin theo tài liệu “{title}”",
    according_dated="Thông tin theo tài liệu “{title}” ngày {date}",
    source="Xem nguồn",
    back="Danh sách thủ tục",
    others="Cũng có trong:",
    print_hint="Trang này in được; ô vuông trước mỗi giấy tờ để bạn đánh dấu.",
    ways="Thời hạn, phí và cách nộp",
    channel="Cách nộp",
    case="Trường hợp",
    time="Thời hạn",
    fee="Phí, lệ phí",
    charge="Lệ phí",
    papers="Giấy tờ phải nộp",
    forms="Mẫu đơn, tờ khai",
    sets="Số bộ hồ sơ",
    where="Nơi tiếp nhận",
    steps="Các bước thực hiện",
    who_decides="Cơ quan quyết định",
    result="Kết quả",
    applicants="Ai được làm thủ tục này",
    conditions="Yêu cầu, điều kiện",
    legal_basis="Căn cứ pháp lý",
    valid_from="Có hiệu lực từ",
    valid_to="Hết hiệu lực",
    replaces="Thay thế",
    decision="Quyết định công bố",
    ask="Hỏi về thủ tục này",
    question="Thủ tục {name}",
)
_ENGLISH = CardTexts(
    title="Procedures",
    lead="Search by name, by code, or by what you need done. The texts are in Vietnamese.",
    search="Procedure",
    hint="For example: giấy phép X-quang",
    find="Search",
    every_field="Every field",
    field="Field",
    count="{n} procedures",
    none="There is no such procedure in the indexed documents.",
    before="Previous page",
    after="Next page",
    page="Page {n} of {of}",
    code="Procedure code: {n}",
    according="As “{title}” says",
    according_dated="As “{title}” of {date} says",
    source="View source",
    back="All procedures",
    others="Also in:",
    print_hint="This page prints well; tick the box before each paper.",
    ways="Time, fees and ways to submit",
    channel="Way to submit",
    case="Case",
    time="Time limit",
    fee="Fees",
    charge="Charge",
    papers="Papers to hand in",
    forms="Forms",
    sets="Number of sets",
    where="Where to submit",
    steps="Steps",
    who_decides="Deciding authority",
    result="Result",
    applicants="Who may apply",
    conditions="Conditions",
    legal_basis="Legal basis",
    valid_from="In force from",
    valid_to="In force until",
    replaces="Replaces",
    decision="Published by decision",
    ask="Ask about this procedure",
    question="Procedure {name}",
)


def card_texts(language: Language) -> CardTexts:
    """The texts of a language."""
    return _ENGLISH if language is Language.ENGLISH else _VIETNAMESE


def address_of(key: str, lang: str = "vi", document: str = "") -> str:
    """Where a procedure's card stands."""
    asked = {"document": document, "lang": "en" if lang == "en" else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/thu-tuc/{quote(key)}" + (f"?{query}" if query else "")
