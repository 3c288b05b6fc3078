"""The process of a run: `python -m assistant.web.evaluation.worker LOCK NAME MODULE ARGUMENTS...`.

It runs a module as `python -m MODULE ARGUMENTS...` would, one such process at a time over a store,
and gives way to everything else on the machine. Its standard input is held open by the server:
when that ends, in whatever way, the run is stopped as by SIGTERM and can be resumed.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.web.evaluation.lock import holding

_NICE = 19
_GRACE = 30.0  # seconds to write down what was found


def main(arguments: Sequence[str]) -> None:
    """Run the module; ends with its exit code."""
    lock, name, module, *rest = arguments
    os.nice(_NICE)
    threading.Thread(target=_end_with_server, daemon=True).start()
    with holding(Path(lock), name):
        sys.argv = [module, *rest]
        runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with_server() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing is ever sent: it returns at the end of the input
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
