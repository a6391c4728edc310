"""The only file that knows the `diagrams` package: nodes by class path, clusters and edges, as DOT text; icons.

A `Diagram` is never entered with `with`: that would write files and run Graphviz. Names in the DOT text are our
own short ones, so that no id or title of a spec can be taken for markup.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hld.layout.nodes import Asked, Node

__all__ = ["dot_source", "icon_bytes"]

_GRAPH = {"rankdir": "LR", "splines": "none", "newrank": "true", "nodesep": "0.3", "ranksep": "1.0"}
_NODE = {"fixedsize": "true", "shape": "box"}
_CLUSTER = {"margin": "16"}
_POINTS_PER_INCH = 72
_BLANK = "generic.blank.Blank"
_WORDS = re.compile(r"\w+(\.\w+)*")


def dot_source(asked: Asked) -> str:
    """The DOT text that asks for this: frames are clusters around their nodes."""
    diagrams: Any = importlib.import_module("diagrams")
    diagram = diagrams.Diagram("", filename="picture", show=False)
    _say_only(diagram.dot, _GRAPH, _NODE)
    diagrams.setdiagram(diagram)
    try:
        _nodes(diagrams, diagram.dot, asked.columns, dict(asked.frames))
        diagram.dot.body.extend(_order(asked))
        return str(diagram.dot.source)
    finally:
        diagrams.setcluster(None)
        diagrams.setdiagram(None)


def _say_only(dot: Any, graph: Mapping[str, str], node: Mapping[str, str] = MappingProxyType({})) -> None:
    """Leave out what the package says of fonts and colours: there is no text, and nothing but places is asked for."""
    dot.graph_attr, dot.node_attr, dot.edge_attr = dict(graph), dict(node), {}


def _nodes(diagrams: Any, dot: Any, columns: Sequence[Sequence[Node]], frames: Mapping[str, str]) -> None:
    """Make every node, each within the clusters of its frame."""
    members: dict[str, list[Node]] = {frame: [] for frame in ("", *frames)}
    for column in columns:
        for node in column:
            members[node.frame].append(node)
    for node in members[""]:
        _node(dot, node)

    def fill(frame: str) -> None:
        with diagrams.Cluster("") as cluster:
            cluster.dot.name = f"cluster_{frame}"
            _say_only(cluster.dot, _CLUSTER)
            for node in members[frame]:
                _node(cluster.dot, node)
            for inner in (name for name, parent in frames.items() if parent == frame):
                fill(inner)

    for frame in (name for name, parent in frames.items() if not parent):
        fill(frame)


def _node(dot: Any, node: Node) -> None:
    """Put a node down: a card by the class of its icon, which knows the cluster it is in, a bend as a mere box."""
    size = {"width": _inches(node.width), "height": _inches(node.height)}
    if node.icon:
        icon_class(node.icon)("", nodeid=node.name, **size, image="")
    else:
        dot.node(node.name, "", **size)


def _order(asked: Asked) -> Iterator[str]:
    """The lines that say what stands in one column, which column comes after which, and which nodes are joined.

    They are not made by the package: names of our own need no quotation marks, and edges of its own have attributes
    that a picture without text ignores.
    """
    for column in asked.columns:
        yield f"\tsubgraph {{ rank=same {' '.join(node.name for node in column)} }}\n"
    for left, right in pairwise(asked.columns):  # not seen, and pulls at nothing
        yield f"\t{left[0].name} -> {right[0].name} [style=invis weight=0]\n"
    for edge in asked.edges:
        yield f"\t{edge.tail} -> {edge.head} [weight={edge.weight}]\n"


def _inches(points: float) -> str:
    return f"{points / _POINTS_PER_INCH:.3f}"


@cache
def icon_class(path: str) -> Any:
    """The class below `diagrams` at this path ("onprem.queue.Kafka"); a blank one where there is none."""
    module, _, name = path.rpartition(".")
    if _WORDS.fullmatch(module):
        try:
            found = getattr(importlib.import_module(f"diagrams.{module}"), name)
        except (ImportError, AttributeError):
            found = None
        if isinstance(found, type) and getattr(found, "_icon", None):
            return found
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
