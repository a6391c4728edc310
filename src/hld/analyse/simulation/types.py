"""What is asked of a simulation, and what it measures. Times are in seconds."""

from __future__ import annotations

from fractions import Fraction

from hld.tuples import NamedTuple

__all__ = ["MARKS", "Killing", "Measured", "Options", "Simulated", "Station"]

#: The percentiles that are measured.
MARKS = (50, 95, 99)


class Killing(NamedTuple):
    """A component that is gone from some time on."""

    component: str
    at: float = 0.0


class Options(NamedTuple):
    """What is asked: which flows (none: all), how long, how much of the rate, average or peak, and what is killed.

    `seconds` is None where as long as the limit of steps allows is meant, ten minutes at most. `limit` is 0 for the
    usual number of steps.
    """

    flows: tuple[str, ...] = ()
    seconds: float | None = None
    load: Fraction = Fraction(1)
    at_peak: bool = True
    kill: tuple[Killing, ...] = ()
    seed: int = 1
    limit: int = 0


class Measured(NamedTuple):
    """A flow: how often it began in a second, how many runs there were, failed, or had no answer at the end.

    `percentiles` are by `MARKS`, None where too many had no answer; `mean` is over those that had one.
    """

    flow: str
    rate: float
    runs: int
    failed: int
    unanswered: int
    mean: float | None
    percentiles: tuple[float | None, ...]
    all_done: float | None = None


class Station(NamedTuple):
    """A component: its servers (None: as many as it takes), how busy they were, and what waited for them.

    `queue` is the mean length, `waits` the lengths at the times of `Simulated.times`; `dropped` is what a full queue
    turned away, `refused` what asked for it after it was gone.
    """

    component: str
    servers: int | None
    entries: int
    utilisation: float | None
    queue: float
    longest: int
    waits: tuple[int, ...]
    dropped: int
    refused: int


class Simulated(NamedTuple):
    """What was measured. `seconds` were simulated, of which `warm_up` is left out; `note` says why it ended early."""

    seconds: float
    warm_up: float
    steps: int
    seed: int
    load: Fraction
    at_peak: bool
    flows: tuple[Measured, ...]
    stations: tuple[Station, ...]
    times: tuple[float, ...]
    note: str = ""
    assumptions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
