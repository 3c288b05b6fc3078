"""What the pages say, in Vietnamese and in English; answers bring their own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.model import Language, Status

BODY = "Sở Khoa học và Công nghệ Hưng Yên"


@dataclass(frozen=True, slots=True)
class Texts:
    """Every sentence and label of the pages in one language."""

    language: Language
    page_title: str
    name: str
    body: str
    demo: str
    demo_long: str
    skip: str
    other_language: str
    new: str
    conversation: str
    welcome: str
    abilities: str
    examples_title: str
    examples: tuple[str, ...]
    placeholder: str
    box_label: str
    box_help: str
    narrow: str
    narrowed: str
    everywhere: str
    every_kind: str
    every_body: str
    every_year: str
    kind_label: str
    body_label: str
    year_label: str
    send: str
    stop: str
    left: str
    caution: str
    you: str
    assistant: str
    searching: str
    writing: str
    stopped: str
    ask_again: str
    understood: str
    statuses: Mapping[Status, str]
    mind: str
    sources: str
    open_source: str
    copy: str
    copied: str
    copy_failed: str
    copy_sources: str
    done: str
    page: str
    line: str
    lines: str
    sheet: str
    row: str
    rows: str
    procedure: str
    whole_procedure: str
    number: str
    panel: str
    close: str
    view_page: str
    download: str
    copy_link: str
    link_copied: str
    prevails: str
    image_alt: str
    image_alt_plain: str
    page_text: str
    from_repaired: str
    why_repaired: str
    as_printed: str
    number_column: str
    printed: str
    repaired: str
    guess: str
    guesses: str
    guesses_page: str
    guesses_text: str
    quality: str
    how_read: str
    compare: str
    quoted: str
    more_above: str
    more_below: str
    back: str
    source_title: str
    too_long: str
    empty: str
    busy: str
    trouble: str
    gone: str
    missing_title: str
    missing: str
    no_script: str


VIETNAMESE = Texts(
    language=Language.VIETNAMESE,
    page_title=f"Trợ lý hỏi đáp — {BODY}",
    name="Trợ lý hỏi đáp",
    body=BODY,
    demo="Bản trình diễn",
    demo_long="Đây là bản trình diễn, không phải trang thông tin chính thức của Sở.",
    skip="Đến ô nhập câu hỏi",
    other_language="English",
    new="Cuộc trò chuyện mới",
    conversation="Cuộc trò chuyện",
    welcome="Bạn cần tra cứu điều gì?",
    abilities=(
        "Tôi trả lời về báo cáo cải cách hành chính và thủ tục hành chính của Sở, "
        "kèm nguồn đến đúng trang, đúng dòng. Gõ không dấu cũng được."
    ),
    examples_title="Câu hỏi gợi ý",
    examples=(
        "Sở có bao nhiêu thủ tục hành chính?",
        "Năm 2023 Sở xếp thứ mấy về cải cách hành chính?",
        "Cấp chứng chỉ nhân viên bức xạ mất bao nhiêu ngày?",
        "6 thang dau nam 2024 so tiep nhan bao nhieu ho so?",
        "Quyết định 06/2024/QĐ-UBND quy định về việc gì?",
        "Chỉ số SIPAS là gì?",
    ),
    placeholder="Nhập câu hỏi…",
    box_label="Câu hỏi của bạn",
    box_help="Nhấn Enter để gửi, Shift+Enter để xuống dòng.",
    narrow="Chọn tài liệu để tìm",
    narrowed="Chỉ tìm trong:",
    everywhere="Bỏ chọn",
    every_kind="Mọi loại văn bản",
    every_body="Mọi cơ quan",
    every_year="Mọi năm",
    kind_label="Loại văn bản",
    body_label="Cơ quan ban hành",
    year_label="Năm",
    send="Gửi câu hỏi",
    stop="Dừng trả lời",
    left="Còn {n} ký tự",
    caution=(
        "Trợ lý có thể nhầm; văn bản nguồn là căn cứ cuối cùng. Xin không nhập thông tin cá nhân."
    ),
    you="Bạn hỏi",
    assistant="Trợ lý trả lời",
    searching="Đang tìm trong tài liệu…",
    writing="Đang trả lời…",
    stopped="Đã dừng theo yêu cầu.",
    ask_again="Hỏi lại",
    understood="Hiểu là:",
    statuses=MappingProxyType(
        {
            Status.PARTLY_ANSWERED: "Trả lời được một phần",
            Status.NOT_FOUND: "Không có trong tài liệu",
            Status.OUT_OF_SCOPE: "Ngoài phạm vi",
            Status.NEEDS_CLARIFICATION: "Cần hỏi rõ hơn",
            Status.BLOCKED: "Không xử lý câu hỏi này",
            Status.ERROR: "Có lỗi",
        }
    ),
    mind="Lưu ý",
    sources="Nguồn",
    open_source="Mở nguồn {n}: {title}",
    copy="Sao chép câu trả lời",
    copied="Đã sao chép câu trả lời.",
    copy_failed="Không sao chép được; xin chọn và sao chép thủ công.",
    copy_sources="Nguồn:",
    done="Đã trả lời, kèm {n} nguồn.",
    page="Trang {n}",
    line="dòng {a}",
    lines="dòng {a}–{b}",
    sheet="Trang tính {n}",
    row="dòng {n}",
    rows="dòng {n}–{b}",
    procedure="Thủ tục {n}",
    whole_procedure="Xem cả thủ tục",
    number="Số {n}",
    panel="Nguồn đang xem",
    close="Đóng nguồn",
    view_page="Xem trang",
    download="Tải bản gốc",
    copy_link="Sao chép liên kết",
    link_copied="Đã sao chép liên kết.",
    prevails="Nếu câu trả lời khác với văn bản này, xin lấy văn bản làm căn cứ.",
    image_alt="Ảnh trang {n} của “{title}”, đoạn được trích dẫn đã tô sáng",
    image_alt_plain="Ảnh trang {n} của “{title}”",
    page_text="Văn bản của trang",
    from_repaired="Trích từ văn bản đã được sửa lỗi nhận dạng; hãy đối chiếu bản gốc.",
    why_repaired="Tệp gốc bị lỗi nhận dạng chữ; dưới đây là bản đã sửa để dễ đọc.",
    as_printed="Xem nguyên văn",
    number_column="Dòng",
    printed="Nguyên văn (như đã in)",
    repaired="Đã sửa",
    guess="đoán, bản in ghi: {printed}",
    guesses="Từ đoán",
    guesses_page="trên trang này: {n}",
    guesses_text="trong văn bản này: {n}",
    quality="Độ tin cậy của bản sửa: {n}\N{NO-BREAK SPACE}%",
    how_read="Cách đọc trang này:",
    compare="Hãy đối chiếu với ảnh của trang.",
    quoted="Đoạn được trích dẫn",
    more_above="… còn {n} dòng phía trên",
    more_below="… còn {n} dòng phía dưới",
    back="Về trang hỏi đáp",
    source_title="Nguồn: {title}",
    too_long="Câu hỏi dài {n} ký tự; tối đa là {max}. Xin hỏi ngắn gọn hơn.",
    empty="Xin nhập câu hỏi.",
    busy="Hệ thống đang bận. Xin gửi lại sau ít phút.",
    trouble="Đã có lỗi khi tìm câu trả lời. Xin thử lại.",
    gone="Nguồn này không còn mở được. Xin hỏi lại.",
    missing_title="Không tìm thấy trang",
    missing="Địa chỉ này không có, hoặc tài liệu không được công khai.",
    no_script="Trang hỏi đáp cần JavaScript. Xin bật JavaScript rồi tải lại trang.",
)

ENGLISH = Texts(
    language=Language.ENGLISH,
    page_title=f"Question desk — {BODY}",
    name="Question desk",
    body="Hung Yen Department of Science and Technology",
    demo="Demonstration",
    demo_long="This is a demonstration, not the department's official site.",
    skip="Skip to the question box",
    other_language="Tiếng Việt",
    new="New conversation",
    conversation="Conversation",
    welcome="What would you like to look up?",
    abilities=(
        "I answer questions on the department's administrative-reform reports and procedures, "
        "with sources down to the page and line. The documents are in Vietnamese."
    ),
    examples_title="Try one of these",
    examples=(
        "How many administrative procedures does the department have?",
        "Where did the department rank on administrative reform in 2023?",
        "How long does a radiation worker certificate take?",
        "How many applications were received in the first half of 2024?",
        "What does Decision 06/2024/QĐ-UBND regulate?",
        "What is SIPAS?",
    ),
    placeholder="Type a question…",
    box_label="Your question",
    box_help="Press Enter to send, Shift+Enter for a new line.",
    narrow="Choose which documents to search",
    narrowed="Searching only in:",
    everywhere="Clear",
    every_kind="Every kind of document",
    every_body="Every body",
    every_year="Every year",
    kind_label="Kind of document",
    body_label="Issuing body",
    year_label="Year",
    send="Send question",
    stop="Stop answering",
    left="{n} characters left",
    caution=(
        "The assistant can be wrong; the source document prevails. "
        "Please do not enter personal data."
    ),
    you="You asked",
    assistant="The assistant answered",
    searching="Searching the documents…",
    writing="Answering…",
    stopped="Stopped as you asked.",
    ask_again="Ask again",
    understood="Understood as:",
    statuses=MappingProxyType(
        {
            Status.PARTLY_ANSWERED: "Answered in part",
            Status.NOT_FOUND: "Not in the documents",
            Status.OUT_OF_SCOPE: "Out of scope",
            Status.NEEDS_CLARIFICATION: "Please be more specific",
            Status.BLOCKED: "This question is not processed",
            Status.ERROR: "Error",
        }
    ),
    mind="Please note",
    sources="Sources",
    open_source="Open source {n}: {title}",
    copy="Copy answer",
    copied="Answer copied.",
    copy_failed="Copying failed; please select the text and copy it.",
    copy_sources="Sources:",
    done="Answered, with {n} sources.",
    page="Page {n}",
    line="line {a}",
    lines="lines {a}–{b}",
    sheet="Sheet {n}",
    row="row {n}",
    rows="rows {n}–{b}",
    procedure="Procedure {n}",
    whole_procedure="See the whole procedure",
    number="No. {n}",
    panel="Source on view",
    close="Close source",
    view_page="View page",
    download="Download original",
    copy_link="Copy link",
    link_copied="Link copied.",
    prevails="Where the answer differs from this document, the document prevails.",
    image_alt="Image of page {n} of “{title}”, the cited passage highlighted",
    image_alt_plain="Image of page {n} of “{title}”",
    page_text="Text of the page",
    from_repaired=(
        "Taken from text whose recognition errors were repaired; please check the original."
    ),
    why_repaired="The file has character-recognition errors; below is the repaired reading.",
    as_printed="View as printed",
    number_column="Line",
    printed="Original (as printed)",
    repaired="Repaired",
    guess="a guess; printed: {printed}",
    guesses="Guessed words",
    guesses_page="on this page: {n}",
    guesses_text="in this text: {n}",
    quality="Confidence of the repair: {n}%",
    how_read="How this page was read:",
    compare="Please compare it with the picture of the page.",
    quoted="Cited passage",
    more_above="… {n} more lines above",
    more_below="… {n} more lines below",
    back="Back to the question desk",
    source_title="Source: {title}",
    too_long="The question has {n} characters; at most {max} are allowed. Please shorten it.",
    empty="Please type a question.",
    busy="The service is busy. Please send your question again in a few minutes.",
    trouble="Something went wrong while answering. Please try again.",
    gone="This source can no longer be opened. Please ask again.",
    missing_title="Page not found",
    missing="There is no such address, or the document is not public.",
    no_script="This page needs JavaScript. Please switch it on and reload.",
)


def texts(language: object) -> Texts:
    """The texts of a language; Vietnamese for anything but "en"."""
    return ENGLISH if language == Language.ENGLISH.value else VIETNAMESE
