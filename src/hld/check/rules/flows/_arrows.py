"""What is wrong with how a step travels: one fault a step, told by one rule, and a reason for others to be silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from hld.catalog.kinds import OUTSIDE, Role
from hld.check.rules.flows import _doubt
from hld.diagnostics import Span
from hld.model.types import (
    STREAMED,
    Access,
    Arrow,
    Call,
    Component,
    Delivery,
    Flow,
    Hop,
    Model,
    Operation,
    Reference,
    Step,
    Text,
)
from hld.tuples import NamedTuple

__all__ = [
    "ARROW", "DIRECTION", "FORWARDER", "PASSIVE", "STREAMED", "TO_STORE", "arrow_span", "at_broker", "chains", "fault",
    "faulty", "hop_span", "hop_to_store", "is_blind_read", "is_right", "is_signed", "misfit",
]  # fmt: skip

#: The rules that tell a fault of an arrow, the first that applies to a step.
ARROW = "arrow-vs-protocol"
FORWARDER = "not-a-forwarder"
PASSIVE = "passive-initiator"
DIRECTION = "wrong-direction"
TO_STORE = "client-to-store"

_PASSIVE_ROLES = frozenset({Role.STORE, Role.CACHE})
_CARRIERS = {
    Arrow.CALL: frozenset({Role.FORWARDER}),
    Arrow.REPLY: frozenset({Role.FORWARDER}),
    Arrow.ASYNC: frozenset({Role.BROKER, Role.FORWARDER, Role.EXTERNAL}),
}
_SIGNED = r"(?i)\b(pre-?)?signed\b"
_WRITES_THROUGH = r"(?i)(read|write)[-_ ](through|behind|back)"


def fault(model: Model, step: Step) -> str:
    """The rule that tells what is wrong with the arrow of `step`, "" if nothing is."""
    return _faults(model).of_step.get(step, "")


def is_right(model: Model, step: Step) -> bool:
    """Whether the step was read in full, names its components just so, and its arrow is as it should be."""
    return step not in _wrong(model)


def faulty(model: Model, rule: str) -> list[tuple[Step, ...]]:
    """The chains of steps with the fault that `rule` tells, each once."""
    return _faults(model).of_rule.get(rule, [])


def chains(flow: Flow) -> Iterator[tuple[Step, ...]]:
    """The steps of `flow`, those together that were written as one chain."""
    chain: list[Step] = []
    for step in flow.steps:
        if chain and step.chain != chain[-1].chain:
            yield tuple(chain)
            chain = []
        chain.append(step)
    if chain:
        yield tuple(chain)


def misfit(chain: tuple[Step, ...]) -> Reference[Component] | None:
    """The first node within a chain that does not pass on what reaches it.

    A forwarder passes on a call and its reply; a broker, a forwarder and an external (a push service) pass on what
    nobody waits for. Where `->` and `~>` meet, only a broker could stand.
    """
    for step, after in zip(chain, (*chain[1:], None), strict=True):
        if step.arrow is None:
            return None
        if len(step.nodes) > 2:
            for node in step.via:
                if _stops(node, _CARRIERS[step.arrow]):
                    return node
        if after is not None and _stops(step.target, _carriers(step, after)):
            return step.target
    return None


def at_broker(chain: tuple[Step, ...]) -> Hop | None:
    """The first `->` of a chain that enters or leaves a broker."""
    for step in chain:
        if not step.is_call and step.arrow is Arrow.CALL:
            return next(hop for hop in step.hops if hop.is_async)
    return None


def hop_to_store(step: Step) -> Hop | None:
    """The hop of a call on which a client or an external reaches a store or a cache, not by a signed address."""
    if step.arrow is not Arrow.CALL:
        return None
    for at, node in enumerate(step.nodes[1:]):
        target = node.target
        if target is not None and target.role in _PASSIVE_ROLES:
            source = step.nodes[at].target
            if source is not None and source.role in OUTSIDE:
                return None if is_signed(step, target) else step.hops[at]
    return None


def is_signed(step: Step, store: Component) -> bool:
    """Whether `step` reaches the object store by an address signed beforehand, which a client may use."""
    if store.kind.name != "object-store":
        return False
    said = step.label.text if isinstance(step.label, Text | Call) else ""
    return bool(store.entry.value("presigned")) or re.search(_SIGNED, said) is not None


def hop_span(hop: Hop) -> Span:
    """Where a hop is written, from its source to its target; the target alone where they lie apart."""
    source, target = hop.source.span, hop.target.span
    together = source.file == target.file and source.line == target.line and source.column < target.column
    return source.to(target) if together else target


def arrow_span(model: Model, hop: Hop) -> Span:
    """Where the arrow of a hop is written; the hop as a whole in the long form, which has no arrow."""
    whole = hop_span(hop)
    lines = model.spec.source.lines
    source, target = hop.source.span, hop.target.span
    if whole.file != model.spec.source.path or whole.column == target.column or whole.line > len(lines):
        return whole
    between = lines[whole.line - 1][source.end_column - 1 : target.column - 1]
    start = source.end_column + len(between) - len(between.lstrip())
    if between.strip() != hop.arrow.value:
        return whole
    return Span(whole.file, whole.line, start, whole.line, start + len(hop.arrow.value))


class _Faults(NamedTuple):
    of_step: dict[Step, str]
    of_rule: dict[str, list[tuple[Step, ...]]]


@lru_cache(maxsize=4)
def _wrong(model: Model) -> frozenset[Step]:
    faults = _faults(model).of_step
    return frozenset(step for _, step in model.steps if step in faults or not _doubt.is_clear(model, step))


@lru_cache(maxsize=4)
def _faults(model: Model) -> _Faults:
    """The faults of all steps whose components are known by the names given; the others are told of already."""
    found = _Faults({}, {})
    for flow in model.flows.values():
        for chain in chains(flow):
            if not all(step.is_exact for step in chain):
                continue
            shared = _fault_of_chain(chain)
            named = [(step, name) for step in chain if (name := shared or _fault_of_step(step))]
            found.of_step.update(named)
            for name in {name: None for _, name in named}:
                found.of_rule.setdefault(name, []).append(chain)
    return found


def _fault_of_chain(chain: tuple[Step, ...]) -> str:
    if at_broker(chain) is not None:
        return ARROW
    if len(chain) == 1 and len(chain[0].nodes) == 2:  # within which nothing stands
        return ""
    node = misfit(chain)
    if node is None:
        return ""
    return ARROW if _is_half_sent(chain, node) else FORWARDER


def _is_half_sent(chain: tuple[Step, ...], node: Reference[Component]) -> bool:
    """Whether a forwarder is called and sends on what is answered: it could pass on a call, and the arrow is wrong."""
    asked = any(isinstance(step.label, Call) and _is_answered(step, step.label) for step in chain)
    return asked and _role(node) is Role.FORWARDER


def _fault_of_step(step: Step) -> str:
    if not step.is_call:
        if step.arrow is not Arrow.ASYNC:
            return ""
        answered = is_blind_read(step) or (isinstance(step.label, Call) and _is_answered(step, step.label))
        return ARROW if answered else ""
    source, target = step.source.target, step.target.target
    if isinstance(step.label, Delivery):
        return "" if _role(step.source) is _role(step.target) is Role.CLIENT else ARROW
    if source is not None and source.role in _PASSIVE_ROLES and not _fills_itself(step, source):
        return PASSIVE
    if target is not None and target.role is Role.CLIENT and source is not None and source.role is not Role.CLIENT:
        return DIRECTION
    may_reach = len(step.nodes) > 2 or (source is not None and source.role in OUTSIDE)
    return TO_STORE if may_reach and hop_to_store(step) is not None else ""


def is_blind_read(step: Step) -> bool:
    """Whether the step reads from a store or a cache and does not wait for what it reads."""
    return (
        step.arrow is Arrow.ASYNC
        and not step.entry.value("cdc")
        and isinstance(step.label, Access)
        and step.label.op in ("read", "query")
        and _role(step.target) in _PASSIVE_ROLES
        and _role(step.source) in (Role.COMPUTE, Role.CLIENT)
    )


def _is_answered(step: Step, call: Call) -> bool:
    """Whether the operation called is one that answers its caller. An external's own API is not known to us."""
    target, operation = step.target.target, call.operation.target
    if target is not None and target.role is Role.EXTERNAL and not call.operation.is_exact:
        return False
    style = operation.style if isinstance(operation, Operation) else call.style
    return style not in STREAMED and call.style not in STREAMED


def _fills_itself(step: Step, source: Component) -> bool:
    """Whether the source may call: a read-through cache its store, an object store whom it notifies."""
    if source.role is Role.STORE:
        return "notify" in source.entry
    target = step.target.target
    stands_before = {leaf.text for leaf in source.entry.leaves("of")}
    said = f"{source.entry.text('invalidation')} {source.entry.text('role')}"
    return (target is not None and target.id in stands_before) or re.search(_WRITES_THROUGH, said) is not None


def _carriers(step: Step, after: Step) -> frozenset[Role]:
    """The roles that may stand where a step of a chain ends and the next begins."""
    if step.arrow is None or step.arrow is not after.arrow:
        return frozenset()
    return _CARRIERS[step.arrow]


def _role(node: Reference[Component]) -> Role | None:
    return None if node.target is None else node.target.role


def _stops(node: Reference[Component], carriers: frozenset[Role]) -> bool:
    return node.target is not None and node.target.role not in carriers
