"""DOT, for Graphviz: frames as clusters, lanes as ranks from left to right, the legend below the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from hld.catalog.kinds import KINDS
from hld.export.key import face, legend_lines
from hld.export.names import names
from hld.export.nesting import Nest, nested
from hld.links import safe_link
from hld.printable import one_line
from hld.render.themes.light import LIGHT
from hld.view.types import Card, Graph, Line

__all__ = ["graph", "text"]

_RESERVED = frozenset(("node", "edge", "graph", "digraph", "subgraph", "strict"))
_SHAPES = {"store": "cylinder", "cache": "cylinder"}


def text(words: str) -> str:
    """Words between quotes; Graphviz reads entities of HTML and letters behind a backslash even there."""
    flat = one_line(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'


def graph(graph: Graph) -> str:
    """The graph as `dot` draws it."""
    ids = names([*(card.id for card in graph.cards), *(f"frame {frame.id}" for frame in graph.frames)], _RESERVED)
    return "\n".join((*_comment(graph.description), "digraph {", *_body(graph, ids), "}", ""))


def _comment(words: str) -> Iterator[str]:
    flat = one_line(words)
    if flat:
        yield f"// {flat}"


def _body(graph: Graph, ids: Mapping[str, str]) -> Iterator[str]:
    direction = "TB" if graph.is_downward else "LR"
    yield f"  graph [rankdir={direction}, newrank=true, fontname=Helvetica, fontsize=11, label={_label(graph)}]"
    yield '  node [shape=box, style="rounded,filled", fontname=Helvetica, fontsize=11]'
    yield "  edge [fontname=Helvetica, fontsize=10]"
    fills = dict(_fills(graph))
    yield from _nest(nested(graph), ids, fills, 1)
    yield from _ranks(graph, ids)
    for line in graph.lines:
        yield _line(line, ids)
    yield from (f"  {comment}" for comment in _comment(graph.footer))


def _label(graph: Graph) -> str:
    """The title in the middle, and the legend below it from the left."""
    title = text(": ".join(filter(None, (graph.title, graph.subtitle))))[1:-1]
    rows = "".join(f"{text(row)[1:-1]}\\l" for row in _indented(graph))
    return f'"{title}\\n{rows}"'


def _indented(graph: Graph) -> Iterator[str]:
    for row in legend_lines(graph.legend):
        words = row.lstrip(" ")
        yield "·" * (len(row) - len(words)) + (" " if words != row else "") + words


def _lines(*parts: str) -> str:
    """Lines of text between quotes, the empty ones left out."""
    return '"' + "\\n".join(text(part)[1:-1] for part in parts if part.strip()) + '"'


def _fills(graph: Graph) -> Iterator[tuple[str, tuple[str, str]]]:
    """The fill and the border of each lane."""
    others = iter(LIGHT.other_lanes * len(graph.lanes))
    for lane in graph.lanes:
        surface = LIGHT.lanes.get(lane.id) or next(others)
        yield lane.id, (surface.fill, surface.ink)


def _nest(nest: Nest, ids: Mapping[str, str], fills: Mapping[str, tuple[str, str]], depth: int) -> Iterator[str]:
    for card in nest.cards:
        yield "  " * depth + _card(card, ids[card.id], fills)
    for inner in nest.nests:
        assert inner.frame is not None, "only the outermost has no frame"
        title = f"{inner.frame.title} ({inner.frame.kind})" if inner.frame.kind else inner.frame.title
        yield "  " * depth + f"subgraph cluster_{ids[f'frame {inner.frame.id}']} {{"
        yield (
            "  " * (depth + 1)
            + f'graph [label={text(title)}, style="rounded,dashed", color={_colour(LIGHT.frame.border)}]'
        )
        yield from _nest(inner, ids, fills, depth + 1)
        yield "  " * depth + "}"


def _colour(colour: str) -> str:
    return f'"{colour}"'


def _card(card: Card, name: str, fills: Mapping[str, tuple[str, str]]) -> str:
    kind = KINDS.get(card.kind)
    shape = _SHAPES.get(kind.role if kind is not None else "", "")
    fill, border = (LIGHT.dimmed.fill, LIGHT.dimmed.border) if card.is_dimmed else fills[card.lane]
    link = safe_link(card.link)
    said = {
        "label": _lines(*face(card)),
        "fillcolor": _colour(fill),
        "color": _colour(border),
        "fontcolor": _colour(LIGHT.dimmed.ink) if card.is_dimmed else "",
        "shape": shape,
        "style": "filled" if shape else "",
        "tooltip": text(card.tooltip) if card.tooltip else "",
        "URL": text(link) if link else "",
    }
    return f"{name} [{_attributes(said)}]"


def _attributes(said: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={value}" for key, value in said.items() if value)


def _ranks(graph: Graph, ids: Mapping[str, str]) -> Iterator[str]:
    """Each lane in one rank, kept in order by edges that are not seen."""
    columns = [(lane, [ids[card.id] for card in graph.cards if card.lane == lane.id]) for lane in graph.lanes]
    for lane, members in columns:
        if members:
            yield f"  {{rank=same; {'; '.join(members)}}} // {one_line(lane.title)}"
    for (_, before), (_, after) in pairwise([column for column in columns if column[1]]):
        yield f"  {before[0]} -> {after[0]} [style=invis]"


def _line(line: Line, ids: Mapping[str, str]) -> str:
    label = ", ".join(badge.text for badge in line.badges)
    said = {
        "label": text(label) if label else "",
        "color": _colour(LIGHT.dimmed_line if line.is_dimmed else LIGHT.lines[line.protocol]),
        "style": "dashed" if line.is_dashed else "",
        "dir": "both" if line.both_ways else "",
        "tooltip": text(line.tooltip.replace("\n", "; ")) if line.tooltip else "",
    }
    return f"  {ids[line.source]} -> {ids[line.target]} [{_attributes(said)}]"
