"""What a reader did to a page or left out of it, in words: Vietnamese and English."""

from __future__ import annotations

from assistant.model import Language
from corpus.model import How, Note, NoteKind

_VI, _EN = Language.VIETNAMESE, Language.ENGLISH

# The second wording is for a note without a detail, where it reads differently.
_NOTES: dict[NoteKind, dict[Language, tuple[str, str]]] = {
    NoteKind.TURNED: {
        _VI: ("ảnh đã được xoay {detail}° theo chiều kim đồng hồ", "ảnh đã được xoay lại cho đúng"),
        _EN: ("the picture was turned {detail}° clockwise", "the picture was turned upright"),
    },
    NoteKind.STRAIGHTENED: {
        _VI: ("ảnh chụp nghiêng, đã nắn thẳng {detail}°", "ảnh chụp nghiêng, đã nắn thẳng"),
        _EN: ("the picture was crooked and was straightened by {detail}°", "it was straightened"),
    },
    NoteKind.SPREAD: {
        _VI: ("{half} của ảnh chụp hai trang mở", "một nửa của ảnh chụp hai trang mở"),
        _EN: ("the {half} of a picture of two open pages", "half of a picture of two open pages"),
    },
    NoteKind.LAYER_REPLACED: {
        _VI: (
            "lớp chữ của tệp bị lỗi, đã đọc lại từ ảnh của trang ({detail})",
            "lớp chữ của tệp bị lỗi, đã đọc lại từ ảnh của trang",
        ),
        _EN: (
            "the file's text layer is damaged; the page was read from its picture ({detail})",
            "the file's text layer is damaged; the page was read from its picture",
        ),
    },
    NoteKind.LAYER_KEPT: {
        _VI: (
            "đã thử đọc lại từ ảnh nhưng không tốt hơn, nên giữ lớp chữ của tệp ({detail})",
            "đã thử đọc lại từ ảnh nhưng không tốt hơn, nên giữ lớp chữ của tệp",
        ),
        _EN: (
            "reading the picture gave nothing better, so the file's text layer was kept ({detail})",
            "reading the picture gave nothing better, so the file's text layer was kept",
        ),
    },
    NoteKind.LAYER_DOUBTED: {
        _VI: (
            "lớp chữ của tệp kém và không đọc lại được từ ảnh; xin đối chiếu với bản gốc ({detail})",
            "lớp chữ của tệp kém và không đọc lại được từ ảnh; xin đối chiếu với bản gốc",
        ),
        _EN: (
            "the text layer is poor and the picture could not be read; compare the original ({detail})",
            "the text layer is poor and the picture could not be read; compare the original",
        ),
    },
    NoteKind.HIDDEN_ROWS: {
        _VI: ("bỏ qua {detail} hàng bị ẩn", "bỏ qua các hàng bị ẩn"),
        _EN: ("{detail} hidden rows were left out", "hidden rows were left out"),
    },
    NoteKind.HIDDEN_COLUMNS: {
        _VI: ("bỏ qua {detail} cột bị ẩn", "bỏ qua các cột bị ẩn"),
        _EN: ("{detail} hidden columns were left out", "hidden columns were left out"),
    },
    NoteKind.HIDDEN_SHEET: {
        _VI: ("bỏ qua trang tính bị ẩn “{detail}”", "bỏ qua trang tính bị ẩn"),
        _EN: ("the hidden sheet “{detail}” was left out", "a hidden sheet was left out"),
    },
    NoteKind.FORMULAS: {
        _VI: (
            "{detail} ô công thức chưa có kết quả trong tệp, nên hiện công thức; xin mở tệp, lưu lại",
            "có ô công thức chưa có kết quả trong tệp, nên hiện công thức; xin mở tệp, lưu lại",
        ),
        _EN: (
            "{detail} formulas have no result in the file and stand as written; open and save it again",
            "formulas have no result in the file and stand as written; open and save it again",
        ),
    },
    NoteKind.ATTACHMENT: {
        _VI: (
            "tệp có đính kèm “{detail}”, không mở; xin nạp riêng nếu cần",
            "tệp có đính kèm, không mở; xin nạp riêng nếu cần",
        ),
        _EN: (
            "the attachment “{detail}” was not opened; index it by itself if it is needed",
            "an attachment was not opened; index it by itself if it is needed",
        ),
    },
    NoteKind.SCRIPT: {
        _VI: ("tệp có chứa mã lệnh ({detail}), không chạy", "tệp có chứa mã lệnh, không chạy"),
        _EN: ("the file carries a program ({detail}); it was not run", "a program was not run"),
    },
    NoteKind.CONVERTED: {
        _VI: ("đã chuyển đổi từ định dạng .{detail}", "đã chuyển đổi từ định dạng khác"),
        _EN: ("converted from .{detail}", "converted from another format"),
    },
    NoteKind.CUT: {
        _VI: ("vượt giới hạn nên bỏ bớt: {detail}", "có phần vượt giới hạn nên đã bỏ bớt"),
        _EN: ("left out because of a limit: {detail}", "a part beyond a limit was left out"),
    },
    NoteKind.CORRECTED: {
        _VI: ("đã sửa tay {detail} dòng", "đã có dòng được sửa tay"),
        _EN: ("{detail} lines were corrected by hand", "lines were corrected by hand"),
    },
    NoteKind.UNPLACED: {
        _VI: (
            "{detail} chỗ sửa tay không còn dòng tương ứng; xin kiểm tra lại",
            "có chỗ sửa tay không còn dòng tương ứng; xin kiểm tra lại",
        ),
        _EN: (
            "{detail} corrections by hand found no line of theirs any more; please check",
            "some corrections by hand found no line of theirs any more; please check",
        ),
    },
}
_HALVES = {
    "left": {_VI: "nửa trái", _EN: "left half"},
    "right": {_VI: "nửa phải", _EN: "right half"},
}
_HOW = {
    How.TEXT: {_VI: "chữ trong tệp", _EN: "the file's text"},
    How.TEXT_LAYER: {_VI: "lớp chữ", _EN: "text layer"},
    How.OCR: {_VI: "nhận dạng từ ảnh", _EN: "recognised from the picture"},
}


def note_text(note: Note, language: Language) -> str:
    """One thing done to a page, as a clause without a full stop: "ảnh đã được xoay 90° …"."""
    full, bare = _NOTES[note.kind][language]
    half = _HALVES.get(note.detail)
    if note.kind is NoteKind.SPREAD:
        return full.format(half=half[language]) if half else bare
    detail = note.detail.rstrip("°")
    if note.kind is NoteKind.STRAIGHTENED:
        detail = detail.lstrip("+-")  # which way it was crooked is nobody's concern
    return full.format(detail=detail) if detail else bare


def how_text(how: How, language: Language) -> str:
    """How a page's text was obtained, in words."""
    return _HOW[how][language]
