"""What a variant, or a file that extends another, removes, and what of the design still needs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hld.diagnostics import Span
from hld.model.linking.names import Notes
from hld.spec.patch import is_deleted
from hld.spec.shapes.stories import BLOCKS
from hld.spec.types import Leaf, Record, Spec, Value
from hld.tuples import NamedTuple

__all__ = ["check_removals", "removed"]

RULE = "dangling-after-patch"

#: No more variants than this, each starting from the next, are looked into.
_LONGEST = 32

_STANDS_ON = ("of", "origin", "replica_of", "dlq")

_RELATIONSHIPS = "a relationship"


class _Place(NamedTuple):
    """What may need a component and is replaced as one: a flow, the relationships, a key of a component."""

    element: str
    key: str = ""


def removed(spec: Spec, section: str) -> frozenset[str]:
    """The ids that the files which extend others, and the variant applied to `spec`, have taken out of a section."""
    variant = _patches(spec.root, spec.variant) if spec.variant else []
    if not (variant or spec.patches):
        return frozenset()
    declared = spec.root.record(section)
    gone = _deletions([*spec.patches, *variant], section)
    return frozenset(name for name in gone if declared is None or name not in declared)


def check_removals(spec: Spec, notes: Notes) -> None:
    """Report each component that a variant removes though a step, a relationship or a component still needs it.

    It is reported where it is removed, once. In a spec with a variant applied only that variant is looked at, and
    what a file removes from another is looked at as the variant leaves it.
    """
    _check_files(spec, notes)
    needs: dict[str, list[_Place]] | None = None
    for variant, _ in spec.root.records("variants"):
        if spec.variant not in ("", variant):
            continue
        patches = _patches(spec.root, variant)
        gone = _deletions(patches, "components")
        if not gone:
            continue
        if needs is None:
            needs = _grouped(_needs(spec.root))
        users = _users(gone, needs, [] if spec.variant else patches)
        for name, user in users.items():
            message = f"variant '{variant}' removes '{name}', which {user} still uses"
            notes.add(RULE, gone[name], message, f"write {user} anew in the variant")


def _check_files(spec: Spec, notes: Notes) -> None:
    """The same for what a file removes from the one that it extends."""
    declared = spec.root.record("components")
    gone = _deletions(list(spec.patches), "components")
    gone = {name: span for name, span in gone.items() if declared is None or name not in declared}
    if not gone:
        return
    for name, user in _users(gone, _grouped(_needs(spec.root)), []).items():
        file = gone[name].file
        message = f"'{file}' removes '{name}', which {user} still uses"
        notes.add(RULE, gone[name], message, f"write {user} anew in '{file}'")


def _patches(root: Record, variant: str) -> list[Record]:
    """The patches that make a variant, that of what it starts from first."""
    variants = root.record("variants")
    found: dict[str, Record] = {}
    while variants is not None and variant not in found and len(found) < _LONGEST:
        entry = variants.record(variant)
        if entry is None:
            break
        found[variant] = entry
        variant = entry.text("base")
    patches = (entry.record("patch") for entry in reversed(found.values()))
    return [patch for patch in patches if patch is not None]


def _deletions(patches: list[Record], section: str) -> dict[str, Span]:
    """What patches delete from a section, with where they do; a later patch may bring something back."""
    gone: dict[str, Span] = {}
    for patch in patches:
        record = patch.record(section)
        if record is None:
            continue
        for name, value in record.entries.items():
            if is_deleted(value):
                gone[name] = record.keys[name].to(value.span)
            else:
                gone.pop(name, None)
    return gone


def _users(gone: Mapping[str, Span], needs: Mapping[str, list[_Place]], patches: list[Record]) -> dict[str, str]:
    """The first thing that still needs each component that is gone, in the design as the patches leave it."""
    last = {place: index for index, patch in enumerate(patches) for place in _replaced(patch)}
    users: dict[str, str] = {}
    for name in gone:
        for place in needs.get(name, ()):
            if place not in last:
                users.setdefault(name, place.element)
    for index, patch in enumerate(patches):
        for name, place in _needs(patch):
            if name in gone and last.get(place) == index:
                users.setdefault(name, place.element)
    return users


def _replaced(patch: Record) -> Iterator[_Place]:
    """The places that a patch writes anew or deletes."""
    flows, components = patch.record("flows"), patch.record("components")
    for name, value in () if flows is None else flows.entries.items():
        if is_deleted(value) or (isinstance(value, Record) and "steps" in value):
            yield _Place(f"flow '{name}'")
    if "relationships" in patch:
        yield _Place(_RELATIONSHIPS)
    for name, value in () if components is None else components.entries.items():
        for key in _STANDS_ON:
            if is_deleted(value) or (isinstance(value, Record) and key in value):
                yield _Place(f"component '{name}'", key)


def _needs(root: Record) -> Iterator[tuple[str, _Place]]:
    """Every component that a step, a relationship or another component needs."""
    for name, flow in root.records("flows"):
        for text in _nodes(flow.items("steps")):
            yield text, _Place(f"flow '{name}'")
    for item in root.items("relationships"):
        if isinstance(item, Record):
            yield item.text("from"), _Place(_RELATIONSHIPS)
            yield item.text("to"), _Place(_RELATIONSHIPS)
    for name, component in root.records("components"):
        for key in _STANDS_ON:
            for leaf in component.leaves(key):
                yield leaf.text, _Place(f"component '{name}'", key)


def _grouped(needs: Iterator[tuple[str, _Place]]) -> dict[str, list[_Place]]:
    groups: dict[str, dict[_Place, None]] = {}
    for name, place in needs:
        groups.setdefault(name, {})[place] = None
    return {name: list(places) for name, places in groups.items()}


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
        waiting += [value for key in BLOCKS if (value := item.get(key)) is not None]
        if not item.shape or item.shape in ("opt", "loop"):
            waiting += [value for value in item.entries.values() if not isinstance(value, Leaf)]
