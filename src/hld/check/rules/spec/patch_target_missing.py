"""A variant changes or deletes what the design does not have.

Merging would pass over it in silence, and the variant would not be what its author believes.

Bad:

    auth: oauth
    api:
      - GET /v1/feed
    components:
      web: client
      api: service
    flows:
      feed:
        - web -> api: GET /v1/feed
    variants:
      no-cache:
        components:
          feeds: null  # <--

Good:

    auth: oauth
    api:
      - GET /v1/feed
    components:
      web: client
      api: service x3
    flows:
      feed:
        - web -> api: GET /v1/feed
    variants:
      more:
        components:
          api: service x6

Source: RFC 7396 (JSON Merge Patch), which ignores such a deletion, stated more strictly here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from hld.catalog.infer import infer
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Model
from hld.near import nearest
from hld.spec.patch import is_deleted, lineage
from hld.spec.types import Record
from hld.tuples import NamedTuple

SUGGESTIONS = 100  # finding a near name takes time, and nobody reads further


@rule("SP014", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    yield from model.found("patch-target-missing")
    variants = model.spec.root.record("variants")
    if variants is None or model.spec.variant:
        return  # with a variant applied, what it deletes is not there any more
    told = {reference.name for reference in model.references if not reference.is_exact}
    told |= set(_deleted(model.spec.patches))  # by a file that extends the one with the variants
    asked = count()
    for name, variant in model.spec.root.records("variants"):
        below = [variants.record(base) for base in reversed(lineage(variants, variant.text("base")))]
        patches = [found for base in below if base is not None and (found := base.record("patch")) is not None]
        patch = variant.record("patch")
        for miss in _misses(patch, [model.spec.root, *patches]) if patch is not None else ():
            if miss.key not in told:
                near = nearest(miss.key, miss.known()) if next(asked) < SUGGESTIONS else None
                yield Finding(
                    miss.span,
                    f"variant '{name}' {miss.verb} '{miss.key}', which the design does not have",
                    f"did you mean '{near}'?" if near else "",
                )


class Miss(NamedTuple):
    """A key of a patch that none of the `layers` below has, and what the patch does to it."""

    key: str
    span: Span
    verb: str
    layers: list[Record]

    def known(self) -> Iterator[str]:
        """The keys that there are."""
        return (name for layer in self.layers for name in layer.entries)


def _misses(patch: Record, layers: list[Record], section: str = "") -> Iterator[Miss]:
    """What `patch` deletes or changes although no layer has it."""
    for key, value in patch.entries.items():
        if _has(layers, key):
            below = [found for layer in layers if (found := layer.record(key)) is not None]
            yield from _misses(value, below, key) if isinstance(value, Record) else ()
        elif is_deleted(value):
            yield Miss(key, patch.keys[key], "deletes", layers)
        elif section == "components" and _is_incomplete(key, value):
            yield Miss(key, patch.keys[key], "changes", layers)


def _deleted(patches: Iterable[Record]) -> Iterator[str]:
    """The keys that patches delete."""
    for patch in patches:
        yield from (key for key, value in patch.entries.items() if is_deleted(value))
        yield from _deleted(value for value in patch.entries.values() if isinstance(value, Record))


def _has(layers: list[Record], key: str) -> bool:
    """Whether the topmost layer that speaks of `key` leaves it there."""
    for layer in reversed(layers):
        value = layer.get(key)
        if value is not None:
            return not is_deleted(value)
    return False


def _is_incomplete(name: str, component: object) -> bool:
    """Whether this can be no new component, as nothing tells its kind."""
    return isinstance(component, Record) and "kind" not in component and "tech" not in component and infer(name) is None
