"""Data is kept for another time than a requirement on retention asks for.

What is asked for is held against what is stated: the `retention` (or `ttl`) of the entity, of its store, or of how the
store keeps it. Without a comparison the time asked for is the least ("7 years for Payment"); "at most 30 days" is the
most. A requirement that names nothing holds for all that is stored, and fails where none of it is kept as long; where
some is, nothing tells which is meant, and it stays unknown. So it does where nothing states how long, and where the
text gives several times ("raw 7 days, hourly 1 year"), which are no single target.

Bad:

    requirements:
      nonfunctional:
        retention: 7 years for Payment  # <--
    auth: oauth
    entities:
      Payment: {fields: {id, amount}, retention: 3 years}
    api:
      - POST /v1/payments {amount} -> 201 Payment
      - GET /v1/payments/{paymentId} -> Payment
    components: {web: client, api: service, ledger: sql}
    flows:
      pay:
        - web -> api: POST /v1/payments
        - api -> ledger: write Payment
      read:
        - web -> api: GET /v1/payments/{paymentId}
        - api -> ledger: read Payment

Good:

    requirements:
      nonfunctional:
        retention: 7 years for Payment
    auth: oauth
    entities:
      Payment: {fields: {id, amount}, retention: 10 years}
    api:
      - POST /v1/payments {amount} -> 201 Payment
      - GET /v1/payments/{paymentId} -> Payment
    components: {web: client, api: service, ledger: sql}
    flows:
      pay:
        - web -> api: POST /v1/payments
        - api -> ledger: write Payment
      read:
        - web -> api: GET /v1/payments/{paymentId}
        - api -> ledger: read Payment

Source: non-functional requirements are quantified so that a design can be held against them.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.figures import figures
from hld.check.qualities import asked
from hld.check.rule import Unknown, rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("DT023", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find each requirement on retention that what is stated does not meet."""
    for quality in (each for each in model.qualities.values() if each.kind == "retention"):
        found = figures(model).requirements.get(quality.id)
        _, span = asked(quality)
        if found is None:
            yield Unknown(span, "it states no single time")
        elif found.verdict == "unknown":
            yield Unknown(span, found.why)
        elif found.verdict == "fail" and found.value.lower_bound:
            yield Finding(span, f"{found.why}, and '{quality.id}' asks for {_wanted(found.op)} {found.wanted}", _HINT)
        elif found.verdict == "fail":
            yield Finding(
                span,
                f"{found.why} is kept {found.reached}, and '{quality.id}' asks for {_wanted(found.op)} {found.wanted}",
                _HINT,
            )


_HINT = "change its 'retention', or say of what this one holds: '2 years for Tweet'"


def _wanted(op: str) -> str:
    return {"<": "less than", "<=": "at most", ">": "more than", "=": "just"}.get(op, "at least")
