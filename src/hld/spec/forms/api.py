"""The operations of an API from any of its three forms: a block of text, a list of lines, a map in full."""

from __future__ import annotations

from hld.source.nodes import Map, Node, Scalar
from hld.spec.forms.api_block import api_block
from hld.spec.forms.operation import operations, returns
from hld.spec.forms.parts import Parsed, map_of

__all__ = ["api", "returns"]


def api(node: Node) -> Parsed:
    """The operations by their keys ("GET /v1/feed"); of one that stands twice the first is kept."""
    if isinstance(node, Scalar) and not node.text.strip():
        return Map((), node.span), ()
    found, findings = api_block(node) if isinstance(node, Scalar) else operations(node)
    return map_of(found, node.span), findings
