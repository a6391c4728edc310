"""What a variant removes, and what of the design still needs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hld.diagnostics import Span
from hld.model.linking.names import Notes
from hld.spec.patch import is_deleted, lineage, merge
from hld.spec.types import Leaf, Record, Spec, Value

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
    declared = spec.root.record(section)
    gone = _deletions(list(_patches(spec.root, spec.variant)), section)
    return frozenset(name for name in gone if declared is None or name not in declared)


def check_removals(spec: Spec, notes: Notes) -> None:
    """Report each component that a variant removes though a step, a relationship or a component still needs it.

    It is reported where it is removed, once. In a spec with a variant applied only that variant is looked at.
    """
    for name, _ in spec.root.records("variants"):
        if spec.variant in ("", name):
            patches = list(_patches(spec.root, name))
            gone = _deletions(patches, "components")
            if gone:
                _check(name, gone, spec.root if spec.variant else _patched(spec.root, patches), notes)


def _check(variant: str, gone: dict[str, Span], root: Record, notes: Notes) -> None:
    told: set[str] = set()
    for need in _needs(root):
        if need.name in gone and need.name not in told:
            told.add(need.name)
            notes.add(
                RULE,
                gone[need.name],
                f"variant '{variant}' removes '{need.name}', which {need.of} still uses",
                f"write {need.of} anew in the variant",
            )


def _patches(root: Record, variant: str) -> Iterator[Record]:
    """The patches that make a variant, that of what it starts from first."""
    variants = root.record("variants")
    for name in reversed(lineage(variants, variant)) if variants is not None else ():
        entry = variants.record(name) if variants is not None else None
        patch = None if entry is None else entry.record("patch")
        if patch is not None:
            yield patch


def _patched(root: Record, patches: list[Record]) -> Record:
    for patch in patches:
        root = merge(root, patch)
    return root


def _deletions(patches: list[Record], section: str) -> dict[str, Span]:
    """What patches delete from a section, with where they do; a later patch may bring something back."""
    gone: dict[str, Span] = {}
    for patch in patches:
        record = patch.record(section)
        for name, value in () if record is None else record.entries.items():
            if is_deleted(value) and record is not None:
                gone[name] = record.keys[name].to(value.span)
            else:
                gone.pop(name, None)
    return gone


def _needs(root: Record) -> Iterator[_Need]:
    """Every component that a step, a relationship or another component needs."""
    for name, flow in root.records("flows"):
        for text in _nodes(flow.items("steps")):
            yield _Need(text, f"flow '{name}'")
    for item in root.items("relationships"):
        if isinstance(item, Record):
            yield _Need(item.text("from"), "a relationship")
            yield _Need(item.text("to"), "a relationship")
    for name, component in root.records("components"):
        for key in ("of", "origin", "replica_of"):
            for leaf in component.leaves(key):
                yield _Need(leaf.text, f"component '{name}'")


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
