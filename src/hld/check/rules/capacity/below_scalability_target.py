"""The estimates reckon with less than what is required.

A design for 50 million users a day does not show that 100 million can be served. What the estimates say (`dau`, `mau`,
the rates of the flows) is held against the requirement on scalability or throughput.

Bad:

    requirements:
      nonfunctional:
        scalability: 100M DAU
    capacity:
      dau: 50M users  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        scalability: 100M DAU
    capacity:
      dau: 150M users
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: non-functional requirements are quantified so that a design can be held against them.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.types import Requirement, Verdict
from hld.check.figures import figures, rest_on_default
from hld.check.qualities import asked
from hld.check.rule import Unknown, rule
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Model, Quality

_KINDS = ("scalability", "throughput")


@rule("CP008", Severity.ERROR, stage="capacity")
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find each target that the estimates stay below, at the estimate that does, else at the target."""
    for quality in (each for each in model.qualities.values() if each.kind in _KINDS):
        found = figures(model).requirements.get(quality.id)
        if found is None:
            continue
        span = _place(model, quality, found)
        if found.verdict is Verdict.FAIL and found.is_missed:
            message = f"{found.reached} is below the required {found.wanted}"
            hint = "reckon with what is required, or require less"
            yield Finding(span, message, hint, rests_on_default=rest_on_default([found.value]))
        elif found.verdict is Verdict.UNKNOWN:
            yield Unknown(span, found.why)


def _place(model: Model, quality: Quality, found: Requirement) -> Span:
    """Where the estimate stands that the value is from; else the requirement."""
    section, _, name = found.why.partition(".")
    capacity = model.spec.root.record("capacity")
    entry = capacity.record(name) if section == "capacity" and capacity is not None else None
    return asked(quality)[1] if entry is None else entry.at("value")
