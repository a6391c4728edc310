"""A public operation gives away secrets, card or health data, with all the rest of what it returns.

An answer that is simply the entity carries every field of it: the hash of the password, the card number. Return the
fields that are needed (`-> {id, name}`), or mark what only a token is kept of. Personal data such as a name is what
many answers are for, so it is not counted. A field that a requirement speaks of is meant to be seen, and what makes a
secret may show it once: only what is asked for again and again counts.

Bad:

    auth: oauth
    entities:
      User: {id, name, password: secret}
    api:
      - GET /v1/users/{userId} -> User  # <--

Good:

    auth: oauth
    entities:
      User: {id, name, password: secret}
    api:
      - GET /v1/users/{userId} -> {id, name}

Source: OWASP API3:2023 (broken object property level authorization); Threagile, unnecessary-data-transfer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hld.check.exposure import is_internal
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Entity, Model, Operation, Style

_SENSITIVE = frozenset({"secret", "pci", "phi"})
_LOOKS = ("GET", "HEAD")
_LOOKING = (Style.QUERY, Style.POLLING, Style.SSE, Style.SUBSCRIPTION, Style.WEBSOCKET)


@rule("SE012", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the first public operation that returns each entity with such a field."""
    told: set[str] = set()
    for operation in model.operations.values():
        entity = _returned(operation)
        if entity is None or entity.id in told or is_internal(model, operation) or operation.audience == "partner":
            continue
        name, data = _given_away(model, entity)
        if name and operation.returns is not None and operation.returns.type is not None:
            told.add(entity.id)
            rest = ", ".join(each.name for each in entity.fields if each.data_class not in _SENSITIVE)
            yield Finding(
                operation.returns.type.span,
                f"'{operation.key}' gives away '{entity.id}.{name}' ({data})",
                f"return what is needed: '-> {{{rest}}}'",
            )


def _returned(operation: Operation) -> Entity | None:
    """The entity that an operation answers with which only looks something up."""
    if operation.method not in _LOOKS and operation.style not in _LOOKING:
        return None
    kind = operation.returns.type if operation.returns is not None else None
    return kind.entity.target if kind is not None and kind.entity is not None else None


def _given_away(model: Model, entity: Entity) -> tuple[str, str]:
    """The first field of such a class that no requirement speaks of, and its class."""
    fields = dict(entity.entry.records("fields")) if entity.entry is not None else {}
    needs = _needs(model)
    for field in entity.fields:
        is_token = field.name in fields and fields[field.name].value("tokenized") is True
        if field.data_class in _SENSITIVE and not is_token and field.name.lower().replace("_", " ") not in needs:
            return field.name, field.data_class
    return "", ""


@lru_cache(maxsize=4)
def _needs(model: Model) -> str:
    """All that the requirements say."""
    return " ".join(each.text.lower() for each in model.requirements.values())
