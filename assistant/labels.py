"""What fields, filters, failures and parts of a store are called, in sentences to users."""

from __future__ import annotations

from assistant.model import Language
from corpus.errors import Reason, StoreProblem

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
