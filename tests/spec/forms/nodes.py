"""Nodes for the tests of the forms, and a plain picture of what they give back."""

from __future__ import annotations

from typing import Any

from hld.diagnostics import Finding, Span
from hld.source import load_text
from hld.source.nodes import Items, Map, Node, Scalar


def line(text: str) -> Scalar:
    """A scalar that stands at the start of a file."""
    return Scalar(text, Span("f", 1, 1, 1, 1 + len(text)))


def yaml(text: str) -> Node:
    """The tree of a text."""
    root = load_text(text, "f").root
    assert root is not None
    return root


def plain(node: Node) -> Any:
    """A node as dicts, lists and strings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {pair.key.text: plain(pair.value) for pair in node.entries}


def place(node: Node) -> tuple[int, int, int]:
    """Line, column and end column of a node."""
    return node.span.line, node.span.column, node.span.end_column


def said(findings: tuple[Finding, ...]) -> list[tuple[str, int, int]]:
    """Rule, line and column of each finding."""
    return [(finding.rule, finding.span.line, finding.span.column) for finding in findings]


def at(node: Node, *keys: str | int) -> Node:
    """The node under these keys."""
    for key in keys:
        if isinstance(key, int):
            assert isinstance(node, Items)
            node = node.items[key]
        else:
            assert isinstance(node, Map)
            found = node.get(key)
            assert found is not None, key
            node = found
    return node
