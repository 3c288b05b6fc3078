"""The six-month report: its text (texts/report.md) drawn as a PDF with a text layer.

The figures that do not agree with each other (49/58 beside 70,7%; 276 and 04 beside 281; 02/56)
are printed as the department's report prints them: the assistant must notice them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.demo_corpus import fonts, layout, markup, places

TITLE = "Báo cáo kết quả công tác cải cách hành chính 6 tháng đầu năm 2024"


def sheets() -> list[layout.Sheet]:
    """The report's pages, laid out.

    Raises:
        fonts.FontsMissingError: fonts-noto-core is not installed.
    """
    fonts.register()
    return layout.lay_out(markup.read(places.TEXTS / "report.md"))


def draw(pages: Sequence[layout.Sheet], path: Path) -> None:
    """Write pages as a PDF that is the same byte for byte at every run."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        str(path), pagesize=(layout.WIDTH, layout.HEIGHT), invariant=1, pageCompression=1, lang="vi"
    )
    canvas.setTitle(TITLE)
    canvas.setAuthor("Bản trình diễn của trợ lý hỏi đáp cải cách hành chính")
    canvas.setSubject("Sở Khoa học và Công nghệ tỉnh Hưng Yên")
    for page in pages:
        canvas.setLineWidth(0.6)
        for rule in page.rules:
            canvas.line(*rule)
        for run in page.runs:
            text = canvas.beginText(run.x, run.y)
            text.setFont(run.font, run.size)
            text.setWordSpace(run.stretch)
            text.textOut(run.text)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()


def make() -> None:
    """Write the report."""
    draw(sheets(), places.REPORT)
