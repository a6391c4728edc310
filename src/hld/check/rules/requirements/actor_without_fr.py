"""An actor is declared, and no requirement says what it does.

Whoever uses the system has something to do with it. Either a requirement is missing, or the actor is. An actor that
nothing at all refers to is told of as unused.

Bad:

    actors:
      User: {via: [web]}
      Admin: {via: [web]}  # <--
    requirements:
      functional:
        post: User should be able to post tweets
    components:
      web: client

Good:

    actors:
      User: {via: [web]}
      Admin: {via: [web]}
    requirements:
      functional:
        post: User should be able to post tweets
        ban: Admin should be able to ban users
    components:
      web: client

Source: "the users and their primary interactions", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check import covers
from hld.check.rule import rule
from hld.check.rules.requirements import _actors
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ024", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if not model.requirements or covers.lead_nowhere(model):
        return
    acting = _actors.acting(model)
    missed = _actors.missed(model)
    busy = {each.id for each in model.actors.values() if _actors.words([each.id]) <= acting}
    related = {name for each in model.actors.values() for name in _relatives(each.id, each.entry.text("is"), busy)}
    for actor in model.actors.values():
        is_known_otherwise = actor.via or actor.id in model.entities
        if is_known_otherwise and actor.id not in busy | related | missed:
            yield Finding(
                actor.span,
                f"actor '{actor.id}' has no requirement",
                f"add what it does: '{actor.id} should be able to …', or leave it out",
            )


def _relatives(name: str, parent: str, busy: set[str]) -> tuple[str, ...]:
    """Who acts because a kind of it, or what it is a kind of, does."""
    return (name, parent) if parent and {name, parent} & busy else ()
