"""Pictures as parts of one HTML page: no id twice, each icon once, colours that follow the reader's setting."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hld.layout.figure import Figure
from hld.layout.types import Drawing
from hld.render import figure as _figure
from hld.render import svg as _drawing
from hld.render.themes import THEMES, Theme
from hld.render.themes.variables import VARIABLES, colours
from hld.tuples import NamedTuple

__all__ = ["Inlined", "id_in", "inlined"]

# All of these are written by the renderers: in a text of a spec no quotation mark stays one.
_ROOT = re.compile(r'<svg (.*?) role="img" aria-labelledby="[^"]*"([^>]*)>\n<title[^>]*>(.*?)</title>\n<desc[^>]*>(.*?)</desc>', re.DOTALL)  # fmt: skip # noqa: E501
_SYMBOL = re.compile(r'<symbol id="([^"]*)"(.*?)</symbol>', re.DOTALL)
_DEFINITIONS = re.compile(r"<defs>.*?</defs>\n?|<defs/>\n?", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_USE = re.compile(r' xlink:href="#([^"]*)"')
_SYMBOLS = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="symbols" width="0" height="0" aria-hidden="true">'  # noqa: E501


class Inlined(NamedTuple):
    """Elements by the names of their views, the element with the icons that they use, and a style with the colours."""

    pictures: Mapping[str, str]
    symbols: str
    style: str


def inlined(pictures: Mapping[str, Drawing | Figure]) -> Inlined:
    """The pictures of views as they stand in one page."""
    icons: dict[str, str] = {}
    found = {view: _picture(view, _svg(picture), icons) for view, picture in pictures.items()}
    symbols = "".join(f'<symbol id="{id_}"{content}</symbol>' for content, id_ in icons.items())
    return Inlined(found, f"{_SYMBOLS}{symbols}</svg>" if symbols else "", _style())


def id_in(view: str, id: str) -> str:
    """What an id of a picture is within the page."""
    return f"{view}--{id}"


def _svg(picture: Drawing | Figure) -> str:
    drawn = _figure.svg(picture, VARIABLES) if isinstance(picture, Figure) else _drawing.svg(picture, VARIABLES)
    return drawn.decode()


def _picture(view: str, svg: str, icons: dict[str, str]) -> str:
    """A picture whose ids begin with its view's name, and whose icons are among those of the page."""
    names = {name: icons.setdefault(content, f"icon-{len(icons) + 1}") for name, content in _SYMBOL.findall(svg)}
    svg = _DEFINITIONS.sub("", svg, count=1)
    svg = _ROOT.sub(_named, svg, count=1)
    svg = _ID.sub(lambda found: f' id="{id_in(view, found[1])}"', svg)
    return _USE.sub(lambda found: f' xlink:href="#{names[found[1]]}"', svg).strip()


def _named(found: re.Match[str]) -> str:
    """The root with its description as a name; as an element it would show wherever one points."""
    role = "group" if "<a " in found.string else "img"
    return f'<svg {found[1]} role="{role}" aria-label="{found[4] or found[3]}"{found[2]}>'


def _style() -> str:
    """Light, and dark on a screen whose reader wants that, if the page does not say otherwise."""
    light, dark = _declared(THEMES["light"]), _declared(THEMES["dark"])
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
    )


def _declared(theme: Theme) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in colours(theme).items())
