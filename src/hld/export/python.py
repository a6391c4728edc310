"""A Python program for the package `diagrams` that draws the same cards, frames and lines."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterator, Mapping

from hld.catalog.icons import is_icon, is_image_file
from hld.export.key import face, legend_lines
from hld.export.names import names
from hld.export.nesting import Nest, nested
from hld.printable import one_line
from hld.render.themes.light import LIGHT
from hld.view.types import Card, Graph, Line

__all__ = ["graph", "text"]

_BLANK = "generic.blank.Blank"
_OURS = ("Cluster", "Custom", "Diagram", "Edge", "Node")
_OTHERS = re.compile(r"[^\w.-]+")


def text(*lines: str) -> str:
    """Lines as a string of Python in which Graphviz reads no markup and no code."""
    flat = "\n".join(one_line(line) for line in lines)
    return repr(flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\\", "\\\\"))


def graph(graph: Graph) -> str:
    """The program; the legend stands at its beginning."""
    icons = sorted({_icon(card) for card in graph.cards} - {""})
    modules = {icon.rpartition(".")[0] for icon in icons if not is_image_file(icon)}
    aliases = {module: module.replace(".", "_") for module in sorted(modules)}
    reserved = {*map(str.lower, (*keyword.kwlist, *dir(builtins), *_OURS)), *aliases.values()}
    ids = names([*(card.id for card in graph.cards), *(f"frame {frame.id}" for frame in graph.frames)], reserved)
    return "\n".join((*_head(graph), *_imports(graph, aliases), "", *_with(graph, ids, aliases), ""))


def _icon(card: Card) -> str:
    """Its class path or file, "" for a card without."""
    return card.icon if not card.icon or is_image_file(card.icon) or is_icon(card.icon) else _BLANK


def _head(graph: Graph) -> Iterator[str]:
    title = ": ".join(filter(None, (graph.title, graph.subtitle)))
    for line in (title, graph.description, graph.footer):
        if line.strip():
            yield f"# {one_line(line)}"
    yield "#"
    yield from (f"#   {line}" for line in legend_lines(graph.legend))
    yield ""


def _imports(graph: Graph, aliases: Mapping[str, str]) -> Iterator[str]:
    yield "from diagrams import Cluster, Diagram, Edge, Node"
    if any(is_image_file(card.icon) for card in graph.cards):
        yield "from diagrams.custom import Custom  # the images lie beside the spec"
    for module, alias in aliases.items():
        package, _, name = module.rpartition(".")
        yield f"from diagrams{'.' if package else ''}{package} import {name} as {alias}"


def _with(graph: Graph, ids: Mapping[str, str], aliases: Mapping[str, str]) -> Iterator[str]:
    title = text(": ".join(filter(None, (graph.title, graph.subtitle))))
    file = repr(_OTHERS.sub("-", graph.view) or "diagram")
    direction = "TB" if graph.is_downward else "LR"
    yield f'with Diagram({title}, filename={file}, show=False, direction="{direction}", outformat="svg"):'
    yield from _nest(nested(graph), ids, aliases, 1)
    yield from (f"    {_line(line, ids)}" for line in graph.lines)
    if not (graph.cards or graph.lines):
        yield "    pass"


def _nest(nest: Nest, ids: Mapping[str, str], aliases: Mapping[str, str], depth: int) -> Iterator[str]:
    """Cards and clusters; a cluster gets a name of its own, as those with one title would become one."""
    indent = "    " * depth
    for card in nest.cards:
        if card.tooltip:
            yield f"{indent}# {one_line(card.tooltip)}"
        yield f"{indent}{ids[card.id]} = {_card(card, ids[card.id], aliases)}"
    for inner in nest.nests:
        assert inner.frame is not None, "only the outermost has no frame"
        name = ids[f"frame {inner.frame.id}"]
        title = f"{inner.frame.title} ({inner.frame.kind})" if inner.frame.kind else inner.frame.title
        yield f"{indent}with Cluster({text(title)}) as {name}:"
        yield f'{indent}    {name}.dot.name = "cluster_{name}"'
        yield from _nest(inner, ids, aliases, depth + 1)


def _card(card: Card, name: str, aliases: Mapping[str, str]) -> str:
    icon = _icon(card)
    module, _, kind = icon.rpartition(".")
    words = text(*face(card))
    grey = f', fontcolor="{LIGHT.dimmed.ink}"' if card.is_dimmed else ""
    if not icon:
        return f'Node({words}, nodeid="{name}"{grey})'
    if is_image_file(icon):
        return f'Custom({words}, {icon!r}, nodeid="{name}"{grey})'
    return f'{aliases[module]}.{kind}({words}, nodeid="{name}"{grey})'


def _line(line: Line, ids: Mapping[str, str]) -> str:
    said = {
        "label": text(", ".join(badge.text for badge in line.badges)) if line.badges else "",
        "color": f'"{LIGHT.dimmed_line if line.is_dimmed else LIGHT.lines[line.protocol]}"',
        "style": '"dashed"' if line.is_dashed else "",
    }
    edge = ", ".join(f"{key}={value}" for key, value in said.items() if value)
    arrow = "<<" if line.both_ways else ">>"
    return f"{ids[line.source]} {arrow} Edge({edge}) >> {ids[line.target]}"
