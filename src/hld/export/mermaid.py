"""Mermaid, for Markdown pages that draw it: flowcharts, sequence diagrams and entity relationship diagrams."""

from __future__ import annotations

import json
import re
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
from hld.view.sequence import Closing, Divider, Heading, Lifeline, Message, Opening, Row, SequenceView
from hld.view.types import Card, Frame, Graph, Line

__all__ = ["entities", "graph", "sequence", "text"]

_RESERVED = frozenset(
    (
        "end", "graph", "flowchart", "subgraph", "style", "linkstyle", "classdef", "class", "click", "default", "href",
        "call", "direction", "interpolate", "participant", "actor", "create", "destroy", "box", "activate",
        "deactivate", "note", "links", "link", "properties", "details", "title", "acctitle", "accdescr", "loop", "rect",
        "opt", "alt", "else", "par", "par_over", "and", "critical", "option", "break", "autonumber", "off", "over",
        "left", "right", "as", "erdiagram", "one", "only", "zero", "many", "to", "optionally", "u", "o", "x", "legend",
    )
)  # fmt: skip
#: What would end a text, begin another, or be read as markup.
_MARKS = re.compile(r"[^\w\s.,:/()→×·–+?!=@'-]|(?<!\w)_|_(?!\w)|(?<=-)-|\bend\b|^(?:\d+[.)]|[-+])(?=\s)", re.IGNORECASE)
_WORD = re.compile(r"[^A-Za-z0-9_]+")
_SHAPES = {"client": '(["{}"])', "store": '[("{}")]', "broker": '[["{}"]]'}
_ARROWS = {"call": "->>", "async": "-)", "reply": "-->>", "answer": "-->>", "work": "->>"}
_BLOCKS = {"alt": "else", "par": "and", "opt": "else", "loop": "and"}
_LEFT = {"one": "||", "maybe": "|o", "any": "}o", "": "}o"}
_RIGHT = {"one": "||", "maybe": "o|", "any": "o{", "": "o{"}


def text(words: str) -> str:
    """Words that Mermaid reads nothing into: every mark by its number, as it wants them."""
    return _MARKS.sub(lambda mark: "".join(f"#{ord(char)};" for char in mark[0]), one_line(words))


def _head(kind: str, view: Graph | SequenceView | EntitiesView) -> Iterator[str]:
    title = ": ".join(filter(None, (view.title, view.subtitle)))
    yield from ("---", f"title: {json.dumps(one_line(title), ensure_ascii=False)}", "---", kind)
    yield from _comment(view.description)


def _comment(words: str, depth: int = 1) -> Iterator[str]:
    """A comment of its own line; a brace in it would be taken for a directive."""
    flat = one_line(words).replace("{", "(").replace("}", ")")
    if flat:
        yield f"{'  ' * depth}%% {flat}"


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts) + "\n"


# ---- graphs -------------------------------------------------------------------------------------


def graph(graph: Graph) -> str:
    """A flowchart from left to right: frames as subgraphs, lanes as colours, numbers on the lines, and the legend."""
    ids = names([*(card.id for card in graph.cards), *(f"frame {frame.id}" for frame in graph.frames)], _RESERVED)
    return _lines((*_head(f"flowchart {'TB' if graph.is_downward else 'LR'}", graph), *_graph(graph, ids)))


def _graph(graph: Graph, ids: Mapping[str, str]) -> Iterator[str]:
    yield from _nest(nested(graph), ids, 1)
    for line in graph.lines:
        yield from _line(line, ids)
    yield from _legend(graph)
    yield from _styles(graph, ids)
    for card in graph.cards:
        if link := safe_link(card.link):
            yield f"  click {ids[card.id]} href {_url(link)}"
    yield from _comment(graph.footer)


def _nest(nest: Nest, ids: Mapping[str, str], depth: int) -> Iterator[str]:
    for card in nest.cards:
        yield "  " * depth + ids[card.id] + _shape(card).format(_face(card))
        yield from _comment(f"{card.title}: {card.tooltip}" if card.tooltip else "", depth)
    for inner in nest.nests:
        assert inner.frame is not None, "only the outermost has no frame"
        name = ids[f"frame {inner.frame.id}"]
        yield "  " * depth + f'subgraph {name}["{text(_frame_title(inner.frame))}"]'
        yield from _nest(inner, ids, depth + 1)
        yield "  " * depth + "end"


def _frame_title(frame: Frame) -> str:
    return f"{frame.title} ({frame.kind})" if frame.kind else frame.title


def _face(card: Card) -> str:
    title, *others = map(text, face(card))
    return "<br/>".join((f"<b>{title}</b>", *others))


def _shape(card: Card) -> str:
    kind = KINDS.get(card.kind)
    return _SHAPES.get(kind.role if kind is not None else "", '["{}"]')


def _line(line: Line, ids: Mapping[str, str]) -> Iterator[str]:
    stroke = "-.-" if line.is_dashed else "--"
    arrow = f"{'<' if line.both_ways else ''}{stroke}>"
    label = text(", ".join(badge.text for badge in line.badges))
    said = f'|"{label}"|' if label else ""
    yield f"  {ids[line.source]} {arrow}{said} {ids[line.target]}"


def _legend(graph: Graph) -> Iterator[str]:
    rows = "<br/>".join(_indented(row) for row in legend_lines(graph.legend))
    if rows:
        yield f'  legend["{rows}"]'
        yield "  style legend text-align:left,fill:#ffffff,stroke:#cbd5e1,color:#334155"


def _indented(row: str) -> str:
    words = row.lstrip(" ")
    return "#160;" * (len(row) - len(words)) + text(words)


def _styles(graph: Graph, ids: Mapping[str, str]) -> Iterator[str]:
    """A colour for each lane and each protocol; what is dimmed recedes."""
    others = iter(LIGHT.other_lanes * len(graph.lanes))
    for number, lane in enumerate(graph.lanes, 1):
        surface = LIGHT.lanes.get(lane.id) or next(others)
        yield from _comment(f"lane{number}: {lane.title}")
        yield f"  classDef lane{number} fill:{surface.fill},stroke:{surface.ink},color:{LIGHT.inks['card']}"
        members = [ids[card.id] for card in graph.cards if card.lane == lane.id and not card.is_dimmed]
        if members:
            yield f"  class {','.join(members)} lane{number}"
    dimmed = [ids[card.id] for card in graph.cards if card.is_dimmed]
    if dimmed:
        surface = LIGHT.dimmed
        yield f"  classDef dimmed fill:{surface.fill},stroke:{surface.border},color:{surface.ink}"
        yield f"  class {','.join(dimmed)} dimmed"
    colours: dict[str, list[int]] = {}
    for place, line in enumerate(graph.lines):
        colours.setdefault(LIGHT.dimmed_line if line.is_dimmed else LIGHT.lines[line.protocol], []).append(place)
    for colour, places in colours.items():
        yield f"  linkStyle {','.join(map(str, places))} stroke:{colour}"


def _url(link: str) -> str:
    return '"' + link.replace('"', "%22").replace("#", "%23").replace(";", "%3B") + '"'


# ---- sequences ----------------------------------------------------------------------------------


def sequence(view: SequenceView) -> str:
    """A sequence diagram: clients as actors, blocks as blocks, times of work as activations."""
    ids = names((lifeline.id for lifeline in view.lifelines), _RESERVED)
    return _lines((*_head("sequenceDiagram", view), *_sequence(view, ids)))


def _sequence(view: SequenceView, ids: Mapping[str, str]) -> Iterator[str]:
    for lifeline in view.lifelines:
        yield from _lifeline(lifeline, ids)
    operators: list[str] = []
    for place, row in enumerate(view.rows):
        if isinstance(row, Heading):
            yield f"  Note over {_across(view, ids)}: {text(row.text)}"
            continue
        yield from _row(row, operators, ids)
        depth = "  " * (1 + len(operators))
        lasting = [bar for bar in view.bars if bar.first < bar.last]
        yield from (f"{depth}activate {ids[bar.lifeline]}" for bar in lasting if bar.first == place)
        yield from (f"{depth}deactivate {ids[bar.lifeline]}" for bar in lasting if bar.last == place)
    yield from _comment(view.footer)


def _across(view: SequenceView, ids: Mapping[str, str]) -> str:
    """The first and the last who take part."""
    ends = [view.lifelines[0], view.lifelines[-1]]
    return ",".join(dict.fromkeys(ids[each.id] for each in ends))


def _lifeline(lifeline: Lifeline, ids: Mapping[str, str]) -> Iterator[str]:
    word = "actor" if lifeline.tier == "clients" else "participant"
    words = "<br/>".join(filter(None, (text(lifeline.title), text(lifeline.subtitle))))
    yield f"  {word} {ids[lifeline.id]} as {words or ids[lifeline.id]}"
    yield from _comment(f"{lifeline.title}: {lifeline.tooltip}" if lifeline.tooltip else "")


def _row(row: Row, operators: list[str], ids: Mapping[str, str]) -> Iterator[str]:
    depth = "  " * (1 + len(operators))
    match row:
        case Opening():
            operators.append(row.operator)
            yield f"{depth}{row.operator} {text(row.guard)}".rstrip()
        case Divider():
            yield f"{depth[2:]}{_BLOCKS[operators[-1]]} {text(row.guard)}".rstrip()
        case Closing():
            operators.pop()
            yield f"{depth[2:]}end"
        case Message():
            yield f"{depth}{ids[row.source]}{_ARROWS[row.manner]}{ids[row.target]}: {_said(row)}"


def _said(message: Message) -> str:
    """What a message says; Mermaid wants at least something."""
    return " ".join(filter(None, (message.number, text(message.text)))) or "#160;"


# ---- entities -----------------------------------------------------------------------------------


def entities(view: EntitiesView) -> str:
    """An entity relationship diagram: fields with their types and keys, relations with their numbers."""
    ids = names((box.id for box in view.boxes), _RESERVED)
    told = parts(view, lambda box: _box(box, ids), lambda each: _relation(each, ids), _comment)
    return _lines((*_head("erDiagram", view), *told, *_comment(view.footer)))


def _box(box: EntityBox, ids: Mapping[str, str]) -> Iterator[str]:
    yield f'  {ids[box.id]}["{text(title(box))}"] {{'
    for field in box.fields:
        yield f"    {_field(field)}"
    yield "  }"
    for note in (*box.notes, box.tooltip):
        yield from _comment(f"{box.title}: {note}" if note else "")


def _field(field: FieldRow) -> str:
    """Type, name and keys; what these cannot hold stands beside them in words."""
    kind, name = _word(field.type) or "unknown", _word(field.name) or "unnamed"
    keys = ", ".join(filter(None, ("PK" if field.is_key else "", "FK" if field.is_reference else "")))
    said = [
        field.name if name != field.name else "",
        field.type if kind != field.type else "",
        "optional" if field.is_optional else "",
        field.data_class,
        field.tooltip,
    ]
    words = text(" · ".join(filter(None, said)))
    return " ".join(filter(None, (kind, name, keys, f'"{words}"' if words else "")))


def _word(words: str) -> str:
    """A word that begins with a letter, as types and fields must."""
    word = _WORD.sub("_", words).strip("_")
    return f"n_{word}" if word[:1].isdigit() else word


def _relation(relation: Relation, ids: Mapping[str, str]) -> Iterator[str]:
    ends = f"{_LEFT[relation.source_end]}--{_RIGHT[relation.target_end]}"
    yield f'  {ids[relation.source]} {ends} {ids[relation.target]} : "{text(relation.label)}"'
    if not (relation.source_end and relation.target_end):
        yield from _comment(f"{relation.label}: how many {relation.source} is not stated")
