"""What a design comes to: numbers that know where they are from, by estimate, flow, component and requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from hld.analyse.wording import amount, per_second, percent, told
from hld.diagnostics import Span
from hld.tuples import NamedTuple
from hld.units.format import format_quantity, format_share
from hld.units.measure import Measure
from hld.units.quantity import Quantity

__all__ = [
    "UNKNOWN_LOAD", "Analysis", "Assumption", "Availability", "Backlog", "Component", "Conventions", "Cost",
    "Environment", "Estimate", "Flow", "Growth", "Held", "Instances", "Latency", "Load", "Number", "Origin", "Part",
    "Problem", "Quorum", "Requirement", "StepLoad", "Tail", "Verdict", "all_kept", "provenance", "unknown",
]  # fmt: skip

_ANY = Measure()
_SHARES = frozenset(("availability", "durability"))


class Origin(StrEnum):
    """Where a number is from: the spec says it, it follows from what the spec says, or a built-in number is in it."""

    STATED = "stated"
    DERIVED = "derived"
    DEFAULT = "default"


class Verdict(StrEnum):
    """Whether what is asked for holds. What is not known is never a pass."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Number(NamedTuple):
    """A number in base units, exact; `value` is None where it is unknown, and `why` says for want of what.

    `unit` is that of the hard dimensions ("B/s", "1/s", "s", "1"); `per` and `of` are the labels below and above the
    line. With `lower_bound` the true number is this or more, and `why` says what is missing in it.
    """

    value: Fraction | None
    unit: str = "1"
    origin: Origin = Origin.DERIVED
    lower_bound: bool = False
    why: str = ""
    per: tuple[str, ...] = ()
    of: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is a number at all, be it a lower bound."""
        return self.value is not None

    @property
    def is_exact(self) -> bool:
        """Whether the number is known in full."""
        return self.value is not None and not self.lower_bound

    @property
    def text(self) -> str:
        """It for people, rounded: "148,438/s", "75 GB/day", "unknown"."""
        return self.told()

    def told(self, measure: Measure = _ANY) -> str:
        """The same, in the units of a measure."""
        if self.value is None:
            return "unknown"
        return ("at least " if self.lower_bound else "") + amount(self.value, self.unit, self.per, self.of, measure)


def unknown(why: str, unit: str = "1") -> Number:
    """A number that is not known, for want of what."""
    return Number(None, unit, Origin.DERIVED, False, why)


def provenance(origins: Iterable[Origin]) -> Origin:
    """Where a number made of others is from: a default in any of them is one in it."""
    return Origin.DEFAULT if Origin.DEFAULT in origins else Origin.DERIVED


class Load(NamedTuple):
    """How often something happens: on average, and at peak."""

    average: Number
    peak: Number

    @property
    def text(self) -> str:
        """It for people."""
        return f"{self.average.text} on average, {self.peak.text} at peak"


UNKNOWN_LOAD = Load(unknown("nothing says how often it happens", "1/s"), unknown("", "1/s"))


class Problem(NamedTuple):
    """What is wrong with a formula: `start` and `end` are offsets in the text at `span`."""

    message: str
    hint: str
    span: Span


class Estimate(NamedTuple):
    """A variable of `capacity`, or a fact: its number, and for a formula how it comes to it.

    `quantity` holds the same with all labels; `formula` is as written, "" for a number; `chain` shows it with its
    numbers ("250M users × 2 tweets/user/day × 150 bytes = 75 GB/day"). `expected` is what the author expects, `ratio`
    the derived number over it and `slip` the likely reason where the two differ by more than a factor of 3.
    `written` is a number as its author put it, `measure` the units in which something is expected.
    """

    name: str
    number: Number
    span: Span
    quantity: Quantity | None = None
    formula: str = ""
    chain: str = ""
    expected: Quantity | None = None
    ratio: Fraction | None = None
    slip: str = ""
    problem: Problem | None = None
    uses: tuple[str, ...] = ()
    source: str = ""
    written: str = ""
    measure: Measure = _ANY

    @property
    def text(self) -> str:
        """It for people: as it is written, or in the units that an author would choose: "75 GB/day"."""
        if self.written:
            return self.written
        if self.quantity is None or self.quantity.value < 0:
            return self.number.text
        return told(self.quantity, self.measure)


class StepLoad(NamedTuple):
    """How often a step is taken: `factor` times as often as its flow (None: that is not known)."""

    number: str
    load: Load
    factor: Fraction


class Part(NamedTuple):
    """A share of a latency: what a component, or a round trip between regions, adds in a step.

    `counts` says whether it is in the sum: the shorter arms of a parallel block are not, nor is a rare branch.
    """

    component: str
    step: str
    time: Number
    counts: bool = True
    note: str = ""


class Tail(NamedTuple):
    """A step that asks many at once: the chance that one of them is slow, and what each would have to keep."""

    component: str
    step: str
    leaves: Fraction
    slow: float
    needed: float


class Latency(NamedTuple):
    """What a flow may take before its initiator has the answer: the sum of its sequential steps at `percentile`.

    A sum of percentiles is a budget, not the percentile of the sum: `guaranteed` is the share of requests that are
    sure to keep it. `at_most` includes the branches of which nobody says how often they are taken. `mixed` says that
    some step is known at another percentile only.
    """

    budget: Number
    percentile: Fraction
    parts: tuple[Part, ...] = ()
    at_most: Fraction | None = None
    guaranteed: Fraction | None = None
    mixed: bool = False
    tails: tuple[Tail, ...] = ()
    decided_by_misses: tuple[str, ...] = ()

    @property
    def explain(self) -> str:
        """The sum for people: "1 ms lb + 20 ms api + 10 ms tweets = 31 ms"."""
        if not self.budget.is_known:
            return f"unknown: {self.budget.why}"
        terms = " + ".join(f"{part.component} {part.time.text}" for part in self.parts if part.counts)
        return f"{terms} = {self.budget.text}" if terms else self.budget.text


class Availability(NamedTuple):
    """The share of time that all hard dependencies of a flow, or a component, are up.

    It is kept as its complement: `down` is the share of time that it is not. `bare` is the same without the redundancy
    of copies; `parts` are the components with their shares, the largest first. `zones` is over how many zones the
    copies are spread, each of which may fail; 0 where that is not counted.
    """

    down: Number
    bare: Number
    parts: tuple[tuple[str, Number], ...] = ()
    copies: str = ""
    zones: int = 0

    @property
    def up(self) -> Number:
        """The share of time that it is up."""
        value = self.down.value
        return self.down._replace(value=None if value is None else 1 - value)

    @property
    def text(self) -> str:
        """It for people: "99.69%"."""
        return percent(1 - self.down.value) if self.down.value is not None else "unknown"


class Instances(NamedTuple):
    """How many instances there are (`stated`, `most` when scaled out), and how many the peak needs.

    `capacity` is what one does, `target` the share of it to run at, `utilisation` the share it runs at at peak.
    `bare` is the number needed if every one ran at its full capacity. With `is_elastic` there are as many as it takes.
    """

    stated: int | None
    most: int | None
    needed: Number
    bare: Number
    capacity: Number
    utilisation: Number
    target: Fraction
    is_elastic: bool = False

    @property
    def verdict(self) -> Verdict:
        """Whether there are enough. A lower bound can only fail."""
        if self.is_elastic:
            return Verdict.PASS
        if self.most is None or self.needed.value is None:
            return Verdict.UNKNOWN
        if self.needed.value > self.most:
            return Verdict.FAIL
        return Verdict.UNKNOWN if self.needed.lower_bound else Verdict.PASS


class Growth(NamedTuple):
    """What a store takes on: of an entity, or a message, each day, and what it holds once old data goes.

    `retention` is how long it is kept, in seconds; None where it is kept for ever, and then `kept` is what there is
    after the horizon. `copies` is the factor of replication.
    """

    thing: str
    size: Number
    rate: Number
    copies: int
    per_second: Number
    kept: Number
    retention: Fraction | None
    retention_is_stated: bool = False


class Backlog(NamedTuple):
    """What waits in front of a consumer at the peak: messages, the wait of the last one, the time to work it off.

    `serves` is what the consumer does in a second. With `stable` false it does less than arrives on average.
    """

    broker: str
    consumer: str
    arrives: Load
    serves: Number
    length: Number
    wait: Number
    drain: Number
    stable: bool | None = None


class Quorum(NamedTuple):
    """How many of the copies a read asks and a write waits for, and what that gives."""

    copies: int
    reads: int
    writes: int

    @property
    def is_strong(self) -> bool:
        """Whether a read always meets the last write."""
        return self.reads + self.writes > self.copies

    @property
    def keeps_updates(self) -> bool:
        """Whether two writes always meet, so that none is lost unseen."""
        return 2 * self.writes > self.copies


class Component(NamedTuple):
    """The numbers of a component."""

    id: str
    load: Load = UNKNOWN_LOAD
    reads: Load = UNKNOWN_LOAD
    writes: Load = UNKNOWN_LOAD
    instances: Instances | None = None
    availability: Availability | None = None
    concurrency: Number = unknown("nothing says how long it works on a request")
    connections: Number = unknown("nothing says how many connections it holds")
    bytes_in: Load = UNKNOWN_LOAD
    bytes_out: Load = UNKNOWN_LOAD
    growth: tuple[Growth, ...] = ()
    quorum: Quorum | None = None
    cost: Number = unknown("no price is stated", "1")
    backlogs: tuple[Backlog, ...] = ()

    @property
    def explain(self) -> str:
        """Its load for people: "148,438/s at peak; at 5k/s and 70% it needs 43"."""
        peak = self.load.peak
        if peak.value is None:
            return f"load unknown: {peak.why}"
        said = f"{peak.text} at peak"
        each = self.instances
        if each is None or each.needed.value is None or each.capacity.value is None:
            return said
        what = per_second(each.capacity.value)
        return f"{said}; at {what} and {percent(each.target)} it needs {int(each.needed.value):,}"

    @property
    def stored(self) -> Number:
        """The bytes that it takes on each second, copies included."""
        return _total([each.per_second for each in self.growth], "B/s", "nothing is written to it")

    @property
    def kept(self) -> Number:
        """The bytes that it holds once old data goes, copies included."""
        return all_kept(self.growth)


def all_kept(growth: Iterable[Growth]) -> Number:
    """The bytes that a component holds of all that it takes on."""
    return _total([each.kept for each in growth], "B", "nothing is written to it")


def _total(numbers: list[Number], unit: str, why: str) -> Number:
    """The sum of numbers; a lower bound where some are unknown."""
    known = [each for each in numbers if each.value is not None]
    if not known:
        return unknown(next((each.why for each in numbers if each.why), why), unit)
    total = sum((each.value for each in known if each.value is not None), Fraction(0))
    missing = next((each.why for each in numbers if not each.is_exact), "")
    return Number(total, unit, provenance([each.origin for each in known]), bool(missing), missing)


class Environment(NamedTuple):
    """What the clients run on: the bytes that their link carries in a second, its round trip in seconds, their memory.

    The memory is in bytes. None is what is not stated.
    """

    bandwidth: Fraction | None = None
    rtt: Fraction | None = None
    memory: Fraction | None = None


class Held(NamedTuple):
    """What a client holds at once in a step, in bytes: what it sends, or what it takes in, whichever is more."""

    client: str
    step: str
    is_sent: bool
    size: Number


class Flow(NamedTuple):
    """The numbers of a flow. `begins` says what it is the rate of: "stated", "every", "message" or "unknown".

    `link` is what the link of its clients adds to the latency, which it is no part of. `held` is what its clients hold
    at once, where their memory is stated.
    """

    id: str
    rate: Load
    steps: tuple[StepLoad, ...]
    latency: Latency
    availability: Availability
    begins: str = ""
    link: Number = unknown("nothing is stated of the link of its clients", "s")
    held: tuple[Held, ...] = ()


class Requirement(NamedTuple):
    """A requirement with a number: what is asked for, what there is, and whether that is enough.

    `margin` is the share of the target that is left (negative: by how much it is missed). `flow` is the flow that
    decides, where it is a matter of flows, and `by_flow` are the figures of all of them. `percentile` is that of a
    latency, 0 for the mean, and `latencies` are the budgets at it, by flow. `measure` are the units that its author
    asks in.
    """

    id: str
    kind: str
    target: Quantity
    op: str
    value: Number
    margin: Fraction | None
    verdict: Verdict
    origin: Origin
    flow: str = ""
    why: str = ""
    by_flow: tuple[tuple[str, Number, Verdict], ...] = ()
    percentile: Fraction | None = None
    latencies: Mapping[str, Latency] = MappingProxyType({})
    measure: Measure = _ANY

    @property
    def is_missed(self) -> bool:
        """Whether the value itself is not what is asked for: it may be, and the components do not bear it."""
        return self.margin is None or self.margin < 0

    @property
    def is_share(self) -> bool:
        """Whether it asks for a share of the time, or of the data."""
        return self.kind in _SHARES and self.value.unit == "1"

    @property
    def wanted(self) -> str:
        """What is asked for, as its author has it: "60k USD/month", "99.9%"."""
        return format_share(self.target.value) if self.is_share else format_quantity(self.target, 0, self.measure)

    @property
    def reached(self) -> str:
        """What there is, for people, in the same units."""
        return self.in_its_units(self.value)

    def in_its_units(self, number: Number) -> str:
        """A number of its dimension, for people, in the units that its author asks in."""
        if self.is_share and number.value is not None:
            return percent(number.value)
        return number.told(self.measure)


class Cost(NamedTuple):
    """What the design costs in a month, by component; `unpriced` are those without a price."""

    total: Number
    currency: str
    parts: tuple[tuple[str, Number], ...]
    unpriced: tuple[str, ...]
    currencies: tuple[str, ...] = ()


class Conventions(NamedTuple):
    """How the arithmetic counts. Times are in seconds; `stated` are the names of those that the spec sets."""

    day: Fraction
    month: Fraction
    year: Fraction
    bytes_per_char: Fraction
    utilisation: Fraction
    peak_duration: Fraction
    off_peak: Fraction
    horizon: Fraction
    rtt: Fraction
    stated: frozenset[str] = frozenset()


class Assumption(NamedTuple):
    """Something that the numbers rest on and that nobody stated, with where it is from."""

    what: str
    value: str
    origin: Origin
    source: str = ""


class Analysis(NamedTuple):
    """All that is worked out of a design, by id. `peak` is the factor of the peak over the average.

    `environment` is what its clients run on, as it states it.
    """

    capacity: Mapping[str, Estimate]
    flows: Mapping[str, Flow]
    components: Mapping[str, Component]
    requirements: Mapping[str, Requirement]
    cost: Cost
    conventions: Conventions
    facts: Mapping[str, Estimate]
    peak: Number
    environment: Environment = Environment()
    assumed: Callable[[], tuple[Assumption, ...]] = tuple

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What the numbers rest on and nobody stated, put into words when it is asked for: most rules never do."""
        return self.assumed()
