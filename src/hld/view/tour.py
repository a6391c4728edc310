"""A page to walk through a design on: its pictures and tables, what is on them, the steps of its flows."""

from __future__ import annotations

from hld.tuples import NamedTuple
from hld.view.tables import Card, Table

__all__ = ["Entry", "Show", "Stop", "Thing", "Tour"]


class Stop(NamedTuple):
    """A step of a flow in words, and the ids of what stands for it on the pictures."""

    number: str
    words: str
    marks: tuple[str, ...]


class Thing(NamedTuple):
    """Something on a picture in words; `near` are the ids of what it is joined to, and of the lines between."""

    id: str
    title: str
    words: str
    near: tuple[str, ...] = ()


class Show(NamedTuple):
    """What is seen at a time: a picture as an element, or tables and cards. `group` is what it is listed under."""

    view: str
    title: str
    group: str
    picture: str = ""
    parts: tuple[Table | Card, ...] = ()
    stops: tuple[Stop, ...] = ()
    things: tuple[Thing, ...] = ()


class Entry(NamedTuple):
    """Something that can be searched for: what it is called, what it is, the view it is on, its ids or step there."""

    words: str
    sort: str
    view: str
    marks: tuple[str, ...] = ()
    stop: str = ""


class Tour(NamedTuple):
    """All of it."""

    title: str
    subtitle: str
    shows: tuple[Show, ...]
    entries: tuple[Entry, ...]
