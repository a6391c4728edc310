"""A quality is asked for and nothing in the design answers to it.

Numbers are held against the design by the rules on latency, availability, load and cost. The qualities without a
number are here: security wants authentication or encryption somewhere, compliance a retention, a residency or
protection of data, fault tolerance a second copy, a failover or a recovery, maintainability something that watches. A
deep dive that `addresses` the requirement answers to any of them.

Bad:

    requirements:
      nonfunctional:
        compliance: GDPR  # <--
    auth: oauth
    entities:
      Note: {id, text}
    api:
      - POST /v1/notes {text} -> 201 Note
      - GET /v1/notes/{noteId} -> Note
    components: {web: client, api: service, notes: sql}
    flows:
      post:
        - web -> api: POST /v1/notes
        - api -> notes: write Note
      read:
        - web -> api: GET /v1/notes/{noteId}
        - api -> notes: read Note

Good:

    requirements:
      nonfunctional:
        compliance: GDPR
    auth: oauth
    entities:
      Note: {fields: {id, text}, retention: 2 years}
    api:
      - POST /v1/notes {text} -> 201 Note
      - GET /v1/notes/{noteId} -> Note
    components: {web: client, api: service, notes: sql}
    flows:
      post:
        - web -> api: POST /v1/notes
        - api -> notes: write Note
      read:
        - web -> api: GET /v1/notes/{noteId}
        - api -> notes: read Note

Source: the checklist of qualities in system design interviews: what is asked for must be seen in the design.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.answers import wanted
from hld.check.qualities import addressed
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model, Quality


@rule("RQ017", Severity.WARNING, interview=Severity.INFO, stage="deep-dives")
def check(model: Model) -> Iterator[Finding]:
    if not model.flows:
        return
    dives = addressed(model)
    for quality in model.qualities.values():
        what = wanted(model, quality.kind)
        if what and dives.isdisjoint((quality.id, quality.kind)):
            yield Finding(
                quality.span,
                f"nothing in the design addresses {_called(quality)}",
                f"state {what}, or add a deep dive with 'addresses: [{quality.id}]'",
            )


def _called(quality: Quality) -> str:
    regimes = quality.entry.leaves("regimes")
    return f"'{quality.id}'" + (f" ({', '.join(leaf.text for leaf in regimes)})" if regimes else "")
