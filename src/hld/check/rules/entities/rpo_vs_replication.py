"""The last copy that survives may be older than the data that may be lost.

A recovery point of five minutes means that after a disaster at most the last five minutes are gone. A copy that
follows by an hour, or a backup every night, cannot keep that promise. Only what is stated is compared: the `lag` of
replicas, the times of backups; a copy whose lag is not stated is given the benefit of the doubt.

Bad:

    requirements:
      nonfunctional:
        rpo: RPO 5 min
    entities: {Order: {id, total}}
    components:
      orders: {kind: sql, backup: daily}  # <--

Good:

    requirements:
      nonfunctional:
        rpo: RPO 5 min
    entities: {Order: {id, total}}
    components:
      orders: {kind: sql, backup: daily}
      standby: {kind: sql, replica_of: orders}
    relationships:
      - {from: orders, to: standby, mode: replicate, lag: 1s}

Source: AWS Well-Architected, REL09 and REL13.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.catalog.kinds import Role
from hld.check.qualities import is_everywhere, rpo
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Model, Quality
from hld.units.format import format_quantity
from hld.units.quantity import Quantity

COPIES = ("replicate", "cdc", "sync-job", "backup")


@rule("DT010", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for quality, goal in rpo(model).items():
        limit = goal.value.value if goal.value is not None else None
        if not limit:
            continue
        for store in model.components.values():
            if store.role is Role.STORE and _is_meant(model, quality, store):
                ages = _ages(model, store)
                if ages and all(age is not None and age > limit for age in ages):
                    yield _finding(store, min(age for age in ages if age is not None), quality, goal.value)


def _finding(store: Component, age: Fraction, quality: Quality, limit: Quantity | None) -> Finding:
    assert limit is not None
    entry = store.entry
    key = next((key for key in ("backup", "replication") if key in entry), "")
    lost, allowed = format_quantity(Quantity(age, seconds=1)), format_quantity(limit)
    return Finding(
        entry.at(key) if key else store.span,
        f"the last copy of '{store.id}' may be {lost} old, but '{quality.id}' allows {allowed}",
        "copy it more often, or keep a replica that follows closely",
    )


def _is_meant(model: Model, quality: Quality, store: Component) -> bool:
    """Whether the data of `store` may not be lost: it is not made again from elsewhere, and in the scope."""
    if _keeping.is_made_again(model, store) or _keeping.is_in_memory(store):
        return False
    return is_everywhere(quality) or any(each.id in quality.scope for each in _keeping.kept_in(model, store))


def _ages(model: Model, store: Component) -> list[Fraction | None]:
    """How old each copy of `store` may be, in seconds; None where it is not stated."""
    entry = store.entry
    replication = entry.record("replication")
    found: list[Fraction | None] = []
    if replication is not None and replication.value("factor", 2) > 1:
        found.append(_keeping.seconds(replication.value("lag")))
    elif (store.replicas or 1) > 1 or entry.value("read_replicas", 0) or _keeping.is_managed(store):
        found.append(None)
    copying = (edge.relationship for edge in walk.outgoing(model, store) if edge.mode in COPIES)
    found += [_keeping.lag(each) or _every(each.entry) for each in copying if each is not None]
    if "backup" in entry and entry.text("backup").lower() not in ("none", "no", "false"):
        found.append(_keeping.period(entry.text("backup")))
    if "recovery" in entry or "standby" in entry or "cdc" in entry:
        found.append(None)
    return found


def _every(entry: object) -> Fraction | None:
    value = getattr(entry, "value", None)
    return _keeping.seconds(value("every")) if value is not None else None
