"""A stand-in for the assistant: three small documents and answers of every status.

The web's tests are about what the pages do with an answer; finding answers has its own tests.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from assistant.filters import Facets, Filters
from assistant.model import Answer, Citation, Notice, Question, Role, Status
from assistant.pipeline import PageReading
from assistant.settings import Settings
from corpus.manifest import Failure
from corpus.model import Audience, Box, How, StoredDocument, StoredLine
from corpus.model import Role as LineRole
from corpus.procedures import Found

FONT = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
REPORT = "bao-cao/bao-cao-6-thang.pdf"
NOTE = "ghi-chú.txt"
SECRET = "staff/noi-bo.txt"
SECRET_TEXT = "Nội dung chỉ dành cho cán bộ."
HOSTILE = '<img src=x onerror=alert(1)><b>"đậm"</b>'

_REPORT = (
    (
        "BÁO CÁO CÔNG TÁC CẢI CÁCH HÀNH CHÍNH",
        "6 tháng đầu năm 2024",
        "I. KẾT QUẢ THỰC HIỆN",
        "Sở đã tham mưu ban hành 04 văn bản quy phạm pháp luật.",
    ),
    (
        "2. Thủ tục hành chính",
        "Tổng số thủ tục hành chính của Sở là 58 thủ tục, trong đó 41 thủ tục",
        "cung cấp dịch vụ công trực tuyến toàn trình.",
        "Đã tích hợp 49/58 thủ tục lên Cổng dịch vụ công quốc gia, đạt 70,7%.",
    ),
)
_NOTE = tuple(
    HOSTILE if n == 90 else f"Dòng ghi chú thứ {n} về công tác cải cách hành chính."
    for n in range(1, 121)
)


class Desk:
    """What the web uses of `assistant.pipeline.Assistant`, with fixed answers."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.settings = Settings(_env_file=None, store=folder / "store", **settings)
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.embedder = None
        self.version = "v1"
        self.filters: list[Filters | None] = []
        self.choices = Facets(
            kinds=(("báo cáo", 1), ("kế hoạch", 1)),
            bodies=(("Sở Mẫu", 2),),
            years=((2024, 1), (2023, 1)),
        )
        self.records: list[tuple[str, Found]] = []
        self.readings: dict[str, list[PageReading]] = {}
        self._lines: dict[str, list[StoredLine]] = {}
        self._documents = [
            self._report(folder / REPORT),
            self._text(folder / NOTE, NOTE, _NOTE, Audience.PUBLIC),
            self._text(folder / SECRET, SECRET, (SECRET_TEXT,), Audience.STAFF),
        ]

    def ready(self) -> None:
        """Questions can always be answered."""

    def documents(self, role: Role | None = None) -> list[StoredDocument]:
        staff = (role or self.settings.role) is Role.STAFF
        return [d for d in self._documents if staff or d.audience is Audience.PUBLIC]

    def procedures(self, query: str = "", role: Role | None = None) -> list[tuple[str, Found]]:
        seen = {document.name for document in self.documents(role)}
        asked = query.casefold()
        return [
            (name, found)
            for name, found in self.records
            if name in seen and asked in f"{found.procedure.name} {found.procedure.code}".casefold()
        ]

    def document(self, name: str, role: Role | None = None) -> StoredDocument | None:
        return next((d for d in self.documents(role) if d.name == name), None)

    def lines(
        self, name: str, role: Role | None = None, page: int | None = None
    ) -> list[StoredLine]:
        if self.document(name, role) is None:
            return []
        return [line for line in self._lines[name] if page is None or line.page == page]

    def pages(self, name: str, role: Role | None = None) -> list[PageReading]:
        return self.readings.get(name, []) if self.document(name, role) else []

    def qualities(self, role: Role | None = None) -> dict[str, tuple[float, int]]:
        return {
            name: (readings[0].page.confidence, sum(r.doubtful for r in readings))
            for name, readings in self.readings.items()
        }

    def source(self, name: str) -> Path | None:
        return next((d.path for d in self._documents if d.name == name), None)

    def corrected_since(self) -> list[str]:
        return []

    def failures(self) -> list[Failure]:
        return []

    def facets(self, role: Role | None = None) -> Facets:
        return self.choices

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        role: Role | None = None,
        filters: Filters | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        self.filters.append(filters)
        asked = Question(question, question, question)
        if "chậm" in question:
            time.sleep(2)
        if "hỏng" in question:
            raise RuntimeError(f"could not answer {question}")
        if "thời tiết" in question:
            return Answer(asked, Status.OUT_OF_SCOPE, "Câu hỏi này nằm ngoài các tài liệu.")
        if "012345678901" in question:
            return Answer(asked, Status.BLOCKED, "Xin bỏ thông tin cá nhân rồi hỏi lại.")
        if "ghi chú" in question:
            cited = self._cite(1, NOTE, None, (89, 89))
            return Answer(asked, Status.ANSWERED, f"{HOSTILE} [1] [7]", citations=(cited,))
        cited = self._cite(1, REPORT, 2, (5, 6)), self._cite(2, REPORT, 2, (7, 7))
        return Answer(
            Question(question, "Sở có bao nhiêu thủ tục hành chính (TTHC)?", question),
            Status.ANSWERED,
            "\n".join(f"{c.quote} [{c.marker}]" for c in cited),
            short="58 thủ tục",
            citations=cited,
            notices=(
                Notice(
                    "figures_disagree",
                    "Số liệu in trong tài liệu không khớp: 49/58 là 84,5 %, "
                    "nhưng tài liệu ghi 70,7 %.",
                    2,
                ),
            ),
        )

    def close(self) -> None:
        pass

    def _cite(self, marker: int, name: str, page: int | None, marks: tuple[int, int]) -> Citation:
        document = next(d for d in self._documents if d.name == name)
        lines = self._lines[name][marks[0] : marks[1] + 1]
        quote = " ".join(line.text for line in lines)
        numbers = None if page else (lines[0].number, lines[-1].number)
        return Citation(
            marker, name, document.title, document.number, page, numbers, None, None, None,
            quote, "\n".join(line.source for line in lines), marks,
        )  # fmt: skip

    def _report(self, path: Path) -> StoredDocument:
        path.parent.mkdir(parents=True, exist_ok=True)
        pdfmetrics.registerFont(TTFont("Noto", FONT))
        canvas = Canvas(str(path), pagesize=A4)
        lines: list[StoredLine] = []
        for page, texts in enumerate(_REPORT, start=1):
            canvas.setFont("Noto", 13)
            for number, text in enumerate(texts, start=1):
                top = 560.0 + 24 * number if page == 2 else 80.0 + 24 * number
                canvas.drawString(72, A4[1] - top - 13, text)
                box = Box(72, top, 72 + canvas.stringWidth(text, "Noto", 13), top + 17)
                lines.append(
                    StoredLine(
                        len(lines), page, number, None, None, text, text, box, 0, LineRole.BODY
                    )
                )
            canvas.showPage()
        canvas.save()
        with pypdfium2.PdfDocument(path) as pdf:
            pages = len(pdf)
        self._lines[REPORT] = lines
        return self._stored(path, REPORT, "Báo cáo cải cách hành chính", "12/BC-SKHCN", pages)

    def _text(
        self, path: Path, name: str, texts: Sequence[str], audience: Audience
    ) -> StoredDocument:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(texts), encoding="utf-8")
        self._lines[name] = [
            StoredLine(at, None, at + 1, None, None, text, text, None, 0, LineRole.BODY)
            for at, text in enumerate(texts)
        ]
        return self._stored(path, name, path.stem, None, None, audience)

    @staticmethod
    def _stored(
        path: Path,
        name: str,
        title: str,
        number: str | None,
        pages: int | None,
        audience: Audience = Audience.PUBLIC,
    ) -> StoredDocument:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return StoredDocument(
            name, path, audience, digest, title, number, None, pages, 1, (How.TEXT,)
        )
