"""A part is missing that every design needs: entities, an API, components or flows.

They build on each other: the flows use the API, the API speaks of the entities, the components do the work.
While a part is missing, what depends on it is not checked. In the interview profile a part counts as there
as soon as something of it is known, such as a component that a flow names. That there are no entities is told here and
by no rule of its own.

Bad:

    name: Twitter  # <--
    requirements:
      functional:
        read: User should be able to read tweets
    auth: oauth
    entities:
      Tweet: {id, text}
    api:
      - GET /v1/tweets/{tweetId} -> Tweet

Good:

    name: Twitter
    requirements:
      functional:
        read: User should be able to read tweets
    auth: oauth
    entities:
      Tweet: {id, text}
    api:
      - GET /v1/tweets/{tweetId} -> Tweet
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      read:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> tweets: read Tweet

Source: the steps of a system design interview.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.sections import place_of
from hld.check.stage import section_is_due
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

NOUNS = {"entities": "entities", "api": "API", "components": "components", "flows": "flows"}


@rule("SP018", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    due = {section: noun for section, noun in NOUNS.items() if section_is_due(section, model.stage)}
    missing = [noun for section, noun in due.items() if _is_missing(model, section)]
    if missing and not model.is_broken and not any(model.found("yaml-syntax")):
        *others, last = missing
        listed = f"{', no '.join(others)} and no {last}" if others else last
        yield Finding(place_of(model, ""), f"the design has no {listed}", "add what is missing as you go on")


def _is_missing(model: Model, section: str) -> bool:
    """Whether nothing is known of it. What was written there but could not be read is not missing."""
    known = {
        "entities": model.entities, "api": model.operations, "components": model.components, "flows": model.flows,
    }  # fmt: skip
    value = model.spec.root.get(section)
    if value is not None and any(value.span.holds(finding.span) for finding in model.findings):
        return False
    if section == "api" and model.flows:
        return False  # that the flows have nothing to call is told where they call it
    if model.profile == "interview" or section == "components":
        return not known[section]
    return value is None or not known[section]
