"""What the recogniser takes letters for, counted on rendered pages whose text is known.

    python -m tools.scans.channel            # 60 pages, about 3 minutes; writes corpus/models

Only counts are kept. The pages are those that repair's channel is learnt from, in the same fonts.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from corpus.scans.channel import SHIPPED
from corpus.scans.frames import Recogniser
from corpus.scans.letters import letters
from corpus.scans.page_model import line_areas
from corpus.scans.reading import see
from tools.demo_corpus.ocr import align
from tools.repair import pairs, render

SEED = 20261128
PAGES = 60
_LEAST = 2  # times that a mistake was seen to be kept


def learn(pages: int) -> dict[str, Counter[str]]:
    """Printed character → what it was read as, with counts."""
    recogniser = Recogniser()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sheet in pairs.sheets(SEED, pages):
        picture = np.asarray(render.image(sheet).convert("L"))
        lines = sorted(line_areas(picture), key=lambda area: area.top)
        read = [
            "".join(letter.text for letter in letters(frames, recogniser.characters)).strip()
            for frames in see(recogniser, picture, lines)
        ]
        read = [line for line in read if line]
        for printed, line in zip(align(read, sheet.lines, strict=False), read, strict=True):
            if printed and Levenshtein.normalized_distance(printed, line) < 0.3:
                for right, seen in _pairs(printed, line):
                    counts[right][seen] += 1
    return counts


def _pairs(printed: str, read: str) -> Iterator[tuple[str, str]]:
    for op in Levenshtein.opcodes(printed, read):
        if op.tag in ("equal", "replace"):
            yield from zip(
                printed[op.src_start : op.src_end], read[op.dest_start : op.dest_end], strict=False
            )


def save(counts: dict[str, Counter[str]], path: Path) -> None:
    """Write the shares of what each character was read as."""
    shares = {
        right: {
            seen: round(count / sum(found.values()), 6)
            for seen, count in sorted(found.items())
            if count >= _LEAST or seen == right
        }
        for right, found in sorted(counts.items())
        if sum(found.values()) >= 20
    }
    text = json.dumps(
        {"made": f"tools.scans.channel, seed {SEED}, {PAGES} pages", "letters": shares},
        ensure_ascii=False,
        sort_keys=True,
    )
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def main() -> None:
    """Learn and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    save(learn(parser.parse_args().pages), SHIPPED)


if __name__ == "__main__":
    main()
