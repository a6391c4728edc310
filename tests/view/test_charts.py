"""The pictures of numbers: waterfalls, load, storage and queues, as data and on their pages."""

import textwrap
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hld import pipeline
from hld.analyse import analyse
from hld.analyse.simulation.run import simulate
from hld.analyse.simulation.types import Options
from hld.layout import text
from hld.layout.chart import bar_chart, line_chart
from hld.layout.figure import Part, Rectangle, Trace, Words, every_shape
from hld.layout.measure import census
from hld.pipeline import compile_file, compile_text
from hld.render import FORMATS, THEMES
from hld.view.chart import COOL, HOT, UNKNOWN, WARM, Bar, BarChart, Curve, LineChart, Mark, Tick
from hld.view.load import heats, load
from hld.view.queues import queues
from hld.view.scale import steps, times
from hld.view.storage import storage
from hld.view.waterfall import waterfall

ROOT = Path(__file__).parent.parent.parent
SPECS = sorted((ROOT / "specs").glob("*.yaml"))


@pytest.fixture(scope="module")
def twitter():
    return compile_file(str(ROOT / "specs" / "twitter.yaml")).model


def design(spec):
    return compile_text("hld: 1\nname: Test\n" + textwrap.dedent(spec), "test.yaml").model


# What is drawn


def test_a_waterfall_adds_up_to_the_budget(twitter):
    chart = waterfall(twitter, "feed")
    assert [bar.title for bar in chart.bars] == ["lb", "api", "feeds", "tweets", "Total"]
    assert all(one.ends == other.begins for one, other in zip(chart.bars[:-2], chart.bars[1:-1], strict=True))
    assert chart.bars[-1].ends == float(analyse(twitter).flows["feed"].latency.budget.value) == 0.032
    assert [(mark.at, mark.told) for mark in chart.marks] == [(0.2, "latency: 200 ms")]
    assert {bar.heat for bar in chart.bars} == {COOL}


def test_what_is_over_the_target_is_hot():
    spec = """
    requirements: {nonfunctional: {latency: ask p99 < 30ms}}
    components: {web: client, api: {kind: service, latency: 20ms}, db: {kind: sql, latency: 25ms}, ext: external}
    entities: {Job: {id}}
    api: [GET /jobs -> Job]
    flows: {ask: [web -> api: GET /jobs, api -> db: read Job, api -> ext: look it up]}
    """
    chart = waterfall(design(spec), "ask")
    assert [bar.heat for bar in chart.bars] == [WARM, HOT, UNKNOWN, HOT]
    assert chart.bars[-1].is_open


def test_load_is_as_hot_as_it_is(twitter):
    found = {bar.id: bar for bar in load(twitter).bars}
    assert {name: bar.heat for name, bar in found.items()} == {
        "load-lb": WARM, "load-api": HOT, "load-tweets": COOL, "load-graph": COOL, "load-feeds": COOL,
        "load-bus": COOL, "load-fanout": COOL,
    }  # fmt: skip
    assert found["load-api"].told == "148,438/s, 118.8% busy, needs 43"
    marks = heats(twitter)
    assert set(marks) == set(twitter.components) - {"web"}
    assert marks["api"] == ("148,438/s · 119%", HOT)


def test_a_load_that_is_not_known_is_neither_hot_nor_cool():
    spec = """
    components: {web: client, api: service x2}
    entities: {Job: {id}}
    api: [GET /jobs -> Job]
    flows: {ask: [web -> api: GET /jobs]}
    """
    model = design(spec)
    assert [(bar.heat, bar.told) for bar in load(model).bars] == [(UNKNOWN, "load not known")]
    assert heats(model)["api"] == ("?", UNKNOWN)


def test_a_store_grows_until_its_data_goes(twitter):
    found = {curve.id: curve for curve in storage(twitter).curves}
    assert set(found) == {"store-tweets", "store-graph"}  # how long the cache and the bus keep things is not stated
    assert found["store-tweets"].points[0] == (0.0, 0.0)
    kept = analyse(twitter).components["tweets"].kept.value
    assert found["store-tweets"].points[-1][1] == pytest.approx(float(kept))
    spec = """
    components: {web: client, api: service, log: {kind: sql, retention: 1 year}}
    entities: {Line: {size: 1 kB}}
    api: [POST /lines]
    flows: {write: {rate: 10/s, steps: [web -> api: POST /lines, api -> log: write Line]}}
    """
    (curve,) = storage(design(spec)).curves
    heights = [y for _, y in curve.points]
    assert heights == sorted(heights)
    assert max(heights) == heights[-1] == 10 * 1000 * 365 * 86400
    assert heights[len(heights) // 2] == heights[-1]


@pytest.mark.parametrize(
    ("horizon", "told"),
    [
        ("5 years", ["now", "1 year", "2 years", "3 years", "4 years", "5 years"]),
        ("3 years", ["now", "1 year", "2 years", "3 years"]),
        ("1 year", ["now", "100 days", "200 days", "300 days"]),
        ("30 days", ["now", "10 days", "20 days", "30 days"]),
        ("100 years", ["now", "20 years", "40 years", "60 years", "80 years", "100 years"]),
        ("40 s", ["now", "10 s", "20 s", "30 s", "40 s"]),
        ("1.5 s", ["now", "1.5 s"]),
    ],
)
def test_the_times_of_storage_are_round(horizon, told):
    spec = f"""
    conventions: {{horizon: {horizon}}}
    components: {{web: client, api: service, log: sql}}
    entities: {{Line: {{size: 1 kB}}}}
    flows: {{write: {{rate: 10/s, steps: [web -> api: write, api -> log: write Line]}}}}
    """
    assert [tick.told for tick in storage(design(spec)).across] == told


def test_queues_of_a_simulation():
    spec = """
    components: {web: client, api: {kind: service, replicas: 1, capacity: 10/s, latency: 100ms}}
    entities: {Job: {id}}
    capacity: {peak: 1x}
    api: [GET /jobs -> Job]
    flows: {ask: {rate: 12/s, steps: [web -> api: GET /jobs]}}
    """
    found = simulate(design(spec), Options(seconds=60))
    chart = queues("Test", found)
    (curve,) = chart.curves
    assert len(curve.points) == 60
    assert curve.points[-1][1] > curve.points[0][1]
    assert b"api: up to" in FORMATS["svg"](line_chart(chart), THEMES["light"])


@pytest.mark.parametrize("most", [0, 1, 3, "0.032", "1.1875", 7, 10, 11, 12_345, 10**18, "0.000001"])
def test_scales_are_round_and_reach(most):
    found = steps(Fraction(most))
    assert found[0] == 0
    assert found[-1] >= Fraction(most)
    assert 2 <= len(found) <= 6
    step = found[1]
    while step < 1:
        step *= 10
    while step >= 10:
        step /= 10
    assert step in (1, 2, 5)


# On the page


def every_chart(model):
    return [pipeline.draw(model, view) for view in pipeline.charts(model)]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_all_is_on_the_page_and_no_text_lies_on_another(path):
    for page in every_chart(compile_file(str(path)).model):
        boxes = []
        for shape in every_shape(page.shapes, Words):
            for line in shape.lines:
                width, high = text.width(line.text, line.style), text.size(line.style)
                left = line.at.x - (width / 2 if line.is_centred else 0)
                assert left >= 0, (page.view, line.text)
                assert left + width <= page.width, (page.view, line.text)
                boxes.append((left, line.at.y - 0.7 * high, left + width, line.at.y, line.text))
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (page.view, one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_draws_them(twitter, theme):
    for page in every_chart(twitter):
        content = FORMATS["svg"](page, THEMES[theme])
        assert ElementTree.fromstring(content).tag.endswith("svg")
        assert content == FORMATS["svg"](page, THEMES[theme])


def test_what_is_not_known_is_hollow_and_no_grid_runs_under_a_mark():
    bars = (
        Bar("a", "a", "", "1", 0.0, 0.4, UNKNOWN),
        Bar("b", "b", "", "?", 0.4, 0.4, UNKNOWN),
        Bar("c", "c", "", "2", 0.0, 1.0),
    )
    ticks = tuple(Tick(at, f"{at}") for at in (0.0, 0.5, 1.0))
    chart = BarChart("load", "T", "", bars, 1.0, ticks, ((UNKNOWN, "not known"),), (Mark(1.0, "full"),))
    figure = bar_chart(chart)
    drawn = {part.id: next(each for each in part.shapes if isinstance(each, Rectangle)) for part in parts(figure)}
    assert (drawn["a"].fill, drawn["a"].border, drawn["a"].dashes) == ("page", "bar-unknown", "2 3")
    assert (drawn["b"].fill, drawn["c"].fill) == ("bar-unknown", "bar-cool")
    grid = [each for each in every_shape(figure.shapes, Trace) if each.line == "border"]
    assert len(grid) == 2


def test_curves_are_told_apart_without_colours():
    curves = tuple(Curve(f"c{n}", f"c{n}", ((0.0, 0.0), (1.0, 1.0)), "1") for n in range(7))
    figure = line_chart(LineChart("storage", "T", "", curves, 1.0, 1.0, (), ()))
    lines = [
        next(each for each in part.shapes if isinstance(each, Trace) and each.thickness > 2) for part in parts(figure)
    ]
    assert len({line.dashes for line in lines[:5]}) == 5
    assert len({(line.dashes, line.line) for line in lines}) == 7


def parts(figure):
    return [shape for shape in figure.shapes if isinstance(shape, Part) and not shape.id.startswith("mark-")]


def test_a_flow_without_steps_has_an_empty_waterfall():
    page = bar_chart(waterfall(design("flows: {ask: []}\n"), "ask"))
    assert page.width > 0


def test_they_are_drawn_on_request_only(twitter):
    assert not set(pipeline.views(twitter)) & set(pipeline.charts(twitter))
    assert pipeline.charts(twitter) == ("load", "storage", "waterfall-post", "waterfall-follow", "waterfall-feed",
                                        "waterfall-view")  # fmt: skip


def test_a_view_that_shows_load_has_it_on_its_cards(twitter):
    text_ = (ROOT / "specs" / "twitter.yaml").read_text() + "\nviews:\n  hot: {of: all, show: [load]}\n"
    model = compile_text(text_, "test.yaml").model
    content = FORMATS["svg"](pipeline.draw(model, "view-hot"), THEMES["light"])
    assert "148,438/s · 119%".encode() in content


@pytest.mark.parametrize("look", ["lanes", "classic"])
def test_cards_are_coloured_by_their_load_and_say_so_too(twitter, look):
    drawing = pipeline.draw(twitter, "heat", look=look)
    assert {card.card.id: card.card.heat for card in drawing.cards} == {
        "web": "", "lb": WARM, "api": HOT, "tweets": COOL, "graph": COOL, "feeds": COOL, "bus": COOL, "fanout": COOL,
    }  # fmt: skip
    said = {card.card.id: " ".join(line.text for line in card.texts) for card in drawing.cards}
    assert "little room" in said["lb"] and "no room" in said["api"] and "has room" in said["bus"]
    assert [row.row.what.partition(":")[0] for row in drawing.legend if row.row.heat] == [
        "has room", "little room", "no room",
    ]  # fmt: skip
    assert not census(drawing).faults
    for theme in THEMES.values():
        content = FORMATS["svg"](drawing, theme).decode()
        assert all(content.count(theme.heats[heat].fill) >= 2 for heat in (COOL, WARM, HOT))  # a card and the key


def test_a_card_of_an_unknown_load_says_that_it_is_not_known():
    model = design("components: {web: client, api: service}\nflows: {ask: [web -> api: ask]}")
    (card,) = [card for card in pipeline.draw(model, "heat").cards if card.card.id == "api"]
    assert (card.card.heat, card.card.notes) == (UNKNOWN, ("load: not known",))


@pytest.mark.parametrize(
    ("contains", "heat", "said"),
    [
        ("[lb, api, feeds]", HOT, "load: api 148,438/s · 119% · no room"),
        ("[bus, lb]", WARM, "little room"),
        ("[graph, unknown]", UNKNOWN, "load: unknown not known"),
        ("[web]", "", ""),
    ],
)
def test_a_group_as_one_card_is_as_full_as_the_fullest_of_its_members(contains, heat, said):
    text_ = (
        (ROOT / "specs" / "twitter.yaml").read_text().replace("  bus:    queue", "  unknown: service\n  bus:    queue")
    )
    text_ += f"groups: {{some: {{contains: {contains}}}}}\nviews: {{hot: {{collapse: [some], show: [load]}}}}\n"
    drawing = pipeline.draw(compile_text(text_, "test.yaml").model, "view-hot")
    (card,) = [card.card for card in drawing.cards if card.card.id == "group:some"]
    assert card.heat == heat
    assert said in " ".join(card.notes)
    assert not census(drawing).faults


def test_a_view_that_shows_no_load_has_no_heat(twitter):
    assert {card.card.heat for card in pipeline.draw(twitter).cards} == {""}


def test_a_scale_of_time_has_whole_minutes_and_hours():
    assert times(Fraction(300)) == tuple(60 * Fraction(each) for each in range(6))
    assert times(Fraction(7200)) == tuple(1800 * Fraction(each) for each in range(5))
    assert times(Fraction(32, 1000)) == steps(Fraction(32, 1000))


def test_where_no_store_is_known_words_stand_in_place_of_an_empty_chart():
    spec = """
    entities: {Job: {id}}
    components: {web: client, api: service, jobs-db: {kind: sql, name: Jobs}}
    api: [POST /jobs]
    flows: {ask: [web -> api: POST /jobs, api -> jobs-db: write Job]}
    """
    chart = storage(design(spec))
    assert chart.curves == ()
    assert chart.footer.endswith("not known: Jobs")
    said = [line.text for shape in every_shape(line_chart(chart).shapes, Words) for line in shape.lines]
    assert "1 byte" not in said
    assert any("is not known" in each for each in said)
