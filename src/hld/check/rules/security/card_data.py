"""Card data is kept where it must not be.

The code on the back of a card may never be stored, not even encrypted. The number of a card may be, by components
that are built and audited for it: marked `pci: true`, or `tokenized: true` where only a token of it is kept.

Bad:

    entities:
      Card: {id, holder: string, cvv: string}  # <--
    components:
      api: service x2
      vault: {kind: sql, replicas: 2, pci: true}
    flows:
      pay:
        every: 1 hour
        steps:
          - api -> vault: write Card
          - api -> vault: read Card

Good:

    entities:
      Card: {id, holder: string, token: string}
    components:
      api: service x2
      vault: {kind: sql, replicas: 2, pci: true}
    flows:
      pay:
        every: 1 hour
        steps:
          - api -> vault: write Card
          - api -> vault: read Card

Source: PCI DSS 4.0, requirements 3.3 and 3.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.check.rules.security import _data
from hld.diagnostics import Finding, Severity
from hld.model.types import Entity, Field, Model

_CODES = frozenset(("cvv", "cvv2", "cvc", "cvc2", "cardcvv", "cardcvc"))
_SAFE = ("pci", "tokenized", "external")


@rule("SE006", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for entity in model.entities.values():
        code = next((each for each in entity.fields if _is_code(each)), None)
        data = _held(entity)
        if code is None and not data:
            continue
        stores = [each for each in _keeping.stores_of(model, entity) if each.role in (Role.STORE, Role.CACHE)]
        if not stores:
            continue
        if code is not None:
            yield Finding(
                code.span,
                f"'{entity.id}.{code.name}' is the code of a card and must never be stored, as in '{stores[0].id}'",
                "leave the field out",
            )
            continue
        open_to = next((each for each in stores if not any(each.entry.value(key) is True for key in _SAFE)), None)
        if open_to is not None:
            yield Finding(
                open_to.span,
                f"'{open_to.id}' keeps {data} and is not marked as built for card data",
                "'pci: true' where it is, else keep a token: 'tokenized: true'",
            )


def _is_code(field: Field) -> bool:
    return field.name.lower().replace("_", "").replace("-", "") in _CODES


def _held(entity: Entity) -> str:
    """The card data of `entity` that is not a token."""
    fields = entity.entry.records("fields") if entity.entry is not None else ()
    tokens = {name for name, each in fields if each.value("tokenized") is True}
    found = _data.held(entity, ("pci",))
    return "" if any(found.startswith(f"'{entity.id}.{name}'") for name in tokens) else found
