"""What a non-functional requirement asks for."""

from __future__ import annotations

from hld.diagnostics import Span
from hld.model.types import Quality
from hld.units.target import Target, target

__all__ = ["asked"]


def asked(quality: Quality) -> tuple[Target, Span]:
    """What `quality` asks for, taken apart, and where it says so."""
    leaf = quality.entry.leaf("target") or quality.entry.leaf("text")
    return target("" if leaf is None else leaf.text, quality.kind), quality.span if leaf is None else leaf.span
