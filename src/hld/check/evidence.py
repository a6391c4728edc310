"""What a design leaves open of a quality that is judged without arithmetic: what a rule would need to have looked at.

A rule that found nothing because there was nothing to look at has shown nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from hld.catalog.kinds import OUTSIDE, Role
from hld.catalog.products import product_named
from hld.check.answers import wanted
from hld.check.figures import figures
from hld.check.qualities import addressed, asked, asked_of, holds_for
from hld.model import trace, walk
from hld.model.types import Component, Entity, Model, Quality

__all__ = ["left_open"]

SHOWN = 3
_SENSITIVE = ("pii", "pci", "phi", "secret")
_JUDGED = re.compile(r"(?i)\b(gdpr|ccpa|cpra|lgpd|dsgvo|pipeda|hipaa|pci([- ]dss)?)\b")
_CARDS = re.compile(r"(?i)\bpci\b")
_COPIES = ("replicate", "cdc", "backup")


def left_open(model: Model, quality: Quality) -> Iterator[str]:
    """What is not stated that it takes to judge `quality`, in words; nothing where arithmetic decides or all is."""
    if wanted(model, quality.kind):
        yield "nothing in the design addresses it"
        return
    judge = _JUDGES.get(quality.kind)
    if judge is not None:
        yield from judge(model, quality)


def _compliance(model: Model, quality: Quality) -> Iterator[str]:
    """What is named must be known to a rule, and the data it is about must be marked."""
    said = [leaf.text for leaf in quality.entry.leaves("regimes")] or [quality.text]
    unknown = [each for each in said if not _JUDGED.search(each)]
    if unknown:
        yield f"no rule knows what {_quoted(unknown)} asks for"
    if any(_CARDS.search(each) for each in said) and not _marked(model, ("pci",)):
        yield "no field is marked as card data ('pci'), which PCI is about"
    if not addressed(model).isdisjoint((quality.id, quality.kind)):
        yield "a deep dive answers to it, which no rule can judge"


def _consistency(model: Model, quality: Quality) -> Iterator[str]:
    """Strong consistency is judged by the stores that are read and by how their copies are kept in step."""
    level = quality.entry.text("level").lower()
    if level == "eventual":
        return
    if level != "strong":
        yield "it says neither strong nor eventual"
        return
    stores = _stores(model, quality)
    if not stores:
        yield "no step reads or writes what must be consistent"
    unsaid = [each.id for each in stores if _is_copied(each) and not _says_how(each)]
    if unsaid:
        yield f"how the copies of {_quoted(unsaid)} are kept in step is not stated"


def _durability(model: Model, quality: Quality) -> Iterator[str]:
    """What must last is written somewhere; how likely a loss is, is no sum of what a spec states."""
    target, _ = asked(quality)
    stores = [each for each in _stores(model, quality) if each.role is Role.STORE]
    if not stores:
        yield "no step writes what must last into a store"
    if target.dimension == "share":
        yield "how likely a loss is was not worked out"
    elif target.dimension == "time":
        unsaid = [each.id for each in stores if not _says_how_late(model, each)]
        if unsaid:
            yield f"neither the lag of a copy nor a backup is stated of {_quoted(unsaid)}"


def _environment(model: Model, quality: Quality) -> Iterator[str]:
    """What clients run on is judged by the numbers of their link and memory; a link against the time that is asked."""
    clients = figures(model).environment
    has_link = clients.bandwidth is not None or clients.rtt is not None
    if not has_link and clients.memory is None:
        yield "neither the link nor the memory of the clients is stated as a number"
    if has_link and not any(each.kind == "latency" for each in model.qualities.values()):
        yield "no latency is asked for that the link of the clients could miss"


def _fault_tolerance(model: Model, quality: Quality) -> Iterator[str]:
    """Single points are seen only where it is said how many there are."""
    target, _ = asked(quality)
    if target.dimension:
        yield "no rule works out how long a recovery takes"
    flows = [flow for flow in model.flows.values() if holds_for(model, quality, flow)]
    needed = {each.id: each for flow in flows for each in walk.critical(flow)}
    if not needed:
        yield "no flow is within its scope"
    uncounted = [each.id for each in needed.values() if each.role not in OUTSIDE and not _is_counted(each)]
    if uncounted:
        yield f"how many there are of {_quoted(uncounted)} is not stated"


def _maintainability(model: Model, quality: Quality) -> Iterator[str]:
    target, _ = asked(quality)
    if target.dimension:
        yield "no rule works out how fast it is repaired"


def _security(model: Model, quality: Quality) -> Iterator[str]:
    """How data is protected shows only where it is marked, and where stores say whether they encrypt."""
    sensitive = _marked(model, _SENSITIVE)
    if not sensitive:
        yield "no field is marked as sensitive ('pii', 'pci', 'phi' or 'secret')"
        return
    stores = {each.id: each for entity in sensitive for each in _keeping(model, entity) if each.role is Role.STORE}
    unsaid = [each.id for each in stores.values() if "encryption" not in each.entry and not _is_managed(each)]
    if unsaid:
        yield f"whether {_quoted(unsaid)} encrypts what it keeps is not stated"


_JUDGES: dict[str, Callable[[Model, Quality], Iterator[str]]] = {
    "compliance": _compliance,
    "consistency": _consistency,
    "durability": _durability,
    "environment": _environment,
    "fault-tolerance": _fault_tolerance,
    "maintainability": _maintainability,
    "security": _security,
}


def _stores(model: Model, quality: Quality) -> list[Component]:
    """The stores and caches in which steps touch what `quality` is about: its entities, flows, or all."""
    found: dict[str, Component] = {}
    for touch in trace.accesses(model):
        is_meant = touch.entity is not None and asked_of(quality, touch.entity)
        if touch.store is not None and (is_meant or holds_for(model, quality, touch.flow)):
            found[touch.store.id] = touch.store
    return [each for each in found.values() if each.role in (Role.STORE, Role.CACHE)]


def _keeping(model: Model, entity: Entity) -> list[Component]:
    return [touch.store for touch in trace.accesses_of(model, entity) if touch.store is not None]


def _marked(model: Model, classes: tuple[str, ...]) -> list[Entity]:
    """The entities that are, or have a field, of one of the classes."""
    return [
        each
        for each in model.entities.values()
        if (each.entry is not None and each.entry.text("class") in classes)
        or any(field.data_class in classes for field in each.fields)
    ]


def _is_copied(store: Component) -> bool:
    return (store.replicas or 1) > 1 or any(key in store.entry for key in ("read_replicas", "replication", "regions"))


def _says_how(store: Component) -> bool:
    replication = store.entry.record("replication")
    return "consistency" in store.entry or (
        replication is not None and any(key in replication for key in ("write", "read", "mode"))
    )


def _says_how_late(model: Model, store: Component) -> bool:
    """Whether it is stated how far behind a copy of `store` is, or how often it is saved."""
    replication = store.entry.record("replication")
    if "backup" in store.entry or (replication is not None and any(key in replication for key in ("lag", "mode"))):
        return True
    edges = (edge for edge in walk.outgoing(model, store) if edge.mode in _COPIES and edge.relationship is not None)
    entries = (edge.relationship.entry for edge in edges if edge.relationship is not None)
    return any(entry is not None and not {"lag", "every"}.isdisjoint(entry.entries) for entry in entries)


def _is_counted(component: Component) -> bool:
    return component.replicas is not None or "autoscale" in component.entry or _is_managed(component)


def _is_managed(component: Component) -> bool:
    """Whether a provider runs it, as stated or as its product is."""
    if "managed" in component.entry:
        return component.entry.value("managed") is True
    product = product_named(component.tech)
    return component.kind.name == "function" or bool(product and product.is_managed)


def _quoted(names: Iterable[str]) -> str:
    names = list(names)
    shown = ", ".join(f"'{name}'" for name in names[:SHOWN])
    return shown + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
