"""Entities on their page: boxes of fields, lines between them that say how many stand at either end, stores as areas.

Boxes and lines get their places as cards and lines of the other pictures do; what is referred to stands to the left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hld.layout import pills, text
from hld.layout.cards import Face
from hld.layout.figure import (
    SAMPLE_HEIGHT,
    Body,
    Caption,
    Figure,
    Part,
    Rectangle,
    Sample,
    Shape,
    Trace,
    figure,
    moved,
    paragraph,
    words,
)
from hld.layout.frames import SIDES
from hld.layout.lanes import arranged
from hld.layout.overpasses import crossings, gap
from hld.layout.plan import Manner
from hld.layout.tiles import columns
from hld.layout.types import Box, Drawing, PlacedCard, PlacedLine, Point
from hld.tuples import NamedTuple
from hld.view.entities import EntitiesView, EntityBox, FieldRow, Relation
from hld.view.types import Badge, Card, Graph, Lane, Line

__all__ = ["arrangement", "entities"]

_PAD = 10.0
_NAME, _TYPE = 170.0, 150.0  # the most that a line of a name or a type is wide
_LEAST, _WIDEST_NOTE = 132.0, 210.0
_WIDEST_STORE = 240.0  # to which a box is widened for the title of its store
_APART = 10.0  # between the columns of a box
_KEYS = (("PK", "is_key"), ("FK", "is_reference"))
_ROW_PAD = 4.0
_ENDS = (19.0, 19.0)  # the room of the signs at the ends of a line
_LONGEST_LABEL = 150.0
_BELOW = 9.0  # of what stands upon the lower edge of a box
_STROKE = 1.5


class _Row(NamedTuple):
    """A field as broken into lines."""

    row: FieldRow
    name: tuple[str, ...]
    type: tuple[str, ...]
    height: float


class _Sheet(NamedTuple):
    """An entity as broken into lines, with the widths of its columns and its whole size."""

    box: EntityBox
    title: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[_Row, ...]
    keys: float
    names: float
    width: float
    head: float
    height: float


def entities(view: EntitiesView, engine: str = "embedded") -> Figure:
    """The page of a design's entities. Raises EngineError where the engine fails."""
    caption = Caption(
        view.view, view.title, view.subtitle, view.footer, view.description, view.legend, tuple(_samples(view))
    )
    return figure(caption, _body(view, arrangement(view, engine)))


# ---- a box --------------------------------------------------------------------------------------


def _sheet(box: EntityBox) -> _Sheet:
    rows = tuple(map(_row, box.fields))
    keys = max((_keys_width(row.row) for row in rows), default=0.0)
    names = max((_widest(row.name, _name_style(row.row)) for row in rows), default=0.0)
    types = max((_widest(row.type, "detail") for row in rows), default=0.0)
    tags = max((_tag_width(row.row.data_class) for row in rows), default=0.0)
    beside = _tag_width("actor" if box.is_actor else "") + _tag_width(box.data_class)
    title = text.broken(box.title, "card", _NAME + _TYPE - beside)
    inner = keys + names + (types + _APART if types else 0.0) + tags
    inner = max(inner, _widest(title, "card") + beside, _LEAST - 2 * _PAD)
    notes = tuple(line for note in box.notes for line in text.parted(note, "detail", max(inner, _WIDEST_NOTE)))
    inner = max(inner, _widest(notes, "detail"))
    head = 8.0 + len(title) * text.height("card") + len(notes) * text.height("detail") + 7.0
    body = sum(row.height for row in rows) + (9.0 if rows else 0.0)
    return _Sheet(box, title, notes, rows, keys, names, float(round(inner + 2 * _PAD + 0.5)), head, head + body)


def _sheets(view: EntitiesView) -> dict[str, _Sheet]:
    """All boxes as broken into lines; those that refer to their own kind have room for saying so below.

    Where it takes little, a box is as wide as the title of the store it is in, which then is one line.
    """
    selves = {relation.source for relation in view.relations if relation.source == relation.target}
    sheets = {box.id: _sheet(box) for box in view.boxes}
    for store in view.stores:
        wide = float(round(text.width(store.title, "frame") + SIDES + 0.5))
        for name in store.members if wide <= _WIDEST_STORE else ():
            sheets[name] = sheets[name]._replace(width=max(sheets[name].width, wide))
    return {name: _lower(sheet) if name in selves else sheet for name, sheet in sheets.items()}


def _lower(sheet: _Sheet) -> _Sheet:
    return sheet._replace(height=sheet.height + _BELOW)


def _row(row: FieldRow) -> _Row:
    name = text.broken(f"{row.name}?" if row.is_optional else row.name, _name_style(row), _NAME)
    kind = text.broken(row.type, "detail", _TYPE)
    lines = max(len(name) * text.height("legend"), len(kind) * text.height("detail"))
    return _Row(row, name, kind, max(lines, pills.TAG) + _ROW_PAD)


def _name_style(row: FieldRow) -> str:
    return "legend-strong" if row.is_key else "legend"


def _keys_width(row: FieldRow) -> float:
    return sum(pills.tag_width(told) + 4.0 for told, key in _KEYS if getattr(row, key))


def _tag_width(told: str) -> float:
    return pills.tag_width(told.upper()) + 8.0 if told else 0.0


def _widest(lines: Iterable[str], style: str) -> float:
    return max((text.width(line, style) for line in lines), default=0.0)


# ---- places -------------------------------------------------------------------------------------


def arrangement(view: EntitiesView, engine: str = "embedded") -> Drawing:
    """The places of all boxes, frames and lines, as those of cards."""
    sheets = _sheets(view)
    standing = columns(
        {name: (sheet.width, sheet.height) for name, sheet in sheets.items()},
        [(relation.source, relation.target) for relation in view.relations],
        {name: frame.id for frame in view.stores for name in frame.members},
    )
    lane = {name: f"column-{index}" for index, column in enumerate(standing) for name in column}
    graph = Graph(
        view.view,
        "",
        "",
        tuple(Lane(f"column-{index}", "") for index in range(len(standing))),
        view.stores,
        tuple(
            Card(name, sheets[name].box.title, "", "", lane[name], "entity") for column in standing for name in column
        ),
        tuple(_lines(view.relations)),
        (),
    )

    def widest(cards: Iterable[Card]) -> float:
        return max((sheets[card.id].width for card in cards), default=_LEAST)

    def face(card: Card, width: float) -> Face:
        return Face((), (), width, sheets[card.id].height, sheets[card.id].head / 2)

    return arranged(
        graph, Manner(widest, face, _placed, _reach, _ENDS, moves_frames=False, bundles=False), "lanes", engine
    )


def _lines(relations: Sequence[Relation]) -> Iterator[Line]:
    """A line for each relation, but one for all that an entity has to its own kind."""
    own: dict[str, tuple[Badge, ...]] = {}
    for relation in relations:
        label = text.shortened(relation.label, "badge", _LONGEST_LABEL)
        badge = Badge(label, "", relation.tooltip, is_note=True)  # apart as words are: the signs at the ends are wide
        if relation.source == relation.target:
            own[relation.source] = (*own.get(relation.source, ()), badge)
        else:
            yield Line(relation.id, relation.source, relation.target, "call", badges=(badge,))
    yield from (Line(f"{name}-own", name, name, "call", badges=badges) for name, badges in own.items())


def _placed(card: Card, face: Face, box: Box) -> PlacedCard:
    return PlacedCard(card, box, Box(box.x, box.y, 0.0, 0.0), ())


def _reach(end: Point, before: Point, card: PlacedCard) -> Point:
    return end


# ---- shapes -------------------------------------------------------------------------------------


def _body(view: EntitiesView, drawing: Drawing) -> Body:
    """Everything drawn, from (0, 0)."""
    places = {card.card.id: card.box for card in drawing.cards}
    relations = {relation.id: relation for relation in view.relations}
    shapes = (
        *_areas(drawing),
        *_connections(relations, drawing),
        *(_entity(sheet, places[name]) for name, sheet in _sheets(view).items()),
        *map(_named, drawing.lines),
    )
    boxes = [*places.values(), *(frame.box for frame in drawing.frames), *_reaches(drawing.lines)]
    left, top = min((box.x for box in boxes), default=0.0), min((box.y for box in boxes), default=0.0)
    right, bottom = max((box.right for box in boxes), default=0.0), max((box.bottom for box in boxes), default=0.0)
    return Body(moved(shapes, Point(-left, -top)), right - left, bottom - top)


def _reaches(lines: Iterable[PlacedLine]) -> Iterator[Box]:
    for line in lines:
        yield from (Box(point.x - 1.0, point.y - 1.0, 2.0, 2.0) for point in line.points)
        yield from (badge.box for badge in line.badges)


def _areas(drawing: Drawing) -> Iterator[Part]:
    """The stores as tinted areas with their names."""
    for placed in drawing.frames:
        titles = tuple(words(line.text, line.at, "frame", "lane-data-ink") for line in placed.titles)
        area = Rectangle(placed.box, "lane-data-fill", "lane-data-border", 10.0)
        yield Part(f"store-{placed.frame.id}", (area, *titles))


def _entity(sheet: _Sheet, at: Box) -> Part:
    """A box with its title, what is known of it, and its fields."""
    box = sheet.box
    border, thickness = ("fault", 2.4) if box.faults else ("ink", 1.2)
    dashes = "6 4" if box.is_implied else ""
    shapes: list[Shape] = [Rectangle(at, "card", border, 6.0, thickness, dashes), *_titles(sheet, at)]
    y = at.y + sheet.head
    if sheet.rows:
        shapes.append(Trace((Point(at.x, y), Point(at.right, y)), "border", 1.0))
        y += 5.0
    for row in sheet.rows:
        shapes.append(Part(f"field-{box.id}-{row.row.name}", tuple(_field(row, sheet, at, y)), row.row.tooltip))
        y += row.height
    return Part(f"entity-{box.id}", tuple(shapes), "\n".join((*box.faults, box.tooltip)).strip())


def _titles(sheet: _Sheet, at: Box) -> Iterator[Shape]:
    box, top = sheet.box, at.y + 8.0
    yield from paragraph(sheet.title, Point(at.x + _PAD, top), "card")
    right = at.right - _PAD
    for told in (box.data_class, "actor" if box.is_actor else ""):
        if told:
            yield from _tag(told, Point(right - pills.tag_width(told.upper()), top + 1.0))
            right -= _tag_width(told)
    below = Point(at.x + _PAD, top + len(sheet.title) * text.height("card"))
    yield from paragraph(sheet.notes, below, "detail")


def _field(row: _Row, sheet: _Sheet, at: Box, y: float) -> Iterator[Shape]:
    """What a field is for, its name, its type, and how sensitive it is."""
    x = at.x + _PAD
    for told, key in _KEYS:
        if getattr(row.row, key):
            yield from pills.tag(told, Point(x, y + 1.0), "ink" if told == "PK" else "muted", is_filled=told == "PK")
            x += pills.tag_width(told) + 4.0
    x = at.x + _PAD + sheet.keys
    yield from paragraph(row.name, Point(x, y), _name_style(row.row))
    yield from paragraph(row.type, Point(x + sheet.names + _APART, y + 1.0), "detail")
    if row.row.data_class:
        yield from _tag(
            row.row.data_class, Point(at.right - _PAD - pills.tag_width(row.row.data_class.upper()), y + 1.0)
        )


def _tag(told: str, at: Point) -> Iterator[Shape]:
    """A word that marks an entity or a field; the classes of data differ in shape too."""
    if told == "actor":
        yield from pills.tag("ACTOR", at, "lane-clients-ink", is_filled=False)
    else:
        role, radius = _CLASSES.get(told, _CLASSES["secret"])
        yield from pills.tag(told.upper(), at, role, radius, is_filled=True)


#: The colour of each class of data, and how round its tag is.
_CLASSES = {
    "pii": ("line-message", pills.TAG / 2),
    "phi": ("line-cache", pills.TAG / 2),
    "pci": ("line-rpc", 2.0),
    "secret": ("fault", 0.0),
}


# ---- lines --------------------------------------------------------------------------------------


def _connections(relations: Mapping[str, Relation], drawing: Drawing) -> Iterator[Part]:
    """The lines with the signs at their ends, each leaving a gap in those below where it crosses them."""
    lines = [line for line in drawing.lines if line.points]
    gaps: dict[int, list[Shape]] = {}
    for index, point, is_level in crossings([line.points for line in lines]):
        over = any(frame.box.holds(Box(point.x, point.y, 0.0, 0.0)) for frame in drawing.frames)
        ground = Rectangle(gap(point, is_level, _STROKE), "lane-data-fill" if over else "page")
        gaps.setdefault(index, []).append(ground)
    for index, line in enumerate(lines):
        relation, points = relations[line.line.id], line.points
        shapes: list[Shape] = [*gaps.get(index, ()), Trace(points, "muted", _STROKE, bend=8.0)]
        shapes += _sign(relation.source_end, points[0], points[1])
        shapes += _sign(relation.target_end, points[-1], points[-2])
        yield Part(f"relation-{relation.id}", tuple(shapes), relation.tooltip)


def _named(placed: PlacedLine) -> Part:
    """The name of the field that a line stands for on the line, or on the edge of what refers to its own kind."""
    shapes: list[Shape] = []
    for badge in placed.badges:
        shapes += _label(badge.box, badge.text.text, badge.text.at)
    told = "\n".join(badge.badge.tooltip for badge in placed.badges)
    return Part(f"name-{placed.line.id}", tuple(shapes), told)


def _label(box: Box, told: str, at: Point) -> tuple[Shape, ...]:
    return Rectangle(box, "card", "border", box.height / 2), words(told, at, "badge", "muted", is_centred=True)


def _sign(end: str, at: Point, towards: Point) -> Iterator[Shape]:
    """How many stand at an end of a line: a bar for one, a ring for none, a crow's foot for many."""
    along = Point(_sign_of(towards.x - at.x), _sign_of(towards.y - at.y))

    def place(way: float, aside: float) -> Point:
        return Point(at.x + along.x * way - along.y * aside, at.y + along.y * way + along.x * aside)

    def bar(way: float) -> Trace:
        return Trace((place(way, -5.0), place(way, 5.0)), "muted", _STROKE)

    def ring(way: float) -> Rectangle:
        centre = place(way, 0.0)
        return Rectangle(Box(centre.x - 3.5, centre.y - 3.5, 7.0, 7.0), "card", "muted", 3.5, _STROKE)

    match end:
        case "one":
            yield from (bar(6.0), bar(10.0))
        case "maybe":
            yield from (bar(6.0), ring(12.0))
        case "any":
            yield Trace((place(0.0, -5.0), place(10.0, 0.0), place(0.0, 5.0)), "muted", _STROKE)
            yield ring(13.5)


def _sign_of(value: float) -> float:
    return (value > 0) - (value < 0)


# ---- legend -------------------------------------------------------------------------------------

_MEANINGS = {"one": "exactly one", "maybe": "one or none", "any": "any number"}

_MARKED = {"pii": "personal data", "phi": "health data", "pci": "card data", "secret": "a secret"}


def _samples(view: EntitiesView) -> Iterator[Sample]:
    """What the signs in use mean."""
    ends = {end for relation in view.relations for end in (relation.source_end, relation.target_end)}
    start, end = Point(0.0, SAMPLE_HEIGHT / 2), Point(34.0, SAMPLE_HEIGHT / 2)
    line = Trace((start, end), "muted", _STROKE)
    for name, meaning in _MEANINGS.items():
        if name in ends:
            yield Sample((line, *_sign(name, end, start)), 34.0, meaning)
    if "" in ends:
        yield Sample((line,), 34.0, "how many is not said")
    if any(relation.source == relation.target for relation in view.relations):
        edge = Trace((Point(0.0, 9.0), Point(40.0, 9.0)), "ink", 1.2)
        yield Sample(
            (edge, *_label(Box(5.0, 0.0, 30.0, 18.0), "field", Point(20.0, 12.6))), 40.0, "refers to its own kind"
        )
    rows = [row for box in view.boxes for row in box.fields]
    yield from _tagged(rows)
    for name, meaning in _MARKED.items():
        if any(name in (box.data_class, *(row.data_class for row in box.fields)) for box in view.boxes):
            width = pills.tag_width(name.upper())
            yield Sample(tuple(_tag(name, Point(0.0, 2.0))), width, meaning)
    if any(row.is_optional for row in rows):
        yield Sample((words("name?", Point(0.0, 13.0), "legend"),), text.width("name?", "legend"), "may be missing")
    if view.stores:
        area = Rectangle(Box(0.0, 1.0, 24.0, 16.0), "lane-data-fill", "lane-data-border", 4.0)
        yield Sample((area,), 24.0, "kept in a store")


def _tagged(rows: Sequence[FieldRow]) -> Iterator[Sample]:
    if any(row.is_key for row in rows):
        yield Sample(
            pills.tag("PK", Point(0.0, 2.0), "ink", is_filled=True),
            pills.tag_width("PK"),
            "key: tells one from another",
        )
    if any(row.is_reference for row in rows):
        shapes = pills.tag("FK", Point(0.0, 2.0), "muted", is_filled=False)
        yield Sample(shapes, pills.tag_width("FK"), "refers to another entity")
