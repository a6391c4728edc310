"""Data is kept in several copies and nothing says what gives way when they cannot reach each other.

When the network is parted, a copy either answers with what it has, or it waits until the others agree. A design that
asks for availability and has copies meets this choice, so it should say which way it goes: once for everything
(`99.9% over consistency`), or for what matters (`consistency: strong for Payment`).

It is asked once a design, and only of one that has a target for availability.

Bad:

    requirements:
      nonfunctional:
        availability: 99.9%  # <--
    components:
      tweets: columnar (cassandra) x3

Good:

    requirements:
      nonfunctional:
        availability: 99.9% over consistency
    components:
      tweets: columnar (cassandra) x3

Source: Brewer, CAP twelve years later (2012); Gilbert and Lynch (2002).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.qualities import addressed, asked
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model

SIDES = frozenset(("cap", "consistency"))
DERIVED = frozenset(("search-index", "warehouse", "object-store"))


@rule("RQ015", Severity.WARNING, interview=Severity.INFO, stage="design")
def check(model: Model) -> Iterator[Finding]:
    available = next((each for each in model.qualities.values() if each.kind == "availability"), None)
    copied = next((each for each in model.components.values() if _is_copied(each)), None)
    if available is not None and copied is not None and not _is_chosen(model):
        _, span = asked(available)
        yield Finding(
            span,
            f"'{copied.id}' is kept in several copies, but nothing says whether consistency or availability wins",
            "add 'over consistency' or 'over availability' to the target, or 'consistency: strong for …'",
        )


def _is_copied(component: Component) -> bool:
    entry = component.entry
    if component.role is not Role.STORE or component.kind.name in DERIVED:
        return False
    replication = entry.record("replication")
    copies = replication.value("factor", 1) if replication is not None else 1
    return (
        max(component.replicas or 1, copies, entry.value("read_replicas", 0) + 1) > 1 or len(entry.items("regions")) > 1
    )


def _is_chosen(model: Model) -> bool:
    """Whether a requirement, an entity, a store or a deep dive says which side wins."""
    if any(each.kind in SIDES or "prefer" in each.entry or "level" in each.entry for each in model.qualities.values()):
        return True
    if any(each.entry is not None and "consistency" in each.entry for each in model.entities.values()):
        return True
    return not SIDES.isdisjoint(addressed(model)) or any(_says(each) for each in model.components.values())


def _says(store: Component) -> bool:
    replication = store.entry.record("replication")
    return "consistency" in store.entry or (
        replication is not None and any(key in replication for key in ("mode", "read", "write"))
    )
