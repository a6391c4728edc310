"""Where to point at what is not there."""

from __future__ import annotations

from hld.diagnostics import Span
from hld.model.types import Model

__all__ = ["place_of"]


def place_of(model: Model, section: str) -> Span:
    """Where `section` should have something: its key, else the name of the design, else the top of the spec."""
    root = model.spec.root
    for key in (section, "name", "hld"):
        if key in root.keys:
            return root.keys[key]
    return Span(root.span.file, root.span.line, root.span.column, root.span.line, root.span.column)
