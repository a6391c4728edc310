"""Legends and cards as lines of text, for formats that have no place for samples, badges and accents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hld.printable import one_line
from hld.view.types import Card, LegendRow

__all__ = ["face", "legend_lines"]

_STEP = "  "
#: What the colours of the light theme are called.
_COLOURS = {
    "http": "blue", "rpc": "purple", "graphql": "pink", "socket": "teal", "storage": "green", "cache": "red",
    "message": "brown", "push": "olive", "replication": "black", "call": "grey",
}  # fmt: skip


def legend_lines(rows: Iterable[LegendRow]) -> Iterator[str]:
    """A line for each row: "F1·1  web → lb → api: POST /v1/tweets (HTTP)"; what stands in a block is indented."""
    for row in rows:
        if row.accent or row.heat:
            continue  # the words stand on the cards
        yield _STEP * row.depth + one_line(_key(row) if row.is_key else row.what if row.is_heading else _step(row))


def face(card: Card) -> tuple[str, ...]:
    """The lines of a card: its title, what it is, what is noted of it, and the word that it is set off by."""
    return tuple(filter(str.strip, (card.title, *card.details, card.accent)))


def _key(row: LegendRow) -> str:
    """What a line looks like, or a badge, and what that means."""
    if row.badge:
        return f"{row.badge}  {row.what}"
    return f"{_COLOURS[row.protocol]}{', dashed' if row.is_dashed else ''}: {row.what}"


def _step(row: LegendRow) -> str:
    path = " → ".join(filter(None, (row.source, row.target)))
    how = f"({row.how})" if row.how else ""
    return f"{row.badge}  {': '.join(filter(None, (path, row.what)))} {how}".rstrip()
