"""Variants: a patch laid over a spec in canonical form, as a JSON Merge Patch (RFC 7396) is.

Maps merge, everything else replaces, and a plain `null` deletes. Lists that only say what belongs together lose
the ids a patch deletes; a step that uses one of them is kept as it is, for the checks to speak of. What a patch
deletes or changes without its being there is for the checks too.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from hld.diagnostics import Finding
from hld.errors import UnknownVariantError
from hld.near import nearest
from hld.spec.shapes import SHAPES
from hld.spec.types import Leaf, Record, Spec, Value, Values
from hld.spec.values import DELETED, ListOf, Plain

__all__ = ["BASE", "apply", "circles", "is_deleted", "lineage", "merge", "without_deleted"]

#: What the design itself is called where a variant is asked for.
BASE = "base"

#: On how many others a variant may be based, and how many of a circle are named.
DEEPEST, SHOWN = 100, 8

#: Where the elements of each namespace are declared.
_DECLARED = {
    ("components",): "component",
    ("entities",): "entity",
    ("messages",): "message",
    ("flows",): "flow",
    ("api",): "operation",
    ("actors",): "actor",
    ("capacity",): "estimate",
    ("requirements", "functional"): "requirement",
    ("requirements", "nonfunctional"): "quality",
}
#: Lists of ids of several namespaces, by shape.
_MIXED = {
    ("estimate", "used_by"),
    ("group", "contains"),
    ("quality", "scope"),
    ("deep_dive", "addresses"),
    ("deep_dive", "uses"),
    ("view", "focus"),
    ("view", "without"),
}
#: Shapes that need what they name: nothing is taken out of them.
_NEEDY = frozenset(("step", "relationship", "component", "storage"))


def apply(spec: Spec, variant: str) -> Spec:
    """The spec with the variant of this name laid over it, and what the variant is based on before that.

    Raises UnknownVariantError where there is no such variant.
    """
    if variant == BASE:
        return spec
    declared = spec.root.record("variants")
    if declared is None or declared.record(variant) is None:
        names = () if declared is None else tuple(declared.entries)
        near = nearest(variant, names)
        hint = f"did you mean '{near}'?" if near else f"there are {', '.join(names)}" if names else "it has none"
        raise UnknownVariantError(f"'{spec.source.path}' has no variant '{variant}'", hint)
    root = spec.root
    for name in reversed(lineage(declared, variant)):
        entry = declared.record(name)
        patch = None if entry is None else entry.record("patch")
        if patch is not None:
            root = merge(root, patch)
    return spec._replace(root=without_deleted(root, spec.root), variant=variant)


def lineage(variants: Record, name: str) -> list[str]:
    """The variant and those it is based on, itself first, up to where a circle closes or a base is unknown."""
    found: dict[str, None] = {}
    while name not in found and len(found) <= DEEPEST:
        entry = variants.record(name)
        if entry is None:
            break
        found[name] = None
        name = entry.text("base")
    return list(found)


def circles(variants: Record) -> Iterator[Finding]:
    """A finding for each circle of variants that are based on each other, and for each too long a line of them.

    It stands at the `base` of the first of the circle, or of the first that is too far from the design.
    """
    depths: dict[str, int] = {}
    for start in variants.entries:
        chain, back = _unseen(variants, start, depths)
        if back in chain:
            around = [*chain[chain.index(back) :], back]
            told = [*around[:SHOWN], "…", back] if len(around) > SHOWN + 1 else around
            message = f"variants are based on each other: {' → '.join(told)}"
            yield _at_base(variants, back, message, "let one of them start from the design itself", "include-cycle")
        far = back not in chain
        depth = depths.get(back, 0)
        for name in reversed(chain):
            depth += 1
            depths[name] = depth
            if far and depth == DEEPEST + 1:
                message = f"variant '{name}' is based on more than {DEEPEST} others"
                yield _at_base(variants, name, message, "let it start from the design itself", "bad-value")


def _unseen(variants: Record, name: str, seen: Container[str]) -> tuple[list[str], str]:
    """The variant and those it is based on, up to one `seen` before, one among them or none; and that one."""
    found: dict[str, None] = {}
    while name not in seen and name not in found and variants.record(name) is not None:
        found[name] = None
        name = _base(variants, name)
    return list(found), name


def _at_base(variants: Record, name: str, message: str, hint: str, rule: str) -> Finding:
    """A finding at the `base` of a variant."""
    entry = variants.record(name)
    return Finding(variants.span if entry is None else entry.at("base"), message, hint, rule)


def _base(variants: Record, name: str) -> str:
    """The variant that another is based on."""
    entry = variants.record(name)
    return "" if entry is None else entry.text("base")


def merge(base: Record, patch: Record) -> Record:
    """The record with a patch laid over it."""
    entries = dict(base.entries)
    keys = dict(base.keys)
    for key, value in patch.entries.items():
        if is_deleted(value):
            entries.pop(key, None)
            keys.pop(key, None)
            continue
        below = entries.get(key)
        if isinstance(value, Record):
            value = merge(below if isinstance(below, Record) else Record(value.shape, {}, {}, value.span), value)
        entries[key] = value
        keys.setdefault(key, patch.keys[key])
    return base._replace(entries=entries, keys=keys)


def is_deleted(value: Value | None) -> bool:
    """Whether this is the `null` of a patch."""
    return isinstance(value, Leaf) and value.value is DELETED


# What is gone, and the lists that named it -----------------------------------------------------------------------


def without_deleted(root: Record, before: Record) -> Record:
    """A patched tree whose lists of members name nothing that was declared `before` the patch and is not any more."""
    return _without(root, _gone(before, root))


def _gone(before: Record, after: Record) -> dict[str, frozenset[str]]:
    """The ids that are declared before and not after, by namespace; under "" those that nothing else is called."""
    there, left = _ids(before), _ids(after)
    found = {namespace: ids - left[namespace] for namespace, ids in there.items() if ids - left[namespace]}
    if found:
        found[""] = frozenset().union(*found.values()).difference(*left.values())
    return found


def _ids(root: Record) -> dict[str, frozenset[str]]:
    """The ids declared in a tree, by namespace."""
    found = {namespace: _declared(root, path) for path, namespace in _DECLARED.items()}
    return {**found, "group": frozenset(_groups(root))}


def _declared(record: Record | None, path: tuple[str, ...]) -> frozenset[str]:
    """The ids declared in the map at a path of keys; operations also have ids of their own."""
    for key in path:
        record = None if record is None else record.record(key)
    if record is None:
        return frozenset()
    named = (entry.text("id") for entry in record.entries.values() if isinstance(entry, Record))
    return frozenset((*record.entries, *(name for name in named if name)))


def _groups(record: Record) -> Iterator[str]:
    """The ids of the groups of a tree, those within groups included."""
    waiting = [record]
    while waiting:
        for name, group in waiting.pop().records("groups"):
            yield name
            waiting.append(group)


def _without(record: Record, gone: Mapping[str, frozenset[str]]) -> Record:
    """The record with its lists of members rid of what is gone."""
    if not gone or record.shape in _NEEDY:
        return record
    fields = SHAPES[record.shape].fields if record.shape else {}
    entries: dict[str, Value] = {}
    for key, value in record.entries.items():
        if key == "variants":
            entries[key] = value
        elif isinstance(value, Record):
            entries[key] = _without(value, gone)
        elif isinstance(value, Values):
            kind = fields[key].type if key in fields else None
            entries[key] = _members(value, _ids_of(record.shape, key, kind, gone), gone)
        else:
            entries[key] = value
    return record._replace(entries=entries)


def _ids_of(shape: str, key: str, kind: object, gone: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The ids to be taken out of a list, by the type of the field that holds it."""
    if (shape, key) in _MIXED:
        return gone[""]
    if isinstance(kind, ListOf) and isinstance(kind.item, Plain):
        return gone.get(kind.item.namespace, frozenset())
    return frozenset()


def _members(values: Values, ids: frozenset[str], gone: Mapping[str, frozenset[str]]) -> Values:
    """A list without these ids; the elements in it rid of what is gone."""
    kept = (item for item in values.items if not (isinstance(item, Leaf) and item.text in ids))
    return Values(tuple(_without(item, gone) if isinstance(item, Record) else item for item in kept), values.span)
