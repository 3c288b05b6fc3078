"""Whether Tesseract's Vietnamese model as a second opinion pays: the better of two readings a line.

    python -m tools.scans.second_engine --scans build/scans --part dev --conditions office faded

Every line that our reader finds is read by Tesseract too. Printed are the character errors of our
reading, of Tesseract's readings of the same lines, of the surer of the two, and of Tesseract's only
where ours is unsure and it is surer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from corpus.model import Role
from corpus.scans.model import Arranged
from corpus.scans.page_model import Grey
from corpus.scans.picture import open_pictures
from corpus.scans.prepare import prepare
from corpus.scans.reading import cut
from corpus.scans.recognition import engine
from tools.scans.collection import DEFAULT, load
from tools.scans.scoring import score

_UNSURE = 0.8
_MARGIN = 12  # pixels of paper around a line

Choice = Callable[[Arranged, str, float], str]
CHOICES: dict[str, Choice] = {
    "ours": lambda line, _, __: line.text,
    "tesseract": lambda line, text, _: text or line.text,
    "surer": lambda line, text, sure: text if sure > line.confidence else line.text,
    "where unsure": lambda line, text, sure: (
        text if line.confidence < _UNSURE and sure > line.confidence else line.text
    ),
}


def tesseract(pictures: Sequence[Grey]) -> list[tuple[str, float]]:
    """(text, mean confidence 0-1) of pictures of one line each.

    Raises:
        subprocess.CalledProcessError: Tesseract failed, or has no Vietnamese model.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, picture in enumerate(pictures):
            height, width = picture.shape
            paper = Image.new("L", (width + 2 * _MARGIN, height + 2 * _MARGIN), 255)
            paper.paste(Image.fromarray(picture), (_MARGIN, _MARGIN))
            names.append(str(Path(folder) / f"{number:04}.png"))
            paper.save(names[-1])
        listed = Path(folder) / "lines.txt"
        listed.write_text("\n".join(names), encoding="utf-8")
        command = ["tesseract", str(listed), "stdout", "-l", "vie", "--psm", "7", "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        out = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    words: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for row in out.decode("utf-8", "replace").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            words[int(cells[1]) - 1].append((cells[11], float(cells[10]) / 100))
    found = (words[number] for number in range(len(pictures)))
    return [
        (" ".join(text for text, _ in line), sum(sure for _, sure in line) / max(1, len(line)))
        for line in found
    ]


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scans", type=Path, default=DEFAULT)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--conditions", nargs="+")
    given = parser.parse_args()
    errors: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    spent = dict.fromkeys(("ours", "tesseract"), 0.0)
    for scan in load(given.scans):
        if scan.part != given.part or (given.conditions and scan.condition not in given.conditions):
            continue
        texts: dict[str, list[str]] = defaultdict(list)
        for picture, _ in open_pictures(given.scans / scan.name):
            started = time.process_time()
            pages = [(page.image, engine().read(page.image)) for page in prepare(picture)]
            spent["ours"] += time.process_time() - started
            for image, read in pages:
                lines = [found.line for found in read if found.line.role is Role.BODY]
                before = os.times().children_user
                seconds = iter(tesseract([cut(image, line.box)[1] for line in lines]))
                spent["tesseract"] += os.times().children_user - before
                for line in (found.line for found in read):
                    if line.role is Role.FURNITURE:
                        continue
                    second = next(seconds) if line.role is Role.BODY else (line.text, 0.0)
                    for name, choose in CHOICES.items():
                        texts[name].append(choose(line, *second))
        for name, found in texts.items():
            error = score("\n".join(found), (scan.text, scan.worded)).errors
            errors[scan.condition][name].append(error)
            errors["(all)"][name].append(error)
    print(f"{'character error':20}" + "".join(f"{name:>14}" for name in CHOICES))
    for condition, row in errors.items():
        means = (sum(row[name]) / len(row[name]) for name in CHOICES)
        print(f"{condition:20}" + "".join(f"{mean:14.4f}" for mean in means))
    print("processor seconds: " + ", ".join(f"{name} {value:.0f}" for name, value in spent.items()))


if __name__ == "__main__":
    main()
