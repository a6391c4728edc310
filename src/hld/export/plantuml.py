"""PlantUML: sequences with blocks and times of work, entities with relations; what is a graph is written as C4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from hld.export.entities import parts, title
from hld.export.names import names
from hld.printable import one_line
from hld.view.entities import EntitiesView, EntityBox, FieldRow, Relation
from hld.view.sequence import Closing, Divider, Heading, Message, Opening, Row, SequenceView
from hld.view.types import Graph

__all__ = ["RESERVED", "comment", "entities", "sequence", "text", "whole"]

#: Names that mean something to PlantUML.
RESERVED = frozenset(
    (
        "actor", "agent", "artifact", "boundary", "card", "cloud", "collections", "component", "control", "database",
        "entity", "file", "folder", "frame", "hexagon", "interface", "label", "node", "package", "participant",
        "person", "process", "queue", "rectangle", "stack", "storage", "usecase", "class", "enum", "abstract", "object",
        "note", "end", "endif", "if", "else", "alt", "opt", "loop", "par", "group", "break", "critical", "ref",
        "activate", "deactivate", "destroy", "create", "return", "autonumber", "title", "legend", "header", "footer",
        "caption", "skinparam", "scale", "hide", "show", "remove", "together", "as", "order", "of", "over", "left",
        "right", "top", "bottom", "up", "down", "to", "is", "state", "start", "stop", "newpage", "box", "annotation",
        "map", "json", "default", "static", "namespace", "set", "circle", "diamond", "protocol", "struct", "exception",
        "metaclass", "mainframe", "url", "link", "on", "off", "allow_mixing", "detach", "also", "partition", "action",
        "archimate", "port", "portin", "portout", "sprite", "style", "page", "import", "rotate",
    )
)  # fmt: skip
#: What Creole, the preprocessor or a stereotype would be seen in.
_MARKS = re.compile(r"""["#$%&'*;<>@!\[\]\\^`|~]|_(?=_)|(?<=_)_|(?<=[/=.-])[/=.-]|^[:=+.-]""")
_ARROWS = {"call": "->", "async": "->>", "reply": "-->", "answer": "-->", "work": "->"}
_CLOSED = "\u00a0"  # after a title, as a mark at its end would be taken for the parameter of a generic class
_LEFT = {"one": "||", "maybe": "|o", "any": "}o", "": ""}
_RIGHT = {"one": "||", "maybe": "o|", "any": "o{", "": ""}


def text(words: str) -> str:
    """Words that PlantUML reads nothing into: every mark by its code, as it wants them."""
    return _MARKS.sub(lambda mark: f"<U+{ord(mark[0]):04X}>", one_line(words))


def whole(view: Graph | SequenceView | EntitiesView, parts: Iterable[str], first: Iterable[str] = ()) -> str:
    """A diagram of these `parts`, with what stands on every picture around them; `first` is what it begins with."""
    title = ": ".join(filter(None, (view.title, view.subtitle)))
    head = ("@startuml", *first, *comment(view.description), *((f"title {text(title)}",) if title.strip() else ()))
    tail = (f"footer {text(view.footer)}",) if view.footer else ()
    return "\n".join((*head, *parts, *tail, "@enduml", ""))


def comment(words: str) -> Iterator[str]:
    """A comment of its own line; what the preprocessor looks for is taken out of it."""
    flat = one_line(words)
    if flat:
        yield f"' {flat.replace('!', chr(0xFF01)).replace('%', chr(0xFF05))}"


def _lines(*texts: str) -> str:
    return "\\n".join(text(each) for each in texts if each.strip())


# ---- sequences ----------------------------------------------------------------------------------


def sequence(view: SequenceView) -> str:
    """A sequence diagram: clients as actors, blocks as blocks, times of work as activations."""
    ids = names((lifeline.id for lifeline in view.lifelines), RESERVED)
    return whole(view, _sequence(view, ids))


def _sequence(view: SequenceView, ids: Mapping[str, str]) -> Iterator[str]:
    for lifeline in view.lifelines:
        word = "actor" if lifeline.tier == "clients" else "participant"
        name = ids[lifeline.id]
        yield f'{word} "{_lines(lifeline.title, lifeline.subtitle) or name}" as {name}'
        yield from comment(f"{lifeline.title}: {lifeline.tooltip}" if lifeline.tooltip else "")
    depth = 0
    lasting = [bar for bar in view.bars if bar.first < bar.last]
    for place, row in enumerate(view.rows):
        depth -= isinstance(row, Divider | Closing)
        yield "  " * depth + _told(row, ids)
        yield from ("  " * depth + f"activate {ids[bar.lifeline]}" for bar in lasting if bar.first == place)
        yield from ("  " * depth + f"deactivate {ids[bar.lifeline]}" for bar in lasting if bar.last == place)
        depth += isinstance(row, Divider | Opening)


def _told(row: Row, ids: Mapping[str, str]) -> str:
    match row:
        case Heading():
            return f"== {text(row.text)} =="
        case Opening():
            return f"{row.operator} {text(row.guard)}".rstrip()
        case Divider():
            return f"else {text(row.guard)}".rstrip()
        case Closing():
            return "end"
        case Message():
            words = text(f"{row.number} {row.text}".strip())
            return f"{ids[row.source]} {_ARROWS[row.manner]} {ids[row.target]} : {words}".rstrip(" :")


# ---- entities -----------------------------------------------------------------------------------


def entities(view: EntitiesView) -> str:
    """Entities with fields and keys; the ends of relations as crow's feet."""
    ids = names((box.id for box in view.boxes), RESERVED)
    told = parts(view, lambda box: _box(box, ids), lambda each: _relation(each, ids), comment)
    return whole(view, ("hide circle", *told))


def _relation(relation: Relation, ids: Mapping[str, str]) -> Iterator[str]:
    ends = f"{_LEFT[relation.source_end]}--{_RIGHT[relation.target_end]}"
    yield f"{ids[relation.source]} {ends} {ids[relation.target]} : {text(relation.label)}"


def _box(box: EntityBox, ids: Mapping[str, str]) -> Iterator[str]:
    yield f'entity "{text(title(box))}{_CLOSED}" as {ids[box.id]} {{'
    keys = [field for field in box.fields if field.is_key]
    yield from (f"  {_field(field)}" for field in keys)
    if keys:
        yield "  --"
    yield from (f"  {_field(field)}" for field in box.fields if not field.is_key)
    if box.notes:
        yield "  .."
        yield from (f"  {text(note)}" for note in box.notes)
    yield "}"
    yield from comment(f"{box.title}: {box.tooltip}" if box.tooltip else "")
    for field in box.fields:
        yield from comment(f"{box.title}.{field.name}: {field.tooltip}" if field.tooltip else "")


def _field(field: FieldRow) -> str:
    must = "" if field.is_optional else "* "
    kind = f" : {text(field.type)}" if field.type else ""
    marks = (("PK", field.is_key), ("FK", field.is_reference), (text(field.data_class), field.data_class))
    return f"{must}{text(field.name)}{kind}{''.join(f' <<{mark}>>' for mark, is_so in marks if is_so)}"
