"""draw.io: the picture as it is laid out, each card, frame, lane and line a shape that can be moved."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping

from hld.export.key import face
from hld.layout.types import Box, Drawing, PlacedCard, PlacedLine, Point, TextLine
from hld.links import safe_link
from hld.printable import one_line
from hld.render.themes.light import LIGHT
from hld.render.xml import Ids, element, escape, number
from hld.view.types import Card

__all__ = ["drawing"]

_BOTTOM = "1"  # the layer that everything lies on


def drawing(drawing: Drawing) -> str:
    """The file of one page; the legend lies on it as texts."""
    cells = "\n".join(_cells(drawing))
    root = f'<root>\n<mxCell id="0"/>\n<mxCell id="{_BOTTOM}" parent="0"/>\n{cells}\n</root>'
    size = {"pageWidth": drawing.width, "pageHeight": drawing.height}
    model = element("mxGraphModel", root, grid="0", page="1", math="0", **size)
    name = one_line(drawing.graph.subtitle or drawing.graph.title) or drawing.graph.view
    page = element("diagram", model, id="page", name_=name)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element("mxfile", page, host="hld")}\n'


def _cells(drawing: Drawing) -> Iterator[str]:
    ids = Ids()
    cards = {placed.card.id: ids.new("card", placed.card.id) for placed in drawing.cards}
    others = iter(LIGHT.other_lanes * len(drawing.lanes))
    surfaces = {each.lane.id: LIGHT.lanes.get(each.lane.id) or next(others) for each in drawing.lanes}
    for lane in drawing.lanes:
        fill = surfaces[lane.lane.id]
        style = f"{_TITLED}fillColor={fill.fill};strokeColor={fill.border};fontColor={fill.ink};"
        yield _shape(ids.new("lane", lane.lane.id), lane.lane.title, style, lane.box)
    for frame in drawing.frames:
        style = f"{_TITLED}dashed=1;fillColor=none;strokeColor={LIGHT.frame.border};fontColor={LIGHT.frame.ink};"
        yield _shape(ids.new("frame", frame.frame.id), frame.frame.title, style, frame.box)
    boxes = {placed.card.id: placed.box for placed in drawing.cards}
    for line in drawing.lines:
        if line.points:
            yield _edge(ids.new("line", line.line.id), line, cards, boxes)
    for card in drawing.cards:
        border = LIGHT.dimmed.border if card.card.is_dimmed else surfaces[card.card.lane].ink
        yield from _card(ids, cards[card.card.id], card, border, drawing.icons)
    for line in drawing.lines:
        for badge in line.badges:
            colour = LIGHT.dimmed_line if line.line.is_dimmed else LIGHT.lines[line.line.protocol]
            style = f"rounded=1;arcSize=50;html=0;fontSize=10;fillColor={colour};strokeColor=#ffffff;fontColor=#ffffff;"
            yield _shape(ids.new("badge", line.line.id, badge.badge.text), badge.badge.text, style, badge.box)
    for text in drawing.texts:
        yield _text(ids.new("text"), text)
    for row in drawing.legend:
        if row.row.badge:
            style = "rounded=1;arcSize=50;html=0;fontSize=10;fillColor=#334155;strokeColor=none;fontColor=#ffffff;"
            yield _shape(ids.new("legend"), row.row.badge, style, row.mark)
        elif row.mark.width and row.row.protocol:
            yield _sample(ids.new("legend"), row.row.protocol, row.row.is_dashed, row.mark)
        yield from (_text(ids.new("text"), text) for text in row.texts)


_TITLED = "rounded=1;arcSize=8;absoluteArcSize=1;html=0;align=left;verticalAlign=top;spacingLeft=8;container=0;"


def _shape(id: str, words: str, style: str, box: Box, **said: str) -> str:
    """A rectangle with words; where more is said of it, that is kept in an object around it."""
    geometry = element("mxGeometry", x=box.x, y=box.y, width=box.width, height=box.height, as_="geometry")
    cell = {"style": style, "vertex": "1", "parent": _BOTTOM}
    if any(said.values()):
        told = {key: value for key, value in said.items() if value}
        return element("object", element("mxCell", geometry, **cell), label=words, **told, id=id)
    return element("mxCell", geometry, id=id, value=words, **cell)


def _card(ids: Ids, name: str, placed: PlacedCard, border: str, icons: Mapping[str, bytes]) -> Iterator[str]:
    """The card with its words right of the icon, as markup, and the icon upon it."""
    card, box, icon = placed.card, placed.box, placed.icon
    has_icon = bool(icons.get(card.icon)) and icon.width > 0
    left = number(icon.right - box.x + 4) if has_icon else "8"
    ink = LIGHT.dimmed.ink if card.is_dimmed else LIGHT.inks["card"]
    style = (
        "rounded=1;arcSize=8;absoluteArcSize=1;html=1;whiteSpace=wrap;align=left;verticalAlign=middle;fontSize=12;"
        f"spacingLeft={left};fillColor={LIGHT.card};strokeColor={border};fontColor={ink};"
    )
    yield _shape(name, _words(card), style, box, tooltip=card.tooltip, link=safe_link(card.link))
    if has_icon:
        content = icons[card.icon]
        kind = "svg+xml" if content.lstrip()[:1] == b"<" else "png"
        data = b64encode(content).decode()
        style = f"shape=image;aspect=fixed;imageAspect=0;html=0;image=data:image/{kind},{data};"
        yield _shape(ids.new("icon", card.id), "", style, icon)


def _words(card: Card) -> str:
    """The title in bold, and what is said below it smaller and grey."""
    title, *details = (escape(one_line(each)) for each in face(card) or ("",))
    ink = LIGHT.dimmed.ink if card.is_dimmed else LIGHT.inks["detail"]
    below = [element("font", each, color=ink, style="font-size: 11px") for each in details]
    return "<br>".join((element("b", title), *below))


def _edge(id: str, placed: PlacedLine, cards: Mapping[str, str], boxes: Mapping[str, Box]) -> str:
    """A line that holds on to its cards where the picture has it, with every bend."""
    line, points = placed.line, placed.points
    colour = LIGHT.dimmed_line if line.is_dimmed else LIGHT.lines[line.protocol]
    style = (
        f"html=0;rounded=1;endArrow=block;endFill=1;strokeWidth=1.7;strokeColor={colour};"
        f"{'dashed=1;' if line.is_dashed else ''}{'startArrow=block;startFill=1;' if line.both_ways else ''}"
        f"{_held('exit', points[0], boxes[line.source])}{_held('entry', points[-1], boxes[line.target])}"
    )
    bends = "".join(element("mxPoint", x=point.x, y=point.y) for point in points[1:-1])
    geometry = element(
        "mxGeometry",
        element("mxPoint", x=points[0].x, y=points[0].y, as_="sourcePoint"),
        element("mxPoint", x=points[-1].x, y=points[-1].y, as_="targetPoint"),
        *((element("Array", bends, as_="points"),) if bends else ()),
        relative="1",
        as_="geometry",
    )
    cell = {"style": style, "edge": "1", "parent": _BOTTOM, "source": cards[line.source], "target": cards[line.target]}
    if line.tooltip:
        return element("object", element("mxCell", geometry, **cell), label="", tooltip=line.tooltip, id=id)
    return element("mxCell", geometry, id=id, value="", **cell)


def _held(end: str, point: Point, box: Box) -> str:
    """Where on a card a line ends, as shares of its width and height."""
    x, y = ((point.x - box.x) / box.width, (point.y - box.y) / box.height)
    return f"{end}X={x:.4f};{end}Y={y:.4f};{end}Dx=0;{end}Dy=0;{end}Perimeter=0;"


def _text(id: str, text: TextLine) -> str:
    """A line of words where it stands."""
    size = 20 if text.style == "title" else 12
    left = text.at.x - text.width / 2 if text.is_centred else text.at.x
    colour = LIGHT.inks.get(text.style, LIGHT.inks["legend"])
    bold = "fontStyle=1;" if text.style in ("title", "legend-strong") else ""
    style = f"text;html=0;align=left;verticalAlign=middle;spacing=0;fontSize={size};fontColor={colour};{bold}"
    return _shape(id, text.text, style, Box(left, text.at.y - size, text.width, size * 1.3))


def _sample(id: str, protocol: str, is_dashed: bool, box: Box) -> str:
    """A sample of a line in the legend."""
    middle = box.y + box.height / 2
    geometry = element(
        "mxGeometry",
        element("mxPoint", x=box.x, y=middle, as_="sourcePoint"),
        element("mxPoint", x=box.right, y=middle, as_="targetPoint"),
        relative="1",
        as_="geometry",
    )
    style = f"html=0;endArrow=none;strokeWidth=2;strokeColor={LIGHT.lines[protocol]};{'dashed=1;' if is_dashed else ''}"
    return element("mxCell", geometry, id=id, value="", style=style, edge="1", parent=_BOTTOM)
