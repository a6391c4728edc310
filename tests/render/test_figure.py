"""Figures: pictures of shapes, drawn in every theme as the drawings are."""

import xml.etree.ElementTree as ET

import pytest
from tests.render.test_svg import NASTY, SVG, XLINK, by_id, words

from hld.layout import figure as make
from hld.layout.figure import Body, Caption, Icon, Part, Rectangle, Trace, Words, every_shape
from hld.layout.text import line
from hld.layout.types import Box, Point
from hld.render import FORMATS, THEMES
from hld.render.themes.roles import ink_of, roles
from hld.view.types import LegendRow

LIGHT = THEMES["light"]
KAFKA = "onprem.queue.Kafka"


def a_card(name="api", x=0.0, **changes):
    shapes = (
        Rectangle(Box(x, 0, 120, 50), "card", "border", 8),
        Icon(KAFKA, Box(x + 8, 8, 34, 34)),
        make.words("API", Point(x + 50, 30), "card"),
    )
    return Part(f"card-{name}", shapes)._replace(**changes)


def a_figure(*shapes, **caption):
    caption = Caption("sample", "A sample", "of shapes", "sample.yaml", "Two cards.")._replace(**caption)
    return make.figure(caption, Body(shapes or (a_card(), a_card("bus", 300)), 420, 50))


def drawn(figure, theme=LIGHT):
    return ET.fromstring(FORMATS["svg"](figure, theme))


def paths(root):
    return [(path.get("d"), path.get("stroke"), path.get("stroke-dasharray")) for path in root.iter(f"{SVG}path")]


def test_a_figure_says_what_it_shows():
    root = drawn(a_figure())
    title, description = (by_id(root)[name] for name in root.get("aria-labelledby").split())
    assert (title.text, description.text) == ("A sample", "Two cards.")
    assert words(root) == ["API", "API", "A sample", "of shapes", "sample.yaml"]
    assert {"card-api", "card-bus"} <= set(by_id(root))


def test_an_icon_is_there_once_however_often_it_is_drawn():
    root = drawn(a_figure())
    assert len(list(root.iter(f"{SVG}image"))) == 1
    assert [use.get(f"{XLINK}href") for use in root.iter(f"{SVG}use")] == [f"#icon-{KAFKA}"] * 2


def test_the_body_stands_below_its_title_within_the_page():
    figure = a_figure(title="A title that is much wider than what is shown " * 3)
    boxes = [shape.box for shape in every_shape(figure.shapes, Rectangle)]
    titles = [shape.lines[0] for shape in every_shape(figure.shapes, Words) if shape.lines[0].style == "title"]
    assert len(titles) > 1
    assert all(box.y > title.at.y for box in boxes for title in titles)
    assert all(Box(0, 0, figure.width, figure.height).holds(box.grown(20)) for box in boxes)
    assert all(title.at.x + title.width <= figure.width for title in titles)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_theme_knows_every_role(theme):
    known = roles(theme)
    assert known.keys() == roles(LIGHT).keys()
    assert all(colour.startswith("#") and len(colour) == 7 for colour in known.values())
    assert ink_of(theme, "card") == known["ink"] and ink_of(theme, "badge") == known["badge-ink"]


def test_themes_move_nothing_but_colours():
    trace = Trace((Point(0, 0), Point(90, 0), Point(90, 40)), "line-cache", is_dashed=True, end="arrow", bend=8)
    light, dark, grey = (drawn(a_figure(a_card(), trace), THEMES[name]) for name in ("light", "dark", "print"))
    shaft, core, head = (path[0] for path in paths(grey))  # on paper, lines to caches are double
    assert shaft == core
    assert [path[0] for path in paths(light)] == [path[0] for path in paths(dark)] == [shaft, head]
    assert paths(light)[0][1] != paths(dark)[0][1] != paths(grey)[0][1]
    assert next(path.get("stroke-width") for path in grey.iter(f"{SVG}path")) == "5"  # as the theme draws caches


def test_lines_have_the_ends_that_are_asked_for():
    points = (Point(0, 0), Point(100, 0))
    (plain,) = paths(drawn(a_figure(Trace(points, "ink"))))
    shaft, triangle = paths(drawn(a_figure(Trace(points, "ink", end="arrow"))))
    strokes, head = paths(drawn(a_figure(Trace(points, "ink", end="open"))))
    assert triangle[0].endswith("Z") and triangle[1] is None
    assert not head[0].endswith("Z") and head[1] == strokes[1]
    assert strokes == plain and shaft != plain  # the shaft ends within the triangle


def test_a_closed_line_is_an_area():
    corners = (Point(0, 0), Point(30, 0), Point(20, 20), Point(0, 20))
    root = drawn(a_figure(Trace(corners, "border", 1.0, fill="surface", is_closed=True)))
    (area,) = root.iter(f"{SVG}path")
    assert area.get("d").endswith("Z") and area.get("fill") == roles(LIGHT)["surface"]


def test_a_part_tells_more_and_leads_on():
    root = drawn(
        a_figure(a_card(tooltip="what it is", link="https://example.org/api"), a_card("b", link="javascript:x"))
    )
    assert by_id(root)["card-api"].find(f"{SVG}title").text == "what it is"
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["https://example.org/api"]


def test_texts_in_several_styles_are_one():
    name = line("name ", Point(10, 20), "legend-strong")
    kind = line("string", Point(10 + name.width, 20), "legend-faint")
    (told,) = [each for each in drawn(a_figure(Words((name, kind)))).iter(f"{SVG}text") if len(each)]
    assert "".join(told.itertext()) == "name string"
    assert len({part.get("fill") for part in told}) == 2


def test_the_legend_is_that_of_the_drawings():
    figure = a_figure(
        legend=(LegendRow("", "http", what="HTTP request", is_key=True), LegendRow("1", "http", what="go"))
    )
    assert {"legend-HTTP-request", "legend-1"} <= set(by_id(drawn(figure)))


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_any_text_is_drawn(name, theme):
    shapes = (a_card(name, tooltip=name, link=name), make.words(name, Point(0, 90), "card"))
    figure = a_figure(*shapes, title=name, description=name)
    assert FORMATS["svg"](figure, theme) == FORMATS["svg"](figure, theme)
    drawn(figure, theme)


def test_a_png_is_made_of_it():
    assert FORMATS["png"](a_figure(), LIGHT).startswith(b"\x89PNG")
