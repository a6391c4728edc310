"""Many designs at once: work spread over all cores, with a bar on a terminal while it is done."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from hld import aside

__all__ = ["over_all_cores", "with_progress"]

FEW = 4  # below this, starting processes costs more than it saves

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


def over_all_cores(work: Callable[[_Job], _Result], jobs: Sequence[_Job]) -> Iterator[_Result]:
    """What `work` makes of each job, in their order; many of them go over all cores."""
    cores = min(aside.cores(), len(jobs))
    if cores < 2 or len(jobs) < FEW:
        yield from map(work, jobs)
        return
    import multiprocessing  # not for a few
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if aside.CAN_FORK else "spawn"
    with ProcessPoolExecutor(cores, multiprocessing.get_context(method), _begin_worker) as pool:
        try:
            yield from pool.map(work, jobs, chunksize=max(1, len(jobs) // (cores * 4)))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _begin_worker() -> None:
    """Leave interrupts to the parent, and the other cores to the other workers."""
    aside.leave_to_others()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def with_progress(results: Iterator[_Result], count: int) -> Iterator[_Result]:
    """The results, with a bar on a terminal while they come."""
    if count < FEW or not sys.stderr.isatty():
        yield from results
        return
    import typer

    with typer.progressbar(results, length=count, label="drawing", file=sys.stderr) as bar:
        yield from bar
