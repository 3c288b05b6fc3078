"""The sentences that `assistant.messages` fills, Vietnamese and English."""

from __future__ import annotations

from assistant.model import Language

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
    "procedure_not_meant": {
        Language.VIETNAMESE: (
            "Tôi không tìm thấy thủ tục bạn hỏi trong các tài liệu đã nạp. Thủ tục gần nhất là “{procedure}”, "
            "nhưng có lẽ không phải thủ tục bạn cần. {turn}"
        ),
        Language.ENGLISH: (
            "I did not find the procedure you ask about in the indexed documents. The nearest one is "
            "“{procedure}”, which is probably not the one you need. {turn}"
        ),
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
    "equal": {Language.VIETNAMESE: "Bằng nhau", Language.ENGLISH: "They are equal"},
    "computed": {
        Language.VIETNAMESE: "{figures}.\nPhép tính từ số liệu dẫn dưới đây: {result}.",
        Language.ENGLISH: "{figures}.\nWorked out from the figures cited below: {result}.",
    },
    "in_time": {Language.VIETNAMESE: "Còn kịp", Language.ENGLISH: "Still in time"},
    "too_late": {Language.VIETNAMESE: "Đã trễ", Language.ENGLISH: "Too late"},
    "points": {Language.VIETNAMESE: " điểm phần trăm", Language.ENGLISH: " percentage points"},
    "other_way": {
        Language.VIETNAMESE: ", nhưng theo chiều ngược với câu hỏi",
        Language.ENGLISH: ", though the other way round than the question takes it",
    },
    "counted": {
        Language.VIETNAMESE: "Đếm được {count} mục:",
        Language.ENGLISH: "Counted {count} items:",
    },
    "places": {Language.VIETNAMESE: " bậc", Language.ENGLISH: " places"},
    "more_of_two": {
        Language.VIETNAMESE: "{word} hơn: {part}.",
        Language.ENGLISH: "Of the two: {part}.",
    },
    "later": {
        Language.VIETNAMESE: "Ra sau: {part}.",
        Language.ENGLISH: "Later: {part}.",
    },
    "earlier": {
        Language.VIETNAMESE: "Ra trước: {part}.",
        Language.ENGLISH: "Earlier: {part}.",
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
