"""Changes of good files: where they tell, in the XML of an Office file, in a PDF's numbers and names."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

from lxml import etree

_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65535",
    b"2147483647",
    b"4294967296",
    b"1e9",
    b"-0.5",
    b"NaN",
)
_NUMBER = re.compile(rb"\d+")
Change = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def flip(dice: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """Some bits wrong."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def cut(dice: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A piece taken out, or the end."""
    start = dice.randrange(len(data))
    end = len(data) if dice.random() < 0.2 else start + dice.randrange(1, 200)
    return data[:start] + data[end:]


def repeat(dice: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A piece that comes again, many times or elsewhere."""
    start = dice.randrange(len(data))
    piece = data[start : start + dice.randrange(1, 120)]
    place = dice.choice((start, dice.randrange(len(data))))
    return data[:place] + piece * dice.choice((1, 2, 10, 500)) + data[place:]


def number(dice: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Another number."""
    found = [match.span() for match in _NUMBER.finditer(data)]
    if not found:
        return flip(dice, data, ())
    start, end = dice.choice(found)
    return data[:start] + dice.choice(_NUMBERS) + data[end:]


def word(dice: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """A word of the format where it does not belong."""
    place = dice.randrange(len(data) + 1)
    return data[:place] + dice.choice(words) * dice.choice((1, 1, 1, 3, 200)) + data[place:]


_CHANGES: tuple[Change, ...] = (flip, cut, repeat, number, word, word)


def changed_bytes(dice: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """A few changes of any kind."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        data = dice.choice(_CHANGES)(dice, data or b" ", words)
    return data


def changed_package(dice: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """An Office file with a part of it changed, well-formed or not."""
    if dice.random() < 0.1:
        return changed_bytes(dice, data, words)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {entry: package.read(entry) for entry in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError):
        return changed_bytes(dice, data, words)
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    likely = [name for name in names if re.search(r"document|sheet|numbering|styles|shared", name)]
    for _ in range(dice.choice((1, 1, 2, 3))):
        name = dice.choice(likely if likely and dice.random() < 0.8 else names)
        tree = dice.random() < 0.8
        parts[name] = (changed_tree if tree else changed_bytes)(dice, parts[name], words)
    if dice.random() < 0.05:
        del parts[dice.choice(names)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def changed_tree(dice: random.Random, data: bytes, words: Sequence[bytes]) -> bytes:
    """XML with elements taken out, doubled, moved, nested; attributes and texts that do not fit."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return changed_bytes(dice, data or b" ", words)
    for _ in range(dice.choice((1, 2, 4))):
        nodes = [node for node in root.iter() if isinstance(node.tag, str)]
        node, other = dice.choice(nodes), dice.choice(nodes)
        above = node.getparent()
        what = dice.randrange(7)
        if what == 0 and above is not None:
            above.remove(node)
        elif what == 1 and above is not None and len(nodes) < 20_000:
            for _ in range(dice.choice((1, 1, 5, 50))):
                above.append(etree.fromstring(etree.tostring(node)))
        elif what == 2 and node not in other.iterancestors() and node is not other:
            other.append(node)
        elif what == 3 and node.attrib:
            key = dice.choice(sorted(node.attrib))
            node.attrib[key] = dice.choice(_NUMBERS).decode()
        elif what == 4:
            node.text = dice.choice(("", " ", "0", "-1", "x" * 5_000, "ô\u0323\u0302", "A1:XFD99"))
        elif what == 5 and node.attrib:
            del node.attrib[dice.choice(sorted(node.attrib))]
        elif what == 6 and len(nodes) < 20_000:
            inner = node
            for _ in range(dice.choice((2, 20, 150))):
                inner = etree.SubElement(inner, node.tag, dict(node.attrib))
    return etree.tostring(root)


def of(name: str) -> Change:
    """How the files of a reader are changed."""
    return changed_package if name in ("word", "sheet") else changed_bytes
