"""PDF files that harm their readers, written object by object."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from corpus.errors import Reason

_TEXT = b"BT /F1 12 Tf 72 700 Td (Phi tham dinh la 7.000 dong) Tj ET"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_ANY = (*Reason, None)


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first of which is its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R %b >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), more, content)


def page(
    content: bytes = _TEXT,
    *,
    box: bytes = b"0 0 595 842",
    catalogue: bytes = b"",
    of_page: bytes = b"",
    resources: bytes = b"",
    others: tuple[bytes, ...] = (),
) -> bytes:
    """A PDF of one page; objects 6 and on are `others`."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R %b"
        b" /Resources << /Font << /F1 5 0 R >> %b >> >>" % (box, of_page, resources),
        stream(content) if not content.startswith(b"<<") else content,
        _FONT,
        *others,
    )


def page_tree(kids: bytes, count: int = 1) -> bytes:
    """A PDF whose tree of pages is not one."""
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    pages = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, leaf, stream(_TEXT), _FONT)


def bomb(layers: int = 2) -> bytes:
    """A stream that unpacks to 100 MB."""
    data = zlib.compress(bytes(100 * 2**20), 1)
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    names = b" ".join([b"/FlateDecode"] * layers)
    return page(stream(data, b"/Filter [%b]" % names))


def outlines() -> bytes:
    """Bookmarks that follow each other in a circle."""
    first = b"<< /Title (a) /Parent 6 0 R /Next 8 0 R /First 7 0 R /Dest [3 0 R /Fit] >>"
    second = b"<< /Title (b) /Parent 6 0 R /Next 7 0 R /First 6 0 R /Dest [3 0 R /Fit] >>"
    top = b"<< /Type /Outlines /First 7 0 R /Last 8 0 R /Count 2 >>"
    return page(catalogue=b"/Outlines 6 0 R", others=(top, first, second))


def form_in_itself() -> bytes:
    """A drawing that draws itself."""
    more = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return page(
        _TEXT + b" /X Do",
        resources=b"/XObject << /X 6 0 R >>",
        others=(stream(b"/X Do /X Do", more),),
    )


FILES: dict[str, tuple[Callable[[], bytes], tuple[Reason | None, ...]]] = {
    "trang-la-chinh-no": (lambda: page_tree(b"2 0 R"), _ANY),
    "trang-lap-lai": (lambda: page_tree(b"3 0 R " * 40, 40), _ANY),
    "ty-trang": (lambda: page_tree(b"3 0 R", 1_000_000_000), _ANY),
    "am-trang": (lambda: page_tree(b"3 0 R", -5), _ANY),
    "noi-dung-vong": (lambda: page(b"<< /Length 4 0 R >>\nstream\n\nendstream"), _ANY),
    "muc-luc-vong": (outlines, (None,)),
    "hinh-trong-hinh": (form_in_itself, _ANY),
    "kho-khong-lo": (lambda: page(box=b"0 0 1e9 1e9"), _ANY),
    "kho-am": (lambda: page(box=b"0 0 -1 -1"), _ANY),
    "kho-khong-so": (lambda: page(box=b"/a /b (c) null"), _ANY),
    "bom-nen": (bomb, _ANY),
    "bom-hai-lop": (lambda: bomb(3), _ANY),
    "mang-sau": (lambda: page(b"[" * 300_000 + _TEXT), _ANY),
    "xref-vong": (lambda: pdf(b"<< >>", trailer=b"/Prev 20"), (Reason.DAMAGED, Reason.EMPTY)),
    "chi-dau": (lambda: b"%PDF-1.7\n", (Reason.DAMAGED,)),
    "dau-va-rac": (lambda: b"%PDF-1.7\n" + b"\0" * 5_000, (Reason.DAMAGED,)),
    "nhieu-chu": (lambda: page(b"BT /F1 1 Tf " + b"(a) Tj 1 0 Td " * 10_000 + b"ET"), _ANY),
    "chuong-trinh": (
        lambda: page(catalogue=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        (None,),
    ),
    "mo-chuong-trinh": (
        lambda: page(catalogue=b"/OpenAction << /S /Launch /F (/bin/sh) >>"),
        (None,),
    ),
    "dinh-kem": (
        lambda: page(
            catalogue=b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>",
            others=(b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>", stream(b"MZ")),
        ),
        (None,),
    ),
    "phong-chu-vong": (
        lambda: page(resources=b"/ExtGState << /G 6 0 R >>", others=(b"6 0 R",)),
        _ANY,
    ),
}
"""Name without ending → how it is made, and the reasons that it may be refused for."""
