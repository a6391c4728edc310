"""Each component lost in turn: what that does to every flow and requirement, and where one instance decides."""

from __future__ import annotations

from hld.analyse.failure.outcome import what_if
from hld.analyse.failure.types import Event, Matrix, Outcome, Row, State
from hld.analyse.instances import most_of
from hld.analyse.service import is_managed
from hld.analyse.types import Verdict
from hld.catalog.kinds import Role
from hld.model.types import Component, Model

__all__ = ["MOST", "matrix"]

MOST = 500
"""Components up to which each is lost in turn."""


def matrix(model: Model) -> Matrix:
    """What the loss of each component but clients does."""
    components = [each for each in model.components.values() if each.role is not Role.CLIENT][:MOST]
    return Matrix(tuple(_row(each, what_if(model, Event(kill=(each.id,)))) for each in components))


def _row(component: Component, found: Outcome) -> Row:
    return Row(
        component.id,
        most_of(component),
        tuple((each.id, each.state) for each in found.flows),
        tuple((each.id, each.state) for each in found.requirements),
        _is_single(component, found),
    )


def _is_single(component: Component, found: Outcome) -> Verdict:
    """Whether one instance decides: FAIL where it does, PASS where there are several or nothing goes down."""
    states = [each.state for each in found.requirements or found.flows]
    if State.DOWN not in states:
        return Verdict.PASS
    count = most_of(component)
    if is_managed(component) or component.role is Role.EXTERNAL or (count is not None and count > 1):
        return Verdict.PASS
    return Verdict.UNKNOWN if count is None else Verdict.FAIL
