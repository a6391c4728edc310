"""The table of the language: every shape by its name."""

from __future__ import annotations

from hld.spec.shape import Shape
from hld.spec.shapes import contracts, needs, parts, root, stories
from hld.spec.values import MapOf, Of

__all__ = ["SHAPES", "home_of"]

#: The order is that of the reference page.
SHAPES: dict[str, Shape] = {
    shape.name: shape for module in (root, needs, contracts, parts, stories) for shape in module.SHAPES
}


def home_of(key: str) -> str:
    """Where a key stands that was written at the top: under another key, or under each id there; "" if nowhere."""
    for row in SHAPES["spec"].rows:
        if isinstance(row.type, Of) and SHAPES[row.type.shape].find(key) is not None:
            return row.name
    for row in SHAPES["spec"].rows:
        if isinstance(row.type, MapOf) and isinstance(row.type.item, Of) and not row.hidden:
            shape = SHAPES[row.type.item.shape]
            if shape.rest is None and shape.find(key) is not None:
                return f"{row.name}: <id>"
    return ""
