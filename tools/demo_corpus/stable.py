"""Office files that are the same byte for byte at every run."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

MADE = datetime(2024, 7, 15)


def restamp(path: Path) -> None:
    """Give every entry of an Office file the same date, the saving time in its properties too."""
    with zipfile.ZipFile(path) as package:
        entries = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    saved = MADE.strftime(r"\g<1>%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", saved, content)
            package.writestr(entry, content)
