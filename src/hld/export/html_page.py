"""A walk through a design as one HTML file: pan and zoom, search, flows step by step. It needs nothing but a browser.

Without its script everything stands below each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from hld.export.markup import card, heading, table, text
from hld.export.policy import policy
from hld.view.tables import Table
from hld.view.tour import Entry, Show, Stop, Thing, Tour

__all__ = ["html_page"]

_HERE = Path(__file__).parent
_PARTS = ("document.css", "page.css")
_NOT_IN_AN_ID = re.compile(r"[^\w.-]+")
_SEARCH = (
    'type="search" id="search" autocomplete="off" spellcheck="false" aria-controls="found" '
    'placeholder="component, operation, step"'
)
#: What each does, its sign, its name and its key.
_TOOLS = (("in", "+", "Larger", "+"), ("out", "–", "Smaller", "-"), ("all", "All", "Show all of the picture", "0"))
_STEPS = (("-1", "Previous", "p"), ("1", "Next", "n"))


def html_page(tour: Tour, symbols: str, colours: str) -> bytes:
    """The page in UTF-8; `symbols` are what its pictures use, `colours` a style for them."""
    return "\n".join(_page(tour, symbols, colours)).encode() + b"\n"


def _page(tour: Tour, symbols: str, colours: str) -> Iterator[str]:
    style = colours + "".join((_HERE / part).read_text(encoding="utf-8") for part in _PARTS)
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    yield "<!doctype html>"
    yield '<html lang="en" class="page">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy(style, script)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{text(tour.title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield '<a class="skip" href="#main">To the picture</a>'
    yield symbols
    yield from _header(tour)
    yield from _views(tour)
    yield '<main id="main">'
    for show in tour.shows:
        yield from _show(show)
    yield "</main>"
    yield f"<script>{script}</script>"
    yield "</body>"
    yield "</html>"


def _header(tour: Tour) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{text(tour.title)}</h1>"
    if tour.subtitle.strip(" ·"):
        yield f'<p class="faint">{text(tour.subtitle.strip(" ·"))}</p>'
    yield '<div role="search"><label for="search">Search</label>'
    yield f"<input {_SEARCH}>"
    yield '<ul id="found" aria-label="Found">'
    yield from map(_entry, tour.entries)
    yield '</ul><p id="count" class="unseen" role="status"></p></div>'
    yield '<button type="button" id="theme">Light or dark</button>'
    yield "</header>"


def _entry(entry: Entry) -> str:
    marks = f' data-marks="{text(" ".join(entry.marks))}"' if entry.marks else ""
    stop = f' data-stop="{text(entry.stop)}"' if entry.stop else ""
    return (
        f'<li><button type="button" data-view="{text(entry.view)}"{marks}{stop}>'
        f'{text(entry.words)} <span class="faint">{text(entry.sort)}</span></button></li>'
    )


def _views(tour: Tour) -> Iterator[str]:
    yield '<nav aria-label="Views">'
    order = {group: index for index, group in enumerate(dict.fromkeys(show.group for show in tour.shows))}
    for group, shows in groupby(sorted(tour.shows, key=lambda show: order[show.group]), lambda show: show.group):
        links = "".join(f'<li><a href="#{text(show.view)}">{text(show.title)}</a></li>' for show in shows)
        yield f"<h2>{text(group)}</h2><ul>{links}</ul>"
    yield "</nav>"


def _show(show: Show) -> Iterator[str]:
    label = show.title if show.group in ("Pictures", "Tables") else f"{show.group}: {show.title}"
    yield f'<section id="{text(show.view)}" aria-label="{text(label)}">'
    yield heading(label, 2)
    if show.picture:
        yield from _picture(show)
    for part in show.parts:
        if isinstance(part, Table):
            yield from _table(show, part)
        else:
            yield heading(part.title, 3)
            yield from card(part)
    yield "</section>"


def _picture(show: Show) -> Iterator[str]:
    yield '<div class="beside"><div class="frame">'
    tools = "".join(
        f'<button type="button" data-zoom="{do}" aria-label="{name}" aria-keyshortcuts="{key}" title="{name}: {key}">'
        f"{sign}</button>"
        for do, sign, name, key in _TOOLS
    )
    yield f'<div class="tools">{tools}</div>'
    hint = "Picture. Plus and minus zoom, the arrow keys move it, 0 shows all"
    more = ", n and p go to the next and previous step" if show.stops else ""
    yield f'<div class="stage" tabindex="0" role="group" aria-label="{hint}{more}.">{show.picture}</div></div>'
    if show.stops:
        yield from _stops(show.stops)
    yield "</div>"
    if show.things:
        yield from _things(show.things)


def _stops(stops: Iterable[Stop]) -> Iterator[str]:
    yield '<div class="walk" role="group" aria-label="Steps">'
    tools = "".join(
        f'<button type="button" data-step="{by}" aria-keyshortcuts="{key}">{name} '
        f'<kbd aria-hidden="true">{key}</kbd></button>'
        for by, name, key in _STEPS
    )
    yield f'<div class="tools">{tools}</div>'
    yield '<p class="told" role="status" aria-live="polite"></p><ol>'
    for stop in stops:
        yield (
            f'<li><button type="button" data-stop="{text(stop.number)}" data-marks="{text(" ".join(stop.marks))}">'
            f"<b>{text(stop.number)}</b> {text(stop.words)}</button></li>"
        )
    yield "</ol></div>"


def _things(things: Iterable[Thing]) -> Iterator[str]:
    yield "<details><summary>The picture in words</summary><ul>"
    for thing in things:
        marks = " ".join(thing.near or (thing.id,))
        yield (
            f'<li><button type="button" data-thing="{text(thing.id)}" data-marks="{text(marks)}">'
            f"<b>{text(thing.title)}</b> {text(thing.words)}</button></li>"
        )
    yield "</ul></details>"


def _table(show: Show, found: Table) -> Iterator[str]:
    yield from table(found, 3, lambda row: f"{show.view}--row-{_NOT_IN_AN_ID.sub('-', row.id).strip('-')}")
