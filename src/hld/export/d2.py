"""D2: a graph with frames as containers, a sequence diagram, and entities as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hld.catalog.kinds import KINDS
from hld.export.entities import parts, title
from hld.export.key import face, legend_lines
from hld.export.names import names
from hld.export.nesting import Nest, nested
from hld.links import safe_link
from hld.printable import one_line
from hld.render.themes.light import LIGHT
from hld.view.entities import EntitiesView, EntityBox, FieldRow, Relation
from hld.view.sequence import Closing, Divider, Heading, Message, Opening, Row, SequenceView
from hld.view.types import Card, Graph, Line

__all__ = ["entities", "graph", "sequence", "text"]

_RESERVED = frozenset(
    (
        "label", "desc", "shape", "icon", "constraint", "tooltip", "link", "near", "width", "height", "direction",
        "top", "left", "grid-rows", "grid-columns", "class", "vars", "classes", "layers", "scenarios", "steps", "style",
        "source-arrowhead", "target-arrowhead", "opacity", "stroke", "fill", "font", "animated", "bold", "italic",
        "filled", "shadow", "multiple", "underline", "legend", "title", "null", "true", "false", "suspend", "src",
        "dst", "double-border", "3d", "text-transform", "_", "theme-overrides",
    )
)  # fmt: skip
_SHAPES = {"client": "person", "store": "cylinder", "cache": "cylinder", "broker": "queue", "external": "cloud"}
_ENDS = {"one": "cf-one-required", "maybe": "cf-one", "any": "cf-many"}


def text(words: str) -> str:
    """Words between quotes, in which D2 replaces nothing."""
    return f'"{_escaped(one_line(words))}"'


def _escaped(flat: str) -> str:
    return flat.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")


def _lines(*texts: str) -> str:
    """Lines of text between quotes, the empty ones left out."""
    return '"' + "\\n".join(_escaped(one_line(each)) for each in texts if each.strip()) + '"'


def _comment(words: str, depth: int = 0) -> Iterator[str]:
    flat = one_line(words)
    if flat:
        yield f"{'  ' * depth}# {flat}"


def _head(view: Graph | SequenceView | EntitiesView) -> Iterator[str]:
    yield from _comment(view.description)
    title = _lines(view.title, view.subtitle)
    if title == '""':
        return
    yield from (f"title: {title} {{", "  near: top-center", "  shape: text")
    yield from ("  style.font-size: 24", "}")


def _whole(parts: Iterable[str]) -> str:
    return "\n".join(parts) + "\n"


# ---- graphs -------------------------------------------------------------------------------------


def graph(graph: Graph) -> str:
    """Cards by their kinds' shapes, frames as containers, lanes as classes, and the legend below."""
    ids = names([*(card.id for card in graph.cards), *(f"frame {frame.id}" for frame in graph.frames)], _RESERVED)
    return _whole((*_head(graph), *_graph(graph, ids)))


def _graph(graph: Graph, ids: Mapping[str, str]) -> Iterator[str]:
    lanes = {lane.id: f"lane{number}" for number, lane in enumerate(graph.lanes, 1)}
    yield f"direction: {'down' if graph.is_downward else 'right'}"
    yield from _classes(graph, lanes)
    paths: dict[str, str] = {}
    yield from _nest(nested(graph), ids, lanes, paths, "")
    for line in graph.lines:
        yield from _line(line, paths)
    rows = list(legend_lines(graph.legend))
    if rows:
        yield from (
            'legend: "" {',
            "  near: bottom-center",
            "  grid-columns: 1",
            "  grid-gap: 0",
            "  style.stroke: '#cbd5e1'",
        )
        yield from (f"  r{number}: {_row_text(row)} {{shape: text}}" for number, row in enumerate(rows, 1))
        yield "}"
    yield from _comment(graph.footer)


def _row_text(row: str) -> str:
    """A line of the legend; blanks at its beginning stay, as they show what stands in a block."""
    words = row.lstrip(" ")
    return f'"{chr(0xA0) * (len(row) - len(words))}{_escaped(words)}"'


def _classes(graph: Graph, lanes: Mapping[str, str]) -> Iterator[str]:
    others = iter(LIGHT.other_lanes * len(graph.lanes))
    yield "classes: {"
    for lane in graph.lanes:
        surface = LIGHT.lanes.get(lane.id) or next(others)
        yield from _comment(lane.title, 1)
        yield f"  {lanes[lane.id]}: {{style: {{fill: '{surface.fill}'; stroke: '{surface.ink}'}}}}"
    dimmed = LIGHT.dimmed
    yield f"  dimmed: {{style: {{fill: '{dimmed.fill}'; stroke: '{dimmed.border}'; font-color: '{dimmed.ink}'}}}}"
    yield "}"


def _nest(
    nest: Nest, ids: Mapping[str, str], lanes: Mapping[str, str], paths: dict[str, str], within: str
) -> Iterator[str]:
    """Cards and containers; `paths` is filled with the whole name of each card."""
    depth = within.count(".")
    for card in nest.cards:
        paths[card.id] = within + ids[card.id]
        yield from ("  " * depth + row for row in _card(card, ids[card.id], lanes))
    for inner in nest.nests:
        assert inner.frame is not None, "only the outermost has no frame"
        name = ids[f"frame {inner.frame.id}"]
        title = f"{inner.frame.title} ({inner.frame.kind})" if inner.frame.kind else inner.frame.title
        yield "  " * depth + f"{name}: {text(title)} {{"
        yield from _nest(inner, ids, lanes, paths, f"{within}{name}.")
        yield "  " * depth + "}"


def _card(card: Card, name: str, lanes: Mapping[str, str]) -> Iterator[str]:
    kind = KINDS.get(card.kind)
    yield f"{name}: {_lines(*face(card))} {{"
    yield f"  shape: {_SHAPES.get(kind.role if kind is not None else '', 'rectangle')}"
    yield f"  class: {'dimmed' if card.is_dimmed else lanes[card.lane]}"
    if card.tooltip:
        yield f"  tooltip: {text(card.tooltip)}"
    if link := safe_link(card.link):
        yield f"  link: {text(link)}"
    yield "}"


def _line(line: Line, paths: Mapping[str, str]) -> Iterator[str]:
    arrow = "<->" if line.both_ways else "->"
    label = text(", ".join(badge.text for badge in line.badges)) if line.badges else '""'
    colour = LIGHT.dimmed_line if line.is_dimmed else LIGHT.lines[line.protocol]
    dash = "; stroke-dash: 5" if line.is_dashed else ""
    style = f"style: {{stroke: '{colour}'{dash}}}"
    yield f"{paths[line.source]} {arrow} {paths[line.target]}: {label} {{{style}}}"


# ---- sequences ----------------------------------------------------------------------------------


def sequence(view: SequenceView) -> str:
    """A sequence diagram; a block is a group, and so is each further arm of it. That a flow begins is a note."""
    blocks = (f"block {place}" for place in range(len(view.rows)))
    ids = names((*(lifeline.id for lifeline in view.lifelines), *blocks), _RESERVED)
    return _whole((*_head(view), *_sequence(view, ids)))


def _sequence(view: SequenceView, ids: Mapping[str, str]) -> Iterator[str]:
    yield 'sequence: "" {'
    yield "  shape: sequence_diagram"
    for lifeline in view.lifelines:
        shape = "person" if lifeline.tier == "clients" else "rectangle"
        yield f"  {ids[lifeline.id]}: {_lines(lifeline.title, lifeline.subtitle)} {{shape: {shape}}}"
        yield from _comment(f"{lifeline.title}: {lifeline.tooltip}" if lifeline.tooltip else "", 1)
    depth = 1
    for place, row in enumerate(view.rows):
        depth -= isinstance(row, Divider | Closing)
        if isinstance(row, Heading):
            yield f"  {ids[view.lifelines[0].id]}.{ids[f'block {place}']}: {text(row.text)}"
            continue
        yield from ("  " * depth + each for each in _row(row, place, ids))
        depth += isinstance(row, Divider | Opening)
    yield "}"
    yield from _comment(view.footer)


def _row(row: Row, place: int, ids: Mapping[str, str]) -> Iterator[str]:
    match row:
        case Opening():
            yield f"{ids[f'block {place}']}: {text(f'{row.operator} {row.guard}')} {{"
        case Divider():
            yield "}"
            yield f"{ids[f'block {place}']}: {text(f'else {row.guard}')} {{"
        case Closing():
            yield "}"
        case Message():
            dash = " {style.stroke-dash: 5}" if row.manner in ("async", "reply", "answer") else ""
            yield f"{ids[row.source]} -> {ids[row.target]}: {text(f'{row.number} {row.text}')}{dash}"


# ---- entities -----------------------------------------------------------------------------------


def entities(view: EntitiesView) -> str:
    """Tables of fields with their keys; a relation has the feet of a crow at its ends."""
    ids = names((box.id for box in view.boxes), _RESERVED)
    told = parts(view, lambda box: _box(box, ids), lambda each: _relation(each, ids), _comment)
    return _whole((*_head(view), *told, *_comment(view.footer)))


def _box(box: EntityBox, ids: Mapping[str, str]) -> Iterator[str]:
    yield f"{ids[box.id]}: {text(title(box))} {{"
    yield "  shape: sql_table"
    fields = names((field.name for field in box.fields), _RESERVED)
    for field in box.fields:
        yield from _field(field, fields[field.name])
    if box.tooltip:
        yield f"  tooltip: {text(box.tooltip)}"
    yield "}"
    yield from (line for note in box.notes for line in _comment(f"{box.title}: {note}"))


def _field(field: FieldRow, name: str) -> Iterator[str]:
    keys = ["primary_key"] * field.is_key + ["foreign_key"] * field.is_reference
    constraint = f" {{constraint: [{'; '.join(keys)}]}}" if keys else ""
    kind = " ".join(filter(None, (field.type, "?" if field.is_optional else "", field.data_class)))
    yield from _comment(f"{name} is {field.name}" if name != field.name else "", 1)
    yield from _comment(f"{field.name}: {field.tooltip}" if field.tooltip else "", 1)
    yield f"  {name}: {text(kind)}{constraint}"


def _relation(relation: Relation, ids: Mapping[str, str]) -> Iterator[str]:
    yield f"{ids[relation.source]} -- {ids[relation.target]}: {text(relation.label)} {{"
    for side, end in (("source", relation.source_end), ("target", relation.target_end)):
        if end:
            yield f"  {side}-arrowhead.shape: {_ENDS[end]}"
    yield "}"
