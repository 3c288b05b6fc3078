"""A text of `texts/` as a printed page: its transcription, its HTML, its picture from Chromium."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.readers import table

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent / "texts"
DPI = 300
_CHROMIUM = Path("/usr/bin/chromium")
_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_HEADING = re.compile(r"(?:[IVX]+\. |Điều \d+\. |Bước \d+\. )")
_SIZES = (14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0)  # points, the largest that fits one page

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels at `DPI`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as printed.

    Attributes:
        png: grey, at `DPI`.
        places: boxes of "number", "day", "sign", "name", "table" where the page has them.
    """

    png: bytes
    places: dict[str, Box]


@dataclass(frozen=True)
class Paper:
    """One document: (section, lines) in the order in which they are printed."""

    name: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def load(cls, path: Path) -> Paper:
        """Parse "@section" lines and what follows them."""
        sections: list[tuple[str, tuple[str, ...]]] = []
        for part in re.split(r"^@", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, *lines = part.strip("\n").split("\n")
            sections.append((head, tuple(lines)))
        return cls(path.stem, tuple(sections))

    def _get(self, name: str) -> tuple[str, ...]:
        return next((lines for head, lines in self.sections if head == name), ())

    @cached_property
    def _middle(self) -> list[tuple[str, tuple[str, ...]]]:
        apart = {"org", "number", "about", "place", "to", "toname", "sign", "name", "page"}
        return [section for section in self.sections if section[0] not in apart]

    def transcription(self, *, handwritten: bool = False, worded: bool = False) -> str:
        """What the page says, in reading order: left column of the letterhead, then the right.

        Args:
            handwritten: the number and the day were written by hand, and are left out.
            worded: table rows as "label: text; label: text" instead of cell after cell.
        """
        number = " ".join(self._get("number"))
        place = " ".join(self._get("place"))
        if handwritten:
            number = re.sub(r"\d+", "", number, count=1)
            place = re.sub(r"ngày \d+", "ngày", place)
        parts = [*self._get("org"), number, *self._get("about"), *_MOTTO, place]
        for head, lines in self._middle:
            parts += _table_lines(lines, worded) if head == "table" else lines
        parts += [*self._get("to"), *self._get("toname"), *self._get("sign"), *self._get("name")]
        return "\n".join(part for part in parts if part)

    def html(self, font: str, size: float, *, handwritten: bool = False) -> str:
        """The page for Chromium."""
        number = "<br>".join(map(html.escape, self._get("number")))
        number = re.sub(r"\d+", r'<span class="hand" id="number">\g<0></span>', number, count=1)
        place = html.escape(" ".join(self._get("place")))
        place = re.sub(r"ngày (\d+)", r'ngày <span class="hand" id="day">\1</span>', place)
        *parents, own = map(html.escape, self._get("org"))
        about = "<br>".join(map(html.escape, self._get("about")))
        head = (
            f'<table class="head"><tr><td>{"<br>".join(parents)}{"<br>" if parents else ""}'
            f'<b>{own}</b><div class="rule short"></div></td><td><b class="state">{_MOTTO[0]}</b><br>'
            f'<b class="motto">{_MOTTO[1]}</b><div class="rule"></div></td></tr>'
            f"<tr><td>{number}"
            f"{f'<p class=about>{about}</p>' if about else ''}</td>"
            f"<td><i>{place}</i></td></tr></table>"
        )
        middle = "".join(_section(name, lines) for name, lines in self._middle)
        hidden = "visibility:hidden;" if handwritten else ""
        return (
            f"<!doctype html><meta charset=utf-8><style>{_style(font, size)}"
            f".hand{{{hidden}display:inline-block;min-width:3em;text-align:center}}</style>"
            f"<body>{head}{middle}{self._foot()}"
        )

    def _foot(self) -> str:
        sign, to, page = self._get("sign"), self._get("to"), self._get("page")
        foot = ""
        if sign:
            gap = '<div class="gap"></div>'
            toname = "".join(f"{gap}<b>{html.escape(line)}</b>" for line in self._get("toname"))
            receivers = "".join(
                f"<div>{f'<b><i>{html.escape(line)}</i></b>' if n == 0 else html.escape(line)}</div>"
                for n, line in enumerate(to)
            )
            centred = " centred" if toname else ""
            foot = (
                f'<table class="foot"><tr><td class="to{centred}">{receivers}{toname}</td>'
                f'<td class="sign" id="sign"><b>{"<br>".join(map(html.escape, sign))}</b>{gap}'
                f'<b id="name">{html.escape(" ".join(self._get("name")))}</b></td></tr></table>'
            )
        return foot + (f'<div class="page">{html.escape(page[0])}</div>' if page else "")


def _table_lines(lines: Iterable[str], worded: bool) -> Iterator[str]:
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    for place, row in enumerate(rows):
        yield table.word_row(rows[0], row) if worded and place else " ".join(filter(None, row))


def _section(name: str, lines: tuple[str, ...]) -> str:
    if name == "table":
        rows = [[html.escape(cell.strip()) for cell in line.split("|")] for line in lines]
        body = "".join(
            "<tr>" + "".join(f"<{'td' if n else 'th'}>{cell}" for cell in row)
            for n, row in enumerate(rows)
        )
        return f'<table class="data" id="table">{body}</table>'
    tag = {"kind": "h1", "title": "h2", "authority": "h3"}.get(name)
    if tag:
        return "".join(f"<{tag}>{html.escape(line)}</{tag}>" for line in lines)
    paragraphs = "".join(_paragraph(line) for line in lines)
    shape = {"columns": "columns", "recipient": "recipient"}.get(name)
    return f'<div class="{shape}">{paragraphs}</div>' if shape else paragraphs


def _paragraph(line: str) -> str:
    text = html.escape(line)
    if re.match(r"(?:Căn cứ|Theo đề nghị|Xét )", line):
        return f"<p><i>{text}</i></p>"
    if re.match(r"[IVX]+\. ", line):
        return f"<p><b>{text}</b></p>"
    if found := _HEADING.match(line):
        return f"<p><b>{text[: found.end()]}</b>{text[found.end() :]}</p>"
    return f"<p>{text}</p>"


def _style(font: str, size: float) -> str:
    return f"""
    * {{ margin: 0; padding: 0; box-sizing: border-box }}
    body {{ width: 210mm; min-height: 297mm; padding: 18mm 16mm 15mm 28mm; background: #fff;
      font: {size}pt/1.28 "{font}"; color: #111; text-align: justify; position: relative }}
    table {{ width: 100%; border-collapse: collapse }}
    .head td {{ text-align: center; vertical-align: top; font-size: {size - 1}pt;
      padding-bottom: 1.5mm; width: 58% }}
    .head td:first-child {{ width: 42% }} .motto {{ font-size: {size - 0.5}pt }}
    .state {{ white-space: nowrap; font-size: min({size - 1.5}pt, 12pt); letter-spacing: -0.1px }}
    .about {{ text-align: center; text-indent: 0; font-size: {size - 1.5}pt }}
    .rule {{ border-top: 1px solid #111; width: 48mm; margin: 1mm auto 0 }}
    .short {{ width: 20mm }}
    h1 {{ font-size: {size + 0.5}pt; text-align: center; margin-top: 3mm }}
    h2 {{ font-size: {size}pt; text-align: center; margin: 0 8mm 3mm }}
    h3 {{ font-size: {size}pt; text-align: center; margin: 1.5mm 0 }}
    p {{ text-indent: 10mm; margin-bottom: 1.4mm }}
    .recipient {{ margin: 2mm 0 3mm 30mm }}
    .columns {{ columns: 2; column-gap: 10mm }} .columns p {{ text-indent: 5mm }}
    .data {{ margin: 2mm 0; font-size: {size - 1}pt; text-align: left }}
    .data td, .data th {{ border: 1px solid #111; padding: 0.8mm 1.6mm; vertical-align: middle }}
    .data th {{ text-align: center }}
    .foot td {{ vertical-align: top; padding-top: 3mm }}
    .to {{ font-size: {size - 2.5}pt; width: 48%; line-height: 1.2; text-align: left }}
    .centred, .sign {{ text-align: center; font-size: {size}pt }}
    .gap {{ height: 21mm }}
    .page {{ position: absolute; bottom: 9mm; left: 0; right: 0; text-align: center }}
    """


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=str(_CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield chromium
        finally:
            chromium.close()


def draw(chromium: Browser, paper: Paper, font: str, *, handwritten: bool = False) -> Picture:
    """A paper as a picture, in the largest size that fits on one page.

    Raises:
        ValueError: it does not fit in the smallest size.
    """
    page = chromium.new_page(viewport={"width": 794, "height": 1123}, device_scale_factor=DPI / 96)
    try:
        for size in _SIZES:
            page.set_content(paper.html(font, size, handwritten=handwritten))
            if page.evaluate("document.body.scrollHeight") <= 1123:
                break
        else:
            raise ValueError(f"{paper.name} does not fit on one page")
        places = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('[id]')].map(e => {
              const b = e.getBoundingClientRect();
              return [e.id, [b.left, b.top, b.right, b.bottom]] }))"""
        )
        scale = DPI / 96
        boxes = {name: _scaled(box, scale) for name, box in places.items()}
        return Picture(page.screenshot(), boxes)
    finally:
        page.close()


def _scaled(box: list[float], scale: float) -> Box:
    left, top, right, bottom = (edge * scale for edge in box)
    return left, top, right, bottom
