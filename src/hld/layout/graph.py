"""The only file that knows the `diagrams` package: nodes by class path, clusters and edges, as DOT text; icons.

A `Diagram` is never entered with `with`: that would write files and run Graphviz. Names in the DOT text are our
own short ones, so that no id or title of a spec can be taken for markup.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from hld.tuples import NamedTuple

__all__ = ["Edge", "Node", "dot_source", "icon_bytes"]

_FONT = "Liberation Sans"  # Graphviz has its widths built in; of most other names it takes those of Times
_POINTS_PER_INCH = 72
_BLANK = "generic.blank.Blank"


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


def dot_source(
    columns: Sequence[Sequence[Node]],
    edges: Iterable[Edge],
    frames: Mapping[str, str],
    settings: Mapping[str, str],
) -> str:
    """The DOT text that asks for each column as one rank, left to right, frames as clusters around their nodes.

    `frames` maps each frame to the one it lies in, or "", outer ones first.
    """
    diagrams: Any = importlib.import_module("diagrams")
    diagram = diagrams.Diagram("", filename="picture", show=False, direction="LR", graph_attr=_graph(settings))
    diagrams.setdiagram(diagram)
    try:
        nodes = _nodes(diagrams, columns, frames)
        for column in columns:
            _rank(diagrams, column)
        _chain(diagrams, columns, nodes)
        for edge in edges:
            nodes[edge.tail].connect(nodes[edge.head], diagrams.Edge(weight=str(edge.weight)))
        return str(diagram.dot.source)
    finally:
        diagrams.setcluster(None)
        diagrams.setdiagram(None)


def _graph(settings: Mapping[str, str]) -> dict[str, str]:
    return {"pad": "0", "splines": "none", "newrank": "true", "fontname": _FONT, **settings}


def _nodes(diagrams: Any, columns: Sequence[Sequence[Node]], frames: Mapping[str, str]) -> dict[str, Any]:
    """Make every node, each within the clusters of its frame."""
    members: dict[str, list[Node]] = {frame: [] for frame in ("", *frames)}
    for column in columns:
        for node in column:
            members[node.frame].append(node)
    made = {node.name: _node(diagrams, node) for node in members[""]}

    def fill(frame: str) -> None:
        with diagrams.Cluster("", graph_attr={"fontname": _FONT, "margin": "16"}) as cluster:
            cluster.dot.name = f"cluster_{frame}"
            made.update((node.name, _node(diagrams, node)) for node in members[frame])
            for inner in (name for name, parent in frames.items() if parent == frame):
                fill(inner)

    for frame in (name for name, parent in frames.items() if not parent):
        fill(frame)
    return made


def _node(diagrams: Any, node: Node) -> Any:
    size = {"width": _inches(node.width), "height": _inches(node.height)}
    if node.icon:
        return icon_class(node.icon)("", nodeid=node.name, **size, image="", fontname=_FONT)
    return diagrams.Node("", nodeid=node.name, **size, shape="box", fontname=_FONT)


def _rank(diagrams: Any, column: Sequence[Node]) -> None:
    rank = diagrams.Cluster("", graph_attr={"rank": "same"})
    with rank:
        rank.dot.name = f"rank_{column[0].name}"
        for node in column:
            rank.dot.node(node.name)


def _chain(diagrams: Any, columns: Sequence[Sequence[Node]], nodes: Mapping[str, Any]) -> None:
    """Keep the columns in order by edges that are not seen and pull at nothing."""
    for left, right in pairwise(columns):
        nodes[left[0].name].connect(nodes[right[0].name], diagrams.Edge(style="invis", weight="0"))


def _inches(points: float) -> str:
    return f"{points / _POINTS_PER_INCH:.3f}"


@cache
def icon_class(path: str) -> Any:
    """The class below `diagrams` at this path ("onprem.queue.Kafka"); a blank one where there is none."""
    module, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(f"diagrams.{module}"), name)
    except (ImportError, AttributeError, ValueError):
        if path == _BLANK:
            raise
        return icon_class(_BLANK)


@cache
def icon_bytes(path: str) -> bytes:
    """The PNG of the icon at this class path."""
    kind = icon_class(path)
    folder = Path(str(importlib.import_module("diagrams").__file__)).parent.parent
    try:
        return folder.joinpath(kind._icon_dir, kind._icon).read_bytes()
    except OSError:
        return icon_bytes(_BLANK) if path != _BLANK else b""
