"""What is not harmless twice is tried again.

A caller that hears nothing cannot know whether the first try was done. Trying a POST or a PATCH again can then charge
a card twice, unless the request carries a key by which the repeat is told. It is asked where retries are stated.

Bad:

    auth: oauth
    api:
      - POST /v1/charges {amount: int}
    entities: {Charge: {id, amount: int}}
    components:
      shop: service x2
      bank: service x2
      ledger: sql x2
    flows:
      pay:
        every: 1 hour
        steps:
          - shop -> bank: POST /v1/charges [retries=2, backoff=exponential]  # <--
          - bank -> ledger: write Charge

Good:

    auth: oauth
    api:
      POST /v1/charges: {body: {amount: int}, idempotency: Idempotency-Key}
    entities: {Charge: {id, amount: int}}
    components:
      shop: service x2
      bank: service x2
      ledger: sql x2
    flows:
      pay:
        every: 1 hour
        steps:
          - shop -> bank: POST /v1/charges [retries=2, backoff=exponential]
          - bank -> ledger: write Charge

Source: Stripe, idempotent requests; AWS Well-Architected, REL04 (make responses idempotent).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.stated import steps_stating
from hld.model.types import Call, Model, Step
from hld.spec.types import Record

_KEYED = ("idempotency", "idempotent", "dedup", "transaction")
_NO = ("false", "no", "none")


@rule("RE004", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for step in steps_stating(model, "retries"):
        if (step.entry.value("retries") or 0) > 0 and step.is_whole and _is_harmful(step):
            what = step.label.text if isinstance(step.label, Call) else "the step"
            yield Finding(
                step.span,
                f"'{what}' is tried again, and twice is not the same as once",
                "'idempotency: Idempotency-Key' on the operation, or no retries",
            )


def _is_harmful(step: Step) -> bool:
    """Whether a repeat is known to do harm: it is stated, or the method says so and nothing tells repeats apart."""
    if _denies(step.entry):
        return True
    label = step.label
    if not isinstance(label, Call) or label.method not in ("POST", "PATCH"):
        return False
    operation, target = label.operation.target, step.target.target
    if operation is None or _denies(operation.entry):
        return operation is not None
    headers = operation.entry.record("headers")
    named = [*(headers.entries if headers is not None else ()), *(each.name for each in operation.body or ())]
    records = (step.entry, operation.entry, *((target.entry,) if target is not None else ()))
    return not any(key in each for each in records for key in _KEYED) and not any(
        "idempot" in name.lower() for name in named
    )


def _denies(entry: Record) -> bool:
    return entry.text("idempotent").lower() in _NO
