"""The command `hld`, and `python -m hld`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

__all__ = ["main", "process"]

SELDOM = 50_000  # new objects between two turns of the collector of garbage; Python's own 700 is for long runs


def process() -> NoReturn:
    """Run the command line as this process, and end it."""
    gc.set_threshold(SELDOM)
    _leave(main())


def main() -> int:
    """Run the command line, its common forms without loading more than they need. Returns the exit code."""
    from hld.cli.lean import run

    code = run(sys.argv[1:])
    if code is None:
        from hld.cli.app import main as run_whole

        code = run_whole()
    return code


def _leave(code: int) -> NoReturn:
    """End at once: to take apart all that the process holds, piece by piece, is a tenth of a short run."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or none at all
            stream.flush()
    if sys.gettrace() or sys.getprofile():  # whoever measures writes at the end
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    process()
