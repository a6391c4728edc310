"""What the rules on load share: the components that serve, with their numbers, and which are past all bearing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Component as Figures
from hld.analyse.wording import per_second
from hld.catalog.kinds import OUTSIDE
from hld.check.figures import figures
from hld.diagnostics import Span
from hld.model.types import Component, Model

__all__ = ["at_replicas", "has_backlog", "is_swamped", "rate", "served"]


def served(model: Model) -> Iterator[tuple[Component, Figures]]:
    """The components that are ours, each with what it comes to."""
    numbers = figures(model)
    for name, component in model.components.items():
        if component.role not in OUTSIDE and not component.kind_is_unknown and name in numbers.components:
            yield component, numbers.components[name]


def is_swamped(found: Figures) -> bool:
    """Whether more arrives on average than all instances can do."""
    instances = found.instances
    if instances is None or instances.most is None:
        return False
    average, capacity = found.load.average.value, instances.capacity.value
    return average is not None and capacity is not None and average >= capacity * instances.most


def rate(value: Fraction) -> str:
    """So many a second, for people."""
    return per_second(value)


def has_backlog(found: Figures) -> bool:
    """Whether messages wait for it at peak."""
    return any(backlog.length.value for backlog in found.backlogs)


def at_replicas(component: Component) -> Span:
    """Where the number of its instances is said, or would be."""
    return component.entry.at("autoscale" if "autoscale" in component.entry else "replicas")
