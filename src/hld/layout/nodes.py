"""What is asked to be placed: nodes in columns, and the lines between them."""

from __future__ import annotations

from hld.tuples import NamedTuple

__all__ = ["Asked", "Edge", "Node"]


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


class Asked(NamedTuple):
    """What is asked for: each column as one rank, left to right, and frames around their nodes.

    `frames` are pairs of a frame and the one it lies in, or "", outer ones first. Pictures that differ in their texts
    alone ask for the same.
    """

    columns: tuple[tuple[Node, ...], ...]
    edges: tuple[Edge, ...] = ()
    frames: tuple[tuple[str, str], ...] = ()
