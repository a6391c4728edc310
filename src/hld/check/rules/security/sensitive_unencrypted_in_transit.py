"""Sensitive data travels in the clear.

Personal, health or card data and secrets can be read, and changed, by whoever sits on the line. It is an error where
a step, an operation or the component that is called says that it does not encrypt. Where nothing is said, a written
document is reminded once for each pair of components, and a sketch is not.

Bad:

    auth: oauth
    entities:
      User: {id, email: pii}
    components:
      api: service x2
      users: {kind: sql, replicas: 2, encryption: {at_rest: true}}
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> users: write User [tls=false]  # <--
          - api -> users: read User

Good:

    auth: oauth
    entities:
      User: {id, email: pii}
    components:
      api: service x2
      users: {kind: sql, replicas: 2, encryption: {at_rest: true}}
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> users: write User [tls=true]
          - api -> users: read User

Source: OWASP A02:2021 (cryptographic failures); Threagile, unencrypted-communication.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.security import _data
from hld.diagnostics import Finding, Severity
from hld.model.stated import is_stated
from hld.model.types import Call, Model, Step
from hld.spec.types import Record

_CLEAR = frozenset(("http", "ftp", "telnet", "smtp", "ws"))
_SAYING = ("encryption", "protocol", "tls")
_NO = ("false", "no", "none", "off")


@rule("SE001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    if model.profile != "doc" and not is_stated(model, *_SAYING):
        return
    told: set[tuple[str, ...]] = set()
    for _, step in model.steps:
        if step.arrow is None or not step.is_whole or not (data := _data.carried(step)):
            continue
        said = _said(step)
        way = f"from '{step.source.name}' to '{step.target.name}'"
        pair = tuple(node.name for node in step.nodes)
        if said is False:
            yield Finding(
                step.span,
                f"{data} travels {way} unencrypted",
                "'tls: true'",
            )
        elif said is None and model.profile == "doc" and pair not in told:
            told.add(pair)
            yield Finding(
                step.span,
                f"{data} travels {way}, and nothing says that it is encrypted",
                "'tls: true' on the step or on the component",
                severity=Severity.INFO,
            )


def _said(step: Step) -> bool | None:
    """Whether the step is encrypted, as it, its operation or the component it goes to says; None if none does."""
    operation = step.label.operation.target if isinstance(step.label, Call) else None
    target = step.target.target
    records = (step.entry, operation.entry if operation else None, target.entry if target else None)
    return next((said for each in records if each is not None and (said := _tls(each)) is not None), None)


def _tls(entry: Record) -> bool | None:
    encryption = entry.record("encryption")
    for where, key in ((entry, "tls"), (encryption, "in_transit")):
        if where is not None and key in where:
            return where.text(key).lower() not in _NO
    return False if entry.text("protocol").lower() in _CLEAR else None
