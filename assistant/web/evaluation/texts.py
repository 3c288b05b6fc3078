"""What the evaluator's pages say, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from starlette.requests import Request

from assistant.web.admin.answers import said_for
from assistant.web.admin.texts import Said
from assistant.web.evaluation.queue import State
from assistant.web.evaluation.runs import Failure
from eval.findings import Finding
from eval.report import bilingual
from eval.report import texts as words
from eval.report.texts import named

_TOLD: dict[str, tuple[str, str]] = {
    "back": ("Về trang đánh giá", "Back to evaluation"),
    "missing": (
        "Bộ câu hỏi hoặc lần chạy này không còn nữa.",
        "This question set or run is no longer there.",
    ),
    "intro": (
        "Hỏi trợ lý cả một bộ câu hỏi đã biết đáp án, rồi xem trợ lý trả lời đúng bao nhiêu "
        "và sai ở khâu nào.",
        "Ask the assistant a whole set of questions whose answers are known, and see how many it "
        "gets right and at which stage the others are lost.",
    ),
    # question sets
    "sets": ("Bộ câu hỏi", "Question sets"),
    "choose_set": ("Chọn một bộ câu hỏi để chạy", "Choose a question set to run"),
    "col_set": ("Bộ câu hỏi", "Question set"),
    "col_questions": ("Số câu", "Questions"),
    "col_unanswerable": ("Câu phải từ chối", "To be refused"),
    "col_origin": ("Nguồn", "From"),
    "shipped": ("có sẵn", "shipped"),
    "own": ("của cơ quan", "your own"),
    "unusable": ("không đọc được", "cannot be read"),
    "problems_short": ("{n} dòng cần xem lại", "{n} rows to look at"),
    "problems": ("Các dòng cần xem lại", "Rows to look at"),
    "problems_help": (
        "Dòng có lỗi thì không hỏi; những câu còn lại vẫn chạy được. Muốn hỏi cả các dòng này, "
        "xin sửa tệp rồi tải lên lại.",
        "Rows with an error are not asked; the other questions can be run. To ask these as well, "
        "mend the file and upload it again.",
    ),
    "problems_more": ("… và {n} lỗi nữa.", "… and {n} more."),
    "upload": ("Tải bộ câu hỏi lên", "Upload a question set"),
    "upload_help": (
        "Tệp .jsonl, .csv hoặc .xlsx, tối đa {most} MB và {questions} câu. Cần có cột id và "
        "question; nên có answerable, must_contain, evidence, style, type.",
        "A .jsonl, .csv or .xlsx file of at most {most} MB and {questions} questions. It needs the "
        "columns id and question; answerable, must_contain, evidence, style, type are welcome.",
    ),
    "file": ("Tệp bộ câu hỏi", "File of the set"),
    "replace_set": ("Thay bộ đã có cùng tên", "Replace the set of that name"),
    "upload_button": ("Tải lên", "Upload"),
    "uploaded": (
        "Đã tải lên. Có thể chạy ngay ở dưới.",
        "It was uploaded, and can be run below.",
    ),
    "no_file": ("Xin chọn một tệp trước.", "Please choose a file first."),
    "bad_set_name": (
        "Chỉ đọc được tệp .jsonl, .csv và .xlsx. Xin lưu bộ câu hỏi ở một trong các dạng này.",
        "Only .jsonl, .csv and .xlsx files are read. Please save the set as one of these.",
    ),
    "set_too_large": (
        "Tệp lớn hơn {most} MB. Xin chia bộ câu hỏi thành nhiều tệp.",
        "The file is larger than {most} MB. Please split the set into several files.",
    ),
    "too_many_questions": (
        "Bộ này có hơn {n} câu hoặc giải nén ra quá lớn. Xin chia thành nhiều tệp.",
        "This set has more than {n} questions, or unpacks to too much. Please split it.",
    ),
    "unusable_set": ("Tệp {n} chưa dùng được:", "The file {n} cannot be used:"),
    "set_exists": (
        "Đã có bộ câu hỏi tên {n}. Xin đổi tên tệp, hoặc chọn “Thay bộ đã có cùng tên”.",
        "There is a set called {n}. Rename the file, or tick “Replace the set of that name”.",
    ),
    "download_set": ("Tải bộ câu hỏi", "Download the set"),
    "delete_set": ("Xóa bộ câu hỏi", "Delete the set"),
    "delete_set_sure": (
        "Xóa hẳn bộ câu hỏi này? Các lần đã chạy giữ bản sao riêng nên không mất.",
        "Delete this set for good? Runs keep copies of their own and stay.",
    ),
    "set_deleted": ("Đã xóa bộ câu hỏi.", "The set was deleted."),
    # starting
    "start": ("Chạy đánh giá", "Start a run"),
    "start_button": ("Bắt đầu chạy", "Start"),
    "asks": ("Hỏi với tư cách", "Ask as"),
    "citizen": ("Người dân", "A citizen"),
    "citizen_help": ("chỉ tài liệu công khai", "public documents only"),
    "staff_role": ("Cán bộ", "Staff"),
    "staff_role_help": ("cả tài liệu nội bộ", "staff documents as well"),
    "how_many": ("Số câu hỏi", "How many questions"),
    "how_many_help": (
        "Để trống để hỏi tất cả {n} câu (khoảng {time}). Nếu nhập số, các câu được chọn ngẫu nhiên "
        "nhưng luôn như nhau, theo đúng tỷ lệ các loại câu hỏi.",
        "Leave empty to ask all {n} (about {time}). A number takes a sample that is drawn at "
        "random, but the same each time, with its share of every type.",
    ),
    "only": ("Chỉ hỏi một phần", "Ask only a part"),
    "only_help": (
        "Không chọn gì nghĩa là hỏi mọi kiểu và mọi loại.",
        "With nothing ticked, questions of every style and type are asked.",
    ),
    "styles": ("Kiểu câu hỏi", "Styles"),
    "types": ("Loại câu trả lời", "Types"),
    "repeat": ("Hỏi mỗi câu mấy lần", "Times each question is asked"),
    "repeat_help": (
        "Từ 1 đến {most}. Hỏi nhiều lần để biết trợ lý có trả lời như nhau không; câu trả lời đầu được chấm.",
        "1 to {most}. Asking again shows whether the answers stay the same; the first is scored.",
    ),
    "bad_repeat": (
        "Số lần hỏi mỗi câu phải là số nguyên từ 1 đến {most}.",
        "The times each question is asked must be a whole number from 1 to {most}.",
    ),
    "hold": ("So với {n} mức cần đạt của bộ này", "Hold it to the set’s {n} thresholds"),
    "hold_help": (
        "Các mức đặt cho tài liệu mẫu, cả bộ câu hỏi, hỏi với tư cách cán bộ.",
        "They are for the sample documents and the whole set, asked as staff.",
    ),
    "bad_sample": (
        "Số câu hỏi phải là số nguyên từ 1 trở lên.",
        "The number of questions must be a whole number from 1 up.",
    ),
    "none_left": (
        "Không có câu nào vừa đúng kiểu vừa đúng loại đã chọn. Xin bỏ bớt lựa chọn.",
        "No question is of the styles and types that were ticked. Please untick some.",
    ),
    "full": (
        "Đã có quá nhiều lần chạy đang chờ. Xin đợi, hoặc bỏ bớt.",
        "Too many runs are waiting. Please wait, or take some out.",
    ),
    # runs
    "runs": ("Các lần chạy", "Runs"),
    "no_runs": (
        "Chưa có lần chạy nào. Xin chọn một bộ câu hỏi ở trên.",
        "There are no runs yet. Choose a question set above.",
    ),
    "compare": ("So sánh các lần đã chọn", "Compare the ticked runs"),
    "compare_help": ("Chọn từ {least} đến {most} lần chạy.", "Tick {least} to {most} runs."),
    "compare_failed": (
        "Không so sánh được các lần chạy này.",
        "These runs cannot be compared.",
    ),
    "newer": ("Mới hơn", "Newer"),
    "older": ("Cũ hơn", "Older"),
    "select": ("Chọn lần chạy {n} để so sánh", "Tick the run {n} to compare it"),
    "col_run": ("Lần chạy", "Run"),
    "col_state": ("Tình trạng", "State"),
    "waiting": ("đang chờ đến lượt", "waiting"),
    "running": ("đang chạy", "running"),
    "starting": ("đang chuẩn bị", "starting"),
    "stopping": ("đang dừng", "stopping"),
    "stopped": ("đã dừng", "stopped"),
    "failed": ("bị lỗi", "failed"),
    "done": ("xong", "done"),
    "of": ("{a}/{b} câu", "{a} of {b} questions"),
    "left": ("còn khoảng {n}", "about {n} left"),
    "minutes": ("{n} phút", "{n} min"),
    "seconds": ("{n} giây", "{n} s"),
    "hours": ("{n} giờ", "{n} h"),
    "times": ("mỗi câu {n} lần", "each {n} times"),
    "again": ("Trả lời như nhau khi hỏi lại", "Same answer when asked again"),
    "bounds": ("Mức cần đạt", "Thresholds"),
    "held": ("so với mức cần đạt", "held to thresholds"),
    "reached": ("Đạt cả {n} mức.", "All {n} are reached."),
    "missed": ("Không đạt {a} trong {n} mức.", "{a} of {n} are missed."),
    "missed_one": ("không đạt", "missed"),
    "all_questions": ("mọi câu hỏi", "all questions"),
    "sampled": ("mẫu {n} câu", "a sample of {n}"),
    "as_citizen": ("hỏi như người dân", "asked as a citizen"),
    "as_staff": ("hỏi như cán bộ", "asked as staff"),
    "stop": ("Dừng", "Stop"),
    "take_out": ("Bỏ khỏi hàng đợi", "Take out of the queue"),
    "resume": ("Chạy tiếp", "Resume"),
    "refresh": ("Xem tiến độ mới", "Refresh"),
    "elsewhere": (
        "Một tiến trình khác của hệ thống đang chạy lần này.",
        "Another process of the system is running this.",
    ),
    "stopped_help": (
        "Kết quả đến lúc dừng vẫn còn. Bấm “Chạy tiếp” để hỏi những câu còn lại.",
        "What was found so far is kept. Press “Resume” to ask the rest.",
    ),
    "failed_help": (
        "Lần chạy này bị lỗi giữa chừng: {why} Kết quả đã có vẫn còn; bấm “Chạy tiếp” để thử lại.",
        "This run broke off: {why} What was found so far is kept; press “Resume” to try again.",
    ),
    "killed": (
        "hệ điều hành đã kết thúc tiến trình (tín hiệu {n}), thường là do thiếu bộ nhớ.",
        "the system ended its process (signal {n}), mostly because memory ran short.",
    ),
    "said": ("“{said}” (mã {n}).", "“{said}” (code {n})."),
    "said_nothing": ("tiến trình kết thúc với mã {n}.", "its process ended with code {n}."),
    "report": ("Mở báo cáo", "Open the report"),
    "xlsx": ("Tải kết quả (Excel)", "Results (Excel)"),
    "jsonl": ("Tải kết quả (JSONL)", "Results (JSONL)"),
    "log": ("Xem nhật ký", "Log"),
    "delete_run": ("Xóa lần chạy", "Delete the run"),
    "delete_run_sure": (
        "Xóa hẳn lần chạy này cùng kết quả và báo cáo? Không lấy lại được.",
        "Delete this run with its results and report? They cannot be brought back.",
    ),
    "run_deleted": ("Đã xóa lần chạy.", "The run was deleted."),
    "run_busy": (
        "Lần chạy này chưa kết thúc nên chưa làm được việc đó. Xin dừng trước.",
        "This run has not ended, so that cannot be done. Please stop it first.",
    ),
    # results as they come
    "results": ("Kết quả từng câu", "Results by question"),
    "no_results": ("Chưa có câu trả lời nào.", "No answer has come yet."),
    "no_wrong": ("Không có câu nào sai.", "No answer is wrong."),
    "newest_first": ("Câu mới trả lời ở trên cùng.", "The newest answers come first."),
    "filter_all": ("Tất cả ({n})", "All ({n})"),
    "filter_wrong": ("Sai ({n})", "Wrong ({n})"),
    "col_question": ("Câu hỏi", "Question"),
    "col_answer": ("Trả lời", "Answer"),
    "col_verdict": ("Đánh giá", "Verdict"),
    "col_time": ("Thời gian", "Time"),
    "lost": ("Sai ở khâu nào", "Where answers are lost"),
    "figures": ("Kết quả chính", "Headline figures"),
    "interval": ("khoảng tin cậy 95\N{NO-BREAK SPACE}%: {n}", "95% interval: {n}"),
    "supported": ("Trả lời đủ ý, dẫn nguồn đúng", "Complete, with the right source"),
    "direct": ("Trả lời ngắn đúng", "Right short answer"),
    "hit_at_5": ("Tìm đúng đoạn (5 đoạn đầu)", "Right passage among the first 5"),
    "refusal_recall": ("Từ chối câu không có trong tài liệu", "Refuses what is not there"),
    "refusal_precision": ("Từ chối đúng lúc", "Refusals that are right"),
    "p50": ("Thời gian trả lời (trung vị)", "Median answer time"),
    "half_done": ("Tính trên các câu đã hỏi.", "Of the questions asked so far."),
    # the workbook
    "sheet_answers": ("Câu trả lời", "Answers"),
    "sheet_measures": ("Chỉ số", "Measures"),
}
_COLUMNS: dict[str, tuple[str, str]] = {
    "id": ("Mã câu", "Id"),
    "question": ("Câu hỏi", "Question"),
    "understood_as": ("Hiểu là", "Understood as"),
    "style": ("Kiểu", "Style"),
    "type": ("Loại", "Type"),
    "audience": ("Người hỏi", "Audience"),
    "answerable": ("Trả lời được", "Answerable"),
    "status": ("Trạng thái", "Status"),
    "verdict": ("Đánh giá", "Verdict"),
    "lost_at": ("Sai ở khâu", "Lost at"),
    "short_answer": ("Trả lời ngắn", "Short answer"),
    "answer": ("Trả lời", "Answer"),
    "expected": ("Đáp án", "Expected"),
    "must_contain": ("Phải có", "Must contain"),
    "citations": ("Dẫn nguồn", "Citations"),
    "notices": ("Lưu ý", "Notices"),
    "measure": ("Chỉ số", "Measure"),
    "value": ("Giá trị", "Value"),
    "low": ("Cận dưới", "Low"),
    "high": ("Cận trên", "High"),
}


class Told(Said):
    """The texts of the evaluator's pages, those of all administrator's pages among them."""

    TEXTS: ClassVar[Mapping[str, tuple[str, str]]] = {**Said.TEXTS, **_TOLD}

    def column(self, name: str) -> str:
        """The heading of a column of results."""
        return _COLUMNS[name][self._at]

    def verdict(self, verdict: str) -> str:
        """What an answer is worth."""
        return self.read(named(words.VERDICTS, verdict))

    def stage(self, stage: str) -> str:
        """Where a right answer was lost."""
        return self.read(named(words.STAGES, stage))

    def style(self, style: str) -> str:
        """A style of questions, by its own name where it is not a common one."""
        return self.read(named(words.STYLES, style))

    def type(self, type_: str) -> str:
        """A type of questions, by its own name where it is not a common one."""
        return self.read(named(words.TYPES, type_))

    def status(self, status: str) -> str:
        """What became of a question."""
        return self.read(named(words.STATUSES, status))

    def finding(self, finding: Finding) -> str:
        """What is wrong with a row of a set, and where."""
        return finding.en if self._at else finding.vi

    def failure(self, failure: Failure) -> str:
        """Why a run broke off, as a sentence."""
        if failure.was_killed:
            why = self("killed", n=-failure.code)
        elif failure.said:
            why = self("said", said=failure.said, n=failure.code)
        else:
            why = self("said_nothing", n=failure.code)
        return self("failed_help", why=why)

    def state(self, state: State, done: int) -> str:
        """How far a run has come; before its first answer it is being prepared."""
        return self("starting") if state is State.RUNNING and not done else self(state.value)

    def share(self, share: float | None) -> str:
        """A share of one in per cent."""
        return self.read(bilingual.percent(share))

    def span(self, interval: object) -> str:
        """An interval of shares in per cent; empty where there is none."""
        if not isinstance(interval, list) or not all(isinstance(e, int | float) for e in interval):
            return ""
        said = bilingual.span(interval)
        return self.read(said) if said else ""

    def milliseconds(self, value: float | None) -> str:
        """A short time."""
        return self.read(bilingual.milliseconds(value))

    def number(self, value: float) -> str:
        """A whole number."""
        return self.read(bilingual.number(value))

    def duration(self, seconds: float) -> str:
        """About how long something takes."""
        if seconds < 90:
            return self("seconds", n=max(1, round(seconds)))
        if seconds < 90 * 60:
            return self("minutes", n=round(seconds / 60))
        return self("hours", n=round(seconds / 3600))

    def read(self, text: bilingual.Text) -> str:
        """A text of the report in this language."""
        return text.en if self._at else text.vi


def told_for(request: Request) -> Told:
    """The texts in the language that is asked for, or was before."""
    return Told(said_for(request).language)
