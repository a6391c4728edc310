"""A functional requirement names none of the entities.

Entities are the nouns of the requirements. Where a requirement names none, its noun may be an entity that is
missing; or it goes by another word. Only a reader can tell, so this rule is off unless it is asked for.

Bad:

    checks: {levels: {noun-not-entity: info}}
    requirements:
      functional:
        post: User should be able to post tweets
        pay: User should be able to pay the bill  # <--
    entities:
      User: {id, name}
      Tweet: {id, text}

Good:

    checks: {levels: {noun-not-entity: info}}
    requirements:
      functional:
        post: User should be able to post tweets
        pay: User should be able to pay the bill
    entities:
      User: {id, name}
      Tweet: {id, text}
      Bill: {id, amount}

Source: nouns become entities, verbs become operations (Abbott, 1983).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("EN008", Severity.INFO, is_on=False)
def check(model: Model) -> Iterator[Finding]:
    names = {entity.id: _words(entity.id) for entity in model.entities.values()}
    for requirement in model.requirements.values() if names else ():
        text = requirement.entry.leaf("text")
        if text is None or not text.text:
            continue
        others = [words for name, words in names.items() if name != requirement.actor]
        if _words(text.text).isdisjoint(word for words in others for word in words):
            yield Finding(
                text.span, f"requirement '{requirement.id}' names no entity", "is there one that is not declared?"
            )


def _words(text: str) -> set[str]:
    """The words of a text or of a name in camel case, singular and in lower case."""
    return {word.lower().removesuffix("s") for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", text) if len(word) > 1}
