"""For each requirement: what serves it, which rules looked at that, and what could not be judged for want of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from hld.catalog.kinds import Role
from hld.check import evidence
from hld.check.figures import figures
from hld.check.places import Paths
from hld.check.qualities import asked
from hld.check.rule import Rule
from hld.check.rules import rules
from hld.check.stage import is_due
from hld.check.summary import has_operation, is_served, needs_operation
from hld.check.types import Checked
from hld.diagnostics import Diagnostic, Severity, Span
from hld.model import trace, walk
from hld.model.types import Component, Entity, Flow, Model, Operation, Quality, Requirement
from hld.tuples import NamedTuple
from hld.units.kinds import KINDS

if TYPE_CHECKING:
    from hld.analyse.types import Requirement as Figure

__all__ = ["FUNCTIONAL", "Covered", "Verdict", "coverage"]

T = TypeVar("T")

FUNCTIONAL = "functional"
SHOWN = 3


class Verdict(StrEnum):
    """Whether a requirement is met, as far as was checked. UNKNOWN: what it takes to judge that is not stated."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Covered(NamedTuple):
    """A requirement and what is known of it. `kind` is "functional" or the kind of quality.

    `checked` are the rules that were asked about what serves it, `failed` those of them that found something that
    counts, and `unchecked` says in words what could not be judged and what is missing for it. `figure` is what the
    design comes to where that is a number, and where it is from.
    """

    id: str
    kind: str
    text: str
    span: Span
    verdict: Verdict
    operations: tuple[str, ...]
    flows: tuple[str, ...]
    components: tuple[str, ...]
    deep_dives: tuple[str, ...]
    checked: tuple[str, ...]
    failed: tuple[str, ...]
    unchecked: tuple[str, ...]
    figure: str = ""


class Arithmetic(NamedTuple):
    """What a quality's verdict is worked out by: the rule that decides, and the key that each component must state."""

    rule: str
    key: str
    noun: str


#: The rules that speak of each kind of quality, by codes and beginnings of codes.
SPEAKS = {
    "availability": ("AV",),
    "cap": ("RQ015", "RQ016"),
    "compliance": ("DT013", "RQ017", "SE006", "SE009", "SE010"),
    "consistency": ("DT008", "DT009", "RQ016", "RQ018"),
    "cost": ("CO",),
    "durability": ("DT007", "DT010", "DT018"),
    "environment": ("LT010", "ST003"),
    "fault-tolerance": ("AV005", "RE", "RQ017", "TP011"),
    "latency": ("LT", "TP017"),
    "maintainability": ("AV007", "RQ017"),
    "retention": ("DT013", "DT023"),
    "scalability": ("CP", "ST"),
    "security": ("AP008", "FL021", "RQ017", "SE"),
    "throughput": ("CP",),
}

#: The kinds whose verdict is a number compared with the one asked for.
ARITHMETIC = {
    "availability": Arithmetic("AV001", "availability", "an availability"),
    "cost": Arithmetic("CO001", "cost", "a cost"),
    "latency": Arithmetic("LT001", "latency", "a latency"),
    "retention": Arithmetic("DT023", "retention", "a retention"),
    "scalability": Arithmetic("CP008", "capacity", "a capacity"),
    "throughput": Arithmetic("CP008", "capacity", "a capacity"),
}

#: Kinds whose number alone does not say whether the design does as much: these rules do.
BEARS = {
    **dict.fromkeys(("scalability", "throughput"), ("CP005", "CP007", "CP012", "CP013", "CP020", "ST")),
    "durability": SPEAKS["durability"],
}
#: Rules that look at stores and at clients. What they find of clients, in flows, is about the environment and no more.
TWOFOLD = ("ST003",)
#: Kinds of which `hld analyse` works out the number and no rule judges it: a share of the data.
FIGURED = ("durability",)

#: The families of rules that look at what serves a functional requirement.
ON_FLOWS = ("flows", "topology", "entities")
ON_OPERATIONS = ("api",)
#: Those of them by which a flow lines up or does not: what they warn of leaves open whether it works.
LINING_UP = "flows"
#: What is told in other words: that nothing addresses a requirement.
ON_WORDS = ("RQ017",)


def coverage(model: Model, checked: Checked) -> tuple[Covered, ...]:
    """What is known of each requirement of `model`, functional ones first, in the order written."""
    survey = _Survey(model, checked)
    return (
        *(survey.requirement(each) for each in model.requirements.values()),
        *(survey.quality(each) for each in model.qualities.values()),
    )


class _Reach(NamedTuple):
    """What a requirement is about."""

    operations: tuple[Operation, ...]
    flows: tuple[Flow, ...]
    components: tuple[Component, ...]


class _Survey:
    """A checked model, with what is asked of it more than once."""

    def __init__(self, model: Model, checked: Checked) -> None:
        self._model = model
        self._checked = checked
        self._asked = tuple(rule for rule in rules() if rule.id in checked.asked)
        self._paths = Paths(model.spec)

    def requirement(self, need: Requirement) -> Covered:
        """A functional requirement: it fails if nothing serves it, or something of what does so is in error.

        A warning that one of its flows does not line up leaves open whether it works.
        """
        flows = trace.flows_covering(self._model, need)
        reach = _Reach(trace.operations_serving(self._model, need), flows, _components_of(flows))
        families = (*(ON_FLOWS if reach.flows else ()), *(ON_OPERATIONS if reach.operations else ()))
        about = tuple(rule for rule in self._asked if rule.id.startswith("fr-") or rule.family in families)
        spans = (need.span, *_spans(reach), *(entity.span for entity in self._entities_of(reach)))
        failed = self._failed(about, spans, lambda found: found.severity is Severity.ERROR)
        unserved = self._unserved(need)
        doubts = self._doubts((rule for rule in about if rule.family == LINING_UP), spans, Severity.WARNING)
        is_unserved = bool(unserved) and self._is_judged
        return self._covered(
            need, FUNCTIONAL, reach, about=about, failed=failed, unknown=(*unserved, *doubts), is_unserved=is_unserved
        )

    def quality(self, quality: Quality) -> Covered:
        """A non-functional requirement: it fails if a rule on its kind found something within what it is about.

        A number that is worked out decides in place of the rules; where it is what is asked of the design, they say
        whether it does as much. What such a rule only notes, and what it would have needed to see, leaves it open.
        """
        reach = self._reach_of(quality)
        speaks = SPEAKS.get(quality.kind, ())
        on_text = tuple(rule for rule in self._asked if rule.id.startswith(("nfr-", f"{quality.kind}-")))
        about = tuple(rule for rule in self._asked if rule.code.startswith(speaks))
        spans = (quality.span, *_spans(reach)) if quality.scope else None
        failed = self._failed(about, spans, lambda found: found.severity is not Severity.INFO, quality.kind)
        figure = self._figure(quality, about)
        worked_out = None if figure is None else Verdict(figure.verdict.value)
        unknown: tuple[str, ...]
        if figure is not None:
            of_figure = failed if worked_out is Verdict.FAIL else ()
            failed = tuple(dict.fromkeys((*of_figure, *self._not_borne(quality, spans))))
            unknown = self._not_borne_by_default(quality, spans)
            if worked_out is Verdict.UNKNOWN and (figure.is_missed or not unknown):
                unknown = (figure.why or "it is not known in full", *unknown)
        else:
            unknown = (
                *self._undecided(quality, reach, about),
                *self._left_open(about, spans, quality.kind),
                *evidence.left_open(self._model, quality),
                *self._doubts(
                    (rule for rule in about if rule.code not in ON_WORDS), spans, Severity.INFO, quality.kind
                ),
            )
        is_missed = worked_out is Verdict.FAIL
        about = tuple(dict.fromkeys((*on_text, *about)))
        return self._covered(
            quality, quality.kind, reach, about=about, failed=failed, unknown=unknown, is_unserved=is_missed
        )._replace(figure=_told(figure))

    def _not_borne(self, quality: Quality, spans: Sequence[Span] | None) -> tuple[str, ...]:
        """The rules by which the design does not do as much as is asked of it, though its number is as it should be."""
        on_it = self._bearing(quality)
        return self._failed(
            on_it, spans, lambda each: each.severity is not Severity.INFO and not each.rests_on_default, quality.kind
        )

    def _not_borne_by_default(self, quality: Quality, spans: Sequence[Span] | None) -> tuple[str, ...]:
        """What rules find of that by numbers that nobody stated, in their words; whether it is so nobody knows."""
        on_it = {rule.id for rule in self._bearing(quality)}
        within = self._within(spans, quality.kind)
        found = [each for each in within if each.rule in on_it and each.rests_on_default]
        return tuple(f"{each.message} (by default)" for each in found[:SHOWN])

    def _bearing(self, quality: Quality) -> tuple[Rule, ...]:
        """The rules that see whether the design does what a number asks of it."""
        return tuple(rule for rule in self._asked if rule.code.startswith(BEARS.get(quality.kind, ())))

    def _figure(self, quality: Quality, about: Sequence[Rule]) -> Figure | None:
        """What the design comes to where a number is asked for, if the rule that judges it was asked."""
        if quality.kind in FIGURED and self._is_judged and asked(quality)[0].dimension == "share":
            return figures(self._model).requirements.get(quality.id)
        sum_up = ARITHMETIC.get(quality.kind)
        if sum_up is None or not any(rule.code == sum_up.rule for rule in about):
            return None
        return figures(self._model).requirements.get(quality.id)

    def _covered(
        self,
        need: Requirement | Quality,
        kind: str,
        reach: _Reach,
        *,
        about: Sequence[Rule],
        failed: tuple[str, ...],
        unknown: Sequence[str],
        is_unserved: bool = False,
    ) -> Covered:
        return Covered(
            id=need.id,
            kind=kind,
            text=need.text,
            span=need.span,
            verdict=Verdict.FAIL if failed or is_unserved else Verdict.UNKNOWN if unknown else Verdict.PASS,
            operations=tuple(each.key for each in reach.operations),
            flows=tuple(each.id for each in reach.flows),
            components=tuple(each.id for each in reach.components),
            deep_dives=self._deep_dives(need.id, kind),
            checked=tuple(rule.id for rule in about),
            failed=failed,
            unchecked=tuple(dict.fromkeys(unknown)),
        )

    # Functional

    @property
    def _is_judged(self) -> bool:
        """Whether the design has come so far that a requirement can fail for what is not there."""
        return is_due("flows", self._checked.stage) and not self._model.is_broken

    def _unserved(self, need: Requirement) -> tuple[str, ...]:
        """What is missing for `need` to be served."""
        if self._model.is_broken:
            return ("the spec cannot be parsed",)
        if not is_due("flows", self._checked.stage):
            return (f"flows are not due at the stage '{self._checked.stage}'",)
        if is_served(self._model, need):
            return ()
        flow = () if trace.flows_covering(self._model, need) else ("no flow covers it",)
        has_one = has_operation(self._model, need) or not needs_operation(self._model, need)
        return flow if has_one else (*flow, "no operation serves it")

    # Non-functional

    def _reach_of(self, quality: Quality) -> _Reach:
        """What `quality` is about: what its scope names, or the whole design."""
        model = self._model
        if not quality.scope:
            return _Reach(
                tuple(model.operations.values()), tuple(model.flows.values()), tuple(model.components.values())
            )
        flows: list[Flow] = []
        operations: list[Operation] = []
        components: list[Component] = []
        for name in quality.scope:
            if name in model.flows:
                flows.append(model.flows[name])
            if name in model.requirements:
                flows += trace.flows_covering(model, model.requirements[name])
            for operation in self._operations_named(name):
                operations.append(operation)
                flows += trace.flows_calling(model, operation)
            if name in model.components:
                components.append(model.components[name])
            if name in model.entities:
                touches = trace.accesses_of(model, model.entities[name])
                flows += [touch.flow for touch in touches]
                components += [touch.store for touch in touches if touch.store is not None]
        flows = _unique(flows)
        for flow in flows:
            operations += (*trace.operations_in(model, flow), *trace.channels_in(model, flow))
        narrow = components or list(_components_of(flows))
        return _Reach(tuple(_unique(operations)), tuple(flows), tuple(_unique(narrow)))

    def _operations_named(self, name: str) -> Iterator[Operation]:
        for operation in self._model.operations.values():
            if name in (operation.key, operation.id):
                yield operation

    def _undecided(self, quality: Quality, reach: _Reach, about: Sequence[Rule]) -> Iterator[str]:
        """Why no rule decides on `quality`; nothing if one does."""
        kind = KINDS.get(quality.kind)
        if kind is None:
            yield "what kind of quality it is cannot be told"
            return
        target, _ = asked(quality)
        if kind.measurable and not target.is_quantified:
            yield "it states no number with a unit"
            return
        if target.dimension and not target.fits:
            yield f"its number does not measure {quality.kind}"
            return
        sum_up = ARITHMETIC.get(quality.kind)
        if sum_up is None:
            if not about:
                yield f"no rule that was asked speaks of {quality.kind}"
        elif not any(rule.code == sum_up.rule for rule in about):
            yield _lacking(sum_up, self._depended_on(quality, reach))

    def _depended_on(self, quality: Quality, reach: _Reach) -> tuple[Component, ...]:
        """The components whose numbers decide: for a cost all, otherwise those that a user's request waits for."""
        if quality.kind == "cost" or not reach.flows:
            return reach.components
        return tuple(_unique(component for flow in reach.flows for component in walk.critical(flow)))

    def _left_open(self, about: Sequence[Rule], spans: Sequence[Span] | None, kind: str) -> Iterator[str]:
        """What rules said that they could not judge, within `spans` if some are given."""
        speaking = {rule.id: rule.code for rule in about}
        for rule, unknown in self._checked.unknown:
            is_within = spans is None or any(span.holds(unknown.span) for span in spans)
            if rule in speaking and is_within and _concerns(kind, speaking[rule], self._paths.of(unknown.span)):
                yield unknown.want

    # Both

    @cached_property
    def _found(self) -> dict[str, list[Diagnostic]]:
        """What was found by the path of each element that holds it."""
        found: dict[str, list[Diagnostic]] = {}
        for diagnostic in self._checked.diagnostics:
            path = diagnostic.element
            while path:
                found.setdefault(path, []).append(diagnostic)
                path = path.rpartition(".")[0]
        return found

    def _failed(
        self,
        about: Sequence[Rule],
        spans: Iterable[Span] | None,
        counts: Callable[[Diagnostic], bool],
        kind: str = FUNCTIONAL,
    ) -> tuple[str, ...]:
        """The rules of `about` that found something that counts, within `spans` if some are given, in order."""
        failed = {found.rule for found in self._within(spans, kind) if counts(found)}
        return tuple(rule.id for rule in about if rule.id in failed)

    def _doubts(
        self, about: Iterable[Rule], spans: Sequence[Span] | None, severity: Severity, kind: str = FUNCTIONAL
    ) -> tuple[str, ...]:
        """What rules of `about` found of just this severity, in their words, within `spans` if some are given."""
        ids = {rule.id for rule in about}
        within = self._within(spans, kind)
        found = [each.message for each in within if each.rule in ids and each.severity is severity]
        told = list(dict.fromkeys(found))
        more = [f"{len(told) - SHOWN} more like that"] if len(told) > SHOWN else []
        return (*told[:SHOWN], *more)

    def _entities_of(self, reach: _Reach) -> Iterator[Entity]:
        """The entities that the operations carry and the flows touch."""
        flows = set(reach.flows)
        for operation in reach.operations:
            yield from trace.entities_in(operation)
        for touch in trace.accesses(self._model):
            if touch.flow in flows and touch.entity is not None:
                yield touch.entity

    def _within(self, spans: Iterable[Span] | None, kind: str) -> Iterator[Diagnostic]:
        """What was found within `spans`, or anywhere, that concerns this kind of requirement."""
        found: Iterable[Diagnostic] = self._checked.diagnostics
        if spans is not None:
            paths = filter(None, map(self._paths.of, spans))
            found = (each for path in paths for each in self._found.get(path, ()))
        return (each for each in found if _concerns(kind, each.code, each.element))

    def _deep_dives(self, name: str, kind: str) -> tuple[str, ...]:
        """The deep dives that say they answer to a requirement, by its id or its kind."""
        return tuple(dict.fromkeys((*self._addressing.get(name, ()), *self._addressing.get(kind, ()))))

    @cached_property
    def _addressing(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for dive, entry in self._model.spec.root.records("deep_dives"):
            for leaf in entry.leaves("addresses"):
                found.setdefault(leaf.text, []).append(dive)
        return found


def _concerns(kind: str, code: str, path: str) -> bool:
    """Whether what a rule says of the element at `path` is about a kind of requirement."""
    return code not in TWOFOLD or path.startswith("flows.") is (kind == "environment")


def _lacking(sum_up: Arithmetic, components: Sequence[Component]) -> str:
    """What the components do not state of what the arithmetic needs."""
    known = [each for each in components if each.role is not Role.CLIENT]
    silent = [each.id for each in known if sum_up.key not in each.entry]
    if len(silent) == len(known):
        return f"no component states {sum_up.noun}"
    if not silent:
        return f"no rule that was asked adds up what the components state of their {sum_up.key}"
    shown = ", ".join(f"'{name}'" for name in silent[:SHOWN])
    more = f" and {len(silent) - SHOWN} more" if len(silent) > SHOWN else ""
    return f"{sum_up.noun} is not stated of {shown}{more}"


def _components_of(flows: Iterable[Flow]) -> tuple[Component, ...]:
    nodes = (node.target for flow in flows for step in flow.steps for node in step.nodes)
    return tuple(_unique(node for node in nodes if node is not None))


def _spans(reach: _Reach) -> Iterator[Span]:
    for things in reach:
        for thing in things:
            yield thing.span


def _unique(things: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(things))


def _told(figure: Figure | None) -> str:
    """The number for people, with the flow that decides and where it is from: "32 ms in flow 'feed' (default)"."""
    if figure is None or not figure.value.is_known:
        return ""
    where = f" in flow '{figure.flow}'" if figure.flow else ""
    return f"{figure.reached}{where} ({figure.value.origin})"
