"""Many designs at once: work spread over all cores, with a bar on a terminal while it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, cast

from hld import aside

__all__ = ["over_all_cores", "with_progress"]

FEW = 4  # below this, starting processes costs more than it saves
MOST = 8  # jobs handed over at a time: what is done is known by then, whatever happens next

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
    from functools import partial

    from hld.cli import worker

    context = multiprocessing.get_context("fork" if aside.CAN_FORK else "spawn")
    stop = context.Event()
    size = min(max(1, len(jobs) // (cores * 16)), MOST)
    with ProcessPoolExecutor(cores, context, worker.begin, (stop,)) as pool:
        try:
            made = pool.map(partial(worker.one, work), jobs, chunksize=size)
            yield from cast("Iterator[_Result]", made)  # nothing is left out before `stop` is set
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise


def with_progress(results: Iterator[_Result], count: int) -> Iterator[_Result]:
    """The results, with a bar on a terminal while they come."""
    if count < FEW or not sys.stderr.isatty():
        yield from results
        return
    import typer

    with typer.progressbar(results, length=count, label="drawing", file=sys.stderr) as bar:
        yield from bar
