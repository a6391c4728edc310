"""Something that was left out of scope is in the design all the same.

Either the scope has changed, or time goes into what was not asked for. Compared are the items of `out_of_scope` with
the names of flows, entities and requirements and with the words in the paths of operations; only equal names count.

Bad:

    requirements:
      functional:
        post: User should be able to post tweets
      out_of_scope: [search]
    auth: oauth
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets?q&cursor -> Tweet[]
    entities:
      Tweet: {id, text}
    components: {web: client, api: service, tweets: columnar}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      search:  # <--
        - web -> api: GET /v1/tweets
        - api -> tweets: read Tweet

Good:

    requirements:
      functional:
        post: User should be able to post tweets
        search: User should be able to search tweets
      out_of_scope: [ads]
    auth: oauth
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets?q&cursor -> Tweet[]
    entities:
      Tweet: {id, text}
    components: {web: client, api: service, tweets: columnar}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      search:
        - web -> api: GET /v1/tweets
        - api -> tweets: read Tweet

Source: "set the scope", the first step of system design interviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Model
from hld.near import squash


@rule("RQ019", Severity.WARNING, stage="design")
def check(model: Model) -> Iterator[Finding]:
    section = model.spec.root.record("requirements")
    if section is None:
        return
    items = {_folded(leaf.text): leaf.text for leaf in section.leaves("out_of_scope") if leaf.text.strip()}
    for item, (noun, name, span) in _first(model, items).items():
        yield Finding(
            span,
            f"{noun} '{name}' is about '{items[item]}', which is out of scope",
            "leave it out of the design, or take the item out of 'out_of_scope'",
        )


def _first(model: Model, items: dict[str, str]) -> dict[str, tuple[str, str, Span]]:
    """The first thing of the design that each item names; entities that only stand for others' data do not count."""
    found: dict[str, tuple[str, str, Span]] = {}
    for word, noun, name, span in _named(model) if items else ():
        if word in items:
            found.setdefault(word, (noun, name, span))
    return found


def _named(model: Model) -> Iterator[tuple[str, str, str, Span]]:
    for requirement in model.requirements.values():
        if requirement.priority != "wont":
            yield _folded(requirement.id), "requirement", requirement.id, requirement.span
    for flow in model.flows.values():
        yield _folded(flow.id), "flow", flow.id, flow.span
    for operation in model.operations.values():
        for segment in operation.path.split("/"):
            yield _folded(segment), "operation", operation.key, operation.span
    for entity in model.entities.values():
        if entity.entry is not None and entity.entry.value("external") is not True:
            yield _folded(entity.id), "entity", entity.id, entity.span


def _folded(name: str) -> str:
    """A name as it is compared: without what stands in parentheses, joiners, case and the s of the plural."""
    return squash(re.sub(r"\(.*?\)", "", name).strip()).removesuffix("s")
