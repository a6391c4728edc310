"""What the non-functional requirements ask for, and of what."""

from __future__ import annotations

from functools import lru_cache

from hld.diagnostics import Span
from hld.model import trace
from hld.model.types import Entity, Flow, Model, Quality
from hld.spec.types import Leaf
from hld.units.kinds import metric_named
from hld.units.target import Target, target

__all__ = [
    "addressed", "asked", "asked_of", "durable", "flows_asked", "holds_for", "is_everywhere", "is_strong",
    "may_be_strong", "rpo", "strong",
]  # fmt: skip

_EVERYWHERE = frozenset(("all", "any", "api", "everything", "system"))


def asked(quality: Quality) -> tuple[Target, Span]:
    """What `quality` asks for, taken apart, and where it says so."""
    leaf = quality.entry.leaf("target") or quality.entry.leaf("text")
    found = target("" if leaf is None else leaf.text, quality.kind, metric_named(quality.id))
    return found, quality.span if leaf is None else leaf.span


def is_everywhere(quality: Quality) -> bool:
    """Whether it holds for the whole design: it names nothing, or says so. A name that leads nowhere is a name."""
    return not (quality.scope or "scope" in quality.entry) or not _EVERYWHERE.isdisjoint(quality.scope)


def asked_of(quality: Quality, entity: Entity) -> bool:
    """Whether it holds for `entity`: for all of the design, or for this by name."""
    return is_everywhere(quality) or entity.id in quality.scope


def holds_for(model: Model, quality: Quality, flow: Flow) -> bool:
    """Whether it holds for all of the design, for `flow`, for what that calls or for a requirement that it covers."""
    return is_everywhere(quality) or not _names(model, flow).isdisjoint(quality.scope)


@lru_cache(maxsize=16)
def flows_asked(model: Model, kind: str) -> frozenset[Flow]:
    """The flows of which a quality of this kind asks something."""
    asking = [each for each in model.qualities.values() if each.kind == kind]
    if any(map(is_everywhere, asking)):
        return frozenset(model.flows.values())
    named = {name for each in asking for name in each.scope}
    return frozenset(flow for flow in model.flows.values() if named and not named.isdisjoint(_names(model, flow)))


def _names(model: Model, flow: Flow) -> set[str]:
    """What a quality may call a flow: itself, the operations that it calls, the requirements that it covers."""
    called = (name for each in trace.operations_in(model, flow) for name in (each.key, each.id))
    return {flow.id, *called, *(each.id for each in trace.covered_by(model, flow))}


@lru_cache(maxsize=4)
def strong(model: Model) -> tuple[Quality, ...]:
    """The qualities that ask for strong consistency."""
    return tuple(each for each in model.qualities.values() if each.entry.text("level").lower() == "strong")


def may_be_strong(model: Model) -> bool:
    """Whether anything at all must be strongly consistent."""
    return bool(strong(model)) or any(each.entry and "consistency" in each.entry for each in model.entities.values())


def is_strong(model: Model, entity: Entity, flow: Flow | None = None) -> bool:
    """Whether `entity`, or what `flow` reads, must be strongly consistent, as a requirement or the entity says.

    A requirement that names nothing holds for the whole design, but for what another one calls eventual.
    """
    if entity.entry is not None and "consistency" in entity.entry:
        return "strong" in entity.entry.text("consistency").lower()
    names = {entity.id} | ({flow.id, *(each.name for each in flow.covers)} if flow is not None else set())
    if any(not names.isdisjoint(each.scope) for each in strong(model)):
        return True
    eventual = (each for each in model.qualities.values() if each.entry.text("level").lower() == "eventual")
    return any(is_everywhere(each) for each in strong(model)) and not any(
        not names.isdisjoint(each.scope) for each in eventual
    )


def durable(model: Model) -> tuple[Quality, ...]:
    """The qualities that ask for data to survive."""
    return tuple(each for each in model.qualities.values() if each.kind == "durability" or each in rpo(model))


@lru_cache(maxsize=4)
def rpo(model: Model) -> dict[Quality, Target]:
    """The qualities that say how much data may be lost, in time, each taken apart."""
    found = ((each, asked(each)[0]) for each in model.qualities.values())
    return {each: goal for each, goal in found if goal.dimension == "time" and _is_rpo(each, goal)}


@lru_cache(maxsize=4)
def addressed(model: Model) -> frozenset[str]:
    """What the deep dives say that they address: ids and kinds of requirements."""
    dives = model.spec.root.records("deep_dives")
    return frozenset(leaf.text for _, dive in dives for leaf in dive.items("addresses") if isinstance(leaf, Leaf))


def _is_rpo(quality: Quality, goal: Target) -> bool:
    return goal.metric == "rpo" or "rpo" in quality.id.lower().split("-") or quality.kind == "durability"
