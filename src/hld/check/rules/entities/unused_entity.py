"""An entity appears in no operation, no message, no step and no other entity.

Either a requirement that needs it is not served yet, or it is not needed. An actor is used by acting, and a name that
the path of an operation, a message or a step's words speak of counts as used. While a requirement has no flow,
nothing is said: the flow that is missing may be what uses it.

Bad:

    auth: oauth
    entities:
      Tweet: {id, text}
      Vehicle: {id, plate}  # <--
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

Good:

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

Source: Threagile, unnecessary-data-asset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check import covers
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Delivery, Entity, Model, Reply, Text


@rule("EN003", Severity.WARNING, stage="flows")
def check(model: Model) -> Iterator[Finding]:
    if not model.flows or not covers.have_flows(model):
        return
    candidates = [each for each in model.entities.values() if each.entry is not None]
    used = _used(model) | _keeping.acting(model)
    unused = [each for each in candidates if each not in used]
    if not unused or _leads_nowhere(model):
        return
    spoken = _spoken(model)
    for entity in unused:
        if _words(entity.id).isdisjoint(spoken):
            yield Finding(
                entity.span, f"entity '{entity.id}' is never used", "use it in an operation or a step, or delete it"
            )


def _leads_nowhere(model: Model) -> bool:
    """Whether some name stands for nothing, so that an entity may be meant; an external's API need not be declared."""
    foreign = {use.call.operation.span for use in trace.calls(model) if use.is_foreign}
    return any(each.is_hole and each.span not in foreign for each in model.references)


def _used(model: Model) -> set[Entity]:
    """The entities that something else than themselves refers to, if only under nearly their name."""
    found: set[Entity] = set()
    for reference in model.references:
        entity = reference.target
        if isinstance(entity, Entity) and not (entity.entry is not None and entity.span.holds(reference.span)):
            found.add(entity)
    for field in (field for each in model.entities.values() for field in each.fields):
        if field.type is not None and field.type.entity is not None and field.type.entity.target is not None:
            entity = field.type.entity.target
            if not entity.span.holds(field.span):
                found.add(entity)
    return found | {each for each in model.entities.values() if each.entry is not None and "is" in each.entry}


def _spoken(model: Model) -> set[str]:
    """The words in paths, names of messages and labels in words."""
    texts = [each.path for each in model.operations.values()] + list(model.messages)
    for _, step in model.steps:
        if isinstance(step.label, Text | Reply):
            texts.append(step.label.text)
        elif isinstance(step.label, Delivery):
            texts.append(step.label.message.name)
    return {word for text in texts for word in _words(text)}


def _words(text: str) -> set[str]:
    """The words of a text, those joined by capitals too, singular and in lower case."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+", text)
    whole = re.sub(r"[\W_]+", "", text)
    return {word.lower().removesuffix("s") for word in (*words, whole) if len(word) > 1}
