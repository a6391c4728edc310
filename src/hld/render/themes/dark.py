"""Light ink on near black, for dark pages and projectors."""

from __future__ import annotations

from hld.render.themes.theme import Surface, Theme

__all__ = ["DARK"]

DARK = Theme(
    name="dark",
    page="#0b1220",
    card="#182234",
    plate="#ffffff",
    inks={
        "title": "#f8fafc",
        "subtitle": "#b6c2d3",
        "card": "#f1f5f9",
        "detail": "#a5b3c7",
        "legend": "#cbd5e1",
        "legend-strong": "#f8fafc",
        "legend-faint": "#a5b3c7",
        "footer": "#a5b3c7",
    },
    lanes={
        "clients": Surface("#111a2b", "#334155", "#a9b8cc"),
        "edge": Surface("#0e1b36", "#1e3a70", "#7fb2fb"),
        "services": Surface("#18153a", "#3b2d7d", "#b9a5fb"),
        "async": Surface("#26180e", "#6b3415", "#fba45c"),
        "data": Surface("#0b2320", "#14594c", "#4fd6a5"),
    },
    other_lanes=(
        Surface("#2a1122", "#70264f", "#f58fc4"),
        Surface("#082329", "#155e6b", "#50cfe2"),
        Surface("#26200a", "#65540f", "#e9c545"),
        Surface("#1c1b1a", "#4a4642", "#c2bbb5"),
    ),
    frame=Surface("#0b1220", "#64748b", "#b6c2d3"),
    lines={  # told apart with red- and green-blind eyes too
        "http": "#8fb4ff",
        "rpc": "#c77dff",
        "graphql": "#ef58b5",
        "socket": "#12a5c4",
        "storage": "#7cf0bd",
        "cache": "#fe6259",
        "message": "#fa9822",
        "push": "#e9e26d",
        "replication": "#a39a8d",
        "call": "#cde4fe",
    },
    badge_ink="#0b1220",
    dimmed=Surface("#111a2b", "#334155", "#8595ab"),
    dimmed_line="#5f7088",
    fault="#ff6b6b",
    fault_ink="#0b1220",
    marks={"added": "#34d8a2", "removed": "#ff9057", "changed": "#b9a5fb", "renamed": "#b9a5fb"},
    heats={
        "cool": Surface("#0b3440", "#2dd4bf", "#a5c6cc"),
        "warm": Surface("#4a3708", "#fbbf24", "#dccb9e"),
        "hot": Surface("#5c1a22", "#ff6b6b", "#e6bcbc"),
        "unknown": Surface("#182234", "#8595ab", "#a5b3c7"),
    },
    bars={"cool": "#2dd4bf", "warm": "#fbbf24", "hot": "#ff6b6b", "unknown": "#8595ab"},
    accents=("#fbbf24", "#22d3ee", "#f472b6", "#a3e635", "#c4b5fd", "#93c5fd"),
)
