"""`python -m tools.demo_corpus` makes all documents; `--no-images` leaves the scan and OCR alone."""

from __future__ import annotations

import sys

from tools.demo_corpus import indices, ocr, places, procedures, report, scan, sources, staff_guide


def main() -> int:
    """Write every document and print its size."""
    report.make()
    if "--no-images" not in sys.argv[1:]:
        scan.make()
        ocr.make()
    procedures.make_list()
    procedures.make_guide()
    indices.make()
    staff_guide.make()
    sources.make()
    for path in sorted(places.DOCUMENTS.rglob("*")):
        if path.is_file():
            print(f"{path.stat().st_size:>9,}  {path.relative_to(places.DOCUMENTS)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
