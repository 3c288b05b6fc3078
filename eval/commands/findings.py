"""Findings as they are told on the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.terminal import note, warn
from eval.findings import Finding, Severity

_MOST = 50  # a file that is of another kind altogether has one a line


def tell(path: Path, findings: Sequence[Finding], most: int = _MOST) -> None:
    """Each finding on a line of standard error, errors red; of very many the first."""
    for finding in findings[:most]:
        show = warn if finding.severity is Severity.ERROR else note
        show(f"{path}: {finding}")
    if len(findings) > most:
        note(f"{path}: … và {len(findings) - most} chỗ khác / and {len(findings) - most} more")
    sys.stderr.flush()
