"""A theme whose colours are named and not yet chosen, for pictures within a page that has a light and a dark side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from hld.render.themes.light import LIGHT
from hld.render.themes.theme import Surface, Theme

__all__ = ["VARIABLES", "colours"]

_Change: TypeAlias = Callable[[str, str], str]
_NOT_COLOURS = ("name", "strokes")


def colours(theme: Theme) -> Mapping[str, str]:
    """The colours of a theme by the names of the variables that stand for them; what a theme has not is not seen."""
    found: dict[str, str] = {}

    def note(name: str, colour: str) -> str:
        found[name] = colour or "transparent"
        return colour

    _changed(theme, note)
    return found


def _changed(theme: Theme, change: _Change) -> Theme:
    """The theme with each colour changed, which is given with its name."""
    values: dict[str, Any] = {
        name: _value(name.replace("_", "-"), value, change)
        for name, value in theme._asdict().items()
        if name not in _NOT_COLOURS
    }
    return theme._replace(**values)


def _value(name: str, value: object, change: _Change) -> Any:
    match value:
        case str():
            return change(name, value)
        case Surface():
            return Surface(*(change(f"{name}-{part}", colour) for part, colour in value._asdict().items()))
        case Mapping():
            return {key: _value(f"{name}-{key}", each, change) for key, each in value.items()}
        case tuple():
            return tuple(_value(f"{name}-{number}", each, change) for number, each in enumerate(value, 1))
    raise TypeError(f"{name} of a theme is no colour")


VARIABLES = _changed(LIGHT, lambda name, _: f"var(--{name})")._replace(name="variables")
