"""What a non-functional requirement asks for."""

from __future__ import annotations

from hld.diagnostics import Span
from hld.model.types import Quality
from hld.units.kinds import metric_named
from hld.units.target import Target, target

__all__ = ["asked"]


def asked(quality: Quality) -> tuple[Target, Span]:
    """What `quality` asks for, taken apart, and where it says so."""
    leaf = quality.entry.leaf("target") or quality.entry.leaf("text")
    found = target("" if leaf is None else leaf.text, quality.kind, metric_named(quality.id))
    return found, quality.span if leaf is None else leaf.span
