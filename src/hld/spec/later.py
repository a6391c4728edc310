"""Keys that are read, checked in shape and kept, and that nothing makes use of yet: no rule, no picture."""

from __future__ import annotations

__all__ = ["is_for_later"]

#: Of each shape the keys, or "*" for all of it. A key is taken out here when a rule or a view comes to read it.
_LATER = {
    "spec": "owner facts conventions environment views",
    "session": "stage",
    "fact": "*",
    "conventions": "*",
    "environment": "*",
    "view": "*",
    "requirements": "assumptions",
    "functional": "why",
    "quality": "why assumes",
    "question": "sets",
    "estimate": "expect used_by why",
    "auth": "expires",
    "api": "import",
    "operation": "connections import detail",
    "message": "ordering schema",
    "component": (
        "icon detail import threads pool connections nic utilisation contention coherency "
        "price index_overhead eviction ordering visibility_timeout "
        "max_message batch mtbf mttr outages failover_time health_check"
    ),
    "capability": "*",
    "latency": "*",
    "group": "owner",
    "step": "serial batch awaited note",
    "deep_dive": ("title area question flows entities uses notes status links"),
    "option": "description variant",
}
_BY_SHAPE = {shape: frozenset(keys.split()) for shape, keys in _LATER.items()}


def is_for_later(shape: str, key: str) -> bool:
    """Whether nothing makes use of a key of a shape yet."""
    keys = _BY_SHAPE.get(shape, frozenset())
    return key in keys or "*" in keys
