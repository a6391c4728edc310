"""The pages of tables and cards by name: which designs have one, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hld.diagnostics import Diagnostic
from hld.model.types import Model
from hld.tuples import NamedTuple
from hld.view.api import api, has_api
from hld.view.components import components, has_components
from hld.view.deep_dives import deep_dives, has_deep_dives
from hld.view.requirements import Judged, has_requirements, requirements
from hld.view.tables import Page, Table

__all__ = ["PAGES", "Known", "PageView"]


class Known(NamedTuple):
    """What is known of a design besides what it says, worked out when it is asked for.

    `judged` has one for each requirement, functional ones first; `weighed` the options of deep dives in figures, by
    the id of the deep dive.
    """

    judged: Callable[[], Sequence[Judged]]
    weighed: Callable[[], Mapping[str, Table]]


class PageView(NamedTuple):
    """Whether a design has the page, how it is made, and whether it is drawn too or only written."""

    is_there: Callable[[Model], bool]
    make: Callable[[Model, Known, Sequence[Diagnostic]], Page]
    is_drawn: bool = True


PAGES: Mapping[str, PageView] = {
    "api": PageView(has_api, lambda model, _, diagnostics: api(model, diagnostics)),
    "requirements": PageView(
        has_requirements, lambda model, known, diagnostics: requirements(model, known.judged(), diagnostics)
    ),
    "deep-dives": PageView(
        has_deep_dives, lambda model, known, diagnostics: deep_dives(model, diagnostics, known.weighed())
    ),
    "components": PageView(has_components, lambda model, _, __: components(model), is_drawn=False),
}
