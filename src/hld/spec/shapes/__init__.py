"""The table of the language: every shape by its name."""

from __future__ import annotations

from hld.spec.shape import Shape
from hld.spec.shapes import contracts, needs, parts, root, stories

__all__ = ["SHAPES"]

#: The order is that of the reference page.
SHAPES: dict[str, Shape] = {
    shape.name: shape for module in (root, needs, contracts, parts, stories) for shape in module.SHAPES
}
