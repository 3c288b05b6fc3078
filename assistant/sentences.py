"""The sentences that `assistant.messages` fills, Vietnamese and English, and the words in them."""

from __future__ import annotations

from assistant.model import Language
from corpus.errors import Reason, StoreProblem

WHERE_TO_TURN = {
    Language.VIETNAMESE: (
        "Bạn có thể hỏi trực tiếp Bộ phận Một cửa của Sở Khoa học và Công nghệ, hoặc xem Cổng dịch vụ "
        "công của tỉnh (https://dichvucong.hungyen.gov.vn)."
    ),
    Language.ENGLISH: (
        "You can ask the one-stop desk of the Department of Science and Technology, or look at the "
        "province's public service portal (https://dichvucong.hungyen.gov.vn)."
    ),
}

TEXTS: dict[str, dict[Language, str]] = {
    "not_found": {
        Language.VIETNAMESE: "Tôi không tìm thấy câu trả lời trong các tài liệu đã nạp. {turn}",
        Language.ENGLISH: "I did not find an answer in the indexed documents. {turn}",
    },
    "not_found_nearest": {
        Language.VIETNAMESE: (
            "Tôi không tìm thấy câu trả lời trong các tài liệu đã nạp. Nội dung gần nhất nằm ở tài liệu "
            "“{title}”, nhưng không nói đến điều bạn hỏi. {turn}"
        ),
        Language.ENGLISH: (
            "I did not find an answer in the indexed documents. The nearest text is in “{title}”, but "
            "it does not say what you ask. {turn}"
        ),
    },
    "fields_missing": {
        Language.VIETNAMESE: "Tài liệu không nêu {fields} của thủ tục này. {turn}",
        Language.ENGLISH: "The documents do not give the {fields} of this procedure. {turn}",
    },
    "procedure_not_found": {
        Language.VIETNAMESE: (
            "Trong các tài liệu đã nạp không có thủ tục nào làm việc bạn hỏi. {turn}"
        ),
        Language.ENGLISH: "No procedure in the indexed documents does what you ask for. {turn}",
    },
    "not_found_wanting": {
        Language.VIETNAMESE: (
            "Tôi không tìm thấy câu trả lời trong các tài liệu đã nạp. Nội dung gần nhất nằm ở tài liệu "
            "“{title}”, nhưng không nói đến điều bạn hỏi: {wanting}. {turn}"
        ),
        Language.ENGLISH: (
            "I did not find an answer in the indexed documents. The nearest text is in “{title}”, but "
            "it does not tell of what you ask: {wanting}. {turn}"
        ),
    },
    "field_not_found": {
        Language.VIETNAMESE: (
            "Tài liệu đã nạp có thủ tục “{procedure}” nhưng không nêu {field} của thủ tục này. {turn}"
        ),
        Language.ENGLISH: (
            "The indexed documents list the procedure “{procedure}” but do not give its {field}. {turn}"
        ),
    },
    "out_of_scope": {
        Language.VIETNAMESE: (
            "Câu hỏi này nằm ngoài các tài liệu mà tôi có. Tôi chỉ trả lời về báo cáo cải cách hành "
            "chính và thủ tục hành chính của Sở Khoa học và Công nghệ. {turn}"
        ),
        Language.ENGLISH: (
            "This question is outside the documents I have. I only answer on the administrative reform "
            "reports and procedures of the Department of Science and Technology. {turn}"
        ),
    },
    "greeting": {
        Language.VIETNAMESE: (
            "Xin chào. Bạn có thể hỏi tôi về báo cáo cải cách hành chính và thủ tục hành chính của Sở "
            "Khoa học và Công nghệ."
        ),
        Language.ENGLISH: (
            "Hello. You can ask me about the administrative reform reports and procedures of the "
            "Department of Science and Technology."
        ),
    },
    "empty": {
        Language.VIETNAMESE: "Bạn chưa nhập câu hỏi. Xin gõ câu hỏi bằng tiếng Việt hoặc tiếng Anh.",
        Language.ENGLISH: "There is no question yet. Please type one in Vietnamese or English.",
    },
    "too_long": {
        Language.VIETNAMESE: (
            "Câu hỏi dài {length} ký tự, quá mức tối đa {limit} ký tự. Xin hỏi ngắn gọn hơn, mỗi lần "
            "một ý."
        ),
        Language.ENGLISH: (
            "The question has {length} characters; the limit is {limit}. Please ask more briefly, one "
            "thing at a time."
        ),
    },
    "personal_data": {
        Language.VIETNAMESE: (
            "Câu hỏi có vẻ chứa thông tin cá nhân (số định danh, số điện thoại hoặc thư điện tử). Để bảo "
            "vệ bạn, tôi không xử lý câu hỏi này. Xin bỏ thông tin đó rồi hỏi lại."
        ),
        Language.ENGLISH: (
            "The question seems to contain personal data (an ID number, a phone number or an e-mail "
            "address). To protect you I do not process it. Please remove it and ask again."
        ),
    },
    "abuse": {
        Language.VIETNAMESE: (
            "Xin dùng lời lẽ lịch sự. Tôi sẵn lòng trả lời câu hỏi về báo cáo và thủ tục hành chính."
        ),
        Language.ENGLISH: (
            "Please keep it polite. I am glad to answer questions on reports and procedures."
        ),
    },
    "way_time": {
        Language.VIETNAMESE: "Thời hạn giải quyết: {value} ({channels}).",
        Language.ENGLISH: "Time limit: {value} ({channels}).",
    },
    "way_channels": {
        Language.VIETNAMESE: "Cách nộp hồ sơ: {channels}.",
        Language.ENGLISH: "Ways to submit: {channels}.",
    },
    "way_fee": {
        Language.VIETNAMESE: "Phí, lệ phí: {value} ({channels}).",
        Language.ENGLISH: "Fees: {value} ({channels}).",
    },
    "clarify_procedure": {
        Language.VIETNAMESE: "Có nhiều thủ tục phù hợp. Bạn muốn hỏi thủ tục nào?\n{choices}",
        Language.ENGLISH: "Several procedures fit. Which one do you mean?\n{choices}",
    },
    "unavailable": {
        Language.VIETNAMESE: (
            "Kho tài liệu tạm thời không tra cứu được nên chưa thể trả lời. Xin hỏi lại sau ít phút; "
            "nếu vẫn vậy, xin báo người quản trị."
        ),
        Language.ENGLISH: (
            "The documents cannot be searched just now, so there is no answer yet. Please ask again in a "
            "few minutes; if it goes on, tell the administrator."
        ),
    },
    "error": {
        Language.VIETNAMESE: (
            "Đã có lỗi khi tìm câu trả lời. Xin thử lại sau ít phút; nếu vẫn lỗi, xin báo người quản trị."
        ),
        Language.ENGLISH: (
            "Something went wrong while looking for the answer. Please try again in a few minutes; if it "
            "persists, tell the administrator."
        ),
    },
    "share_disagrees": {
        Language.VIETNAMESE: (
            "Số liệu in trong tài liệu không khớp: {part}/{whole} là {right} %, nhưng tài liệu ghi "
            "{printed} %."
        ),
        Language.ENGLISH: (
            "The printed figures do not agree: {part}/{whole} is {right} %, but the document prints "
            "{printed} %."
        ),
    },
    "sum_disagrees": {
        Language.VIETNAMESE: (
            "Số liệu in trong tài liệu không khớp: {terms} = {right}, nhưng tài liệu ghi {printed}."
        ),
        Language.ENGLISH: (
            "The printed figures do not agree: {terms} = {right}, but the document prints {printed}."
        ),
    },
    "whole_disagrees": {
        Language.VIETNAMESE: (
            "Số liệu in trong tài liệu không khớp: {terms} = {whole}, nhưng tài liệu ghi phần thứ hai là "
            "{printed}."
        ),
        Language.ENGLISH: (
            "The printed figures do not agree: {terms} = {whole}, but the document prints the second "
            "part as {printed}."
        ),
    },
    "count_disagrees": {
        Language.VIETNAMESE: (
            "Số liệu in trong tài liệu không khớp: tài liệu ghi {printed}, nhưng danh sách kèm theo có "
            "{right} mục."
        ),
        Language.ENGLISH: (
            "The printed figures do not agree: the document prints {printed}, but the list behind it has "
            "{right} items."
        ),
    },
    "changed_replaces": {
        Language.VIETNAMESE: "Văn bản này ({title}) đã được thay thế bởi {by}.",
        Language.ENGLISH: "This document ({title}) has been replaced by {by}.",
    },
    "changed_repeals": {
        Language.VIETNAMESE: "Văn bản này ({title}) đã bị bãi bỏ bởi {by}.",
        Language.ENGLISH: "This document ({title}) has been repealed by {by}.",
    },
    "changed_amends_part": {
        Language.VIETNAMESE: "Văn bản này ({title}) đã được sửa đổi, bổ sung{part} bởi {by}.",
        Language.ENGLISH: "This document ({title}) has been amended{part} by {by}.",
    },
    "changed_replaces_part": {
        Language.VIETNAMESE: "Một phần của văn bản này ({title}) đã được thay thế{part} bởi {by}.",
        Language.ENGLISH: "A part of this document ({title}) has been replaced{part} by {by}.",
    },
    "changed_repeals_part": {
        Language.VIETNAMESE: "Một phần của văn bản này ({title}) đã bị bãi bỏ{part} bởi {by}.",
        Language.ENGLISH: "A part of this document ({title}) has been repealed{part} by {by}.",
    },
    "named": {Language.VIETNAMESE: "{kind} số {number}", Language.ENGLISH: "{kind} No. {number}"},
    "a_document": {Language.VIETNAMESE: "văn bản", Language.ENGLISH: "document"},
    "dated": {Language.VIETNAMESE: "ngày {date}", Language.ENGLISH: "of {date}"},
    "change_stands": {
        Language.VIETNAMESE: "Về hiệu lực của văn bản được trích:",
        Language.ENGLISH: "On whether the cited document still holds (in Vietnamese):",
    },
    "filtered": {
        Language.VIETNAMESE: (
            "Hiện chỉ tìm trong {count} tài liệu theo bộ lọc ({filters}); bỏ bộ lọc để tìm trong mọi "
            "tài liệu."
        ),
        Language.ENGLISH: (
            "Only the {count} documents that the filter leaves were searched ({filters}); clear it to "
            "search all of them."
        ),
    },
    "filtered_out": {
        Language.VIETNAMESE: (
            "Không có tài liệu nào hợp với bộ lọc đang bật ({filters}). Xin nới hoặc bỏ bộ lọc rồi hỏi "
            "lại."
        ),
        Language.ENGLISH: (
            "No document fits the filter that is on ({filters}). Please widen or clear it and ask again."
        ),
    },
    "unknown_kinds": {
        Language.VIETNAMESE: "Không có loại văn bản “{value}”. {known}",
        Language.ENGLISH: "There is no kind of document “{value}”. {known}",
    },
    "unknown_bodies": {
        Language.VIETNAMESE: "Không có tài liệu nào do “{value}” ban hành. {known}",
        Language.ENGLISH: "No document was issued by “{value}”. {known}",
    },
    "unknown_numbers": {
        Language.VIETNAMESE: "Không có tài liệu nào mang số “{value}”.",
        Language.ENGLISH: "No document has the number “{value}”.",
    },
    "unknown_periods": {
        Language.VIETNAMESE: "Không hiểu khoảng thời gian “{value}”. Xin ghi như: quý I/2024.",
        Language.ENGLISH: "“{value}” is not understood as a period. Write it as: quý I/2024.",
    },
    "unknown_documents": {
        Language.VIETNAMESE: "Không có tài liệu nào tên “{value}”.",
        Language.ENGLISH: "There is no document called “{value}”.",
    },
    "known_values": {
        Language.VIETNAMESE: "Đang có: {values}.",
        Language.ENGLISH: "There are: {values}.",
    },
    "yes": {Language.VIETNAMESE: "Có", Language.ENGLISH: "Yes"},
    "no": {Language.VIETNAMESE: "Không", Language.ENGLISH: "No"},
    "says_yes": {
        Language.VIETNAMESE: "Theo tài liệu thì có:",
        Language.ENGLISH: "According to the document, yes (in Vietnamese):",
    },
    "says_no": {
        Language.VIETNAMESE: "Theo tài liệu thì không:",
        Language.ENGLISH: "According to the document, no (in Vietnamese):",
    },
    "says_figures": {
        Language.VIETNAMESE: "Không. {because}",
        Language.ENGLISH: "No. {because} In Vietnamese:",
    },
    "equal": {Language.VIETNAMESE: "Bằng nhau", Language.ENGLISH: "They are equal"},
    "computed": {
        Language.VIETNAMESE: "{figures}.\nPhép tính từ số liệu dẫn dưới đây: {result}.",
        Language.ENGLISH: "{figures}.\nWorked out from the figures cited below: {result}.",
    },
    "points": {Language.VIETNAMESE: " điểm phần trăm", Language.ENGLISH: " percentage points"},
    "other_way": {
        Language.VIETNAMESE: ", nhưng theo chiều ngược với câu hỏi",
        Language.ENGLISH: ", though the other way round than the question takes it",
    },
    "extreme": {
        Language.VIETNAMESE: "So các số liệu {figures}, đáp ứng câu hỏi là {result}:",
        Language.ENGLISH: "Of the figures {figures}, the one asked for is {result}:",
    },
    "missing": {
        Language.VIETNAMESE: "Các đoạn tài liệu tìm được không nói đến: {missing}.",
        Language.ENGLISH: "The passages that were found do not say: {missing}.",
    },
    "llm_unavailable": {
        Language.VIETNAMESE: (
            "Mô hình ngôn ngữ hiện không dùng được, nên câu trả lời là đoạn trích nguyên văn từ tài liệu."
        ),
        Language.ENGLISH: (
            "The language model is not available now, so the answer quotes the documents word for word."
        ),
    },
    "llm_slow": {
        Language.VIETNAMESE: (
            "Mô hình ngôn ngữ trả lời quá lâu, nên câu trả lời là đoạn trích nguyên văn từ tài liệu."
        ),
        Language.ENGLISH: (
            "The language model took too long, so the answer quotes the documents word for word."
        ),
    },
    "llm_spent": {
        Language.VIETNAMESE: (
            "Mô hình ngôn ngữ đã hết lượt dùng trong ngày, nên câu trả lời là đoạn trích nguyên văn từ tài "
            "liệu."
        ),
        Language.ENGLISH: (
            "The language model has written as much as it may today, so the answer quotes the documents "
            "word for word."
        ),
    },
    "llm_unverified": {
        Language.VIETNAMESE: (
            "Câu trả lời do mô hình ngôn ngữ viết không khớp với tài liệu nên không được dùng; đây là đoạn "
            "trích nguyên văn."
        ),
        Language.ENGLISH: (
            "What the language model wrote did not agree with the documents and is not used; this is "
            "quoted word for word."
        ),
    },
    "english_lead": {
        Language.VIETNAMESE: "",
        Language.ENGLISH: "The document says (in Vietnamese): ",
    },
}

FIELDS: dict[str, dict[Language, str]] = {
    "time_limit": {Language.VIETNAMESE: "thời hạn giải quyết", Language.ENGLISH: "time limit"},
    "fee": {Language.VIETNAMESE: "phí, lệ phí", Language.ENGLISH: "fees"},
    "dossier": {Language.VIETNAMESE: "thành phần hồ sơ", Language.ENGLISH: "required papers"},
    "where": {Language.VIETNAMESE: "nơi tiếp nhận hồ sơ", Language.ENGLISH: "place to submit"},
    "who_decides": {
        Language.VIETNAMESE: "cơ quan quyết định",
        Language.ENGLISH: "deciding authority",
    },
    "result": {Language.VIETNAMESE: "kết quả", Language.ENGLISH: "result"},
    "legal_basis": {Language.VIETNAMESE: "căn cứ pháp lý", Language.ENGLISH: "legal basis"},
    "sets": {Language.VIETNAMESE: "số bộ hồ sơ", Language.ENGLISH: "number of sets"},
    "steps": {Language.VIETNAMESE: "trình tự thực hiện", Language.ENGLISH: "steps"},
    "conditions": {Language.VIETNAMESE: "yêu cầu, điều kiện", Language.ENGLISH: "conditions"},
    "applicants": {Language.VIETNAMESE: "đối tượng thực hiện", Language.ENGLISH: "applicants"},
    "channel": {Language.VIETNAMESE: "cách thức nộp", Language.ENGLISH: "how to submit"},
    "code": {Language.VIETNAMESE: "mã thủ tục", Language.ENGLISH: "procedure code"},
    "forms": {Language.VIETNAMESE: "mẫu đơn, tờ khai", Language.ENGLISH: "forms"},
    "decision_number": {
        Language.VIETNAMESE: "quyết định công bố",
        Language.ENGLISH: "announcing decision",
    },
    "deadline": {Language.VIETNAMESE: "thời hạn phải thực hiện", Language.ENGLISH: "deadline"},
    "site": {
        Language.VIETNAMESE: "trang web hoặc ứng dụng để nộp",
        Language.ENGLISH: "website or app",
    },
    "validity": {
        Language.VIETNAMESE: "thời hạn sử dụng của giấy tờ được cấp",
        Language.ENGLISH: "period of validity",
    },
}

FILTERED: dict[str, dict[Language, str]] = {
    "kinds": {Language.VIETNAMESE: "loại văn bản", Language.ENGLISH: "kind"},
    "bodies": {Language.VIETNAMESE: "cơ quan ban hành", Language.ENGLISH: "issued by"},
    "numbers": {Language.VIETNAMESE: "số", Language.ENGLISH: "number"},
    "years": {Language.VIETNAMESE: "năm", Language.ENGLISH: "year"},
    "periods": {Language.VIETNAMESE: "thời gian", Language.ENGLISH: "period"},
    "documents": {Language.VIETNAMESE: "tài liệu", Language.ENGLISH: "document"},
}

REASONS: dict[Reason, str] = {
    Reason.MISSING: "không tìm thấy tệp. Xin kiểm tra lại đường dẫn.",
    Reason.EMPTY: "tệp trống, không có chữ nào để đọc.",
    Reason.ENCRYPTED: "tệp được bảo vệ bằng mật khẩu. Xin bỏ mật khẩu rồi nạp lại.",
    Reason.DAMAGED: "tệp hỏng hoặc không đúng định dạng như phần mở rộng. Xin xuất lại tệp rồi nạp lại.",
    Reason.UNSUPPORTED: "chưa đọc được định dạng này. Xin chuyển sang PDF, DOCX, XLSX hoặc TXT.",
    Reason.TOO_LARGE: "tệp quá lớn. Xin chia nhỏ rồi nạp lại.",
    Reason.NEEDS_OFFICE: (
        "định dạng cũ, cần LibreOffice để đọc mà máy này chưa cài. Xin cài LibreOffice, hoặc lưu tệp "
        "thành DOCX hay XLSX rồi nạp lại."
    ),
    Reason.UNKNOWN_ENCODING: (
        "không nhận ra bảng mã của văn bản. Xin mở tệp, lưu lại với bảng mã UTF-8 rồi nạp lại."
    ),
    Reason.TIMED_OUT: (
        "đọc tệp này quá lâu nên đã dừng lại. Xin chia nhỏ tệp, hoặc xuất lại tệp rồi nạp lại."
    ),
    Reason.CRASHED: "bộ đọc tệp bị lỗi khi đọc tệp này. Tệp có thể hỏng; xin xuất lại tệp rồi nạp lại.",
    Reason.NESTED: "tệp nén nằm trong quá nhiều lớp tệp nén khác. Xin giải nén rồi nạp lại.",
    Reason.FORBIDDEN: "không có quyền đọc tệp này. Xin cấp quyền đọc rồi nạp lại.",
    Reason.NOT_A_FILE: "đây không phải tệp thường (là ống dẫn, ổ cắm hoặc thiết bị), nên không được mở.",
    Reason.OUTSIDE: (
        "liên kết này dẫn ra ngoài thư mục được nạp, nên không được đọc. Xin chép tệp vào thư mục."
    ),
    Reason.NO_TEXT_LAYER: (
        "tệp chỉ có ảnh chụp, chưa có lớp chữ. Bản này chưa nhận dạng chữ từ ảnh; xin nạp bản có chữ."
    ),
}


PROBLEMS: dict[StoreProblem, str] = {
    StoreProblem.NOTHING_INDEXED: (
        "chưa có tài liệu nào được nạp. Xin chạy: assistant index THƯ_MỤC_TÀI_LIỆU"
    ),
    StoreProblem.LOCKED: "một tiến trình khác đang nạp tài liệu vào kho này. Xin thử lại sau.",
    StoreProblem.OTHER_RELEASE: (
        "kho do phiên bản khác của chương trình tạo ra. Xin nạp lại tài liệu vào một kho mới."
    ),
    StoreProblem.DAMAGED: "kho bị hỏng. Xin xóa thư mục này rồi nạp lại tài liệu.",
    StoreProblem.OTHER_MODEL: (
        "kho được tạo bằng mô hình nhúng khác. Xin nạp lại tài liệu để cập nhật kho."
    ),
    StoreProblem.OUT_OF_DATE: (
        "kho do phiên bản khác của chương trình tạo ra. Xin chạy assistant index để cập nhật kho."
    ),
    StoreProblem.NO_SERVER: (
        "máy chủ Chroma (ASSISTANT_CHROMA_URL) không trả lời. Xin kiểm tra máy chủ rồi thử lại."
    ),
    StoreProblem.NO_VECTORS: (
        "máy chủ Chroma (ASSISTANT_CHROMA_URL) không có đủ dữ liệu của kho này. Xin khôi phục máy chủ, "
        "hoặc chạy lại assistant index để nạp lại."
    ),
    StoreProblem.NO_EARLIER_VERSION: "không có phiên bản nào trước đó để quay lại.",
}
PARTS = {
    "model": "mô hình nhúng",
    "readers": "bộ đọc tệp",
    "chunks": "cách chia đoạn",
    "lexical": "chỉ mục từ khóa",
    "chroma": "nơi giữ vectơ",
    "damaged": "kho bị hỏng",
    "abbreviations": "bảng viết tắt",
}
