"""A stand-in for `python -m eval`: it leaves what a run leaves, and does as its questions say.

A question with "đợi" waits until the file `go` lies beside the results, one with "sập" ends the run
with a word, one with "lỗi" with a traceback, one with "chết" as the system does when memory is short.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> int:
    if arguments[0] == "compare":
        names = arguments[1:-2]
        assert all((Path(name) / "results.jsonl").is_file() for name in names)
        if any("hong" in name for name in names):
            print("không có câu nào chung", file=sys.stderr)
            return 2
        Path(arguments[-1]).write_text(f"<h1>{' và '.join(names)}</h1><script>1</script>", "utf-8")
        return 0
    out = Path(arguments[arguments.index("--out") + 1])
    questions = [json.loads(line) for line in Path(arguments[1]).read_text("utf-8").splitlines()]
    results = out / "results.jsonl"
    done = results.read_text("utf-8").splitlines() if results.exists() else []
    asked = {json.loads(line)["id"] for line in done}
    with results.open("a", encoding="utf-8") as file:
        for question in questions:
            if question["id"] not in asked:
                obey(question["question"], out)
                file.write(json.dumps(row(question), ensure_ascii=False) + "\n")
                file.flush()
    rows = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    share = sum(bool(one["scores"]["supported"]) for one in rows) / len(rows)
    summary = {
        "run": {"arguments": arguments},
        "questions": len(rows),
        "supported": share,
        "intervals": {"supported": [share / 2, 1.0]},
        "latency_ms": {"p50": 12.5, "p95": 40.0},
        "complete": True,
    }
    if "--repeat" in arguments:
        summary["repeats"] = {"questions": len(rows), "agreement": 0.75}
    if "--thresholds" in arguments:
        bound = {"measure": "supported", "least": 0.9, "most": None, "measured": share}
        summary["thresholds"] = [{**bound, "missed": share < 0.9}]
    (out / "summary.json").write_text(json.dumps(summary), "utf-8")
    (out / "report.html").write_text("<script>document.title = 'mở'</script>", "utf-8")
    return 3 if any(one["missed"] for one in summary.get("thresholds", ())) else 0


def obey(question: str, out: Path) -> None:
    while "đợi" in question and not (out / "go").exists():
        time.sleep(0.01)
    if "sập" in question:
        print("đĩa <b>đầy</b>", file=sys.stderr)
        sys.exit(2)
    if "lỗi" in question:
        raise RuntimeError("could not go on")
    if "chết" in question:
        os.kill(os.getpid(), signal.SIGKILL)


def row(question: dict[str, Any]) -> dict[str, Any]:
    right = "sai" not in question["question"]
    return {
        **{f"gold_{key}" if key == "answer" else key: value for key, value in question.items()},
        "understood_as": question["question"],
        "status": "answered",
        "answer": "=1+1 là đáp án [1]" if right else "@SUM(A1)",
        "short_answer": None,
        "citations": [
            {"marker": 1, "document": "a.txt", "lines": [1, 2], "quote": "=HYPERLINK(1)"}
        ],
        "notices": [],
        "retrieved": [],
        "timings_ms": {"total": 12.5},
        "scores": {
            "supported": right,
            "refused": False,
            "latency_ms": 12.5,
            "lost_at": None if right else "retrieved",
        },
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
