"""What is asked to be placed: nodes and the lines between them."""

from __future__ import annotations

from hld.tuples import NamedTuple

__all__ = ["Edge", "Node"]


class Node(NamedTuple):
    """A node to be placed: its size in points; `icon` is a class path, or "" for the bend of a long line."""

    name: str
    icon: str
    width: float
    height: float
    frame: str = ""


class Edge(NamedTuple):
    """A line to be considered, from left to right; a heavy one is kept straight."""

    tail: str
    head: str
    weight: int = 1
