"""The themes by name: one file each."""

from __future__ import annotations

from hld.render.themes.dark import DARK
from hld.render.themes.light import LIGHT
from hld.render.themes.print import PRINT
from hld.render.themes.theme import Stroke, Surface, Theme

__all__ = ["THEMES", "Stroke", "Surface", "Theme"]

THEMES = {theme.name: theme for theme in (LIGHT, DARK, PRINT)}
