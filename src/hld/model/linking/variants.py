"""What a variant removes, and what of the design still needs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hld.diagnostics import Span
from hld.model.linking.names import Notes
from hld.spec.types import Leaf, Record, Spec, Value
from hld.spec.values import DELETED

__all__ = ["check_removals", "removed"]

RULE = "dangling-after-patch"

_BLOCKS = ("parallel", "alt", "opt", "loop")


class _Need(NamedTuple):
    """A component that something needs: `of` says what."""

    name: str
    of: str


def removed(spec: Spec, section: str) -> frozenset[str]:
    """The ids that the variant applied to `spec` has taken out of a section."""
    if not spec.variant:
        return frozenset()
    gone: dict[str, Span] = {}
    for patch in _patches(spec.root, spec.variant):
        _remove(patch, section, gone)
    declared = spec.root.record(section)
    return frozenset(name for name in gone if declared is None or name not in declared)


def check_removals(spec: Spec, notes: Notes) -> None:
    """Report each component that a variant removes though a step, a relationship or a component still needs it.

    It is reported where it is removed, once. In a spec with a variant applied only that variant is looked at.
    """
    for name, _ in spec.root.records("variants"):
        if spec.variant in ("", name):
            patches = list(_patches(spec.root, name))
            _check(name, spec, patches, notes)


def _check(variant: str, spec: Spec, patches: list[Record], notes: Notes) -> None:
    gone: dict[str, Span] = {}
    for patch in patches:
        _remove(patch, "components", gone)
    if not gone:
        return
    layers = [spec.root] if spec.variant else [spec.root, *patches]
    found: set[str] = set()
    for need in _needs(layers):
        if need.name in gone and need.name not in found:
            found.add(need.name)
            notes.add(
                RULE,
                gone[need.name],
                f"variant '{variant}' removes '{need.name}', which {need.of} still uses",
                f"write {need.of} anew in the variant",
            )


def _patches(root: Record, variant: str) -> Iterator[Record]:
    """The patches that make a variant, the one it starts from first; a circle of variants is cut."""
    variants = root.record("variants")
    chain: dict[str, Record] = {}
    while variants is not None and variant not in chain:
        entry = variants.record(variant)
        if entry is None:
            break
        chain[variant] = entry
        variant = entry.text("base")
    for entry in reversed(chain.values()):
        patch = entry.record("patch")
        if patch is not None:
            yield patch


def _remove(patch: Record, section: str, gone: dict[str, Span]) -> None:
    """Bring what is gone from a section up to date with a patch, which may also bring something back."""
    record = patch.record(section)
    if record is None:
        return
    for name, value in record.entries.items():
        if _is_deleted(value):
            gone[name] = record.keys[name].to(value.span)
        else:
            gone.pop(name, None)


def _is_deleted(value: Value | None) -> bool:
    return isinstance(value, Leaf) and value.value is DELETED


def _needs(layers: list[Record]) -> Iterator[_Need]:
    """What the design with its patches needs, layer upon layer."""
    for name, flow in _merged(layers, "flows", "steps").items():
        for text in _nodes(flow.items("steps")):
            yield _Need(text, f"flow '{name}'")
    for layer in reversed(layers):
        if "relationships" in layer:
            for item in layer.items("relationships"):
                if isinstance(item, Record):
                    for end in ("from", "to"):
                        yield _Need(item.text(end), "a relationship")
            break
    for key in ("of", "origin", "replica_of"):
        for name, component in _merged(layers, "components", key).items():
            for leaf in component.leaves(key):
                yield _Need(leaf.text, f"'{key}' of component '{name}'")


def _merged(layers: list[Record], section: str, key: str) -> dict[str, Record]:
    """The elements of a section as the last layer that says something of their `key` has them."""
    found: dict[str, Record] = {}
    for layer in layers:
        record = layer.record(section)
        if record is None:
            continue
        for name, value in record.entries.items():
            if _is_deleted(value):
                found.pop(name, None)
            elif isinstance(value, Record) and (key in value or name not in found):
                found[name] = value
    return found


def _nodes(items: tuple[Value, ...]) -> Iterator[str]:
    """The components that steps name, those within blocks included."""
    waiting = list(items)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Leaf):
            continue
        if not isinstance(item, Record):
            waiting += item.items
            continue
        for key in ("from", "via", "to", "at"):
            yield from (leaf.text for leaf in item.leaves(key))
        word, _, cache = item.text("when").partition(" ")
        if word in ("miss", "hit"):
            yield cache
        waiting += [value for key in _BLOCKS if (value := item.get(key)) is not None]
        if not item.shape or item.shape in ("opt", "loop"):
            waiting += [value for value in item.entries.values() if not isinstance(value, Leaf)]
