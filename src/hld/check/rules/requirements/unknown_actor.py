"""A requirement speaks of somebody who is not declared.

A name that nobody knows is a slip, or a kind of user whose needs have not been thought of. Declared are the `actors`,
the entities and the components; "the system" needs no declaration. A spec without `actors` has no list to compare
with, so there only a name that is nearly an entity's is reported.

Bad:

    actors: [Rider, Driver]
    requirements:
      functional:
        ride: Rider should be able to ask for a ride
        accept: Drivr should be able to accept a ride  # <--

Good:

    actors: [Rider, Driver]
    requirements:
      functional:
        ride: Rider should be able to ask for a ride
        accept: Drivers should be able to accept a ride

Source: "who are the users, and how do they interact with the system", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.requirements import _actors
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ008", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    told: set[str] = set()
    for each in _actors.strangers(model):
        if each.name not in told and (model.actors or each.near):
            told.add(each.name)
            yield Finding(
                each.span,
                f"'{each.name}' acts in requirement '{each.requirement.id}' but is not declared",
                f"did you mean '{each.near}'?" if each.near else f"add '{each.name}' to 'actors'",
                severity=Severity.WARNING if each.near else None,
            )
