"""Who an operation is open to, and whether a flow is due to use it."""

from __future__ import annotations

from hld.catalog.kinds import Role
from hld.model import trace
from hld.model.types import Model, Operation, Style

__all__ = ["is_due", "is_internal"]


def is_internal(model: Model, operation: Operation) -> bool:
    """Whether it is known that only our own components call it, as stated or as the flows show.

    RPC is how services speak to each other, so it is internal until somebody outside uses it.
    """
    is_known = operation.audience or trace.consumers(model, operation)
    if not is_known:
        return operation.style is Style.RPC
    return not trace.is_public(model, operation)


def is_due(operation: Operation) -> bool:
    """Whether some flow should use it: it is ours, not that of an external, and not on its way out."""
    provider = operation.provider.target if operation.provider is not None else None
    return (provider is None or provider.role is not Role.EXTERNAL) and "deprecated" not in operation.entry
