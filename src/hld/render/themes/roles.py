"""The colours of a theme by what they are for, as figures name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hld.render.themes.theme import Surface, Theme

__all__ = ["ink_of", "roles"]


def roles(theme: Theme) -> Mapping[str, str]:
    """The colour of every role. The same roles are there in every theme."""
    return dict(_roles(theme))


def _roles(theme: Theme) -> Iterator[tuple[str, str]]:
    yield from (("ink", theme.inks["card"]), ("muted", theme.inks["detail"]))
    yield from (("page", theme.page), ("card", theme.card), ("plate", theme.plate or theme.card))
    yield from (("surface", theme.lanes["clients"].fill), ("border", theme.frame.border))
    yield from (("badge-ink", theme.badge_ink), ("fault", theme.fault), ("fault-ink", theme.fault_ink))
    yield from _surface("frame", theme.frame)
    yield from _surface("dimmed", theme.dimmed)
    yield "dimmed-line", theme.dimmed_line
    for tier, surface in theme.lanes.items():
        yield from _surface(f"lane-{tier}", surface)
    for protocol, colour in theme.lines.items():
        yield f"line-{protocol}", colour
    for heat, colour in theme.bars.items():
        yield f"bar-{heat}", colour


def _surface(name: str, surface: Surface) -> Iterator[tuple[str, str]]:
    yield f"{name}-fill", surface.fill
    yield f"{name}-border", surface.border
    yield f"{name}-ink", surface.ink


def ink_of(theme: Theme, style: str) -> str:
    """The colour of what is written in a style, where nothing else is said."""
    return theme.inks.get(style, theme.badge_ink if style == "badge" else theme.frame.ink)
