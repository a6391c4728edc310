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

from collections.abc import Iterator

from hld.catalog.infer import infer
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.near import nearest
from hld.spec.types import Leaf, Record, Spec
from hld.spec.values import DELETED


@rule("SP014", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for name, variant in model.spec.root.records("variants"):
        patch = variant.record("patch")
        if patch is not None:
            yield from _missing(name, patch, _layers(model.spec, variant), "")


def _layers(spec: Spec, variant: Record) -> list[Record]:
    """What a variant is laid over, the topmost last: the design, and the variants it starts from."""
    patches: list[Record] = []
    seen: set[str] = set()
    variants = spec.root.record("variants")
    base = variant.text("base")
    while variants is not None and base not in seen:
        seen.add(base)
        below = variants.record(base)
        if below is None:
            break
        patch = below.record("patch")
        patches += [patch] if patch is not None else []
        base = below.text("base")
    return [spec.root, *reversed(patches)]


def _missing(variant: str, patch: Record, layers: list[Record], section: str) -> Iterator[Finding]:
    """What `patch` deletes or changes although no layer has it."""
    for key, value in patch.entries.items():
        is_there = _has(layers, key)
        is_deleted = isinstance(value, Leaf) and value.value is DELETED
        if not is_there and (is_deleted or (section == "components" and _is_incomplete(key, value))):
            verb = "deletes" if is_deleted else "changes"
            near = nearest(key, (name for layer in layers for name in layer.entries))
            yield Finding(
                patch.keys[key],
                f"variant '{variant}' {verb} '{key}', which the design does not have",
                f"did you mean '{near}'?" if near else "",
            )
        elif is_there and isinstance(value, Record):
            below = [found for layer in layers if (found := layer.record(key)) is not None]
            yield from _missing(variant, value, below, key)


def _has(layers: list[Record], key: str) -> bool:
    """Whether the topmost layer that speaks of `key` leaves it there."""
    for layer in reversed(layers):
        value = layer.get(key)
        if value is not None:
            return not (isinstance(value, Leaf) and value.value is DELETED)
    return False


def _is_incomplete(name: str, component: object) -> bool:
    """Whether this can be no new component, as nothing tells its kind."""
    return isinstance(component, Record) and "kind" not in component and "tech" not in component and infer(name) is None
