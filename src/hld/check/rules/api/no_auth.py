"""Anybody may call a public operation, as far as the design says.

Say how callers are authenticated: once at the top (`auth: oauth`) or for a single operation. Where an
operation is meant for everybody, say that: `auth: none`. It is an error where the operation carries personal,
health or payment data.

Bad:

    api:
      - POST /v1/tweets {text}  # <--
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet

Good:

    auth: oauth
    api:
      - POST /v1/tweets {text}
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet

Source: OWASP API2:2023 (broken authentication); Threagile, missing-authentication.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import OURS_TO_CALL, Field, Model, Operation

SENSITIVE = ("pii", "phi", "pci")
HINT = "write 'auth: oauth' at the top of the spec, or 'auth: none' if everybody may call it"


@rule("AP008", Severity.WARNING, worst=Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    unsaid = [each for each in model.operations.values() if not each.auth and _is_exposed(model, each)]
    if len(unsaid) > 1 and not any(each.auth for each in model.operations.values()):
        yield _nothing_said(model, unsaid)
        return
    for operation in unsaid:
        carried = _carried(operation)
        yield Finding(
            operation.span,
            f"'{operation.key}' is public and says nothing about authentication{_and_carries(carried)}",
            HINT,
            severity=Severity.ERROR if carried else None,
        )


def _nothing_said(model: Model, unsaid: Sequence[Operation]) -> Finding:
    """One finding where authentication was not thought of at all."""
    carried = next((found for operation in unsaid if (found := _carried(operation))), "")
    return Finding(
        place_of(model, "api"),
        f"{len(unsaid)} operations are public and nothing is said about authentication"
        + (f"; one carries {carried}" if carried else ""),
        HINT,
        severity=Severity.ERROR if carried else None,
    )


def _is_exposed(model: Model, operation: Operation) -> bool:
    """Whether the outside world can call it, and it is ours."""
    provider = trace.provider(model, operation)
    is_foreign = provider is not None and provider.role is Role.EXTERNAL
    return operation.style not in OURS_TO_CALL and not is_foreign and trace.is_public(model, operation)


def _and_carries(carried: str) -> str:
    return f", and carries {carried}" if carried else ""


def _carried(operation: Operation) -> str:
    """The first sensitive thing in the request or the answer. A reference to an entity carries its id alone."""
    returned = operation.returns
    for field in (*(operation.body or ()), *operation.query, *(returned.fields if returned is not None else ())):
        if field.data_class in SENSITIVE:
            return f"'{field.name}' ({field.data_class})"
    kind = returned.type if returned is not None else None
    entity = kind.entity.target if kind is not None and kind.entity is not None else None
    found = _sensitive(entity.fields) if entity is not None else None
    return f"'{entity.id}.{found.name}' ({found.data_class})" if entity is not None and found is not None else ""


def _sensitive(fields: Sequence[Field]) -> Field | None:
    return next((field for field in fields if field.data_class in SENSITIVE), None)
