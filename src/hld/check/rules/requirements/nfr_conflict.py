"""Nothing may be lost, yet all copies are made later.

A recovery point of zero means that what was acknowledged is never lost. A copy that is made later is missing the
last moments when the first one dies, so one copy must be made before the acknowledgement.

Bad:

    requirements:
      nonfunctional:
        rpo: RPO 0  # <--
    entities:
      Order: {id, total}
    components:
      orders: {kind: sql, replicas: 2, replication: {factor: 2, mode: async}}

Good:

    requirements:
      nonfunctional:
        rpo: RPO 0
    entities:
      Order: {id, total}
    components:
      orders: {kind: sql, replicas: 2, replication: {factor: 2, mode: sync}}

Source: AWS Well-Architected, REL09 and REL13; PACELC (Abadi, 2012).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.qualities import asked, is_everywhere, rpo
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model, Quality


@rule("RQ018", Severity.WARNING, stage="design")
def check(model: Model) -> Iterator[Finding]:
    for quality, goal in rpo(model).items():
        if goal.value is None or goal.value.value:
            continue
        late = [
            store.id for store in model.components.values() if _holds(model, quality, store) and _is_late(model, store)
        ]
        if late:
            _, span = asked(quality)
            yield Finding(
                span,
                f"'{quality.id}' lets nothing be lost, but '{late[0]}' is only copied later",
                f"'mode: sync' in the replication of '{late[0]}', or a greater RPO",
            )


def _holds(model: Model, quality: Quality, store: Component) -> bool:
    if store.role is not Role.STORE:
        return False
    return is_everywhere(quality) or any(each.id in quality.scope for each in _keeping.kept_in(model, store))


def _is_late(model: Model, store: Component) -> bool:
    """Whether it has copies and all of them are known to be made later."""
    replication = store.entry.record("replication")
    edges = [each for each in model.relationships if each.mode == "replicate" and each.source.target is store]
    modes = [] if replication is None or "mode" not in replication else [replication.text("mode").lower()]
    modes += ["async" if _keeping.lag(each) or "async" in each.text.lower() else "" for each in edges]
    return bool(modes) and all("async" in mode for mode in modes)
