"""The statistics of runs: how many there were, how many failed, and how long the others took."""

from __future__ import annotations

from collections.abc import Iterable

from hld.analyse.simulation.clock import NANO, seconds
from hld.analyse.simulation.process import Run
from hld.analyse.simulation.types import MARKS, Measured

__all__ = ["measured"]


def measured(name: str, every: Iterable[Run], begin: int, end: int, thinned: int) -> Measured:
    """A flow as its runs tell that began within a stretch of time; each stands for as many as it is thinned by."""
    runs = [run for run in every if begin <= run.began < end]
    good = [run for run in runs if run.answered is not None and not run.failed]
    times = sorted((run.answered or 0) - run.began for run in good)
    failed = sum(run.failed for run in runs)
    unanswered = len(runs) - failed - len(good)
    done = sorted(run.done - run.began for run in good if run.done is not None)
    is_longer = any(run.done != run.answered for run in good)
    return Measured(
        name,
        round(len(runs) * thinned / (max(end - begin, 1) / NANO), 3),
        len(runs),
        failed,
        unanswered,
        seconds(sum(times) / len(times)) if times else None,
        tuple(_quantile(times, len(times) + unanswered, mark) for mark in MARKS),
        _quantile(done, len(good), MARKS[-1]) if is_longer else None,
    )


def _quantile(times: list[int], total: int, mark: int) -> float | None:
    """The value that so many percent keep, by the nearest rank; None where that many had no answer."""
    if not total:
        return None
    rank = -(-total * mark // 100)
    return seconds(times[rank - 1]) if rank <= len(times) else None
