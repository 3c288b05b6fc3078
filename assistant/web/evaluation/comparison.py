"""Runs side by side: the page that `python -m eval compare` makes, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import eval as evaluation
from assistant.web.evaluation.runs import RunFolder

LEAST, MOST = 2, 6
_PATIENCE = 180.0  # seconds


class ComparisonError(Exception):
    """The runs cannot be compared; the message says why, as far as is known."""


class Comparison:
    """Makes one page at a time.

    Args:
        module: what is run as `python -m MODULE compare A B ... --html FILE`.
    """

    def __init__(self, module: str = "eval") -> None:
        self._module, self._lock = module, Lock()

    def page(self, runs: Sequence[RunFolder]) -> str:
        """The page as HTML, the first of the runs as what the others are measured against.

        Raises:
            ComparisonError: there is none.
        """
        names = [run.name for run in runs]
        with self._lock, tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "compare.html"
            command = (sys.executable, "-m", self._module, "compare", *names, "--html", str(file))
            try:
                done = subprocess.run(
                    ["nice", *command],
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    cwd=runs[0].path.parent,  # so that the page names the runs, not where they lie
                    env={**os.environ, "PYTHONPATH": _path()},
                    timeout=_PATIENCE,
                    check=False,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise ComparisonError(type(error).__name__) from error
            try:
                return file.read_text("utf-8")
            except FileNotFoundError:
                said = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
                raise ComparisonError(said[:500]) from None


def _path() -> str:
    """Where modules are found from any folder."""
    root = str(Path(evaluation.__file__).resolve().parents[1])
    return os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
