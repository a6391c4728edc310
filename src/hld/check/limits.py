"""The limits of rules that count, as a spec may set them."""

from __future__ import annotations

from hld.model.types import Model

__all__ = ["limit"]


def limit(model: Model, name: str, default: int) -> int:
    """The limit that `checks.limits` sets under `name`, else `default`."""
    checks = model.spec.root.record("checks")
    limits = None if checks is None else checks.record("limits")
    text = "" if limits is None else limits.text(name)
    return int(text) if text.isdecimal() else default
