"""Several instances of what may work only once, and nothing says which one works.

A scheduler with three instances and no leader starts every job three times. Say how the one that works is elected, or
how the others are kept out.

Bad:

    components:
      ticker: {kind: scheduler, replicas: 3}  # <--
      jobs: sql x2
    entities: {Job: {id, due: time}}
    flows:
      run:
        - ticker -> jobs: read Job
        - ticker -> jobs: write Job

Good:

    components:
      ticker: {kind: scheduler, replicas: 3, leader: true}
      jobs: sql x2
    entities: {Job: {id, due: time}}
    flows:
      run:
        - ticker -> jobs: read Job
        - ticker -> jobs: write Job

Source: leader election, Google SRE, chapter 23 (distributed consensus); AWS Builders' Library, leader election.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model

_SETTLED = ("leader", "concurrency", "standby", "idempotent", "dedup", "managed", "external", "shard_by", "shards")


@rule("RE013", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for component in model.components.values():
        if not _works_alone(component) or (component.replicas or 0) < 2 or _is_settled(component):
            continue
        is_stated = component.entry.value("singleton") is True
        yield Finding(
            component.entry.at("replicas"),
            f"'{component.id}' has {component.replicas} instances, and nothing says which one works",
            "'leader: true', or a 'standby'",
            severity=None if is_stated or model.profile == "doc" else Severity.INFO,
        )


def _works_alone(component: Component) -> bool:
    """Whether one instance at most may work, as stated or as schedulers are; products of that kind see to it."""
    is_own = component.kind.name == "scheduler" and not component.tech
    return is_own or component.entry.value("singleton") is True


def _is_settled(component: Component) -> bool:
    return any(component.entry.text(key, "no").lower() not in ("no", "none", "false") for key in _SETTLED)
