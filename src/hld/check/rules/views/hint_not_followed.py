"""What is said of a component's place or mark, or of a view, cannot be drawn.

A group is a box, so nothing else stands between its cards: an order that would put a stranger among them cannot be
kept. There are six colours for words that mark components; a seventh word would share one. A rank counts from 1. A
view of another sort than cards and lines takes only some of the keys: a sequence runs downwards and shows no loads.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, order: 1}
      users: {kind: sql, order: 2}  # <--
      likes: {kind: sql, order: 3}
    groups:
      core: [posts, likes]
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - api -> users: who wrote it
        - api -> likes: how many like it

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, order: 1}
      users: {kind: sql, order: 3}
      likes: {kind: sql, order: 2}
    groups:
      core: [posts, likes]
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - api -> users: who wrote it
        - api -> likes: how many like it

Source: Graphviz, rank and ordering: a cluster is one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.stated import components_stating
from hld.model.types import Component, Model
from hld.model.views import own_views

_COLOURS = 6
#: The keys of a view that say nothing of a picture of some sort, by what the view is of.
_IDLE = {
    "sequence": ("show", "layout"),
    "entities": ("collapse", "show", "layout"),
    "context": ("components", "groups", "focus", "include", "without", "collapse", "show"),
    "data-flow": ("components", "groups", "focus", "include", "without", "collapse", "show"),
}


@rule("VW004", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    yield from _ranks(components_stating(model, "rank"))
    yield from _accents(components_stating(model, "accent"))
    yield from _orders(components_stating(model, "order"))
    yield from _views(model)


def _views(model: Model) -> Iterator[Finding]:
    for name, entry in own_views(model):
        of = entry.text("of")
        for key in _IDLE.get(of, ()) if not model.spec.is_inherited(entry.span) else ():
            if key in entry:
                message = f"'{key}' changes nothing on view '{name}', which is of '{of}'"
                yield Finding(entry.at(key), message, f"leave '{key}' out, or draw a view of components")


def _ranks(components: Sequence[Component]) -> Iterator[Finding]:
    for component in components:
        rank = component.entry.value("rank")
        if isinstance(rank, int) and rank < 1:
            yield Finding(component.entry.at("rank"), f"there is no column {rank}", "ranks count from 1")


def _accents(components: Sequence[Component]) -> Iterator[Finding]:
    words = list(dict.fromkeys(component.entry.text("accent") for component in components))
    for word in [word for word in words if word][_COLOURS:]:
        first = next(component for component in components if component.entry.text("accent") == word)
        yield Finding(
            first.entry.at("accent"), f"there is no colour left for '{word}'", f"use {_COLOURS} such words at most"
        )


def _orders(components: Sequence[Component]) -> Iterator[Finding]:
    """Each component that is told a place between those of a group that it is not in."""
    told = [component for component in components if isinstance(component.entry.value("order"), int)]
    for component in told:
        order, lane = component.entry.value("order"), _lane(component)
        beside = [other for other in told if _lane(other) == lane]
        for group in dict.fromkeys(group for other in beside for group in other.groups):
            orders = [other.entry.value("order") for other in beside if group in other.groups]
            if group not in component.groups and min(orders) < order < max(orders):
                message = f"'{component.id}' cannot stand between the components of '{group}'"
                yield Finding(component.entry.at("order"), message, "order it before or after all of them")
                break


def _lane(component: Component) -> str:
    return str(component.entry.value("lane") or component.kind.tier)
