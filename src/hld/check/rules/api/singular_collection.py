"""A path calls a collection by its singular.

`/tweets/{tweetId}` reads as one of the tweets; `/tweet/{tweetId}` makes readers guess which of the two it is elsewhere.
Only paths that name an entity of the design, followed by its id, are looked at; told once, with the number of the
others. Switch it off where singular is your style.

Bad:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - GET /v1/tweet/{tweetId} -> Tweet  # <--

Good:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - GET /v1/tweets/{tweetId} -> Tweet

Source: Zalando RESTful guidelines, pluralize resource names.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model, Operation, Style


@rule("AP005", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    names = {_joined(entity) for entity in model.entities if not entity.endswith("s")}
    found = [(each, name) for each in model.operations.values() if (name := _singular(each, names))]
    if found:
        (first, name), *others = sorted(found, key=lambda pair: pair[0].key)
        also = f", and {len(others)} more" if others else ""
        yield Finding(
            first.span, f"'{first.key}' calls a collection by its singular{also}", f"'/{_plural(name)}' for '/{name}'"
        )


def _singular(operation: Operation, names: Container[str]) -> str:
    """The first part of the path that is the name of an entity as it stands, with an id after it."""
    if operation.style is not Style.REST:
        return ""
    parts = operation.path.strip("/").split("/")
    return next((part for part, after in pairwise(parts) if after.startswith("{") and _joined(part) in names), "")


def _joined(word: str) -> str:
    return word.replace("-", "").replace("_", "").lower()


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
