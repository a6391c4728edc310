"""What a flow cannot do without is, all together, up for less of the time than is asked for.

The share of time that a flow is up is the product over its hard dependencies, each counted once, with copies, zones
and fallbacks reckoned in as far as they are stated. That they fail independently is an assumption. Where no component
states its availability nothing is judged: `hld check --coverage` then gives the figure that usual numbers come to. A
third party that promises less than the target is told by `sla-inversion` alone; where there are too few instances for
the peak, so that none may fail, `too-few-instances` or `unstable-consumer` says so.

Bad:

    requirements:
      nonfunctional:
        availability: 99.99%  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, availability: 99.95%}
      posts: {kind: sql, availability: 99.95%}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        availability: 99.9%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, availability: 99.95%}
      posts: {kind: sql, availability: 99.95%}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: B. Treynor et al., "The Calculus of Service Availability", ACM Queue 15 (2017).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Number, Requirement, Verdict
from hld.analyse.wording import percent
from hld.catalog.kinds import Role
from hld.check.figures import figures, rest_on_default
from hld.check.qualities import asked
from hld.check.rule import Unknown, rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

_SHOWN = 3
_NONE = Fraction(0)


@rule("AV001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find each flow that is not up often enough, at the requirement that says so."""
    for quality in (each for each in model.qualities.values() if each.kind == "availability"):
        analysis = figures(model)
        found = analysis.requirements.get(quality.id)
        for flow, value, verdict in found.by_flow if found is not None else ():
            assert found is not None
            parts = analysis.flows[flow].availability.parts
            _, span = asked(quality)
            if verdict is Verdict.UNKNOWN:
                yield Unknown(span, f"the availability of flow '{flow}' ({value.text}): {value.why}")
            elif _has_too_few(model, parts):
                continue
            elif verdict is Verdict.FAIL and value.value is not None and not _is_promised_less(model, parts, found):
                largest = ", ".join(
                    f"{name} {percent(1 - (down.value or Fraction(0)))}" for name, down in parts[:_SHOWN]
                )
                yield Finding(
                    span,
                    f"flow '{flow}' is up {percent(value.value)} of the time, less than {percent(found.target.value)}",
                    f"copies in other zones, a fallback, or less to depend on; the least are {largest}",
                    rests_on_default=rest_on_default(down for _, down in parts),
                )


def _has_too_few(model: Model, parts: tuple[tuple[str, Number], ...]) -> bool:
    """Whether one of them cannot bear the peak even with all of its instances."""
    counts = (figures(model).components[name].instances for name, _ in parts)
    return any(
        each is not None and each.most is not None and each.bare.value is not None and each.bare.value > each.most
        for each in counts
    )


def _is_promised_less(model: Model, parts: tuple[tuple[str, Number], ...], found: Requirement) -> bool:
    """Whether a third party's promise alone is below the target."""
    outside = (down.value for name, down in parts if model.components[name].role is Role.EXTERNAL)
    return any(down is not None and down > 1 - found.target.value for down in outside)
