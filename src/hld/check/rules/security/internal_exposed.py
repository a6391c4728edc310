"""An operation for our own use is called by a client.

What is meant for services among themselves trusts its callers. Either a client has no business there, or the operation
is public and needs what public ones need.

Bad:

    auth: oauth
    api:
      POST /v1/reindex: {audience: internal}  # <--
    entities: {Post: {id, text}}
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: POST /v1/reindex
        - api -> posts: write Post

Good:

    auth: oauth
    api:
      POST /v1/reindex: {audience: public}
    entities: {Post: {id, text}}
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: POST /v1/reindex
        - api -> posts: write Post

Source: Threagile, unguarded access from internet; OWASP API9:2023 (improper inventory management).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Call, Match, Model


@rule("SE005", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        if operation.audience != "internal" or operation.consumers:
            continue
        for use in trace.calls_of(model, operation):
            label = use.step.label
            is_certain = isinstance(label, Call) and label.match is Match.EXACT and use.step.is_exact
            if is_certain and use.consumer is not None and use.consumer.role is Role.CLIENT:
                yield Finding(
                    operation.span,
                    f"'{operation.key}' is internal, and client '{use.consumer.id}' calls it in '{use.flow.id}'",
                    "'audience: public', or list who may call it under 'consumers'",
                )
                break
