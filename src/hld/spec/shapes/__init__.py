"""The table of the language: every shape by its name."""

from __future__ import annotations

from hld.spec.shape import Shape
from hld.spec.shapes import contracts, needs, parts, root, stories
from hld.spec.values import Of

__all__ = ["SHAPES", "home_of"]

#: The order is that of the reference page.
SHAPES: dict[str, Shape] = {
    shape.name: shape for module in (root, needs, contracts, parts, stories) for shape in module.SHAPES
}


def home_of(key: str) -> str:
    """The key at the top under which a key stands that was written at the top; "" if it is a key of none."""
    for row in SHAPES["spec"].rows:
        if isinstance(row.type, Of) and SHAPES[row.type.shape].find(key) is not None:
            return row.name
    return ""
