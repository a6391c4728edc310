"""Themes are complete, and what they colour can be read and told apart."""

import re
from itertools import combinations

import pytest
from tests.render.colours import contrast, distance

from hld.catalog.kinds import Tier
from hld.fonts.styles import STYLES
from hld.render.themes import THEMES, Stroke, Surface, Theme
from hld.view.chart import COOL, HOT, MEANINGS, WARM

PROTOCOLS = ["http", "rpc", "graphql", "socket", "storage", "cache", "message", "push", "replication", "call"]
TEXT, GRAPHIC = 4.5, 3.0  # WCAG 2.1 AA
OWN_INKS = {"lane", "frame", "badge"}  # written in the ink of what they stand on


@pytest.fixture(params=THEMES.values(), ids=THEMES)
def theme(request) -> Theme:
    return request.param


def surfaces(theme):
    return [*theme.lanes.values(), *theme.other_lanes]


def grounds(theme):
    return [theme.page, *(surface.fill for surface in surfaces(theme))]


def test_a_theme_is_complete(theme):
    assert set(theme.inks) == set(STYLES) - OWN_INKS
    assert set(theme.lanes) == {tier.value for tier in Tier}
    assert set(theme.lines) == set(PROTOCOLS)
    assert THEMES[theme.name] is theme


def test_colours_are_written_in_one_manner(theme):
    def colours(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, Surface):
            yield from (value.fill, value.border, value.ink)
        else:
            for each in value.values() if hasattr(value, "values") else value:
                yield from colours(each)

    for field in theme._fields:
        if field not in ("name", "plate", "strokes"):
            found = colours(getattr(theme, field))
            assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in found), field


def test_texts_can_be_read(theme):
    for style, ink in theme.inks.items():
        ground = theme.card if style in ("card", "detail") else theme.page
        assert contrast(ink, ground) >= TEXT, style
    for surface in surfaces(theme):
        assert contrast(surface.ink, surface.fill) >= TEXT
        assert contrast(theme.frame.ink, surface.fill) >= TEXT
    assert contrast(theme.fault_ink, theme.fault) >= TEXT


def test_what_is_dimmed_can_still_be_read(theme):
    assert contrast(theme.dimmed.ink, theme.dimmed.fill) >= TEXT
    assert contrast(theme.badge_ink, theme.dimmed.ink) >= TEXT
    for ground in grounds(theme):
        assert contrast(theme.dimmed.ink, ground) >= TEXT, "the classic look has no cards to write on"
        assert contrast(theme.dimmed_line, ground) >= GRAPHIC


def test_lines_and_badges_stand_out(theme):
    for colour in theme.lines.values():
        assert contrast(theme.badge_ink, colour) >= TEXT
        assert min(contrast(colour, ground) for ground in grounds(theme)) >= GRAPHIC


def test_hollow_badges_can_be_read_wherever_they_lie(theme):
    for name, colour in {**theme.lines, **theme.marks, "fault": theme.fault}.items():
        for ground in (*grounds(theme), theme.card):
            assert contrast(colour, ground) >= TEXT, (name, ground)


def test_marks_stand_out_and_can_be_written_on(theme):
    for mark, colour in theme.marks.items():
        assert contrast(theme.badge_ink, colour) >= TEXT, mark


def test_boxes_around_cards_stand_out_from_lanes(theme):
    for ground in (*grounds(theme), theme.card):
        assert contrast(theme.frame.border, ground) >= GRAPHIC, ground


def test_accents_stand_out_from_cards_and_legend(theme):
    assert len(set(theme.accents)) == len(theme.accents)
    for accent in theme.accents:
        assert contrast(accent, theme.card) >= 3 and contrast(accent, theme.page) >= 3, accent


def test_heats_can_be_read_and_told_apart(theme):
    assert set(theme.heats) == set(MEANINGS)
    for heat, surface in theme.heats.items():
        assert contrast(theme.inks["card"], surface.fill) >= TEXT, heat
        assert contrast(surface.ink, surface.fill) >= TEXT, heat
        for ground in (theme.card, theme.page, surface.fill):
            assert contrast(surface.border, ground) >= GRAPHIC, heat


@pytest.mark.parametrize("blindness", ["none", "red", "green"])
def test_bars_stand_out_and_can_be_told_apart(theme, blindness):
    assert set(theme.bars) == set(MEANINGS)
    assert all(contrast(colour, theme.page) >= GRAPHIC for colour in theme.bars.values())
    for one, other in combinations([theme.bars[heat] for heat in (COOL, WARM, HOT)], 2):
        assert distance(one, other, blindness) >= 12, (one, other)


@pytest.mark.parametrize("blindness", ["none", "red", "green"])
def test_a_card_without_room_is_unlike_one_that_has_some(theme, blindness):
    for one, other in combinations([theme.heats[heat].fill for heat in (COOL, WARM, HOT)], 2):
        assert distance(one, other, blindness) >= 7, (one, other)


def test_icons_painted_on_white_show_no_box(theme):
    assert (theme.plate or theme.card) == "#ffffff"


def test_cards_stand_out_from_their_lane(theme):
    for surface in surfaces(theme):
        assert contrast(surface.ink, theme.card) >= GRAPHIC


@pytest.mark.parametrize("blindness", ["none", "red", "green"])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_protocols_can_be_told_apart(name, blindness):
    for one, other in combinations(PROTOCOLS, 2):
        colours = THEMES[name].lines[one], THEMES[name].lines[other]
        assert distance(*colours, blindness) >= 7, (one, other)


def test_the_print_theme_is_grey():
    colours = [*THEMES["print"].lines.values(), *THEMES["print"].inks.values()]
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


def test_lines_on_paper_are_told_apart_by_more_than_their_grey():
    theme = THEMES["print"]
    strokes = {name: theme.strokes.get(name, Stroke()) for name in PROTOCOLS}
    waited = ["http", "rpc", "graphql", "socket", "storage", "cache", "call"]
    assert len({(strokes[name].width, strokes[name].waited, strokes[name].core) for name in waited}) == len(waited)
    dashed = ["message", "push", "replication"]
    assert len({strokes[name].dashed for name in dashed}) == len(dashed)
