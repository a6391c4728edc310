"""The PNG: drawn with the bundled fonts, never without its text, never too large."""

import pytest
from tests.render.pixels import inked, size
from tests.render.sample import feed, text

from hld.errors import HldError
from hld.fonts import fallback
from hld.render import resvg
from hld.render.png import png
from hld.render.svg import svg
from hld.render.themes import THEMES

LIGHT = THEMES["light"]


def page(words, style="title"):
    """A picture of nothing but one text, 300 by 40."""
    empty = feed()._replace(width=300, height=40, lanes=(), cards=(), lines=(), legend=(), icons={})
    return svg(empty._replace(texts=(text(words, 10, 30, style),)), LIGHT)


def test_the_picture_is_twice_as_large_as_the_page_unless_told():
    content = page("x")
    assert size(png(content)) == (600, 80)
    assert size(png(content, 0.5)) == (150, 20)


@pytest.mark.parametrize(
    "words", ["Tweet Service", "Ünïcödé", "Ελληνικά", "Кириллица", "שירות", "用户服务", "خدمة", "🚀🚀🚀"]
)
def test_text_is_drawn_whatever_its_script(words):
    assert inked(png(page(words), 1), (0, 0, 300, 40)) > 40, "at least a box for each character"


def test_bold_text_is_bolder():
    plain, bold = (inked(png(page("Service", style), 1), (0, 0, 300, 40), 160) for style in ("legend", "legend-strong"))
    assert bold > plain * 1.1


def test_a_page_with_all_there_is(tmp_path):
    content = png(svg(feed(), LIGHT), 1)
    assert size(content) == (1422, 1066)
    assert len(content) > 100_000


def test_fonts_of_the_machine_are_never_looked_at(monkeypatch):
    seen = {}
    import resvg_py

    def spy(**options):
        seen.update(options)
        return b""

    monkeypatch.setattr(resvg_py, "svg_to_bytes", spy)
    resvg.rasterise("<svg/>", 1)
    assert seen["skip_system_fonts"] is True
    assert seen["dpi"] == 96
    assert [path.rsplit("-", 1)[1] for path in seen["font_files"]] == ["Regular.ttf", "Bold.ttf"]


def test_further_fonts_are_loaded_only_where_letters_are_missing(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(resvg, "FALLBACKS", (fallback.Fallback("hld", "fonts/*-Bold.ttf", "none"),))
    import resvg_py

    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **options: seen.append(len(options["font_files"])) or b"")
    resvg.rasterise("<svg>é → ·</svg>", 1)
    resvg.rasterise("<svg>用户</svg>", 1)
    assert seen == [2, 3]


def test_a_missing_font_package_brings_no_files():
    assert fallback.Fallback("no_such_package_here", "*.ttf", "").paths == []


def test_a_huge_page_is_drawn_smaller():
    huge = svg(feed()._replace(width=20_000, height=100, lanes=(), cards=(), lines=(), legend=(), icons={}), LIGHT)
    width, height = size(png(huge))
    assert width <= 16_000
    assert height == round(100 * width / 20_000)


@pytest.mark.parametrize(
    "content", [b"", b"<svg", b"no picture", b'<svg xmlns="http://www.w3.org/2000/svg" width="0"/>']
)
def test_what_cannot_be_drawn_is_said_clearly(content):
    with pytest.raises(HldError, match="the PNG cannot be drawn") as caught:
        png(content)
    assert "svg" in caught.value.hint
