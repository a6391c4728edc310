"""Two pictures of one design as one HTML page: one over the other, with a slider between them.

Without its script they stand below each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from hld.export.markup import text
from hld.export.policy import policy

__all__ = ["html_difference"]

_HERE = Path(__file__).parent
_SLIDER = 'type="range" id="slider" min="0" max="100" value="50" step="1"'


def html_difference(title: str, names: Sequence[str], pictures: Sequence[str], symbols: str, colours: str) -> bytes:
    """The page in UTF-8: the picture before and the one after, by their names.

    `symbols` are what the pictures use, `colours` a style for them.
    """
    return "\n".join(_page(title, names, pictures, symbols, colours)).encode() + b"\n"


def _page(title: str, names: Sequence[str], pictures: Sequence[str], symbols: str, colours: str) -> Iterator[str]:
    style = colours + (_HERE / "slider.css").read_text(encoding="utf-8")
    script = (_HERE / "slider.js").read_text(encoding="utf-8")
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy(style, script)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{text(title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield symbols
    yield f"<header><h1>{text(title)}</h1>"
    yield f'<div id="choice"><span>{text(names[0])}</span>'
    yield f'<input {_SLIDER} aria-label="How far the picture before reaches over the one after">'
    yield f"<span>{text(names[1])}</span></div></header>"
    yield '<main id="pictures">'
    for id_, name, picture in zip(("before", "after"), names, pictures, strict=True):
        yield f'<figure id="{id_}"><figcaption>{text(name)}</figcaption>{picture}</figure>'
    yield "</main>"
    yield f"<script>{script}</script>"
    yield "</body>"
    yield "</html>"
