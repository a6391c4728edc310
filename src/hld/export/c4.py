"""C4-PlantUML: people, the system with its containers, and what is outside, by the macros that PlantUML comes with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from hld.catalog.kinds import KINDS, OUTSIDE, Role
from hld.export.key import legend_lines
from hld.export.names import names
from hld.export.nesting import Nest, nested
from hld.export.plantuml import RESERVED, text, whole
from hld.links import safe_link
from hld.render.themes.light import LIGHT
from hld.view import wording
from hld.view.types import Badge, Card, Graph, Line

__all__ = ["graph"]

_SYSTEM = "the system"
_FRAME = "frame "  # before the id of a frame, as a card may be called the same
_MOST = 2  # words in one row of a label; how many more there are is told, and the legend has them all
_DIMMED = "elsewhere"  # what C4 writes on a dimmed card
_MACROS = {
    Role.CLIENT: "Container", Role.FORWARDER: "Container", Role.COMPUTE: "Container", Role.STORE: "ContainerDb",
    Role.CACHE: "ContainerDb", Role.BROKER: "ContainerQueue", Role.EXTERNAL: "System_Ext", Role.MONITOR: "Container",
}  # fmt: skip
_OTHERS = {"actor": "Person", "system": "System"}  # kinds of card that are no components
#: C4 writes white in legends, in the middle, as its own has colours and columns.
_LEGEND = (
    "<style>", "legend {", f"  FontColor {LIGHT.inks['legend']}", "  HorizontalAlignment left", "}", "</style>",
)  # fmt: skip
_TECHNICAL = frozenset(("Container", "ContainerDb", "ContainerQueue"))  # those that tell what they are made with


def graph(graph: Graph) -> str:
    """A container diagram, or, where the system is one card, a context diagram."""
    cards = (card.id for card in graph.cards)
    ids = names([*cards, *(f"{_FRAME}{frame.id}" for frame in graph.frames), _SYSTEM], RESERVED)
    return whole(graph, _graph(graph, ids), ("!include <C4/C4_Container>",))


def _graph(graph: Graph, ids: Mapping[str, str]) -> Iterator[str]:
    yield "LAYOUT_TOP_DOWN()" if graph.is_downward else "LAYOUT_LEFT_RIGHT()"
    yield from _tags(graph)
    macros = _macros(graph)
    inside, outside = _parted(nested(graph))
    yield from _nest(outside, ids, macros, 0)
    if inside.cards or inside.nests:
        yield f"System_Boundary({ids[_SYSTEM]}, {_quoted(graph.title)}) {{"
        yield from _nest(inside, ids, macros, 1)
        yield "}"
    yield from (_line(line, ids) for line in graph.lines)
    rows = [_row(row) for row in legend_lines(graph.legend)]
    if rows:
        yield from (*_LEGEND, "legend bottom", *rows, "endlegend")


def _quoted(words: str) -> str:
    """An argument of a macro. Within quotes its commas and brackets stay, and `text` leaves nothing else to be read."""
    return f'"{text(words)}"'


def _call(macro: str, *arguments: str, **named: str) -> str:
    """The call of a macro, without those of the named arguments that are empty."""
    more = (f"${name}={value}" for name, value in named.items() if value)
    return f"{macro}({', '.join((*arguments, *more))})"


def _row(row: str) -> str:
    """A line of the legend; blanks at its beginning stay, as they show what stands in a block."""
    words = row.lstrip(" ")
    return "<U+00A0>" * (len(row) - len(words)) + text(words)


# ---- colours ------------------------------------------------------------------------------------


def _tags(graph: Graph) -> Iterator[str]:
    """A tag for each colour and dash of a line in use, and one for what is dimmed."""
    lit = [line for line in graph.lines if not line.is_dimmed]
    for protocol, is_dashed in dict.fromkeys((line.protocol, line.is_dashed) for line in lit):
        yield _tagged(_tag(protocol, is_dashed), LIGHT.lines[protocol], is_dashed)
    if len(lit) < len(graph.lines) or any(card.is_dimmed for card in graph.cards):
        yield from _dimmed()


def _tag(protocol: str, is_dashed: bool) -> str:
    return f"{protocol}-async" if is_dashed else protocol


def _tagged(tag: str, colour: str, is_dashed: bool) -> str:
    style = "DashedLine()" if is_dashed else ""
    return _call("AddRelTag", f'"{tag}"', textColor=f'"{colour}"', lineColor=f'"{colour}"', lineStyle=style)


def _dimmed() -> Iterator[str]:
    surface = LIGHT.dimmed
    yield _call(
        "AddElementTag",
        f'"{_DIMMED}"',
        bgColor=f'"{surface.fill}"',
        fontColor=f'"{surface.ink}"',
        borderColor=f'"{surface.border}"',
    )
    yield _tagged(_DIMMED, LIGHT.dimmed_line, False)


# ---- elements -----------------------------------------------------------------------------------


def _parted(nest: Nest) -> tuple[Nest, Nest]:
    """What is of the system, and what is around it; a frame that holds some of both is of the system."""
    inside = tuple(card for card in nest.cards if not _is_outside(card))
    outside = tuple(card for card in nest.cards if _is_outside(card))
    around = tuple(inner for inner in nest.nests if all(map(_is_outside, _held(inner))))
    within = tuple(inner for inner in nest.nests if inner not in around)
    return Nest(None, inside, within), Nest(None, outside, around)


def _is_outside(card: Card) -> bool:
    kind = KINDS.get(card.kind)
    return card.kind in _OTHERS or (kind is not None and kind.role in OUTSIDE)


def _held(nest: Nest) -> Iterator[Card]:
    yield from nest.cards
    for inner in nest.nests:
        yield from _held(inner)


def _macros(graph: Graph) -> Mapping[str, str]:
    """What each card is. A client of no certain sort is whoever uses it, unless that is an actor of the picture."""
    return {card.id: _macro(card, any(card.kind == "actor" for card in graph.cards)) for card in graph.cards}


def _macro(card: Card, has_actors: bool) -> str:
    kind = KINDS.get(card.kind)
    if card.kind == "client" and not has_actors:
        return "Person"
    return _OTHERS.get(card.kind) or (_MACROS[kind.role] if kind is not None else "Container")


def _nest(nest: Nest, ids: Mapping[str, str], macros: Mapping[str, str], depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield from (indent + _element(card, ids[card.id], macros[card.id]) for card in nest.cards)
    for inner in nest.nests:
        frame = inner.frame
        assert frame is not None, "only the outermost has no frame"
        kind = _quoted(frame.kind) if frame.kind else ""
        yield f"{indent}{_call('Boundary', ids[_FRAME + frame.id], _quoted(frame.title), type=kind)} {{"
        yield from _nest(inner, ids, macros, depth + 1)
        yield f"{indent}}}"


def _element(card: Card, name: str, macro: str) -> str:
    """A card; what a container is made with stands between its name and what it is for, where C4 has a place for it."""
    title = _quoted(card.title) if card.title.strip() else name
    details = " · ".join(filter(str.strip, (*card.details, card.accent)))
    is_technical = macro in _TECHNICAL
    said = card.tooltip if is_technical else card.tooltip or details
    more = {
        "techn": _quoted(details) if is_technical and details else "",
        "descr": _quoted(said) if said.strip() else "",
        "tags": f'"{_DIMMED}"' if card.is_dimmed else "",
        "link": _link(card.link),
    }
    return _call(macro, name, title, **more)


def _link(link: str) -> str:
    written = quote(safe_link(link), safe="/:?#@!&'*+=~%-._")
    return f'"{written}"' if written else ""


# ---- relations ----------------------------------------------------------------------------------


def _line(line: Line, ids: Mapping[str, str]) -> str:
    """A line: its numbers with what is done there, and how it travels."""
    ends = ids[line.source], ids[line.target]
    label = "\\n".join(text(row) for row in _rows(line.badges)) or ("" if line.is_dimmed else "uses")
    tag = _DIMMED if line.is_dimmed else _tag(line.protocol, line.is_dashed)
    how = ""
    if line.badges and not line.is_dimmed:
        how = _quoted(wording.travels(line.protocol, line.is_dashed, line.modes))
    return _call("BiRel" if line.both_ways else "Rel", *ends, f'"{label}"', techn=how, tags=f'"{tag}"')


def _rows(badges: Iterable[Badge]) -> Iterator[str]:
    for badge in badges:
        more = len(badge.words) - _MOST
        words = [*badge.words[:_MOST], *([f"+{more}"] if more > 0 else [])]
        yield " ".join(filter(None, (badge.text, wording.list_of(words))))
