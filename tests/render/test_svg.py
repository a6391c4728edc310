"""The SVG: well-formed for any text, self-contained, and saying what the spec says."""

import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ET

import pytest
from tests.render.sample import CARDS, LINES, feed, lane, pill, placed_card, text

from hld.layout import cards
from hld.layout.types import Box, PlacedFrame, PlacedLegendRow, PlacedLine, Point
from hld.render import FORMATS, THEMES
from hld.render.svg import svg
from hld.view.types import Badge, Card, Frame, LegendRow, Line

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
LIGHT = THEMES["light"]
NASTY = [
    '"quotes" & <b>bold</b>',
    "C:\\new\\table\x00\x0b\x1b\x7f\x85",
    "lone \ud800 surrogate \udfff, \ufffe \uffff",
    "]]> <!-- --> <![CDATA[ &amp; &#65;",
    "用户 خدمة 🚀 שירות",
    "tab\tline\nreturn\r",
    "' onload='alert(1)",
    "",
]


def drawn(drawing, theme=LIGHT):
    return ET.fromstring(svg(drawing, theme))


def by_id(root):
    return {element.get("id"): element for element in root.iter() if element.get("id")}


def words(element):
    return [line.text for line in element.iter(f"{SVG}text")]


def one_card(**changes):
    card = Card("api", "API", "Go", "programming.language.Go", "services", "service")._replace(**changes)
    return feed()._replace(cards=(placed_card(card, 400, 300),), lines=(), legend=())


def one_line(**changes):
    line = Line("a-b", "a", "b", "http")._replace(**changes)
    placed = PlacedLine(line, (Point(100, 100), Point(200, 100), Point(200, 180)), (pill("1", Point(150, 100)),))
    return feed()._replace(cards=(), lines=(placed,), legend=(), lanes=())


@pytest.fixture(scope="module")
def picture():
    return drawn(feed())


def test_everything_has_an_id_from_the_spec_and_no_id_is_there_twice(picture):
    found = [element.get("id") for element in picture.iter() if element.get("id")]
    assert len(found) == len(set(found))
    assert {f"component-{name}" for name in CARDS} <= set(found)
    assert {f"line-{source}-{target}" for source, target, *_ in LINES} <= set(found)
    assert {"lane-edge", "badge-tweets-media-6", "legend-6"} <= set(found)


def test_ids_are_safe_and_distinct_whatever_the_spec_says():
    names = ["a b", "a/b", 'x"y', "用户", ""]
    cards = tuple(placed_card(Card(name, "x", "", "", "edge", "dns"), 9, 9) for name in names)
    found = by_id(drawn(feed()._replace(cards=cards, lines=(), legend=())))
    expected = ["component-a-b", "component-a-b-2", "component-x-y", "component-用户", "component-x"]
    assert [name for name in found if name.startswith("component")] == expected


def test_it_says_what_it_shows(picture):
    assert picture.get("role") == "img"
    title, description = (by_id(picture)[name] for name in picture.get("aria-labelledby").split())
    assert (title.tag, title.text) == (f"{SVG}title", "Twitter-like feed — high-level design")
    assert (description.tag, description.text) == (f"{SVG}desc", "A feed, drawn.")
    assert by_id(picture)["component-media"].find(f"{SVG}title").text == "Media Store: S3"
    assert by_id(picture)["line-lb-gateway"].find(f"{SVG}title").text == "route (HTTP/2)"


def test_texts_are_texts(picture):
    assert words(by_id(picture)["component-events"]) == ["Event Stream", "Kafka · 64 partitions"]
    number, row = by_id(picture)["legend-7"].findall(f"{SVG}text")
    assert number.text == "7"
    assert "".join(row.itertext()) == "Tweet Service → Event Stream: TweetCreated (Kafka, async)"
    assert [part.get("font-weight") for part in row] == [None, "bold", None]
    assert "Liberation Sans" in picture.get("font-family")


def test_each_icon_is_embedded_once(picture):
    images = list(picture.iter(f"{SVG}image"))
    assert len(images) == len({card[2] for card in CARDS.values()})
    assert all(image.get(f"{XLINK}href").startswith("data:image/png;base64,") for image in images)
    uses = [use.get(f"{XLINK}href") for use in picture.iter(f"{SVG}use")]
    assert len(uses) == len(CARDS)
    assert {name.removeprefix("#") for name in uses} <= set(by_id(picture))


def test_nothing_outside_the_file_is_needed_and_nothing_runs():
    content = svg(feed(), LIGHT).decode()
    assert not re.findall(r'(?:href|src)="(?!#|data:)', content)
    assert not re.search(r"<(script|style|foreignObject)|url\(|\son\w+=|@import", content)


def test_numbers_have_at_most_two_decimals_and_no_minus_zero():
    line = one_line().lines[0]
    shifted = line._replace(points=tuple(Point(x / 3 - 1e-9, y / 7) for x, y in line.points))
    content = svg(one_line()._replace(lines=(shifted,), icons={}), LIGHT).decode()
    assert not re.search(r"\d\.\d{3,}|-0(?![.\d])|\d\.0[^0-9.]|e-\d|nan|inf", content)


@pytest.mark.parametrize("look", ["lanes", "classic"])
@pytest.mark.parametrize("words_", NASTY)
def test_any_text_gives_well_formed_xml(words_, look):
    card = Card(words_, words_, words_, words_, words_, words_, words_, words_, faults=(words_,))
    line = Line(words_, words_, words_, words_, tooltip=words_, faults=(words_,))
    route = (Point(10, 10), Point(90, 10))
    row = LegendRow(words_, words_, what=words_)
    nasty = feed(look)._replace(
        graph=feed().graph._replace(view=words_, title=words_, description=words_),
        texts=(text(words_, 1, 1, "title"),),
        cards=(placed_card(card, 9, 9),),
        lines=(PlacedLine(line, route, (pill(words_, Point(50, 10), words_),)),),
        frames=(PlacedFrame(Frame(words_, words_, words_, ()), Box(1, 1, 9, 9), (text(words_, 1, 1, "frame"),)),),
        legend=(PlacedLegendRow(row, Box(1, 1, 9, 9), (text(words_, 1, 1, "legend"),)),),
        icons={words_: b"\x89PNG"},
    )
    root = drawn(nasty)
    shown = re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ud800-\udfff\ufffe\uffff]", "", words_
    )
    assert by_id(root)["title"].text in (shown.replace("\r", "\n"), shown) or not words_


def test_blanks_are_kept_and_words_from_right_to_left_keep_their_direction():
    cards = [by_id(drawn(one_card(title=title)))["component-api"] for title in ("a  b", "خدمة API", "a b")]
    texts = [card.find(f"{SVG}text") for card in cards]
    preserve = "{http://www.w3.org/XML/1998/namespace}space"
    assert [line.get(preserve) for line in texts] == ["preserve", None, None]
    assert texts[1].text == "\u2068خدمة API\u2069"


def test_nothing_turns_a_picture_about():
    card = by_id(drawn(one_card(title="safe \u202eevil\u202c \u2066x\u2069")))["component-api"]
    assert "safe evil x" in card.find(f"{SVG}text").text
    assert not {"\u202e", "\u2066"} & set("".join(card.itertext()))


@pytest.mark.parametrize(
    ("written", "isolated"),
    [
        ("خدمة → Worker: ", "<خدمة> → Worker: "),
        ("API → شירות", "API → <شירות>"),
        ("خدمة API · ×3", "<خدمة API> · ×3"),
        ("a → b", "a → b"),
    ],
)
def test_arrows_between_words_from_right_to_left_keep_their_direction(written, isolated):
    row = PlacedLegendRow(LegendRow("1", "http"), Box(1, 1, 9, 9), (text(written, 20, 9, "legend"),))
    shown = words(by_id(drawn(one_line()._replace(legend=(row,))))["legend-1"])[1]
    assert shown.replace("\u2068", "<").replace("\u2069", ">") == isolated


@pytest.mark.parametrize("link", ["https://wiki.example/a?b=1&c=2", "http://x", "docs/api.md", "#top", "/runbook"])
def test_a_card_leads_where_the_spec_says(link):
    assert by_id(drawn(one_card(link=link)))["component-api"].find(f"{SVG}a").get("href") == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:x()",
        " java\nscript:x()",
        "JavaScript:x()",
        "data:text/html,x",
        "\x01javascript:x",
        "file:///etc",
        "",
    ],
)
def test_a_link_never_runs_anything(link):
    assert by_id(drawn(one_card(link=link)))["component-api"].find(f"{SVG}a") is None


def paths(root, name):
    return [path for path in by_id(root)[name].iter(f"{SVG}path") if path.get("stroke") or path.get("fill") != "none"]


def test_a_line_is_a_stroke_with_rounded_corners_and_an_arrow_at_its_end():
    shaft, arrow = paths(drawn(one_line()), "line-a-b")
    assert shaft.get("d") == "M100 100L192 100Q200 100 200 108L200 171"
    assert arrow.get("d") == "M200 180L204 170L196 170Z"
    assert shaft.get("stroke") == arrow.get("fill") == LIGHT.lines["http"]
    assert shaft.get("stroke-dasharray") is None


def test_corners_between_short_legs_are_rounded_less():
    placed = one_line().lines[0]._replace(points=(Point(0, 0), Point(6, 0), Point(6, 90)), badges=())
    shaft, _ = paths(drawn(one_line()._replace(lines=(placed,))), "line-a-b")
    assert shaft.get("d") == "M0 0L3 0Q6 0 6 3L6 81"


def test_asynchronous_lines_are_dashed_and_two_way_lines_have_two_arrows():
    shaft, arrows = paths(drawn(one_line(is_dashed=True, both_ways=True)), "line-a-b")
    assert shaft.get("stroke-dasharray")
    assert arrows.get("d").count("Z") == 2
    assert shaft.get("d").startswith("M109 100"), "both ends stop short of their arrows"


@pytest.mark.parametrize("points", [(), (Point(1, 1),), (Point(1, 1), Point(1, 1))])
def test_a_line_without_length_is_left_out_quietly(points):
    placed = one_line().lines[0]._replace(points=points)
    assert not paths(drawn(one_line()._replace(lines=(placed,))), "line-a-b")


def test_the_upper_of_two_crossing_lines_leaves_a_gap_in_the_lower_one():
    lower = PlacedLine(Line("lower", "a", "b", "http"), (Point(100, 0), Point(100, 200)), ())
    upper = PlacedLine(Line("upper", "c", "d", "rpc"), (Point(0, 120), Point(300, 120)), ())
    found = by_id(drawn(one_line()._replace(lines=(lower, upper))))
    (gap,) = found["line-upper"].findall(f"{SVG}rect")
    box = [float(gap.get(side)) for side in ("x", "y", "width", "height")]
    assert box[0] < 100 < box[0] + box[2]
    assert box[1] < 120 < box[1] + box[3]
    assert gap.get("fill") == LIGHT.page
    assert not found["line-lower"].findall(f"{SVG}rect")


def test_a_gap_has_the_colour_of_what_lies_below():
    services = lane("services")
    x, y = services.box.x + 50, services.box.y + 300
    level = PlacedLine(Line("level", "a", "b", "http"), (Point(x - 40, y), Point(x + 40, y)), ())
    upright = PlacedLine(Line("upright", "a", "b", "http"), (Point(x, y - 40), Point(x, y + 40)), ())
    found = by_id(drawn(one_line()._replace(lanes=(services,), lines=(level, upright))))
    assert found["line-upright"].find(f"{SVG}rect").get("fill") == LIGHT.lanes["services"].fill


def test_dimmed_lines_lie_below_the_others():
    on, off = one_line(id="on").lines, one_line(id="off", is_dimmed=True).lines
    root = drawn(one_line()._replace(lines=on + off))
    assert [name for name in by_id(root) if name.startswith("line-")] == ["line-off", "line-on"]
    assert paths(root, "line-off")[0].get("stroke") == LIGHT.dimmed_line


def test_dimmed_cards_recede_but_keep_their_texts():
    card = by_id(drawn(one_card(is_dimmed=True)))["component-api"]
    assert card.find(f"{SVG}rect").get("stroke") == LIGHT.dimmed.border
    assert {line.get("fill") for line in card.iter(f"{SVG}text")} == {LIGHT.dimmed.ink}
    assert float(card.find(f"{SVG}g").get("opacity")) < 1


def test_faults_are_marked_on_the_picture():
    found = by_id(drawn(one_card(faults=("no such API 'x'", "second"))))
    assert found["component-api"].find(f"{SVG}rect").get("stroke") == LIGHT.fault
    assert words(found["fault-api"]) == ["!"]
    assert found["fault-api"].find(f"{SVG}title").text == "no such API 'x'\nsecond"
    found = by_id(drawn(one_line(faults=("wrong way",))))
    assert found["fault-a-b"].find(f"{SVG}title").text == "wrong way"
    mark = found["fault-a-b"].find(f"{SVG}circle")
    badge = found["badge-a-b-1"].find(f"{SVG}rect")
    assert float(mark.get("cx")) + 8 <= float(badge.get("x")) or float(mark.get("cx")) - 8 >= float(badge.get("x")) + 18


def test_the_badge_of_a_reply_is_hollow_and_that_of_a_fault_is_red():
    line = one_line(faults=("wrong way",)).lines[0]
    sign = line.badges[0]._replace(badge=Badge("!", "", "wrong way", is_fault=True))
    found = by_id(drawn(one_line()._replace(lines=(line._replace(badges=(sign,)),))))
    assert found["badge-a-b-x"].find(f"{SVG}rect").get("fill") == LIGHT.fault
    assert "fault-a-b" not in found, "marked once"
    line = one_line().lines[0]
    reply = line.badges[0]._replace(badge=Badge("4", "feed", is_reply=True))
    badge = by_id(drawn(one_line()._replace(lines=(line._replace(badges=(reply,)),))))["badge-a-b-4"]
    assert badge.find(f"{SVG}rect").get("stroke") == badge.find(f"{SVG}text").get("fill") == LIGHT.lines["http"]
    assert badge.find(f"{SVG}rect").get("fill") == LIGHT.badge_ink


def test_the_legend_shows_badges_samples_and_headings():
    def row(**parts):
        return PlacedLegendRow(LegendRow(**parts), Box(10, 10, 30, 16), (text(parts["what"], 50, 20, "legend"),))

    rows = [
        row(badge="3", protocol="cache", what="read"),
        row(badge="", protocol="message", what="message", is_dashed=True),
        row(badge="", protocol="", what="Post a tweet", is_heading=True),
    ]
    found = by_id(drawn(one_line()._replace(legend=tuple(rows))))
    assert words(found["legend-3"]) == ["3", "read"]
    assert found["legend-3"].find(f"{SVG}rect").get("fill") == LIGHT.lines["cache"]
    shaft, arrow = found["legend-message"].findall(f"{SVG}path")
    assert (shaft.get("stroke-dasharray"), arrow.get("fill")) == ("7 5", LIGHT.lines["message"])
    assert [child.tag for child in found["legend-Post-a-tweet"]] == [f"{SVG}text"]


def test_the_classic_look_has_no_borders_around_cards():
    card = by_id(drawn(one_card()._replace(look="classic")))["component-api"]
    assert card.find(f"{SVG}rect").get("stroke") is None
    assert words(card) == ["API", "Go"]


def test_lanes_of_the_authors_own_have_colours_in_turn():
    own = tuple(lane("edge")._replace(lane=lane("edge").lane._replace(id=f"own{n}")) for n in range(6))
    found = by_id(drawn(one_card()._replace(lanes=own)))
    fills = [found[f"lane-own{n}"].find(f"{SVG}rect").get("fill") for n in range(6)]
    assert fills[:4] == [surface.fill for surface in LIGHT.other_lanes]
    assert fills[4:] == fills[:2]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_only_colours_and_strokes_differ_between_themes(theme):
    def bare(content):
        return re.sub(rb'(fill|stroke|stroke-width|stroke-dasharray)="[^"]*" ?', b"", content)

    plate = re.compile(rb'<rect x="[\d.]+" y="[\d.]+" width="42" height="42" rx="6"[^>]*>')
    core = re.compile(rb'<path d="[^"]*" fill="none" stroke="#ffffff" stroke-width="1.4"/>')
    found, usual = (
        re.sub(rb"\s*/>", b"/>", plate.sub(b"", bare(core.sub(b"", svg(feed(), each))))) for each in (theme, LIGHT)
    )
    assert found == usual


def test_the_same_drawing_gives_the_same_bytes_in_every_process(tmp_path):
    program = (
        "import hashlib\nfrom importlib.util import find_spec\n"
        "from hld.render import FORMATS, THEMES\nfrom tests.render.sample import feed\n"
        "names = [name for name in FORMATS if name != 'pdf' or find_spec('typst')]\n"
        "print([hashlib.sha256(FORMATS[name](feed(), THEMES['light'])).hexdigest() for name in names])"
    )
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    seen = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root, "HOME": str(tmp_path)}
        command = [sys.executable, "-c", program]
        seen.add(subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=True).stdout)
    assert len(seen) == 1


def test_it_is_quick():
    drawing = feed()
    svg(drawing, LIGHT)
    begun = time.perf_counter()
    svg(drawing, LIGHT)
    assert time.perf_counter() - begun < 0.1


def test_the_formats_are_named_by_their_suffix():
    assert list(FORMATS) == ["svg", "png", "pdf"]
    assert FORMATS["svg"](feed(), LIGHT).startswith(b"<svg ")


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("is_dashed", "dashes"), [(True, "7 5"), (False, None)])
def test_a_removed_line_is_struck_out_and_dashed_only_if_nobody_waits(theme, is_dashed, dashes):
    def strokes(mark):
        return by_id(drawn(one_line(mark=mark, is_dashed=is_dashed), theme))["line-a-b"].findall(f"{SVG}path")

    shaft, _, struck = strokes("removed")
    assert shaft.get("stroke-dasharray") == dashes
    assert struck.get("stroke") == theme.marks["removed"]
    ends = [tuple(map(float, each.split())) for each in re.findall("[ML]([0-9. ]+)", struck.get("d"))]
    middles = [
        ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2) for one, other in zip(ends[::2], ends[1::2], strict=True)
    ]
    assert len(middles) >= 6
    assert all(y == 100 or x == 200 for x, y in middles), "on the line"
    assert not any(Box(x - 4, y - 4, 8, 8).overlaps(pill("1", Point(150, 100)).box) for x, y in middles), "to be seen"
    assert len(strokes("changed")) == len(strokes("added")) == 2


def test_on_paper_lines_to_stores_are_double_unless_they_recede():
    def shafts(**changes):
        line = by_id(drawn(one_line(**changes), THEMES["print"]))["line-a-b"]
        return [(path.get("stroke"), path.get("stroke-width")) for path in line.iter(f"{SVG}path")][:-1]

    manner = THEMES["print"].strokes["storage"]
    colour = THEMES["print"].lines["storage"]
    assert shafts(protocol="storage") == [(colour, f"{manner.width}"), ("#ffffff", f"{manner.core}")]
    assert len(shafts(protocol="storage", is_dimmed=True)) == len(shafts(protocol="http")) == 1


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_an_icon_that_recedes_fades_with_its_plate(theme):
    card = by_id(drawn(one_card(is_dimmed=True), theme))["component-api"]
    faded = card.find(f"{SVG}g")
    assert float(faded.get("opacity")) < 1
    assert [each.tag for each in faded] == ([f"{SVG}rect"] if theme.plate else []) + [f"{SVG}use"]
    assert not any(each.get("opacity") for each in faded)


def test_an_accent_keeps_clear_of_the_plate_of_an_icon():
    card = Card("api", "API", "Go", "programming.language.Go", "services", "service", accent="hot")
    drawing = one_card()._replace(cards=(cards.placed(card, cards.face(card, 180.0), Box(400, 300, 180, 60)),))
    _, stripe, plate = by_id(drawn(drawing, THEMES["dark"]))["component-api"].findall(f"{SVG}rect")
    assert float(stripe.get("x")) + float(stripe.get("width")) + 1.5 <= float(plate.get("x"))
