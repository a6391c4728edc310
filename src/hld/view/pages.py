"""The pages of tables and cards by name: which designs have one, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from hld.diagnostics import Diagnostic
from hld.model.types import Model
from hld.tuples import NamedTuple
from hld.view.api import api, has_api
from hld.view.components import components, has_components
from hld.view.deep_dives import deep_dives, has_deep_dives
from hld.view.requirements import Judged, has_requirements, requirements
from hld.view.tables import Page

__all__ = ["PAGES", "Judge", "PageView"]

#: What is known of the requirements, functional ones first, when it is asked for.
Judge: TypeAlias = Callable[[], Sequence[Judged]]


class PageView(NamedTuple):
    """Whether a design has the page, how it is made, and whether it is drawn too or only written."""

    is_there: Callable[[Model], bool]
    make: Callable[[Model, Judge, Sequence[Diagnostic]], Page]
    is_drawn: bool = True


PAGES: Mapping[str, PageView] = {
    "api": PageView(has_api, lambda model, _, diagnostics: api(model, diagnostics)),
    "requirements": PageView(
        has_requirements, lambda model, judge, diagnostics: requirements(model, judge(), diagnostics)
    ),
    "deep-dives": PageView(has_deep_dives, lambda model, _, diagnostics: deep_dives(model, diagnostics)),
    "components": PageView(has_components, lambda model, _, __: components(model), is_drawn=False),
}
