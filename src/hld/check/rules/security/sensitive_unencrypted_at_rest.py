"""Sensitive data lies unencrypted where it is kept.

A stolen disk, snapshot or backup then gives all of it away. It is an error to say that it is not encrypted. Where
nothing is said, a written document is warned and a sketch is not; what a provider runs is taken to be encrypted,
and a cache to be in memory.

Bad:

    entities:
      User: {id, email: pii}
    components:
      api: service x2
      users: {kind: sql, replicas: 2, encryption: {at_rest: false}}  # <--
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> users: write User
          - api -> users: read User

Good:

    entities:
      User: {id, email: pii}
    components:
      api: service x2
      users: {kind: sql, replicas: 2, encryption: {at_rest: true}}
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> users: write User
          - api -> users: read User

Source: OWASP A02:2021 (cryptographic failures); Threagile, unencrypted-asset.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.check.rules.security import _data
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model

_KEEPING = (Role.STORE, Role.CACHE)


@rule("SE002", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    sensitive = {each: found for each in model.entities.values() if (found := _data.held(each))}
    for store in model.components.values() if sensitive else ():
        if store.role not in _KEEPING or store.entry.value("tokenized") is True:
            continue
        data = next((sensitive[each] for each in _keeping.kept_in(model, store) if each in sensitive), "")
        said = _said(store)
        if not data or said is True:
            continue
        if said is False:
            encryption = store.entry.record("encryption")
            at = encryption.at("at_rest") if encryption is not None else store.span
            yield Finding(at, f"'{store.id}' keeps {data} unencrypted", "'encryption: {at_rest: true}'")
        elif model.profile == "doc" and store.role is Role.STORE and not _is_run_by_others(store):
            yield Finding(
                store.span,
                f"'{store.id}' keeps {data}, and nothing says that it is encrypted",
                "'encryption: {at_rest: true}'",
                severity=Severity.WARNING,
            )


def _said(store: Component) -> bool | None:
    encryption = store.entry.record("encryption")
    return None if encryption is None else encryption.value("at_rest")


def _is_run_by_others(store: Component) -> bool:
    return _keeping.is_managed(store) or store.entry.value("external") is True or store.is_implicit
