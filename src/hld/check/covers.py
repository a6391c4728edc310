"""Requirements that something says it covers, under a name that is not quite theirs or nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hld.model import trace
from hld.model.types import Model, Reference, Requirement

__all__ = ["have_flows", "lead_nowhere", "misspelt"]


def lead_nowhere(model: Model) -> bool:
    """Whether an operation or a flow says that it covers something unknown, which may be any requirement."""
    return any(reference.is_hole for reference in _covers(model))


@lru_cache(maxsize=4)
def have_flows(model: Model) -> bool:
    """Whether every functional requirement has its flow; one that is missing may use what nothing else uses."""
    return all(trace.flows_covering(model, each) for each in model.requirements.values())


def misspelt(model: Model) -> set[Requirement]:
    """The requirements that are named under nearly their id, which has been told and may explain the rest."""
    return {each.target for each in _covers(model) if each.target is not None and not each.is_exact}


def _covers(model: Model) -> Iterator[Reference[Requirement]]:
    for operation in model.operations.values():
        yield from operation.covers
    for flow in model.flows.values():
        yield from flow.covers
