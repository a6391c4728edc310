"""What the rules on topology share: whether the picture is whole, who is named where, how many there are and where."""

from __future__ import annotations

from functools import lru_cache

from hld.catalog.kinds import Role
from hld.catalog.products import product_named
from hld.check.rules.flows import _arrows, _doubt, _reach
from hld.model import walk
from hld.model.stated import components_stating
from hld.model.types import Component, Model

__all__ = ["SPREADS", "are_apart", "is_managed", "is_sound", "is_spread", "is_whole", "named", "regions", "replicas"]

_UNREAD = ("yaml-syntax", "bad-step", "unknown-key", "bad-value", "duplicate-key", "duplicate-id", "unknown-kind")
#: What spreads calls over the copies that stand behind it.
SPREADS = frozenset({"load-balancer", "api-gateway", "web-server", "waf", "cdn"})
_SAYS_HOW = ("discovery", "load_balancing", "components")
_LINKS = ("of", "origin", "replica_of", "dlq", "notify", "fallback", "standby", "failover", "cdc", "discovery")


@lru_cache(maxsize=4)
def is_whole(model: Model) -> bool:
    """Whether there are flows and every step and relationship was read and names what is known.

    Only then does it mean something that a line is missing: what could not be read may have been that line.
    """
    if model.is_broken or not model.flows or any(finding.rule in _UNREAD for finding in model.findings):
        return False
    if any(one.source.is_hole or one.target.is_hole for one in model.relationships):
        return False
    return all(step.is_whole and not _doubt.is_garbled(model, step) for _, step in model.steps)


@lru_cache(maxsize=4)
def is_sound(model: Model) -> bool:
    """Whether the picture is whole and no arrow goes wrong: a step with the wrong end takes a line from elsewhere."""
    if not is_whole(model) or _reach.unreached(model):
        return False
    return not any(_arrows.fault(model, step) for _, step in model.steps)


@lru_cache(maxsize=4)
def named(model: Model) -> frozenset[str]:
    """The ids that other components name: what a cache stands before, where a CDN fetches, what takes over."""
    found: set[str] = set()
    for key in _LINKS:
        for component in components_stating(model, key):
            found.update(leaf.text for leaf in component.entry.leaves(key))
    return frozenset(found)


def replicas(component: Component) -> int | None:
    """The most instances that are stated of a component; None where nothing is."""
    if "autoscale" not in component.entry.entries:
        return component.replicas
    scale = component.entry.value("autoscale")
    most = scale[1] if isinstance(scale, tuple) else None
    return max((each for each in (component.replicas, most) if each is not None), default=None)


def is_managed(component: Component) -> bool:
    """Whether a provider runs it, as stated or as its product is."""
    if "managed" in component.entry:
        return component.entry.value("managed") is True
    product = product_named(component.tech)
    return component.kind.name == "function" or component.role is Role.EXTERNAL or bool(product and product.is_managed)


def is_spread(model: Model, component: Component) -> bool:
    """Whether something spreads the calls over its copies: what stands before it, its provider, or as it says."""
    if is_managed(component) or any(key in component.entry for key in _SAYS_HOW):
        return True
    return any(each.kind.name in SPREADS for each in walk.predecessors(model, component))


def regions(model: Model, component: Component) -> tuple[str, ...]:
    """The regions that a component is stated to be in, by itself or by its groups; none where nobody says."""
    own = [leaf.text for key in ("region", "regions") for leaf in component.entry.leaves(key)]
    groups = [model.groups[name] for name in component.groups if name in model.groups]
    around = [each.entry.text("region") or each.id for each in groups if "region" in (each.kind, *each.entry.entries)]
    return tuple(each for each in own or around if not each.isdecimal())


def are_apart(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether both sides are in regions that are known, and none is the same: `us-east-1a` lies in `us-east-1`."""
    if not some or not others:
        return False
    pairs = ((one.lower(), other.lower()) for one in some for other in others)
    return not any(one.startswith(other) or other.startswith(one) for one, other in pairs)
