"""Where a design states what its clients run on."""

from __future__ import annotations

from collections.abc import Iterator

from hld.model.types import Model
from hld.spec.types import Record

__all__ = ["environments"]


def environments(model: Model) -> Iterator[Record]:
    """What is stated of the clients: in `environment`, then in the requirements on it."""
    here = model.spec.root.record("environment")
    if here is not None:
        yield here
    yield from (each.entry for each in model.qualities.values() if each.kind == "environment")
