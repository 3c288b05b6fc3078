"""What the administrator's pages say, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from assistant.messages import explain
from assistant.model import Language
from assistant.web.admin.jobs import Job, State, Work
from corpus.errors import Reason, UnreadableError
from corpus.model import Audience, StoredPage
from corpus.progress import Stage

_SAID: dict[str, tuple[str, str]] = {
    "admin": ("Quản trị", "Administration"),
    "log_in": ("Đăng nhập", "Log in"),
    "log_out": ("Đăng xuất", "Log out"),
    "token": ("Mã quản trị", "Administrator's token"),
    "token_help": (
        "Mã do người cài đặt hệ thống đặt (biến ASSISTANT_ADMIN_TOKEN). "
        "Phiên làm việc tự kết thúc sau 2 giờ không dùng.",
        "Set by whoever installed the system (ASSISTANT_ADMIN_TOKEN). "
        "The session ends by itself after 2 hours without use.",
    ),
    "wrong_token": ("Mã không đúng. Xin nhập lại.", "Wrong token. Please try again."),
    "too_many": (
        "Nhập sai quá nhiều lần. Xin thử lại sau {n} giây.",
        "Too many wrong tokens. Please try again in {n} seconds.",
    ),
    "other_language": ("English", "Tiếng Việt"),
    "to_chat": ("Trang hỏi đáp", "Question desk"),
    "sections": ("Các trang quản trị", "Administration pages"),
    "documents": ("Tài liệu", "Documents"),
    "evaluation": ("Đánh giá", "Evaluation"),
    "review": ("Ý kiến người hỏi", "Feedback"),
    "count": ("{n} tài liệu", "{n} documents"),
    "count_found": ("{n} trong {all} tài liệu", "{n} of {all} documents"),
    "add": ("Thêm tài liệu", "Add documents"),
    "drop_here": ("Kéo tệp thả vào đây, hoặc", "Drop files here, or"),
    "choose": ("Chọn tệp", "Choose files"),
    "add_help": (
        "Nhiều tệp cùng lúc cũng được. Đọc được: {kinds}. Mỗi tệp tối đa {most} MB.",
        "Several at once are fine. Readable: {kinds}. At most {most} MB a file.",
    ),
    "for_whom": ("Ai được xem", "Who may see them"),
    "public": ("Công khai", "Public"),
    "staff": ("Nội bộ", "Staff only"),
    "public_help": ("mọi người hỏi đều thấy", "everybody who asks"),
    "staff_help": ("chỉ cán bộ thấy", "members of staff"),
    "uploading": ("Đang tải lên…", "Uploading…"),
    "upload_failed": (
        "Không tải lên được, có thể do mất mạng. Xin thử lại.",
        "The upload failed, perhaps the network did. Please try again.",
    ),
    "exists": (
        "Đã có tệp trùng tên. Thay tệp cũ bằng tệp này?",
        "There is a file of that name. Replace it by this one?",
    ),
    "replace": ("Thay tệp cũ", "Replace"),
    "skip": ("Bỏ qua", "Skip"),
    "again": ("Thử lại", "Try again"),
    "bad_name": (
        "chưa đọc được loại tệp này. Xin chuyển sang PDF, DOCX, XLSX hoặc ảnh.",
        "this kind of file is not read. Please convert it to PDF, DOCX, XLSX or a picture.",
    ),
    "too_large": (
        "tệp lớn hơn {most} MB. Xin chia nhỏ rồi nạp lại.",
        "the file is larger than {most} MB. Please split it.",
    ),
    "empty_file": ("tệp trống, không có gì để đọc.", "the file is empty."),
    "no_room": (
        "máy chủ không ghi được tệp (có thể hết chỗ trên đĩa).",
        "the server could not write the file (its disk may be full).",
    ),
    "session_over": (
        "Phiên làm việc đã hết. Xin đăng nhập lại.",
        "The session has ended. Please log in again.",
    ),
    "foreign": (
        "Yêu cầu không đến từ trang quản trị này.",
        "The request did not come from these pages.",
    ),
    "queue": ("Tiến độ xử lý", "Progress"),
    "cancel": ("Bỏ khỏi hàng đợi", "Take out of the queue"),
    "job_add": ("Thêm", "Add"),
    "job_read": ("Đọc lại", "Read again"),
    "job_remove": ("Xóa", "Delete"),
    "waiting": ("đang chờ đến lượt", "waiting"),
    "locked": (
        "kho đang được tiến trình khác cập nhật, đang chờ",
        "another process is updating the store; waiting",
    ),
    "starting": ("đang chuẩn bị", "starting"),
    "reading": ("đang đọc", "being read"),
    "reading_page": ("đang đọc trang {a}/{b}", "reading page {a} of {b}"),
    "reading_pages": ("đang đọc, xong {n} trang", "being read, {n} pages done"),
    "indexing": ("đang lập chỉ mục", "being indexed"),
    "other_files": ("đang cập nhật kho, tệp {a}/{b}", "updating the store, file {a} of {b}"),
    "finishing": ("đang hoàn tất", "finishing"),
    "done_add": ("đã đọc xong, trả lời được từ tài liệu này", "read; it can be answered from"),
    "done_read": ("đã cập nhật", "up to date"),
    "done_remove": ("đã xóa", "deleted"),
    "missed": ("{n} tệp trong đó chưa đọc được", "{n} files in it could not be read"),
    "delete_archive": ("Xóa cả tệp nén {n}", "Delete the archive {n}"),
    "cancelled": ("đã bỏ", "taken out"),
    "failed": ("lỗi hệ thống, xin thử lại.", "a system error; please try again."),
    "unread": ("Tệp chưa đọc được", "Files that could not be read"),
    "drop": ("Xóa tệp", "Delete file"),
    "search": ("Tìm tài liệu", "Search documents"),
    "search_button": ("Tìm", "Search"),
    "nothing_found": ("Không có tài liệu nào khớp.", "No document matches."),
    "col_document": ("Tài liệu", "Document"),
    "col_pages": ("Trang", "Pages"),
    "col_how": ("Cách đọc", "How it was read"),
    "col_quality": ("Chất lượng", "Quality"),
    "col_notes": ("Ghi chú", "Notes"),
    "col_page": ("Trang", "Page"),
    "doubtful": ("{n} từ nghi ngờ", "{n} doubtful words"),
    "no_doubts": ("không có từ nghi ngờ", "no doubtful words"),
    "quality": ("{n}\N{NO-BREAK SPACE}%", "{n}%"),
    "repaired": ("đã sửa lỗi nhận dạng", "recognition errors repaired"),
    "number": ("Số {n}", "No. {n}"),
    "earlier": ("Trước", "Previous"),
    "later": ("Sau", "Next"),
    "back": ("Về danh sách", "Back to the list"),
    "original": ("Tải bản gốc", "Download original"),
    "lies": ("Nơi lưu: {n}", "Where it lies: {n}"),
    "lies_here": ("tải lên qua trang này", "uploaded here"),
    "read_again": ("Đọc lại tài liệu", "Read again"),
    "delete": ("Xóa tài liệu", "Delete document"),
    "delete_sure": (
        "Xóa hẳn tệp này và mọi nội dung đã đọc từ nó? Không lấy lại được.",
        "Delete this file and all that was read from it? It cannot be brought back.",
    ),
    "delete_yes": ("Xóa hẳn", "Delete for good"),
    "not_deletable": (
        "Tệp nằm ở thư mục do máy chủ quản lý; muốn xóa, xin xóa ở đó rồi nạp lại.",
        "The file lies in a folder of the server; to delete it, delete it there and index again.",
    ),
    "pages": ("Các trang", "Pages"),
    "no_pages": (
        "Chưa có thông tin từng trang. Xin bấm “Đọc lại tài liệu”.",
        "How its pages were read is not known. Please press “Read again”.",
    ),
    "page": ("Trang {n}", "Page {n}"),
    "sheet": ("Trang tính {n}", "Sheet {n}"),
    "whole": ("Toàn văn", "Whole text"),
    "text": ("Chữ đã đọc", "Text as read"),
    "picture": ("Ảnh trang {n}", "Picture of page {n}"),
    "edit_help": (
        "Sửa ngay trong từng dòng, rồi bấm Lưu. Chữ bị đọc sót thì gõ thêm vào dòng gần nhất; "
        "dòng thừa thì xóa trắng.",
        "Edit the lines, then press Save. Type missed words into the nearest line; empty a line "
        "that should not be there.",
    ),
    "line": ("Dòng {n}", "Line {n}"),
    "guess": ("Xem từ nghi ngờ “{n}” trên ảnh", "Show the doubtful word “{n}” in the picture"),
    "guess_printed": ("bản gốc đọc là “{n}”", "the source reads “{n}”"),
    "furniture": ("đầu/cuối trang, không dùng để trả lời", "header or footer, not used in answers"),
    "corrected_line": ("đã sửa tay", "corrected by hand"),
    "confirm": (
        "Tôi đã đối chiếu mọi dòng ở trên với bản gốc: bỏ các dấu nghi ngờ.",
        "I compared all lines above with the original: remove the marks of doubt.",
    ),
    "save": ("Lưu sửa đổi", "Save"),
    "undo": ("Bỏ mọi sửa tay của trang này", "Undo all corrections of this page"),
    "saved": (
        "Đã lưu. Tài liệu đang được cập nhật để trả lời theo bản sửa.",
        "Saved. The document is being updated so that answers follow the correction.",
    ),
    "unchanged": ("Không có gì thay đổi.", "Nothing was changed."),
    "undone": (
        "Đã bỏ các sửa đổi của trang; tài liệu đang được đọc lại.",
        "The page's corrections were undone; the document is being read again.",
    ),
    "queued": ("Đã đưa vào hàng đợi.", "It is in the queue."),
    "conflict": (
        "Bản đọc của trang này vừa thay đổi nên chưa lưu. Phần bạn gõ còn ở dưới để chép lại.",
        "This page was read anew in the meantime, so nothing was saved. What you typed is below.",
    ),
    "your_text": ("Phần bạn đã gõ", "What you typed"),
    "unsaved": ("Có sửa đổi chưa lưu.", "There are unsaved changes."),
    "all_doubts": ("Từ nghi ngờ tiếp theo", "Next doubtful word"),
    "part": ("Dòng {a}–{b} trong {n}", "Lines {a}–{b} of {n}"),
    "empty_page": (
        "Không đọc được chữ nào trên trang này. Có thể gõ nội dung vào đây, mỗi dòng một dòng.",
        "Nothing was read on this page. Its text can be typed here, line by line.",
    ),
    "missing_title": ("Không tìm thấy trang", "Page not found"),
    "missing": (
        "Tài liệu hoặc trang này không còn trong kho.",
        "This document or page is no longer in the store.",
    ),
    "no_script": (
        "Muốn tải tệp lên, xin bật JavaScript.",
        "Uploading files needs JavaScript.",
    ),
}
_KINDS = "PDF, Word, Excel, CSV, HTML, TXT, PNG, JPEG, TIFF, ZIP"


class Said:
    """The texts in one language: `said("count", n=3)`; other pages add their own to `TEXTS`."""

    TEXTS: ClassVar[Mapping[str, tuple[str, str]]] = _SAID

    def __init__(self, language: Language) -> None:
        self.language = language
        self._at = 0 if language is Language.VIETNAMESE else 1

    def __call__(self, name: str, **values: object) -> str:
        """One text, its places filled."""
        return self.TEXTS[name][self._at].format(**values)

    @property
    def kinds(self) -> str:
        """What can be uploaded."""
        return _KINDS

    def audience(self, audience: Audience) -> str:
        """Who may see a document."""
        return self(audience.value)

    def reason(self, reason: Reason | None) -> str:
        """Why a file could not be read: one clear sentence."""
        if reason is None:
            return self("failed")
        from pathlib import Path

        error = UnreadableError(Path("_"), reason)
        return explain(error).removeprefix("_: ")

    def page(self, page: StoredPage) -> str:
        """What a page is called."""
        if page.sheet is not None:
            return self("sheet", n=page.sheet)
        return self("page", n=page.number) if page.number is not None else self("whole")

    def job(self, job: Job) -> str:
        """How far a job has come."""
        if job.state is State.FAILED:
            return self.reason(job.reason)
        if job.state is State.DONE:
            missed = f"; {self('missed', n=job.missed)}" if job.missed else ""
            return self(f"done_{job.work.value}") + missed
        if job.state is not State.RUNNING:
            return self(job.state.value)
        if job.stage is Stage.READING:
            if job.parts:
                return self("reading_page", a=job.part, b=job.parts)
            return self("reading_pages", n=job.part) if job.part else self("reading")
        if job.stage is Stage.INDEXING:
            return self("indexing")
        if job.work is Work.REMOVE or not job.total:
            return self("starting")
        if job.done >= job.total:
            return self("finishing")
        return self("other_files", a=job.done + 1, b=job.total)


def said_in(language: object) -> Said:
    """The texts of a language; Vietnamese for anything but "en"."""
    return Said(Language.ENGLISH if language == Language.ENGLISH.value else Language.VIETNAMESE)
