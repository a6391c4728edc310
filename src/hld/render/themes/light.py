"""Dark ink on white, lanes in pale tints."""

from __future__ import annotations

from hld.render.themes.theme import Surface, Theme

__all__ = ["LIGHT"]

LIGHT = Theme(
    name="light",
    page="#ffffff",
    card="#ffffff",
    plate="",
    inks={
        "title": "#0f172a",
        "subtitle": "#475569",
        "card": "#0f172a",
        "detail": "#5b677a",
        "legend": "#334155",
        "legend-strong": "#0f172a",
        "legend-faint": "#5b677a",
        "footer": "#5b677a",
    },
    lanes={
        "clients": Surface("#f1f5f9", "#cbd5e1", "#475569"),
        "edge": Surface("#eff6ff", "#bfdbfe", "#1d4ed8"),
        "services": Surface("#f5f3ff", "#ddd6fe", "#6d28d9"),
        "async": Surface("#fff7ed", "#fed7aa", "#b93c0b"),
        "data": Surface("#ecfdf5", "#a7f3d0", "#047857"),
    },
    other_lanes=(
        Surface("#fdf2f8", "#fbcfe8", "#be185d"),
        Surface("#ecfeff", "#a5f3fc", "#0e7490"),
        Surface("#fefce8", "#fde68a", "#854d0e"),
        Surface("#f5f5f4", "#d6d3d1", "#57534e"),
    ),
    frame=Surface("#ffffff", "#7e8ca1", "#475569"),
    lines={  # told apart with red- and green-blind eyes too
        "http": "#1d4fd8",
        "rpc": "#7a25b0",
        "graphql": "#c9268d",
        "socket": "#00799b",
        "storage": "#23795a",
        "cache": "#d21e49",
        "message": "#953e00",
        "push": "#757300",
        "replication": "#40392b",
        "call": "#334155",
    },
    badge_ink="#ffffff",
    dimmed=Surface("#ffffff", "#cbd5e1", "#5f6f86"),
    dimmed_line="#7e8ca1",
    fault="#b91c1c",
    fault_ink="#ffffff",
    marks={"added": "#00704f", "removed": "#b3400e", "changed": "#5b3fc4", "renamed": "#5b3fc4"},
    heats={
        "cool": Surface("#e9f9f1", "#15803d", "#4a5568"),
        "warm": Surface("#fdf0c4", "#a16207", "#4a4536"),
        "hot": Surface("#fcd5d2", "#b91c1c", "#573a3a"),
        "unknown": Surface("#f1f5f9", "#64748b", "#4a5568"),
    },
    bars={"cool": "#0f766e", "warm": "#b07d00", "hot": "#b91c1c", "unknown": "#64748b"},
    accents=("#b45309", "#0e7490", "#be185d", "#4d7c0f", "#6d28d9", "#1d4ed8"),
)
