"""`python -m eval.peers`: our assistant and other systems on the same question sets, one table.

    python -m eval.peers [SET...] [--documents PATH...] [--out DIR] [--role R] [--peer NAME]...

Without SET: `demo` and `demo_test` over the shipped documents and, where `../shared/documents` is there,
`report_dev` and `report_test` over those. Writes `OUT/peers.json`, `OUT/peers.md` and for every system
and set the answers with their scores, `OUT/SET/SYSTEM/results.jsonl`; prints the tables. The first run
makes the peers' environments (pip, once; docs/peers.md).

Exit codes: 0 done; 1 done, but a peer or a document failed; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.messages import explain
from assistant.model import Role
from assistant.startup import SHIPPED_DOCUMENTS
from assistant.terminal import note, warn
from corpus.errors import CorpusError
from eval import provenance, questions
from eval.commands import UNREAD, WRONG
from eval.commands.findings import tell
from eval.peers import bench, figures, process, table
from eval.peers.bench import Measured, Task
from eval.peers.environment import ROOT, pinned
from eval.peers.peer import PEERS, Peer
from eval.questions import SetError

_SETS = ROOT / "eval" / "sets"
_REPORT = ROOT.parent / "shared" / "documents"
_DEFAULT = (
    (SHIPPED_DOCUMENTS, ("demo.jsonl", "demo_test.jsonl")),
    (_REPORT, ("report_dev.jsonl", "report_test.jsonl")),
)


def main(arguments: Sequence[str] | None = None, peers: Sequence[Peer] = PEERS) -> int:
    """Run the comparison; its exit code. Wrong usage ends the process with exit code 2.

    Args:
        arguments: of the command line.
        peers: that can be asked.
    """
    given = _parser(peers).parse_args(arguments)
    chosen = [peer for peer in peers if peer.name in (given.peer or [one.name for one in peers])]
    try:
        return _run(given, chosen, sys.argv[1:] if arguments is None else arguments)
    except CorpusError as error:
        warn(explain(error))
    except (SetError, OSError) as error:
        warn(str(error))
    return WRONG


def _parser(peers: Sequence[Peer]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval.peers",
        description="So sánh trợ lý với hệ thống khác trên cùng bộ câu hỏi.",
    )
    parser.add_argument("sets", type=Path, nargs="*", metavar="SET", help="bộ câu hỏi")
    parser.add_argument(
        "--documents", type=Path, nargs="+", metavar="PATH", help="tài liệu của các bộ câu hỏi"
    )
    parser.add_argument("--out", type=Path, default=Path("runs/peers"), metavar="DIR")
    parser.add_argument(
        "--role",
        type=Role,
        choices=list(Role),
        default=Role.STAFF,
        metavar="R",
        help="người hỏi; mọi hệ thống chỉ nhận tài liệu người đó được xem (mặc định: staff)",
    )
    parser.add_argument("--peer", action="append", choices=[peer.name for peer in peers])
    parser.add_argument(
        "--seconds",
        type=float,
        default=process.SECONDS,
        metavar="S",
        help="thời gian tối đa cho một hệ thống khác với một nhóm tài liệu",
    )
    return parser


def _run(given: argparse.Namespace, peers: Sequence[Peer], arguments: Sequence[str]) -> int:
    from corpus.embedding import load

    embedder = load()
    measured: list[Measured] = []
    failed = False
    for task in _tasks(given):
        done = bench.answer(task, peers, embedder, given.role, given.seconds, told=note)
        for error in done.unread:
            warn(explain(error))
        for one in done.measured:
            if one.failure is not None:
                warn(f"{one.system}, {one.set}: {one.failure}")
        failed = failed or bool(done.unread) or any(one.failure for one in done.measured)
        measured += done.measured
    found = figures.as_fields(measured, peers, _provenance(given, peers, arguments))
    text = table.render(found, peers)
    _write(given.out, found, text, measured)
    print(text)
    note(f"{given.out / 'peers.md'}, {given.out / 'peers.json'}")
    return UNREAD if failed else 0


def _tasks(given: argparse.Namespace) -> list[Task]:
    """What is to be asked.

    Raises:
        SetError: a set cannot be read, or two have one name.
    """
    if given.sets or given.documents:
        sets = given.sets or [_SETS / name for name in _DEFAULT[0][1]]
        return [_task(tuple(given.documents or [SHIPPED_DOCUMENTS]), sets)]
    return [
        _task((documents,), [_SETS / name for name in names])
        for documents, names in _DEFAULT
        if documents.exists()
    ]


def _task(documents: tuple[Path, ...], paths: Sequence[Path]) -> Task:
    sets = {}
    for path in paths:
        if path.stem in sets:
            raise SetError(f"{path}: hai bộ câu hỏi cùng tên / two sets of this name")
        found = questions.read(path)
        tell(path, found.problems)
        sets[path.stem] = tuple(found)
    return Task(documents, sets)


def _provenance(
    given: argparse.Namespace, peers: Sequence[Peer], arguments: Sequence[str]
) -> dict[str, Any]:
    return {
        "command": shlex.join(["python", "-m", "eval.peers", *arguments]),
        "finished": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "role": given.role.value,
        "depth": process.DEPTH,
        "versions": provenance.versions(),
        "peers": {
            peer.name: {
                "settings": dict(peer.settings),
                "packages": pinned(peer.requirements) if peer.requirements else {},
                "lacks": {name: [lack.vi, lack.en] for name, lack in peer.lacks.items()},
                "notes": [[one.vi, one.en] for one in peer.notes],
            }
            for peer in peers
        },
    }


def _write(out: Path, found: Any, text: str, measured: Sequence[Measured]) -> None:
    for one in measured:
        folder = out / one.set / one.system
        folder.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(result.row(), ensure_ascii=False) + "\n" for result in one.results)
        (folder / "results.jsonl").write_text("".join(lines), encoding="utf-8")
    out.mkdir(parents=True, exist_ok=True)
    (out / "peers.md").write_text(text, encoding="utf-8")
    (out / "peers.json").write_text(
        json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
