"""draw.io: valid XML, whose shapes lie where the picture has them and whose lines hold on to their cards."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from hld.export.key import face
from hld.layout import layout
from hld.pipeline import draw, views
from hld.printable import one_line
from hld.view import architecture

from .designs import DESIGNS, HERE, SMALL, exported, model
from .hostile import NASTY
from .tools import drawio_cells

OPENED = ("hostile", *DESIGNS[::4])


def cells(text):
    """The cells by id, with the attributes of the objects around them."""
    found = {}
    for each in ElementTree.fromstring(text.encode()).find("diagram/mxGraphModel/root"):
        cell = each.find("mxCell") if each.tag == "object" else each
        assert each.get("id") not in found
        found[each.get("id")] = {**each.attrib, **cell.attrib, "geometry": cell.find("mxGeometry")}
    return found


@pytest.mark.parametrize("path", [SMALL, DESIGNS[0], DESIGNS[-1], "hostile"], ids=str)
def test_everything_lies_where_the_picture_has_it(path):
    drawn = layout(architecture(model(path)))
    found = cells(exported("drawio", path)["architecture"])
    shapes = [
        (float(g.get("x")), float(g.get("y")), float(g.get("width")), float(g.get("height")))
        for name, each in found.items()
        if name.startswith("card-")
        for g in [each["geometry"]]
    ]
    assert shapes == [tuple(round(side, 2) for side in placed.box) for placed in drawn.cards]
    edges = [each for each in found.values() if each.get("edge") and each.get("source")]
    assert len(edges) == sum(bool(line.points) for line in drawn.lines)
    for edge, line in zip(edges, (line for line in drawn.lines if line.points), strict=True):
        assert found[edge["source"]] is not found[edge["target"]]
        bends = [(float(point.get("x")), float(point.get("y"))) for point in edge["geometry"].iter("mxPoint")]
        assert sorted(bends) == sorted((round(point.x, 2), round(point.y, 2)) for point in line.points)
    assert sum(name.startswith("badge-") for name in found) == sum(len(line.badges) for line in drawn.lines)


def test_every_view_of_the_hostile_design_is_valid():
    texts = exported("drawio", "hostile")
    assert set(texts) == {view for view in views(model("hostile")) if view in texts}
    for text in texts.values():
        assert cells(text)
    labels = [
        unescape(re.sub("<.*?>", "", each.get("label") or each.get("value") or ""))
        for each in cells(texts["architecture"]).values()
    ]
    assert any(label.startswith(one_line(NASTY)) for label in labels)


def near(numbers):
    return pytest.approx(numbers, abs=0.02)


@pytest.mark.parametrize("view", ["architecture", "flow-"])
def test_drawio_puts_everything_where_the_picture_has_it(view):
    views = {path: next(name for name in exported("drawio", path) if name.startswith(view)) for path in OPENED}
    found = drawio_cells([exported("drawio", path)[name] for path, name in views.items()])
    for (path, name), cells in zip(views.items(), found, strict=True):
        drawn = draw(model(path), name)
        cards = [cell for name, cell in cells.items() if name.startswith("card-")]
        for cell, placed in zip(cards, drawn.cards, strict=True):
            assert cell["box"] == near([*placed.box])
            assert cell["words"].replace("\xa0", " ") == "\n".join(map(one_line, face(placed.card)))
            assert cell["tooltip"] == placed.card.tooltip
        edges = [cell for cell in cells.values() if cell["points"] and cell["ends"][0]]
        for cell, placed in zip(edges, (line for line in drawn.lines if line.points), strict=True):
            assert [near(point) for point in cell["points"]] == [[*point] for point in placed.points]
            assert cell["tooltip"] == placed.line.tooltip
        assert sum(bool(cell["box"]) for cell in cells.values()) > len(drawn.cards)


def test_the_text_is_as_it_was_read_last(golden):
    golden(exported("drawio", SMALL)["architecture"], HERE / "url-shortener.architecture.drawio")
