"""Who issues the credentials of callers, and which flows cannot do without them."""

from __future__ import annotations

from functools import lru_cache

from hld.catalog.kinds import OUTSIDE
from hld.model import trace, walk
from hld.model.types import Component, Flow, Model, Operation
from hld.near import squash

__all__ = ["issuer_of", "issuers", "sign_in_at"]

_NOBODY = ("", "none")


@lru_cache(maxsize=4)
def issuers(model: Model) -> tuple[Component, ...]:
    """The components that `auth: {provider: …}`, of the design or of an operation, names by id, title or product."""
    records = (model.spec.root.record("auth"), *(each.entry.record("auth") for each in model.operations.values()))
    names = dict.fromkeys(name for record in records if record is not None and (name := record.text("provider")))
    found = (_named(model, name) for name in names)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def issuer_of(model: Model, operation: Operation) -> Component | None:
    """The component that issues what a caller of `operation` proves who they are by; None where none is named."""
    if operation.auth in _NOBODY:
        return None
    for record in (operation.entry.record("auth"), model.spec.root.record("auth")):
        name = "" if record is None else record.text("provider")
        if name:
            return _named(model, name)
    return None


def sign_in_at(model: Model, flow: Flow) -> tuple[Component, ...]:
    """The components at which those who start `flow` must have signed in before."""
    start = walk.initiator(flow)
    if start is None or start.role not in OUTSIDE:
        return ()
    found = (issuer_of(model, operation) for operation in trace.operations_in(model, flow))
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _named(model: Model, name: str) -> Component | None:
    if name in model.components:
        return model.components[name]
    wanted = squash(name)
    known = model.components.values()
    found = [each for each in known if squash(each.id) == wanted or squash(each.title) == wanted]
    found = found or [each for each in known if squash(each.tech) == wanted]
    return found[0] if len(found) == 1 else None
