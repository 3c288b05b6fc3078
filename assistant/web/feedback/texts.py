"""What the pages of the review say, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from starlette.requests import Request

from assistant.feedback import Place, State, Thumb
from assistant.web.admin.answers import said_for
from assistant.web.evaluation.texts import Told
from assistant.web.feedback.checking import Problem

_REVIEW: dict[str, tuple[str, str]] = {
    "intro": (
        "Người hỏi khen hay chê câu trả lời nào thì hiện ở đây. Sửa lại đáp án rồi đưa câu hỏi vào "
        "bộ câu hỏi của cơ quan để lần sau kiểm tra được. Thông tin cá nhân đã được bỏ trước khi lưu.",
        "Answers that people praised or complained about. Put right what should have been said, then "
        "move the question into one of your sets to test it from now on. Personal data was taken out "
        "before anything was kept.",
    ),
    "off": (
        "Đang tắt thu ý kiến (ASSISTANT_FEEDBACK=off); danh sách dưới đây là các ý kiến đã có.",
        "Collecting is switched off (ASSISTANT_FEEDBACK=off); below is what came before.",
    ),
    "states": ("Lọc theo trạng thái", "By state"),
    "state_new": ("Mới ({n})", "New ({n})"),
    "state_done": ("Đã đưa vào bộ ({n})", "In a set ({n})"),
    "state_dismissed": ("Đã bỏ qua ({n})", "Dismissed ({n})"),
    "none_new": ("Chưa có ý kiến mới nào.", "Nothing new."),
    "none_done": ("Chưa đưa câu nào vào bộ.", "No question was moved yet."),
    "none_dismissed": ("Chưa bỏ qua ý kiến nào.", "Nothing was dismissed."),
    "col_question": ("Câu hỏi", "Question"),
    "col_thumb": ("Ý kiến", "Opinion"),
    "col_status": ("Trợ lý", "The assistant"),
    "col_day": ("Ngày", "Day"),
    "thumb_up": ("Có ích", "Helpful"),
    "thumb_down": ("Chưa đúng", "Not right"),
    "back_to_list": ("Về danh sách ý kiến", "Back to the list"),
    "asked_before": ("Đã hỏi trước đó", "Asked before"),
    "answered": ("Trợ lý đã trả lời", "What the assistant answered"),
    "short_answer": ("Trả lời ngắn", "Direct answer"),
    "comment": ("Góp ý của người hỏi", "Comment"),
    "cited": ("Nguồn đã dẫn", "Sources cited"),
    "see": ("Xem chỗ này", "View"),
    "gone_source": ("tài liệu này không còn trong kho", "this document is no longer indexed"),
    "version": ("kho {n}", "store {n}"),
    "for_citizen": ("trả lời người dân", "answered a citizen"),
    "for_staff": ("trả lời cán bộ", "answered staff"),
    "lines": ("dòng {a}–{b}", "lines {a}–{b}"),
    "row": ("hàng {n}", "row {n}"),
    "correct": ("Câu hỏi và đáp án đúng", "The question and its right answer"),
    "question": ("Câu hỏi", "Question"),
    "history": ("Các câu hỏi trước (mỗi dòng một câu)", "Earlier questions (one a line)"),
    "answerable": ("Tài liệu có trả lời được không?", "Can it be answered from the documents?"),
    "answerable_yes": ("Có, đáp án ở dưới", "Yes, as below"),
    "answerable_no": (
        "Không, trợ lý phải từ chối",
        "No, the assistant has to refuse",
    ),
    "answer": ("Đáp án đúng", "Right answer"),
    "must_contain": ("Câu trả lời phải có", "What an answer must say"),
    "must_contain_help": (
        "Mỗi dòng một ý bắt buộc; các cách viết được chấp nhận cách nhau bằng dấu |, "
        "ví dụ: 58 thủ tục | 58 TTHC",
        "One required part a line; accepted spellings between |, such as: 58 thủ tục | 58 TTHC",
    ),
    "evidence": ("Bằng chứng trong tài liệu", "Evidence in the documents"),
    "evidence_help": (
        "Điền sẵn theo nguồn đã dẫn; xin kiểm tra lại. Bỏ một dòng: xóa trắng các ô của dòng đó. "
        "“Dòng” chỉ dùng cho tệp văn bản (115-117), “trang tính” và “hàng” cho tệp Excel; tệp Word thì "
        "trích nguyên văn.",
        "Filled in from the sources cited; please check. To drop a row, empty its fields. “Lines” "
        "are for text files (115-117), “sheet” and “row” for workbooks; quote from Word files.",
    ),
    "place": ("Bằng chứng {n}", "Evidence {n}"),
    "e_document": ("Tài liệu", "Document"),
    "e_page": ("Trang", "Page"),
    "e_lines": ("Dòng", "Lines"),
    "e_sheet": ("Trang tính", "Sheet"),
    "e_row": ("Hàng", "Row"),
    "e_procedure": ("Mã thủ tục", "Procedure"),
    "e_quote": ("Trích nguyên văn", "Quote"),
    "style_label": ("Cách hỏi", "Style"),
    "type_label": ("Loại câu hỏi", "Type"),
    "audience_label": ("Người hỏi", "Who asks"),
    "audience_citizen": ("Người dân", "Citizen"),
    "audience_staff": ("Cán bộ", "Staff"),
    "propose": ("Đưa vào bộ câu hỏi", "Move into a set"),
    "dismiss": ("Bỏ qua", "Dismiss"),
    "reopen": ("Xem lại", "Review again"),
    "take_out": ("Bỏ khỏi bộ và xem lại", "Take out of the set and review again"),
    "in_set": ("Đã đưa vào bộ {set} với mã {id}.", "It is in the set {set} as {id}."),
    "was_dismissed": ("Ý kiến này đã được bỏ qua.", "This was dismissed."),
    "run_it": ("Mở trang Đánh giá", "Open Evaluation"),
    "confirm_title": ("Đưa vào bộ nào?", "Into which set?"),
    "existing": ("Bộ đang có", "Sets that are there"),
    "new_set": ("Bộ mới, tên là", "A new set, called"),
    "confirm": ("Xác nhận đưa vào", "Confirm"),
    "edit_again": ("Sửa lại", "Edit again"),
    "as_written": ("Câu hỏi sẽ được ghi như sau", "What will be written"),
    "to_refuse": ("phải từ chối", "to be refused"),
    "look_at": ("Xin xem lại", "Please look at this"),
    "wrong": (
        "Chưa đưa vào được. Xin sửa các chỗ được đánh dấu.",
        "Not moved yet. Please mend what is marked.",
    ),
    "done_moved": (
        "Đã đưa vào bộ câu hỏi; có thể chạy ngay ở trang Đánh giá.",
        "It is in the set, which can be run at once under Evaluation.",
    ),
    "done_dismissed": ("Đã bỏ qua.", "It was dismissed."),
    "done_reopened": ("Đã mở lại để xem.", "It can be reviewed again."),
    "done_conflict": (
        "Người khác vừa xử lý ý kiến này; đây là tình trạng hiện giờ.",
        "Somebody else has just dealt with this; here is how it stands now.",
    ),
    "unreadable": (
        "Không đọc hoặc không ghi được tệp ý kiến của kho (feedback.sqlite). Xin kiểm tra quyền ghi "
        "và chỗ trống trên đĩa.",
        "The file of opinions (feedback.sqlite in the store) cannot be read or written. Please check "
        "its permissions and the room on the disk.",
    ),
    "set_unwritable": (
        "Không ghi được bộ câu hỏi này (có thể hết chỗ trên đĩa). Xin thử lại.",
        "The set could not be written (the disk may be full). Please try again.",
    ),
    "missing": ("Ý kiến này không còn nữa.", "This entry is no longer there."),
    # problems and warnings
    "no_question": ("Xin nhập câu hỏi.", "Please enter the question."),
    "too_long": ("Dài {n} ký tự; tối đa là {most}.", "{n} characters; at most {most}."),
    "not_offered": ("Xin chọn một giá trị trong danh sách.", "Please choose one from the list."),
    "no_answer": ("Xin nhập đáp án đúng.", "Please enter the right answer."),
    "no_parts": (
        "Xin nhập ít nhất một ý mà câu trả lời phải có.",
        "Please enter at least one part that an answer must say.",
    ),
    "too_many_parts": ("Nhiều nhất {most} ý.", "At most {most} parts."),
    "no_evidence": (
        "Xin cho biết đáp án nằm ở tài liệu nào, trang hay dòng nào.",
        "Please say in which document the answer stands, and on which page or line.",
    ),
    "too_many_places": ("Nhiều nhất {most} chỗ.", "At most {most} places."),
    "unknown_document": (
        "Không có tài liệu tên này trong kho.",
        "There is no document of that name.",
    ),
    "hidden_document": (
        "Tài liệu nội bộ, người dân không thấy; xin chọn người hỏi là cán bộ.",
        "Staff only, a citizen does not see it; please choose staff as who asks.",
    ),
    "only_document": (
        "Xin ghi thêm trang, dòng, hàng, mã thủ tục hoặc trích nguyên văn.",
        "Please add a page, lines, a row, a procedure or a quote.",
    ),
    "no_number": ("Phải là một số.", "This has to be a number."),
    "no_page": ("Tài liệu chỉ có {n} trang.", "The document has {n} pages."),
    "no_sheet": ("Không có trang tính tên này.", "There is no sheet of that name."),
    "no_row": ("Không có hàng này.", "There is no such row."),
    "no_span": ("Xin ghi 115 hoặc 115-117.", "Please write 115 or 115-117."),
    "no_lines": ("Tài liệu chỉ có {n} dòng.", "The document has {n} lines."),
    "lines_not_counted": (
        "Tài liệu này tính theo trang hoặc hàng; xin để trống ô “Dòng”.",
        "Places in this document are pages or rows; please leave “Lines” empty.",
    ),
    "no_quote": (
        "Không thấy đoạn này ở chỗ đã ghi trong tài liệu.",
        "This does not stand there in the document.",
    ),
    "no_procedure": ("Tài liệu không có thủ tục mã này.", "No procedure of that code in it."),
    "part_not_in_evidence": (
        "Không thấy “{part}” trong đoạn làm bằng chứng. Nếu là số phải tính ra thì không sao.",
        "“{part}” does not stand in the evidence. That is fine where it has to be computed.",
    ),
    "part_not_in_answer": (
        "Đáp án đúng không có “{part}”.",
        "The right answer does not say “{part}”.",
    ),
    "in_sets": ("Câu hỏi này đã có trong bộ: {names}.", "The question is already in: {names}."),
    "bad_set_name": ("Xin đặt tên cho bộ mới.", "Please name the new set."),
}


class ReviewTold(Told):
    """The texts of the review, those of the evaluator's pages among them."""

    TEXTS: ClassVar[Mapping[str, tuple[str, str]]] = {**Told.TEXTS, **_REVIEW}

    def thumb(self, thumb: Thumb) -> str:
        """What somebody thought."""
        return self(f"thumb_{thumb.value}")

    def audience_of(self, role: str) -> str:
        """Who asks."""
        return self(f"audience_{role}")

    def count(self, state: State, count: int) -> str:
        """A state with how many entries there are of it."""
        return self(f"state_{state.value}", n=count)

    def problem(self, problem: Problem) -> str:
        """What is wrong, or should be looked at."""
        return self(problem.kind, **problem.values)

    def place(self, place: Place) -> str:
        """A place in words, without its document."""
        parts = []
        if place.sheet is not None:
            parts.append(self("sheet", n=place.sheet))
        elif place.page is not None:
            parts.append(self("page", n=place.page))
        if place.row is not None:
            parts.append(self("row", n=place.row))
        if place.lines is not None:
            parts.append(self("lines", a=place.lines[0], b=place.lines[1]))
        if place.procedure is not None:
            parts.append(place.procedure)
        return ", ".join(parts)


def review_told_for(request: Request) -> ReviewTold:
    """The texts in the language that is asked for, or was before."""
    return ReviewTold(said_for(request).language)
