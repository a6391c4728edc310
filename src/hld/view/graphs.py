"""The views there are: one each, or one for each flow, component or view of the author's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hld.diagnostics import Diagnostic
from hld.model.types import Model
from hld.model.views import own_views, parts
from hld.tuples import NamedTuple
from hld.view.architecture import architecture
from hld.view.context import context, has_context
from hld.view.data_flow import data_flow, has_data_flow
from hld.view.flow import flow
from hld.view.focus import focus
from hld.view.icons import own_icons
from hld.view.noted import heat
from hld.view.own import own
from hld.view.shown import NOTHING, Numbers
from hld.view.types import Graph

__all__ = ["VIEWS", "View", "drawn", "names"]


class View(NamedTuple):
    """A sort of picture: `name` alone, or followed by one of `ids`. One that is not `usual` is drawn on request."""

    name: str
    draw: Callable[[Model, str, Sequence[Diagnostic], Numbers], Graph]
    ids: Callable[[Model], Iterable[str]]
    usual: bool = True


def _once(is_there: bool) -> list[str]:
    return [""] if is_there else []


def _drawable(model: Model) -> list[str]:
    """The author's views, or their parts."""
    return [
        f"{name}.{each}" if each else name
        for name, entry in own_views(model)
        for each in (parts(model, entry) if "each" in entry else ("",))
    ]


VIEWS = (
    View("architecture", lambda model, _, found, numbers: architecture(model, found), lambda model: _once(True)),
    View("context", lambda model, _, found, numbers: context(model), lambda model: _once(has_context(model))),
    View("data-flow", lambda model, _, found, numbers: data_flow(model), lambda model: _once(has_data_flow(model))),
    View("flow-", lambda model, name, found, numbers: flow(model, name, found), lambda model: model.flows),
    View("view-", own, _drawable),
    View(
        "focus-", lambda model, name, found, numbers: focus(model, name, found), lambda model: model.components, False
    ),
    View("heat", lambda model, _, found, numbers: heat(model, found, numbers), lambda model: _once(True), False),
)


def names(model: Model, usual: bool = True) -> tuple[str, ...]:
    """The names of the pictures of a design: the usual ones, or all that can be drawn."""
    return tuple(f"{view.name}{each}" for view in VIEWS if view.usual or not usual for each in view.ids(model))


def drawn(model: Model, name: str, found: Sequence[Diagnostic] = (), numbers: Numbers = NOTHING) -> Graph:
    """The view of this name as a graph, what was `found` marked in it. Raises KeyError where there is none."""
    for view in VIEWS:
        each = name.removeprefix(view.name)
        if name.startswith(view.name) and each in view.ids(model):
            return view.draw(model, each, found, numbers)._replace(images=own_icons(model))
    raise KeyError(name)
