"""Text is measured as the font has it, never too narrow, and broken where a reader would break it."""

import json
import runpy
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.fonts import metrics
from hld.fonts.graphemes import graphemes
from hld.fonts.metrics import covers, ellipsis, width, wrap
from hld.fonts.styles import STYLES
from hld.layout.text import parted

ROOT = Path(__file__).parent.parent.parent
WORDS = ["Tweet Service", "AVAVATo Wave", "HAProxy", "To: AWS Lambda", "f’s r’s", "ΥϊΤϊ", "АД АЛ", "Café Zürich — 99 %"]


@pytest.fixture(scope="module")
def fonts():
    ttlib = pytest.importorskip("fontTools.ttLib")
    return {False: ttlib.TTFont(metrics.REGULAR), True: ttlib.TTFont(metrics.BOLD)}


def set_in(font, text, kerns):
    """The width in ems as the font's own tables give it."""
    cmap, pairs = font.getBestCmap(), font["kern"].kernTables[0].kernTable
    glyphs = [cmap[ord(char)] for char in text]
    advances = sum(font["hmtx"][glyph][0] for glyph in glyphs)
    kerning = sum(pairs.get(pair, 0) for pair in pairwise(glyphs)) if kerns else 0
    return (advances + kerning) / font["head"].unitsPerEm


def test_the_table_is_what_the_tool_makes_of_the_fonts(fonts):
    table = runpy.run_path(str(ROOT / "tools" / "font_metrics.py"))["table"]()
    assert json.loads((ROOT / "src/hld/fonts/advances.json").read_text()) == table


def test_the_fonts_are_free():
    licence = (ROOT / "src/hld/fonts/LiberationSans-OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name Liberation" in licence


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", WORDS)
def test_a_text_is_never_wider_than_measured(fonts, text, bold):
    kerned, plain = (set_in(fonts[bold], text, kerns) for kerns in (True, False))
    assert max(kerned, plain) * 20 <= width(text, 20, bold) + 1e-9
    assert width(text, 20, bold) <= max(kerned, plain) * 20 * 1.04


def test_widths_grow_with_size_and_weight():
    assert width("Orders", 26) == pytest.approx(2 * width("Orders", 13))
    assert width("Orders", 13, bold=True) > width("Orders", 13)
    assert width("", 13) == 0


@pytest.mark.parametrize(
    ("text", "ems"),
    [("用户", 2), ("ａ", 1), ("사용", 2), ("e\u0301", width("e", 1)), ("\u200b\x00\x07\ud800", 0), ("🚀", 1.37)],
)
def test_what_the_font_lacks_is_estimated(text, ems):
    assert width(text, 1) == pytest.approx(ems, rel=0.07)


def test_boxes_for_unknown_letters_stay_within_the_estimate():
    box = 0.75
    for letter in "خชक፠🚀用":
        assert width(letter, 1) >= box


def test_covers_tells_whether_another_font_is_needed():
    assert covers("Ünïcödé → «Ελλ» Кир — שלום\n\t")
    assert not covers("用户")
    assert not covers("a🚀")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Tweet Service", ("Tweet Service",)),
        ("Notification Delivery", ("Notification", "Delivery")),
        ("NotificationDeliveryOrchestrator", ("Notification", "Delivery", "Orchestrator")),
        ("my_quite_long_identifier", ("my_quite_", "long_identifier")),
        ("Fan-out Workers", ("Fan-out", "Workers")),
        ("HTTPServerPoolManager", ("HTTPServer", "PoolManager")),
        ("用户服务数据库管理系统", ("用户服务数据", "库管理系统")),
        ("aaaaaaaaaaaaaaaaaa", ("aaaaaaaaaaaa", "aaaaaa")),
        ("  two \n words ", ("two words",)),
        ("we do not\u00a0break", ("we do", "not\u00a0break")),
        ("", ()),
        (" \t", ()),
    ],
)
def test_lines_end_where_a_reader_would_end_them(text, lines):
    assert wrap(text, 13, 90, bold=True) == lines


def test_nothing_a_reader_takes_for_one_character_is_torn():
    family = "👩\u200d👩\u200d👧\u200d👦"
    assert wrap(family * 3, 13, 10) == (family,) * 3
    assert wrap("🇮🇳🇫🇷", 13, 10) == ("🇮🇳", "🇫🇷")
    assert graphemes("e\u0301a👍🏽1\ufe0f\u20e3") == ["e\u0301", "a", "👍🏽", "1\ufe0f\u20e3"]
    assert graphemes("क्ष한") == ["क्ष", "한"]


@given(st.text(max_size=60), st.integers(20, 200))
def test_every_line_fits_and_nothing_is_lost(text, limit):
    lines = wrap(text, 13, limit)
    assert all(width(line, 13) <= limit or len(graphemes(line)) == 1 for line in lines)
    blanks = str.maketrans("", "", " \t\r\n\f\v\u3000")
    assert "".join(lines).translate(blanks) == text.translate(blanks)


@given(st.text(max_size=40), st.integers(20, 200))
def test_an_ellipsis_fits(text, limit):
    short = ellipsis(text, 13, limit)
    assert short == text or short.endswith("…")
    assert width(short, 13) <= limit


def test_titles_are_the_largest_texts():
    assert max(STYLES, key=lambda name: STYLES[name].size) == "title"
    assert min(style.size for style in STYLES.values()) >= 10, "too small to read"


def test_words_that_dots_part_are_broken_there_without_the_dot():
    assert parted("PostgreSQL · ×2", "detail", 70) == ("PostgreSQL", "×2")
    assert parted("PostgreSQL · ×2", "detail", 300) == ("PostgreSQL · ×2",)
    assert parted("Application Load Balancer · ×2 · in core", "detail", 110) == (
        "Application Load",
        "Balancer · ×2 · in core",
    )
    assert parted("", "detail", 100) == ()
