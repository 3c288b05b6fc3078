"""How fast Word files are read: `python -m tools.word_speed`.

Makes a report of about fifty pages (headings, paragraphs, lists, tables; made-up text), reads it
several times, and prints pages and paragraphs a second beside python-docx alone, which only opens the
file and takes the text of its paragraphs and cells.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

from corpus.readers import word

PAGES = 50
_PARAGRAPHS_A_PAGE = 9
_WORDS_A_PARAGRAPH = 45
_RUNS = 5
_SYLLABLES = (
    "báo cáo kết quả công tác cải cách hành chính thủ tục giải quyết hồ sơ đúng hạn trực tuyến của "
    "các cơ quan đơn vị địa phương trên địa bàn tỉnh trong năm theo kế hoạch đã ban hành và nhiệm vụ"
).split()


def make(path: Path, pages: int = PAGES) -> int:
    """Write a report of about `pages` pages; the paragraphs in it, those of cells included."""
    random.seed(4)
    document = docx.Document()

    def text(words: int) -> str:
        return " ".join(random.choices(_SYLLABLES, k=words)).capitalize() + "."

    for page in range(pages):
        document.add_heading(f"{page + 1}. {text(7)}", level=1 + page % 3)
        for at in range(_PARAGRAPHS_A_PAGE):
            style = "List Number" if at % 4 == 3 else None
            paragraph = document.add_paragraph(style=style)
            for _ in range(3):
                paragraph.add_run(text(_WORDS_A_PARAGRAPH // 3) + " ")
        if page % 5 == 4:
            table = document.add_table(rows=8, cols=5)
            for number, row in enumerate(table.rows):
                for column, cell in enumerate(row.cells):
                    cell.text = f"{number}" if number and column > 1 else text(3)
    document.save(str(path))
    return sum(1 for _ in document.element.body.iter("{*}p"))


def by_python_docx(path: Path) -> None:
    """The file through python-docx alone: the text of its paragraphs and cells."""
    document = docx.Document(str(path))
    _ = [paragraph.text for paragraph in document.paragraphs]
    _ = [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def _seconds(read: Callable[[Path], object], path: Path) -> float:
    times = []
    for _ in range(_RUNS):
        start = time.process_time()
        read(path)
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        paragraphs = make(path)
        print(f"{PAGES} pages, {paragraphs} paragraphs, processor time, median of {_RUNS}")
        for name, read in (
            ("corpus.readers.word", word.read),
            ("python-docx alone", by_python_docx),
        ):
            seconds = _seconds(read, path)
            print(
                f"{name:20} {PAGES / seconds:7.0f} pages/s {paragraphs / seconds:8.0f} paragraphs/s"
            )


if __name__ == "__main__":
    main()
