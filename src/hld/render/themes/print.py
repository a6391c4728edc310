"""Greys on white, for paper: widths, dashes, numbers and words carry what colours do elsewhere."""

from __future__ import annotations

from hld.render.themes.theme import Stroke, Surface, Theme

__all__ = ["PRINT"]

_PALE = Surface("#f7f7f7", "#c4c4c4", "#2b2b2b")
_WHITE = Surface("#ffffff", "#c4c4c4", "#2b2b2b")

PRINT = Theme(
    name="print",
    page="#ffffff",
    card="#ffffff",
    plate="",
    inks={
        "title": "#000000",
        "subtitle": "#3d3d3d",
        "card": "#000000",
        "detail": "#4a4a4a",
        "legend": "#1f1f1f",
        "legend-strong": "#000000",
        "legend-faint": "#4a4a4a",
        "footer": "#4a4a4a",
    },
    lanes={"clients": _PALE, "edge": _WHITE, "services": _PALE, "async": _WHITE, "data": _PALE},
    other_lanes=(_WHITE, _PALE),
    frame=Surface("#ffffff", "#7a7a7a", "#2b2b2b"),
    lines={
        "http": "#1f1f1f",
        "rpc": "#1f1f1f",
        "graphql": "#1f1f1f",
        "socket": "#1f1f1f",
        "storage": "#4a4a4a",
        "cache": "#4a4a4a",
        "message": "#1f1f1f",
        "push": "#1f1f1f",
        "replication": "#5c5c5c",
        "call": "#1f1f1f",
    },
    badge_ink="#ffffff",
    dimmed=Surface("#ffffff", "#d0d0d0", "#6f6f6f"),
    dimmed_line="#8c8c8c",
    fault="#000000",
    fault_ink="#ffffff",
    marks={"added": "#000000", "removed": "#4a4a4a", "changed": "#1f1f1f", "renamed": "#1f1f1f"},
    heats={
        "cool": Surface("#ffffff", "#2b2b2b", "#4a4a4a"),
        "warm": Surface("#e2e2e2", "#2b2b2b", "#3d3d3d"),
        "hot": Surface("#c2c2c2", "#000000", "#1f1f1f"),
        "unknown": Surface("#ffffff", "#7a7a7a", "#4a4a4a"),
    },
    bars={"cool": "#8c8c8c", "warm": "#555555", "hot": "#000000", "unknown": "#7a7a7a"},  # the fuller the darker
    accents=("#000000", "#3d3d3d", "#5c5c5c", "#7a7a7a", "#2b2b2b", "#4a4a4a"),
    # What is waited for looks unbroken but for ticks; what is not is dashed or dotted; to what keeps data it is double.
    strokes={
        "http": Stroke(2.2, "", "7 5"),
        "rpc": Stroke(3.2, "", "7 5"),
        "graphql": Stroke(1.7, "14 2 2 2", "7 5"),
        "socket": Stroke(3.0, "14 2 2 2", "7 5"),
        "storage": Stroke(3.4, core=1.4),
        "cache": Stroke(5.0, core=1.4),
        "message": Stroke(1.7, "", "7 5"),
        "push": Stroke(2.4, "", "2.5 3.5"),
        "replication": Stroke(1.7, "", "10 3 2 3"),
        "call": Stroke(1.1),
    },
)
