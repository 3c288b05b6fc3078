"""`python -m eval retrieval DIR`: retrieval alone, over a data set in BEIR's layout."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.retrieval import Mode
from assistant.settings import Settings
from eval import report, retrieval, thresholds
from eval.commands import MISSED, required

_MEASURES = frozenset(
    {"recall_at_1", "recall_at_5", "recall_at_10", "mrr_at_10", "ndcg_at_10", "passages_per_second"}
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--strip-diacritics", action="store_true")
    parser.add_argument("--mode", type=Mode, choices=list(Mode), default=Mode.HYBRID)
    parser.add_argument("--run", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    required.arguments(parser, _MEASURES)


def run(given: argparse.Namespace) -> int:
    """Measure it and print the figures; the exit code.

    Raises:
        eval.retrieval.LayoutError: the folder is no such data set.
        OSError: the rankings cannot be written.
    """
    from corpus.embedding import load

    data = retrieval.read(given.folder)
    embedder = load(Settings().embedding_model)
    measures, rankings = retrieval.measure(
        data, embedder, given.mode, without_accents=given.strip_diacritics
    )
    if given.run:
        retrieval.write_run(rankings, given.run, f"assistant-{given.mode.value}")
    if given.json:
        print(json.dumps(measures, ensure_ascii=False, indent=2))
    else:
        for key, value in measures.items():
            print(f"{key:<20} {value if isinstance(value, dict | str) else report.shown(value)}")
    return MISSED if required.tell_missed(thresholds.judge(given.require, measures)) else 0
