"""Texts as one sees them: an accent written as a character of its own is one with its letter, so `é` is always `é`.

Names are compared as texts; which form an editor writes, nobody sees (Unicode Standard Annex 15, form NFC).
"""

from __future__ import annotations

import unicodedata

from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.source.places import Part, Place

__all__ = ["composed", "is_composed"]


def is_composed(text: str) -> bool:
    """Whether a text is so already, as nearly every one is."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def composed(node: Node) -> Node:
    """The tree with every text composed; each character still stands where its parts do."""
    if isinstance(node, Scalar):
        return node if is_composed(node.text) else _scalar(node)
    if isinstance(node, Items):
        return node._replace(items=tuple(map(composed, node.items)))
    entries = (Entry(key if is_composed(key.text) else _scalar(key), composed(value)) for key, value in node.entries)
    return Map(tuple(entries), node.span)


def _scalar(scalar: Scalar) -> Scalar:
    """A scalar with its text composed."""
    text = unicodedata.normalize("NFC", scalar.text)
    places = scalar.places() or _counted(scalar)
    found: list[Place] = []
    start = 0
    for end in range(1, len(scalar.text) + 1):
        if end < len(scalar.text) and _joins(scalar.text, start, end):
            continue
        first, last = (places[start], places[end - 1]) if places else ((0, 0, 0), (0, 0, 0))
        new = unicodedata.normalize("NFC", scalar.text[start:end])
        found += [(first[0], first[1], last[2] if last[0] == first[0] else first[2])] * len(new)
        start = end
    known = places and len(found) == len(text)
    return scalar._replace(text=text, origin=Part(tuple(found)) if known else None)


def _counted(scalar: Scalar) -> tuple[Place, ...]:
    """The places of a scalar that stands on one line as it is."""
    _, line, column, end_line, end_column = scalar.span
    if line != end_line or end_column - column != len(scalar.text):
        return ()
    return tuple((line, at, at + 1) for at in range(column, end_column))


def _joins(text: str, start: int, at: int) -> bool:
    """Whether the character at a place belongs to what begins at `start`: a mark, or the rest of a syllable."""
    if unicodedata.combining(text[at]):
        return True
    before = unicodedata.normalize("NFC", text[start:at])
    return not unicodedata.is_normalized("NFC", before + text[at])
