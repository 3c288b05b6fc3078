"""What only a text of one form can answer: a person's name, a sum of money, a reason, a rank.

Documents are full of what stands near such questions; where none of it has the form, it does not answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.fields import DECIDING
from assistant.model import Question
from corpus.vietnamese import abbreviations
from corpus.vietnamese.normalise import fold
from corpus.vietnamese.syllables import UPPER

_OFFICE = (
    r"(?:(?:pho )?giam doc|truong phong|chi cuc truong|chanh van phong|chanh thanh tra|chu tich|bi thu|lanh dao"
    r"|sep|thu truong|nguoi (?:dung dau|phu trach|ky)|can bo|cong chuc|chuyen vien|director|head|chief)"
)
_NAME = f"[{UPPER}]"
_SITE = r"(?:web\w*|trang (?:mang|thong tin|dien tu)|cong (?:thong tin|dich vu))"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that an answer has to have.

    Attributes:
        name: of what is asked for; `assistant.wanting` has its words.
        asks: finds it in a folded question.
        spoken: finds it in a question in small letters with its accents, where folded words deceive.
        answers: finds it in a text.
    """

    name: str
    asks: re.Pattern[str]
    answers: re.Pattern[str]
    spoken: re.Pattern[str] | None = None

    def asked(self, folded: str, lowered: str) -> bool:
        """Whether a question asks for it."""
        spoken = self.spoken is not None and self.spoken.search(lowered) is not None
        return spoken or self.asks.search(folded) is not None


_MOVED = r"(?:luân chuyển|điều động|chuyển(?! đổi| giao)|rơi|tinh giản|cắt(?! giảm thời gian))"
_PEOPLE = r"(?:người|cán bộ|công chức|viên chức|nhân viên|biên chế|suất|chỉ tiêu|họ)"
FORMS = (
    Form(
        "person",
        re.compile(
            r"\bai la(?! nguoi (?:(?:co|duoc|se|nam|ra)(?: \w+){0,2} )?"
            r"(?:bo nhiem|quyet(?: dinh)?|ky|dong dau|cap|(?:phe )?duyet|tiep nhan|giai quyet|tham quyen"
            r"|quyen)\b)\b"
            rf"|^(?!.*\bnguoi{DECIDING} la ai).*\b(?:la ai|who is)\b"
            rf"|\bai (?:dang|hien|hien nay|hien dang) (?:la|lam|giu)\b"
            rf"|\b{_OFFICE}\b.*\b(?:ten (?:la )?(?:gi|chi)|ho ten|name)\b"
            rf"|\b(?:ten|ho ten|name)\b.{{0,15}}\b{_OFFICE}\b"
            r"|\b(?:ong|ba|dong chi) nao\b|\bong hay ba\b"
            r"|\b(?:(?:pho )?giam doc|pho chu tich|truong phong|chi cuc truong"
            r"|chanh (?:van phong|thanh tra)) nao\b(?! nua)"
            r"|\b(?:ong|ba|vi|nguoi|anh|chi) (?:ay|do|nay|kia) (?:\w+ )?ten (?:la )?gi\b"
            r"|^(?:the )?(?:ho ten|ho va ten|ten ho|ten) (?:\w+ )?la gi\b"
            r"|^(?:the |vay |con )*(?:ho|cac vi|(?:hai|may|ba) (?:nguoi|vi)) (?:ay |do |kia )?ten (?:la )?gi\b"
            r"|^(?:and )?(?:what(?: are|\'s| is)|tell me) (?:their|his|her) (?:full )?names?\b"
        ),
        re.compile(
            rf"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|ÔNG|BÀ|Mr|Ms|Mrs)\.?:?\s+{_NAME}"
            rf"|\b[Hh]ọ (?:và )?tên\s*:\s*{_NAME}"
        ),
    ),
    Form(
        "signer",
        re.compile(
            r"\b(?:ai|nguoi nao|(?:ong|ba|vi|dong chi|d/c) nao)\b.{0,25}\b(?:dat but )?ky"
            r"(?! (?:so|thuat|nang|nghi|quy|thi)\b)\b"
            r"|\bnguoi (?:dat but )?ky\b"
            r"|\bwho (?:signed|signs)\b|\bsigned by whom\b"
        ),
        re.compile(r"(?<!chữ )(?<!đăng )(?<!Đăng )\b[Kk]ý\b(?! số)"),
    ),
    Form(
        "author",
        re.compile(
            r"\b(?:ai|nguoi nao)\b.{0,15}\b(?:soan|chap but|bien soan)\b|\bwho (?:drafted|wrote|prepared)\b"
        ),
        re.compile(r"\b(?:soạn|chấp bút|biên tập|tham mưu|chủ trì)\b", re.IGNORECASE),
    ),
    Form(
        "district",
        re.compile(r"\b(?:huyen|thi xa|xa|phuong) nao\b|\b(?:which|what) (?:districts?|communes?)\b"),
        re.compile(rf"\b(?:[Hh]uyện|[Tt]hị xã|[Xx]ã|[Pp]hường)\s{_NAME}"),
    ),
    Form(
        "effect",
        re.compile(
            r"(?<!het )\b(?:hieu luc|hl)\b.*\b(?:ngay nao|hom nao|khi nao|bao gio|luc nao)\b"
            r"|\b(?:khi nao|bao gio|ngay nao|hom nao)\b.{0,20}(?<!het )\b(?:hieu luc|hl)\b"
            r"|\b(?:take effect|(?:come|came) into (?:force|effect)|in force since)\b"
        ),
        re.compile(
            r"(?<!hết )\bhiệu lực\b(?!,? (?:và )?hiệu quả)[^.;]{0,60}"
            r"(?:\d|\bngày (?:ký|ban hành|công bố|thông qua)\b)|\b(?:áp dụng|thi hành) (?:kể )?từ\b",
            re.IGNORECASE,
        ),
    ),
    Form(
        "deadline",
        re.compile(
            r"\bhan (?:chot|cuoi cung|cuoi|nop)\b"
            r"|\b(?:cham|muon) nhat\b.*\b(?:ngay|khi|hom|luc|bao gio|bao lau)\b"
            r"|\btruoc (?:ngay|thoi diem|khi) nao\b|\b(?:deadline|by when|by what date|no later than)\b"
        ),
        re.compile(
            r"\b(?:chậm nhất|muộn nhất|hạn chót|hạn cuối|trước (?:ngày|khi|thời điểm|\d)"
            r"|trong (?:thời hạn|vòng|\d|tháng|quý|năm)|đến (?:hết )?(?:ngày|\d)|không quá|hoàn thành)\b",
            re.IGNORECASE,
        ),
    ),
    # a list of divisions does not say which of them somebody was moved to, or lost a post
    Form(
        "moved",
        re.compile(
            r"\b(?:which|what) (?:units?|divisions?|departments?|offices?)\b.*"
            r"\b(?:they|people|staff|officials|officers|employees|posts)\b.*\b(?:moved|transferred|rotated|reassigned)\b"
        ),
        re.compile(
            rf"\b{_MOVED}\b[^.;]*(?<!các )(?<!/)\b(?:phòng (?!chuyên môn|ban|thuộc)|văn phòng|thanh tra|chi cục"
            r"|trung tâm)\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"^(?=.*\b{_PEOPLE}\b)(?:.*\b{_MOVED}\b.*\b(?:phòng|đơn vị|bộ phận) nào\b"
            rf"|.*\b(?:phòng|đơn vị|bộ phận) nào\b.*\bbị {_MOVED}\b)"
        ),
    ),
    Form(
        "division",
        re.compile(r"\bphong nao\b|\b(?:which|what) division\b"),
        # "các phòng" and "phòng chuyên môn" name none
        re.compile(
            r"(?<!các )(?<!/)\bphòng\b(?! (?:chuyên môn|ban|liên quan|thuộc|họp|chống|cháy|ngừa|khám))"
            r"|\b(?:thanh tra|bộ phận|trung tâm|chi cục)\b",
            re.IGNORECASE,
        ),
    ),
    Form(
        "times",
        re.compile(r"(?<!gap )\b(?:may|bao nhieu) lan\b|\bhow (?:many times|often)\b"),
        re.compile(
            r"\b(?:lần|lượt|hằng|định kỳ|thường xuyên)\b|\bhàng (?:năm|tháng|quý|tuần|ngày)\b", re.IGNORECASE
        ),
    ),
    Form(
        "code",
        re.compile(r"\bprocedure code\b"),
        re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)"),
        re.compile(
            r"\bmã (?:số )?(?:của )?(?:thủ tục|tthc)\b(?! \d)"
            r"|\b(?:thủ tục|tthc)\b.*(?<!cấp )(?<!xin )(?<!dùng )\bmã số(?: là)? (?:mấy|gì|nào|bao nhiêu)\W*$"
        ),
    ),
    Form(
        "telephone",
        re.compile(
            r"\b(?:so (?:dien thoai|dt|di dong|may ban|zalo|hotline)|sdt|dien thoai (?:so|la)|duong day nong"
            r"|hotline|goi (?:so|den so) (?:nao|may)|phone number|telephone)\b"
        ),
        re.compile(
            r"(?<![\d.])(?:\(?0\d{1,3}\)?[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){1,2}|1[89]00[ .]?\d{2,4})(?!\d)"
        ),
    ),
    Form(
        "mail",
        re.compile(r"\b(?:e-?mail|thu dien tu|hop thu)\b.*\b(?:nao|gi|address|what)\b"),
        re.compile(r"\S@\S"),
    ),
    Form(
        "web",
        re.compile(
            rf"\b(?:dia chi|duong (?:dan|link)|link|url)\b.*\b{_SITE}\b"
            rf"|\b{_SITE}\b.*\b(?:dia chi|duong dan|link|url|go)\b"
            r"|\b(?:web ?(?:site|page)?|internet|portal)(?:'s)? (?:address|url|link)\b"
            r"|\b(?:url|address) of .*\b(?:website|portal)\b"
            rf"|\bvao (?:{_SITE}|trang) nao\b"
        ),
        re.compile(r"https?://|\bwww\.|\b[a-z0-9-]+\.(?:gov|com|edu|org|net)\b", re.IGNORECASE),
    ),
    Form(
        "cause",  # an aim ("nhằm") is none
        re.compile(r"\bnguyen (?:nhan|do)\b|^(?:vi|do|boi|tai) dau\b|\bwhat (?:caused|led to)\b"),
        re.compile(
            r"\b(?:vì|bởi|nguyên nhân|lý do|do (?:thiếu|chưa|không|khó|ảnh hưởng|yêu cầu))\b",
            re.IGNORECASE,
        ),
    ),
    Form(
        "reason",
        re.compile(r"\b(?:vi sao|tai sao|vi ly do|ly do (?:gi|nao|vi sao|la gi)|why|how come)\b"),
        re.compile(
            r"\b(?:vì|bởi|nguyên nhân|lý do|nhằm"
            r"|do (?:thiếu|chưa|không|khó|ảnh hưởng|yêu cầu))\b",
            re.IGNORECASE,
        ),
    ),
    Form(
        "money",
        re.compile(
            r"\b(?:(?:bao )?nhieu|may) (?:tien|ty|ti|trieu|nghin|dong)\b|\bhow much (?:money|does|is|did|do)\b"
            r"|\b(?:muc|khoan) (?:phi|phat|chi|tro cap|thu phi)\b"
            r"(?!.*\b(?:trang|web|website|cong) (?:\w+ )?nao\b)"
            r"|\bphat bao nhieu\b|^(?:le )?phi\b"
            r"|\b(?:kinh phi|hoc phi|tro cap)\b.*\bbao nhieu\b|\b(?:phi|le phi)\b.{0,60}\bbao nhieu\s*\W*$"
            r"|\bwhat\b.*\b(?:budget|salary|cost|fee|price|fine)\b|\bhow many (?:dong|vnd|million|billion)\b"
            r"|\b(?:what|how much) (?:did|does|do|has|have|was|were)\b.*\b(?:spen[dt]|pay|paid)\b"
        ),
        re.compile(
            r"\d\s*(?:(?:nghìn|triệu|tỷ|tỉ|trăm)\s*)*(?:(?:việt nam )?đồng|đ|vnđ|vnd|usd|triệu|tỷ|tỉ|nghìn)\b"
            r"|\b(?:miễn phí|không thu)\b|phí\s*:?\s*không\b|^không\b"
            r"|\bkhông (?:mất|có|phải nộp)\b.{0,12}\bphí\b|%\s(?:mức phí|tổng giá trị)",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:lương|(?<!đánh )giá(?! trị))\b.*\b(?:bao nhiêu|mấy)\b"
            r"|\b(?:cho biết|nêu)\b.{0,20}\bsố tiền\b"
        ),
    ),
    Form(
        "points",
        re.compile(r"\b(?:bao nhieu|may) diem\b|\bhow many points\b|\b(?:what|which) score\b|\bscore of\b"),
        re.compile(r"\d\s*điểm\b|\d,\d"),
    ),
    Form(
        "percent",
        re.compile(
            r"\b(?:bao nhieu|may) (?:phan(?! (?:mem|hieu|vung|loai|lop|so)\b)\b|%)"
            r"|\bwhat (?:percentage|share)\b"
        ),
        re.compile(
            r"%|phần trăm|(?<!hạng )(?<!thứ )(?<![\d/])\d{1,4}/\d{1,4}(?![\d/])", re.IGNORECASE
        ),
    ),
    Form(
        "rank",
        re.compile(
            r"\b(?:thu|hang|vi tri|xep hang) (?:may|bao nhieu)\b|\bhang nao\b"
            r"|\b(?:what|which) (?:rank|place)\b"
            r"|\bwhere (?:did|does|do|is|was|are|were) .{2,60}\b(?:stand|rank|placed?|finish)\b"
            r"|\brank (?:in|for)\b"
        ),
        re.compile(
            r"(?:thứ|hạng|xếp|đứng|vị trí)\D{0,14}\d{1,3}(?!\d|\s(?:tỉnh|địa phương|sở|ngành|cơ quan|chỉ số))"
            r"|\d/63\b",
            re.IGNORECASE,
        ),
        re.compile(r"\bđứng (?:mấy|bao nhiêu)\b"),
    ),
    Form(
        "hours",
        re.compile(
            r"\b(?:(?:tu|luc|den) may gio|may gio (?:mo|dong|lam)|gio lam viec|(?:office|opening) hours)\b"
        ),
        re.compile(r"\b\d{1,2}\s?giờ|\b\d{1,2}[h:]\d\d\b", re.IGNORECASE),
    ),
    Form(
        "address",
        re.compile(
            r"\b(?:duong|pho) nao\b|\bso nha\b|\bdia chi (?:tru so|co quan)\b"
            r"|\bco tru so (?:o |tai )?dau\b|\btru so (?:(?:dat|nam|o|tai) )+(?:dau|cho nao|noi nao)\b"
            r"|\b(?:which street|street address)\b"
        ),
        re.compile(
            r"\b[Ss]ố (?:nhà )?\d+[^.;]{0,20}\b(?:đường|phố)\b"
            rf"|\b(?:đường|phố|phường|xã)\s{_NAME}[^.;]{{0,40}},\s(?:phường|xã|thành phố|TP|huyện|quận|tỉnh)\b"
        ),
    ),
)  # fmt: skip


OF_PEOPLE = frozenset({"person", "signer", "author", "telephone", "mail"})
"""The forms that tell of persons and how to reach them."""


def asked(question: Question) -> Form | None:
    """The form that an answer has to have; None where a question asks for nothing of a fixed form."""
    return _asked(question, abbreviations.version())


@lru_cache(maxsize=64)
def _asked(question: Question, version: str) -> Form | None:
    del version  # a key of the cache: the abbreviations that a question is written out with
    read = question.written_out(question.read)
    folded, lowered = fold(read), read.casefold()
    return next((form for form in FORMS if form.asked(folded, lowered)), None)
