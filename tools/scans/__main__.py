"""python -m tools.scans make|measure; see the package."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.scans import collection


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.scans")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("make", "measure"):
        command = commands.add_parser(name)
        command.add_argument("--out", type=Path, default=collection.DEFAULT)
        if name == "measure":
            command.add_argument("--quick", action="store_true", help="one page a condition")
            command.add_argument("--part", choices=("dev", "held-out"), help="only this part")
            command.add_argument("--readers", nargs="+", help="names of readers; default: all")
            command.add_argument("--conditions", nargs="+", help="default: all")
    given = parser.parse_args()
    if given.command == "make":
        scans = collection.make(given.out)
        print(f"{len(scans)} scans in {given.out}")
    else:
        from tools.scans import measure

        measure.run(
            given.out,
            quick=given.quick,
            part=given.part,
            names=given.readers,
            conditions=given.conditions,
        )


if __name__ == "__main__":
    main()
