"""The text of a spec as a tree of nodes that know where they stand. The only package that knows YAML."""

from hld.source.load import load, load_text, unreadable
from hld.source.nodes import Entry, Items, Map, Node, Scalar, Source

__all__ = ["Entry", "Items", "Map", "Node", "Scalar", "Source", "load", "load_text", "unreadable"]
