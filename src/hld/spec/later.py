"""Keys that are read, checked in shape and kept, and that nothing makes use of yet: no rule, no picture."""

from __future__ import annotations

__all__ = ["is_for_later"]

#: Of each shape the keys, or "*" for all of it. A key is taken out here when a rule or a view comes to read it.
_LATER = {
    "spec": "owner",
    "session": "stage",
    "view": "theme",
    "requirements": "assumptions",
    "quality": "assumes",
    "question": "sets",
    "estimate": "why",
    "auth": "expires",
    "api": "import",
    "operation": "connections import detail",
    "message": "ordering schema",
    "component": "import contention coherency ordering visibility_timeout batch health_check",
    "capability": "bandwidth partition_rate",
    "group": "owner",
    "step": "batch awaited note",
}
_BY_SHAPE = {shape: frozenset(keys.split()) for shape, keys in _LATER.items()}


def is_for_later(shape: str, key: str) -> bool:
    """Whether nothing makes use of a key of a shape yet."""
    keys = _BY_SHAPE.get(shape, frozenset())
    return key in keys or "*" in keys
