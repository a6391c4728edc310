"""Which letters a PNG would show as boxes."""

from pathlib import Path

import pytest

from hld.fonts import fallback
from hld.fonts.fallback import Fallback, boxed
from hld.render.png import missing_scripts


@pytest.fixture
def without(monkeypatch):
    """As if no further fonts were installed."""
    monkeypatch.setattr(Fallback, "paths", property(lambda self: []))


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Tweet Service · ×3 → é Ж Ω ש", ()),
        ("خدمة", ("Arabic",)),
        ("用户 🚀 ☎️ 用户", ("Chinese", "emoji")),
        ("データ 데이터", ("Japanese", "Korean")),
        ("सेवा ไทย", ("Devanagari", "Thai")),
        ("\ue000", ("Unknown",)),
    ],
)
def test_scripts_are_named_in_the_order_of_the_text(without, text, scripts):
    assert boxed(text) == scripts


def test_what_is_installed_is_no_box(monkeypatch):
    there = {id(fallback.FALLBACKS[0])}
    monkeypatch.setattr(Fallback, "paths", property(lambda self: [Path("a.ttf")] if id(self) in there else []))
    assert boxed("خدمة 用户") == ("Chinese",)


def test_only_what_is_written_on_a_picture_counts(without):
    assert missing_scripts(
        "<svg><title>用户</title><text x='1'><tspan y='2'>web &amp; 🚀</tspan></text></svg>".encode()
    ) == ("emoji",)
    assert missing_scripts("<svg><title>用户</title><text x='1'>web</text></svg>".encode()) == ()
