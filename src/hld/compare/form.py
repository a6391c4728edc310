"""The form in which designs are compared: the canonical one without what has no meaning for it.

The order of keys, of members and of ids in a list has none, nor has the number of a step, which follows from its
place. What keeps its order are steps and the components on a step's way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hld.compare.types import Tree
from hld.model.canonical import Name, canonical
from hld.model.types import Model

__all__ = ["ORDER", "SECTIONS", "form", "renamed"]

#: The sections whose entries have ids, by what the ids are ids of.
SECTIONS = {
    "requirements": "requirement",
    "qualities": "quality",
    "entities": "entity",
    "operations": "operation",
    "messages": "message",
    "groups": "group",
    "components": "component",
    "flows": "flow",
    "deep_dives": "deep dive",
}
#: The sections in the order in which they are told.
ORDER = (
    "name", "description", "profile", "owner", "links", "actors", "requirements", "qualities", "out_of_scope",
    "questions", "assumptions", "capacity", "facts", "conventions", "environment", "entities", "auth",
    "observability", "operations", "messages", "groups", "components", "flows", "relationships", "deep_dives",
    "scenarios", "views", "checks", "session",
)  # fmt: skip
#: What a name in a requirement's scope, or in a group, may be the id of.
_MAY_BE = {
    "scope": ("requirement", "flow", "entity", "component", "operation", "actor"),
    "component": ("component", "group"),
}


def form(model: Model) -> Tree:
    """The design as plain data to be compared."""
    tree: Tree = _settled(canonical(model))
    for flow in tree.get("flows", {}).values():
        if "steps" in flow:
            flow["steps"] = _placed(flow["steps"])
    for operation in tree.get("operations", {}).values():
        for key in ("method", "path"):  # its name says them
            operation.pop(key, None)
    if "relationships" in tree:
        tree["relationships"] = {_arrow(each): each for each in tree["relationships"]}
    return tree


def _settled(value: Any, key: str = "") -> Any:
    """The same with lists of ids and of numbers sorted."""
    if isinstance(value, dict):
        return {name: _settled(each, name) for name, each in value.items()}
    if not isinstance(value, list):
        return value
    items = [_settled(each) for each in value]
    if key != "path" and items and (_all(items, Name) or _all(items, int)):
        return sorted(items)
    return items


def _all(items: list[Any], kind: type) -> bool:
    return all(isinstance(each, kind) for each in items)


def _placed(steps: list[Tree]) -> list[Tree]:
    """The steps without their numbers; a block that a step is in says whether it begins there."""
    seen: set[str] = set()
    placed = []
    for step in steps:
        kept = {key: value for key, value in step.items() if key != "number"}
        if "blocks" in kept:
            kept["blocks"] = [_block(block, seen) for block in kept["blocks"]]
        placed.append(kept)
    return placed


def _block(block: Tree, seen: set[str]) -> Tree:
    number = block["number"]
    kept = {key: value for key, value in block.items() if key != "number"}
    if number not in seen:
        seen.add(number)
        kept["begins"] = True
    return kept


def _arrow(relationship: Tree) -> str:
    """What names a relationship: where it leads and in which manner."""
    return f"{relationship['from']} -> {relationship['to']}: {relationship['mode']}"


def renamed(tree: Tree, names: Mapping[tuple[str, str], str]) -> Tree:
    """The form with other ids in place of those that were renamed, by namespace and id."""
    if not names:
        return tree
    other: Tree = _renamed(tree, names)
    if "relationships" in other:
        other["relationships"] = {_arrow(each): each for each in other["relationships"].values()}
    return _settled(other)  # type: ignore[no-any-return]


def _renamed(value: Any, names: Mapping[tuple[str, str], str]) -> Any:
    if isinstance(value, dict):
        return {_renamed(key, names): _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return _other(value, names) if isinstance(value, Name) else value


def _other(name: Name, names: Mapping[tuple[str, str], str]) -> Name:
    """The name, or the one that came in its place; "Tweet[]" is many of an entity."""
    bare = name.removesuffix("[]")
    many = name[len(bare) :]
    for namespace in _MAY_BE.get(name.namespace, (name.namespace,)):
        if (namespace, bare) in names:
            return Name.of(name.namespace, names[namespace, bare] + many)
    return name
