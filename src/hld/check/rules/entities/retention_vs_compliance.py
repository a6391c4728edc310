"""Rules ask that personal data be deleted in time, and it is kept for ever.

Under the GDPR and laws like it, personal data may be kept for as long as it is needed and must be deleted when its
owner asks. Give the entity a `retention`, or a flow that deletes it. Where nothing at all is said of how long it is
kept, a sketch is only reminded.

Bad:

    requirements:
      nonfunctional:
        compliance: GDPR
    entities:
      User: {fields: {id, name, email: pii}, retention: forever}  # <--

Good:

    requirements:
      nonfunctional:
        compliance: GDPR
    entities:
      User: {fields: {id, name, email: pii}, retention: 2 years}

Source: GDPR, articles 5(1)(e) and 17; HIPAA; CCPA.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Entity, Model
from hld.near import squash

REGIMES = frozenset(("gdpr", "ukgdpr", "ccpa", "cpra", "lgpd", "pipeda", "hipaa", "ferpa", "coppa"))
PERSONAL = frozenset(("pii", "phi"))


@rule("DT013", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    regime = _regime(model)
    if not regime:
        return
    for entity in model.entities.values():
        if not _is_personal(entity) or any(touch.op == "delete" for touch in trace.accesses_of(model, entity)):
            continue
        said = _keeping.retention(model, entity)
        if said and not _keeping.forever(model, entity):
            continue
        how = "it is kept for ever" if said else "nothing says how long it is kept"
        at = entity.entry.at("retention") if said and entity.entry is not None else entity.span
        is_sketch = not said and model.profile == "interview"
        yield Finding(
            at,
            f"'{entity.id}' is personal data under {regime}, and {how}",
            "a 'retention' with an end, or a flow that deletes it",
            severity=Severity.INFO if is_sketch else None,
        )


def _regime(model: Model) -> str:
    """The first regime that the design must comply with and that limits how long data is kept."""
    leaves = (leaf for quality in model.qualities.values() for leaf in quality.entry.leaves("regimes"))
    return next((leaf.text for leaf in leaves if squash(leaf.text) in REGIMES), "")


def _is_personal(entity: Entity) -> bool:
    whole = entity.entry is not None and entity.entry.text("class").lower() in PERSONAL
    return whole or any(field.data_class in PERSONAL for field in entity.fields)
