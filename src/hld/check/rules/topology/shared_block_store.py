"""Several hosts use one block store.

A volume is a disk: one host mounts it, and its file system keeps in memory what it has not written yet. Two that write
destroy each other's data. Share an object store or a database, or say `multi_attach: true` where a cluster file
system makes it safe.

Bad:

    entities: {Job: {id, text}}
    auth: oauth
    api:
      - GET /v1/jobs/{jobId} -> Job
    components:
      web: client
      lb: load balancer
      api: service x3
      disk: block store  # <--
    flows:
      read:
        - web -> lb -> api: GET /v1/jobs/{jobId}
        - api -> disk: read Job

Good:

    entities: {Job: {id, text}}
    auth: oauth
    api:
      - GET /v1/jobs/{jobId} -> Job
    components:
      web: client
      api: service
      disk: block store
    flows:
      read:
        - web -> api: GET /v1/jobs/{jobId}
        - api -> disk: read Job

Source: Amazon EBS documentation, Multi-Attach.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Model


@rule("TP029", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for store in model.components.values():
        if store.kind.name != "block-store" or "multi_attach" in store.entry:
            continue
        hosts = [each for each in walk.predecessors(model, store) if each.role in (Role.COMPUTE, Role.STORE)]
        count = sum(_shape.replicas(each) or 1 for each in hosts)
        if count > 1 and (store.replicas or 1) < count:
            names = " and ".join(f"'{each.id}'" for each in hosts[:2])
            message = f"block store '{store.id}' is attached to {count} hosts of {names}"
            yield Finding(store.span, message, "share an object store, or say 'multi_attach: true'")
