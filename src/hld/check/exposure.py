"""Who an operation is open to."""

from __future__ import annotations

from hld.model import trace
from hld.model.types import Model, Operation

__all__ = ["is_internal"]


def is_internal(model: Model, operation: Operation) -> bool:
    """Whether it is known that only our own components call it, as stated or as the flows show."""
    is_known = operation.audience or trace.consumers(model, operation)
    return bool(is_known) and not trace.is_public(model, operation)
