"""What a drawing holds, the same on every run."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hld.layout import layout
from hld.layout.measure import census

from .designs import card, feed, framed, graph, odd


def test_the_same_graph_gives_the_same_drawing() -> None:
    assert layout(feed()) == layout(feed())


def test_lanes_stand_side_by_side_over_the_full_height() -> None:
    lanes = layout(feed()).lanes
    assert [lane.lane.id for lane in lanes] == ["clients", "edge", "services", "async", "data"]
    assert len({(lane.box.y, lane.box.height) for lane in lanes}) == 1
    assert all(left.box.right < right.box.x for left, right in pairwise(lanes))


def test_every_icon_is_there_once_as_png() -> None:
    icons = layout(feed()).icons
    assert set(icons) == {card.icon for card in feed().cards}
    assert all(data.startswith(b"\x89PNG") for data in icons.values())


def test_an_icon_that_is_unknown_is_blank() -> None:
    one = odd()["one"]
    plain = one.cards[0].__class__("a", "A", "", "no.such.Icon", "services", "service")
    drawing = layout(one.__class__("architecture", "T", "", one.lanes, (), (plain,), (), ()))
    assert drawing.icons["no.such.Icon"].startswith(b"\x89PNG")


def test_lines_run_level_and_upright_from_card_to_card() -> None:
    for placed in layout(feed()).lines:
        for start, end in pairwise(placed.points):
            assert start.x == end.x or start.y == end.y


def test_work_within_a_card_is_badges_on_its_edge() -> None:
    drawing = layout(odd()["self"])
    inside = [line for line in drawing.lines if line.line.source == line.line.target]
    assert [len(line.badges) for line in inside] == [3, 1]
    assert all(line.points == () for line in inside)


def test_a_long_name_makes_its_card_higher_not_wider() -> None:
    cards = layout(odd()["long"]).cards
    assert all(card.box.width < 220 and card.box.height > 80 for card in cards)
    assert all(len(card.texts) > 3 for card in cards)


def test_the_classic_look_has_the_text_below_the_icon() -> None:
    drawing = layout(feed(), look="classic")
    assert drawing.look == "classic"
    assert not census(drawing).faults
    for each in drawing.cards:
        assert all(line.at.y > each.icon.bottom and line.is_centred for line in each.texts)


def test_frames_have_their_title_within() -> None:
    for frame in layout(framed()).frames:
        assert all(frame.box.y < title.at.y < frame.box.y + 40 for title in frame.titles)


def test_titles_and_footers_of_any_length_stay_on_the_page() -> None:
    words = "an endless title of many words " * 12
    graph = framed()
    frames = tuple(frame._replace(title=words) for frame in graph.frames)
    drawing = layout(graph._replace(title=words, subtitle=words, footer=words, frames=frames))
    assert not census(drawing).faults


def test_blank_and_hostile_texts_are_drawn() -> None:
    graph = odd()["both"]
    cards = tuple(card._replace(title="\t\n ", subtitle='"]; \\N <b>\x00') for card in graph.cards)
    assert not census(layout(graph._replace(cards=cards))).faults


@pytest.mark.parametrize("look", ["lanes", "classic"])
@pytest.mark.parametrize("count", [1, 4, 7, 12])
def test_work_within_a_card_stays_on_its_edge_however_much_it_is(look: str, count: int) -> None:
    cards = [card("web", "clients"), card("api", "services")]
    numbers = ",".join(str(number) for number in range(2, 2 + count))
    lines = [
        ("web", "api", "http", False, "1"),
        ("api", "api", "call", False, numbers),
        ("api", "api", "http", False, "99"),
    ]
    assert not census(layout(graph(cards, lines), look=look)).faults


def test_a_line_ends_well_before_the_text_of_an_icon_without_a_border() -> None:
    drawing = layout(feed(), look="classic")
    cards = {each.card.id: each for each in drawing.cards}
    for placed in drawing.lines:
        for end, name in ((placed.points[0], placed.line.source), (placed.points[-1], placed.line.target)):
            for text in cards[name].texts:
                beside = abs(end.x - text.at.x) - text.width / 2
                if text.at.y - 9 < end.y < text.at.y + 3:
                    assert beside >= 7.9
