"""The same thing must be strongly consistent and also prefer availability.

When the network is parted only one of both can be had. Something special may be consistent in a design that prefers
availability otherwise (`99.9% over consistency` with `strong for Payment`); it is the same scope that contradicts
itself.

Bad:

    requirements:
      nonfunctional:
        availability: 99.9% over consistency
        consistency: strong  # <--

Good:

    entities:
      Payment: {id, amount}
    requirements:
      nonfunctional:
        availability: 99.9% over consistency
        consistency: strong for Payment
    auth: oauth
    api:
      - POST /v1/payments {amount} -> 201 Payment
    components: {web: client, api: service, payments: sql}
    flows:
      pay:
        - web -> api: POST /v1/payments
        - api -> payments: write Payment

Source: Gilbert and Lynch, Brewer's conjecture (2002).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import is_everywhere, strong
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model, Quality


@rule("RQ016", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    preferring = [each for each in model.qualities.values() if each.entry.text("prefer") == "availability"]
    for quality in strong(model):
        both = next((what for each in preferring if (what := _common(quality, each))), "")
        if both:
            yield Finding(
                quality.entry.at("level"),
                f"{both} must be strongly consistent and also prefer availability",
                "say for what it must be strong: 'strong for Payment'",
            )


def _common(strict: Quality, loose: Quality) -> str:
    """What both hold for; "" where one of them is special and so goes before the other."""
    if is_everywhere(strict) and is_everywhere(loose):
        return "the design"
    if is_everywhere(strict) or is_everywhere(loose):
        return ""
    return next((f"'{name}'" for name in strict.scope if name in loose.scope), "")
