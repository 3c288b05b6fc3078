"""Files that harm their readers, made anew for every test: over a hundred, of all formats.

Nothing here is a recording: every file is built, so that what is wrong with it can be read off.
"""

from __future__ import annotations

import io
import os
import random
import socket
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdf
from PIL import Image

from assistant.startup import SHIPPED_DOCUMENTS
from corpus.errors import Reason
from tests import bad_pdfs

PDF = SHIPPED_DOCUMENTS / "bao-cao-cchc-6-thang-2024.pdf"
WORD = SHIPPED_DOCUMENTS / "chi-so-cchc-cap-tinh.docx"
SHEET = SHIPPED_DOCUMENTS / "danh-muc-tthc.xlsx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PIPE, LINK = "ống-dẫn.txt", "ra-ngoài.txt"

Make = Callable[[], bytes]
ANY = frozenset({*Reason, None})
"""Whatever reason, or none: a damaged file that still can be read may be."""

_EMPTY, _LOCKED = frozenset({Reason.EMPTY}), frozenset({Reason.ENCRYPTED})
_BROKEN, _UNKNOWN = frozenset({Reason.DAMAGED}), frozenset({Reason.UNSUPPORTED})
_LARGE = frozenset({Reason.TOO_LARGE})
_READ: frozenset[Reason | None] = frozenset({None})
_SLOW = frozenset({Reason.TIMED_OUT, Reason.TOO_LARGE, Reason.DAMAGED, Reason.EMPTY, None})


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of (name, content)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method, compresslevel=1) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """What a library saves."""
    data = io.BytesIO()
    save(data)
    return data.getvalue()


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An Office file with one part changed, or added where it has none of that name."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts.get(part, b""))
    return packed(*parts.items())


def locked_zip(data: bytes) -> bytes:
    """A zip whose entries say that they are encrypted."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


def locked_pdf(user: str = "bí mật") -> bytes:
    """A PDF that asks for a password."""
    writer = pypdf.PdfWriter(clone_from=PDF)
    writer.encrypt(user, "chủ", algorithm="AES-256")
    return saved(writer.write)


def cut(path: Path, seed: int) -> bytes:
    """A file that ends somewhere before its end."""
    data = path.read_bytes()
    return data[: random.Random(seed).randrange(1, len(data))]


def flipped(path: Path, seed: int, share: float = 0.001) -> bytes:
    """A file with some bits wrong."""
    dice, data = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(max(1, int(len(data) * share))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def entities(root: str, levels: int = 12) -> bytes:
    """XML whose entities grow tenfold with every level ("billion laughs")."""
    lines = [f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, levels)]
    inner = f"<!DOCTYPE x [<!ENTITY e0 'ha'>{''.join(lines)}]>"
    return f"<?xml version='1.0'?>{inner}<{root}>&e{levels - 1};</{root}>".encode()


def outer_entity(data: bytes) -> bytes:
    """XML that asks for a file of the machine at its first text."""
    body = data.split(b"?>", 1)[1]
    head = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY out SYSTEM 'file:///etc/passwd'>]>"
    return head + body.replace(b"</w:t>", b"&out;</w:t>", 1)


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that declares a size, whatever is in it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + end

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def tiff_in_circles() -> bytes:
    """A TIFF whose second picture is its first."""
    data = saved(lambda out: Image.new("L", (8, 8), 255).save(out, "TIFF"))
    (first,) = struct.unpack_from("<I", data, 4)
    (tags,) = struct.unpack_from("<H", data, first)
    changed = bytearray(data)
    struct.pack_into("<I", changed, first + 2 + 12 * tags, first)
    return bytes(changed)


def tiff_of_many_pages(pages: int = 10_000) -> bytes:
    """Ten thousand tiny pictures."""
    out = bytearray(b"II*\0\x08\0\0\0")
    tags = (
        (256, 1),
        (257, 1),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 4),
        (277, 1),
        (278, 1),
        (279, 1),
    )
    for page in range(pages):
        after = len(out) + 2 + 12 * len(tags) + 4
        out += struct.pack("<H", len(tags))
        for tag, value in tags:
            out += struct.pack("<HHII", tag, 4, 1, value)
        out += struct.pack("<I", after if page + 1 < pages else 0)
    return bytes(out)


def word(text: str = "Phí") -> bytes:
    """A Word file of one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    return saved(document.save)


def huge_sheet() -> bytes:
    """A sheet that says it is as large as can be, with one merged cell as large as it."""

    def change(sheet: bytes) -> bytes:
        merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        return sheet.replace(b"</sheetData>", b"</sheetData>" + merged)

    return with_part(SHEET, "xl/worksheets/sheet1.xml", change)


def macro_book() -> bytes:
    """A workbook with a program in it."""
    with zipfile.ZipFile(SHEET) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"
    ).replace(b"openxmlformats-officedocument.sheet.macro", b"ms-excel.sheet.macro")
    parts["xl/vbaProject.bin"] = OLE
    return packed(*parts.items())


def nested(depth: int) -> bytes:
    """Archives in archives."""
    data = packed(("phi.txt", "Phí".encode()))
    for level in range(depth):
        data = packed((f"tang-{level}.zip", data))
    return data


def zeros(entries: int, size: int, *, apart: bool = True) -> bytes:
    """An archive of as many files of nothing but zeros, each of `size` bytes.

    Where they are not apart, all are the same bytes of the archive (Fifield 2019).
    """
    block = bytes(2**20)
    packer, crc, content = zlib.compressobj(1, wbits=-15), 0, b""
    for _ in range(size // len(block)):
        crc, content = zlib.crc32(block, crc), content + packer.compress(block)
    content += packer.flush()
    out, index = bytearray(), b""
    for number in range(entries):
        name = f"{number:05}.txt".encode()
        sizes = (0, 8, 0, 0, crc, len(content), size, len(name), 0)
        at = len(out) if apart else 0
        if apart or not out:
            out += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, *sizes) + name + content
        index += (
            struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, *sizes, 0, 0, 0, 0, at) + name
        )
    end = (0x06054B50, 0, 0, entries, entries, len(index), len(out), 0)
    return bytes(out) + index + struct.pack("<IHHHHIIH", *end)


def linked() -> bytes:
    """An archive with a link in it."""
    entry = zipfile.ZipInfo("lien-ket.txt")
    entry.external_attr = 0o120777 << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return data.getvalue()


def _html(inner: str) -> bytes:
    return f"<html><body>{inner}</body></html>".encode()


FILES: dict[str, tuple[Make, frozenset[Reason | None]]] = {
    **{
        f"khong-byte{suffix}": (lambda: b"", _EMPTY)
        for suffix in (
            ".pdf",
            ".docx",
            ".xlsx",
            ".txt",
            ".html",
            ".md",
            ".csv",
            ".doc",
            ".rtf",
            ".png",
            ".zip",
        )
    },
    **{
        f"dut-{seed}{path.suffix}": ((lambda path=path, seed=seed: cut(path, seed)), ANY)
        for path in (PDF, WORD, SHEET)
        for seed in (1, 2, 3)
    },
    **{
        f"sai-bit-{seed}{path.suffix}": ((lambda path=path, seed=seed: flipped(path, seed)), ANY)
        for path in (PDF, WORD, SHEET)
        for seed in (1, 2, 3)
    },
    **{
        f"{name}.pdf": (make, frozenset(allowed))
        for name, (make, allowed) in bad_pdfs.FILES.items()
    },
    "mat-khau.pdf": (locked_pdf, _LOCKED),
    "mat-khau.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), _LOCKED),
    "mat-khau.xlsx": (lambda: locked_zip(SHEET.read_bytes()), _LOCKED),
    "mat-khau.zip": (lambda: locked_zip(packed(("a.txt", b"a"))), _LOCKED),
    "khoang-trang.txt": (lambda: b" \n\t\n\xef\xbb\xbf", _EMPTY),
    "khong-chu.docx": (lambda: saved(docx.Document().save), _EMPTY),
    "khong-chu.xlsx": (lambda: saved(openpyxl.Workbook().save), _EMPTY),
    "the-rong.html": (lambda: _html("<p> </p>"), _EMPTY),
    "chu-doi-ten.pdf": (lambda: b"ten", _BROKEN),
    "chu-doi-ten.docx": (lambda: b"ten", _BROKEN),
    "chu-doi-ten.png": (lambda: b"ten", _BROKEN),
    "chu-doi-ten.zip": (lambda: b"ten", _BROKEN),
    "nen-doi-ten.docx": (lambda: packed(("a.txt", b"a")), _BROKEN),
    "pdf-doi-ten.docx": (PDF.read_bytes, _READ),
    "word-doi-ten.pdf": (WORD.read_bytes, _READ),
    "nhi-phan.txt": (lambda: bytes(range(256)) * 8, _BROKEN),
    "nhi-phan.csv": (lambda: bytes(range(256)) * 8, _BROKEN),
    "nhi-phan.md": (lambda: random.Random(1).randbytes(5_000), _BROKEN),
    "rac.doc": (lambda: OLE, _UNKNOWN),
    "rac.xls": (lambda: OLE, _UNKNOWN),
    "trinh-chieu.pptx": (lambda: packed(("ppt/presentation.xml", b"<a/>")), _UNKNOWN),
    "nhi-phan.xlsb": (lambda: packed(("xl/workbook.bin", b"a")), _UNKNOWN),
    "luu-tru.mht": (lambda: b"MIME-Version: 1.0\r\n\r\n<html></html>", _UNKNOWN),
    "chuong-trinh.exe": (lambda: b"MZ" + b"\0" * 100, _UNKNOWN),
    "khong-duoi": (lambda: b"abc", _UNKNOWN),
    "ma-gbk.txt": (
        lambda: ("行政手续费用规定" * 50).encode("gbk"),
        frozenset({Reason.UNKNOWN_ENCODING}),
    ),
    "ma-nhat.txt": (
        lambda: ("行政手続きの費用について" * 50).encode("shift-jis"),
        frozenset({Reason.UNKNOWN_ENCODING}),
    ),
    "utf-16-le.txt": (lambda: "Phí thẩm định\n".encode("utf-16") + b"\x41", ANY),
    "mot-dong-50-mb.txt": (lambda: b"a " * 25 * 2**20, _LARGE),
    "mot-tu-2-mb.txt": (lambda: b"a" * 2 * 2**20, _SLOW),
    "mot-dong.md": (lambda: b"# " + b"*a_b* " * 2**14, _SLOW),
    "ngoac.md": (lambda: b"[" * 50_000 + b"> " * 20_000 + b"`" * 10_001, _SLOW),
    "sau.html": (lambda: _html("<div>" * 200_000 + "Phí"), _SLOW),
    "bang-trong-bang.html": (lambda: _html("<table><tr><td>" * 20_000 + "Phí"), _SLOW),
    "o-rong.html": (
        lambda: _html("<table><tr><td colspan=9999999 rowspan=9999999>Phí</table>"),
        _SLOW,
    ),
    "dau-mo.html": (lambda: b"<html>" + b"<![CDATA[<!--<a b='" * 2_000, _SLOW),
    "thuc-the.html": (lambda: _html("&#99999999999;&#xD800;&lt" * 1_000 + "Phí"), _SLOW),
    "nhieu-cot.csv": (lambda: b"a;" * 200_000, _SLOW),
    "ngoac-kep.csv": (lambda: b'a,b\n"' + b"x,y\n" * 500, _SLOW),
    "bom-xml.docx": (
        lambda: with_part(WORD, "word/document.xml", lambda _: entities("x")),
        _BROKEN,
    ),
    "bom-xml.xlsx": (
        lambda: with_part(SHEET, "xl/workbook.xml", lambda _: entities("workbook")),
        _BROKEN,
    ),
    "thuc-the-ngoai.docx": (lambda: with_part(WORD, "word/document.xml", outer_entity), ANY),
    "bom-nen.docx": (
        lambda: with_part(WORD, "word/document.xml", lambda _: bytes(210 * 2**20)),
        _LARGE,
    ),
    "xml-sau.docx": (
        lambda: with_part(WORD, "word/document.xml", lambda _: b"<a>" * 100_000),
        _BROKEN,
    ),
    "thieu-phan.docx": (
        lambda: packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"")),
        _BROKEN,
    ),
    "thieu-phan.xlsx": (lambda: packed(("xl/workbook.xml", b"<workbook/>")), _BROKEN),
    "kich-thuoc.xlsx": (huge_sheet, _SLOW),
    "chuong-trinh.xlsm": (macro_book, _READ),
    "anh-khong-lo.png": (lambda: png(60_000, 60_000), frozenset({*_LARGE, *_BROKEN})),
    "anh-bom.png": (lambda: png(30_000, 30_000, bytes(20 * 2**20)), frozenset({*_LARGE, *_BROKEN})),
    "anh-dut.jpg": (
        lambda: saved(lambda out: Image.effect_noise((400, 400), 80).save(out, "JPEG"))[:5_000],
        ANY,
    ),
    "anh-vong.tiff": (tiff_in_circles, ANY),
    "anh-nhieu-trang.tiff": (tiff_of_many_pages, _SLOW | _LARGE),
    "anh-am.bmp": (lambda: b"BM" + b"\0" * 12 + struct.pack("<Iii", 40, -5, 5) + b"\0" * 60, ANY),
    "anh-rac.webp": (lambda: b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0", ANY),
    "anh-trang.png": (lambda: saved(lambda o: Image.new("L", (600, 800), 255).save(o, "PNG")), ANY),
    "duong-dan.zip": (
        lambda: packed(
            ("../../ra-ngoai.txt", b"a b"),
            ("/tmp/tuyet-doi.txt", b"a b"),
            ("C:\\o-dia.txt", b"a b"),
        ),
        ANY,
    ),
    "lien-ket.zip": (linked, ANY),
    "long-nhau.zip": (lambda: nested(5), ANY),
    "bom.zip": (lambda: zeros(8, 90 * 2**20), _LARGE),
    "bom-mot-tep.zip": (lambda: zeros(1, 30 * 2**20), ANY),
    "chong-len.zip": (lambda: zeros(1_000, 2**20, apart=False), ANY),
    "nhieu-tep.zip": (
        lambda: packed(*((f"{n}.txt", b"a") for n in range(3_000)), method=zipfile.ZIP_STORED),
        _LARGE,
    ),
    "dut.zip": (lambda: nested(1)[:-30], _BROKEN),
    "rong.zip": (lambda: packed(("__MACOSX/._a.txt", b"a"), (".an.txt", b"a")), _EMPTY),
}
"""Name → how it is made, and the reasons that it may be refused for; None: it may be read."""

UNUSUAL = (
    "dòng\nmới.txt",
    "chuông\a-và-thoát\x1b[31m.txt",
    "phải\u202esang\u2069trái.txt",
    "-rf.txt",
    "--help.md",
    "'; DROP TABLE documents; --.txt",
    "<img src=x onerror=alert(1)>.txt",
    "%2e%2e%2f.txt",
    " cách .txt",
    "🙂 mặt cười.txt",
    unicodedata.normalize("NFD", "Tờ trình tổ hợp.txt"),
    "d" * 251 + ".txt",
)
"""Names of good files that nobody would choose; each holds "Phí số N"."""


def lay_out(folder: Path, outside: Path) -> None:
    """Put everything into a folder; `outside` holds what must never be read."""
    folder.mkdir()
    outside.mkdir()
    for name, (make, _) in FILES.items():
        (folder / name).write_bytes(make())
    for number, name in enumerate(UNUSUAL):
        (folder / name).write_text(f"Phí số {number} là không thu.\n", encoding="utf-8")
    broken = os.fsencode(folder) + b"/kh\xf4ng-utf8.txt"
    Path(os.fsdecode(broken)).write_text("Phí của tên hỏng.\n", encoding="utf-8")
    (outside / "bi-mat.txt").write_text("Nội dung bên ngoài.\n", encoding="utf-8")
    (folder / LINK).symlink_to(outside / "bi-mat.txt")
    (folder / "thu-muc-ngoai").symlink_to(outside)
    (folder / "vong").symlink_to(folder)
    (folder / "tu-no.txt").symlink_to(folder / "tu-no.txt")
    (folder / "khong-dau.txt").symlink_to(folder / "khong-co-that.txt")
    (folder / "thiet-bi.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / PIPE)
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path takes 108 bytes
        try:
            server.bind("o-cam.txt")
        finally:
            os.chdir(here)
