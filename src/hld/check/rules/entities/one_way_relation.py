"""An entity connects two others and has a content of its own, but no key.

Something between two entities that can happen twice (two messages from one user to another, two orders of a product)
is not told by the two alone. Where it can happen only once, the two are its key; say so with `key`. An entity that
holds nothing but the two needs to say nothing.

Bad:

    entities:
      User: {id, name}
      Tweet: {id, text}
      Reply: {author: User, tweet: Tweet, text: string}  # <--

Good:

    entities:
      User: {id, name}
      Tweet: {id, text}
      Reply: {id, author: User, tweet: Tweet, text: string}
      Follow: {follower: User, followee: User}

Source: keys of associative entities, entity-relationship modelling (Chen, 1976).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.types import Entity, Field, Model

KEYS = ("id", "uuid", "key", "code", "number", "version", "token", "hash")


@rule("EN006", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for entity in model.entities.values():
        sides = [field for field in entity.fields if _is_side(field)]
        if len(sides) == 2 and len(entity.fields) > 2 and not _has_key(model, entity):
            one, other = (field.name for field in sides)
            yield Finding(
                entity.span,
                f"'{entity.id}' connects '{one}' and '{other}' and has no key of its own",
                f"add an 'id', or 'key: [{one}, {other}]' if there is one for each pair",
            )


def _is_side(field: Field) -> bool:
    return field.type is not None and field.type.entity is not None and not field.type.many


def _has_key(model: Model, entity: Entity) -> bool:
    if entity.entry is not None and "key" in entity.entry:
        return True
    stored = (_keeping.storage(store, entity) for store in _keeping.stores_of(model, entity))
    return any(each is not None and "pk" in each for each in stored) or any(
        field.name.lower().endswith(KEYS) for field in entity.fields
    )
