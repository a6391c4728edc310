"""A component of a written design does not say what it is there for.

Names such as `core` or `manager` tell a new reader nothing. A `role` of a few words, or a `description`, does. Not
asked in an interview, where it is said aloud, nor of clients and what others run.

Bad:

    profile: doc
    components:
      job: {kind: scheduler, role: starts the nightly run}
      core: {kind: service, replicas: 2}  # <--
    flows:
      run:
        - job -> core: run

Good:

    profile: doc
    components:
      job: {kind: scheduler, role: starts the nightly run}
      core: {kind: service, replicas: 2, role: works out the prices}
    flows:
      run:
        - job -> core: run

Source: C4 model, diagram review checklist; Structurizr, model.component.description.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

_OBVIOUS = (Role.CLIENT, Role.EXTERNAL, Role.FORWARDER, Role.MONITOR)
_TELLING = ("role", "description", "of", "origin", "replica_of", "stores")


@rule("DC001", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for component in model.components.values() if model.profile == "doc" else ():
        is_plain = component.role not in _OBVIOUS and not component.is_implicit
        if is_plain and not any(key in component.entry for key in _TELLING):
            yield Finding(
                component.span, f"nothing says what '{component.id}' is there for", "'role: keeps the accounts'"
            )
