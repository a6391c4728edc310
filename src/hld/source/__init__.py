"""The first stage: a path becomes a `Source`, text with a tree of nodes that know where they stand."""

from hld.source.load import load, load_text
from hld.source.nodes import Entry, Items, Map, Node, Scalar, Source

__all__ = ["Entry", "Items", "Map", "Node", "Scalar", "Source", "load", "load_text"]
