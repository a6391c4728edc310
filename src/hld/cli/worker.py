"""What runs in each of the processes that share the work: it leaves off when nobody wants it any more."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.synchronize import Event
from typing import TypeVar

from hld import aside

__all__ = ["begin", "one"]

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

_at_work = threading.Lock()
_stop: Event | None = None


def begin(stop: Event) -> None:
    """Prepare the process: interrupts are for the parent, which sets `stop` where no more is wanted.

    The other cores are busy with the other processes.
    """
    aside.leave_to_others()
    global _stop  # noqa: PLW0603 - a process has one parent
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End the process once its parent is gone, however that came, but not in the middle of a design."""
    parent = parent_process()
    if parent is not None and _stop is not None:
        parent.join()
        _stop.set()
        with _at_work:
            os._exit(1)


def one(work: Callable[[_Job], _Result], job: _Job) -> _Result | None:
    """What `work` makes of the job; None where no more is wanted, as nobody waits for it."""
    if _stop is not None and _stop.is_set():
        return None
    with _at_work:
        return work(job)
