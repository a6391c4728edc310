"""A variant is the same as the design that it varies.

All that it sets stands there already, so that there is nothing to compare. Most often the change was not written yet.

Bad:

    components:
      api: service x2
      posts: sql x2
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> posts: replay the log
    variants:
      bigger:  # <--
        components: {api: {replicas: 2}}

Good:

    components:
      api: service x2
      posts: sql x2
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> posts: replay the log
    variants:
      bigger:
        components: {api: {replicas: 4}}

Source: RFC 7396 (a merge patch that changes nothing).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.spec.patch import is_deleted
from hld.spec.types import Leaf, Record, Value, Values


@rule("VA001", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    root = model.spec.root
    variants = root.record("variants")
    if model.spec.variant or model.is_broken or variants is None:
        return
    for name, variant in root.records("variants"):
        patch = variant.record("patch")
        if "base" not in variant and (patch is None or _changes_nothing(patch, root)):
            yield Finding(
                variants.keys.get(name, variant.span),
                f"variant '{name}' is the same as the design itself",
                "write what is different in it, or leave it out",
            )


def _changes_nothing(patch: Value, here: Value | None) -> bool:
    """Whether `here` stays as it is when `patch` is laid over it. What it deletes was meant to be there."""
    if is_deleted(patch):
        return False
    if isinstance(patch, Record):
        return isinstance(here, Record) and all(
            _changes_nothing(value, here.get(key)) for key, value in patch.entries.items()
        )
    if isinstance(patch, Leaf):
        return isinstance(here, Leaf) and patch.text == here.text
    return isinstance(here, Values) and _same_items(patch, here)


def _same_items(one: Values, other: Values) -> bool:
    return len(one.items) == len(other.items) and all(
        _changes_nothing(mine, theirs) and _changes_nothing(theirs, mine)
        for mine, theirs in zip(one.items, other.items, strict=True)
    )
