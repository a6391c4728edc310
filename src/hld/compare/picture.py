"""What a picture of two designs tells of their difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.compare.difference import difference
from hld.compare.form import form
from hld.compare.types import Change, Difference
from hld.compare.wording import step_edits, summary, value_words
from hld.model.types import Model
from hld.view.difference import Told

__all__ = ["told"]

_SHORT = 24  # characters of a value that is told on a card


def told(before: Model, after: Model, title: str) -> Told:
    """The difference of two designs, as far as their components, steps and relationships are about it."""
    found = difference(form(before), form(after))
    names = {
        space: {each.before: each.after for each in found.renames if each.namespace == space}
        for space in ("component", "flow", "group")
    }
    steps = [change for change in found.changes if change.path[0] == "flows"]
    relationships = [change.path[-1] for change in found.changes if change.path[0] == "relationships"]
    return Told(
        names["component"],
        names["flow"],
        names["group"],
        _changed(found),
        frozenset((*_gone(before, steps, names["flow"]), *_related(before, relationships, names["component"]))),
        frozenset((*_come(after, steps), *_related(after, relationships, {}))),
        title,
        summary(found),
    )


def _changed(found: Difference) -> dict[str, tuple[str, ...]]:
    """What is other in each component that both designs have."""
    words: dict[str, list[str]] = {}
    for change in found.changes:
        if change.path[0] == "components" and len(change.path) > 2:
            words.setdefault(change.path[1], []).append(_words(change))
    return {name: tuple(each) for name, each in words.items()}


def _words(change: Change) -> str:
    """What changed in a component, in few words: "replicas: 20 → 25"; of long texts only that they did."""
    name = ".".join(change.path[2:])
    values = [value_words(each) if each is not None else "–" for each in (change.before, change.after)]
    return name if max(map(len, values)) > _SHORT else f"{name}: {values[0]} → {values[1]}"


def _gone(before: Model, changes: Sequence[Change], names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The steps that only the first design has."""
    own = {names.get(flow, flow): flow for flow in before.flows}
    for change in changes:
        if change.path[1] in own:
            flow = own[change.path[1]]
            places = _places(change, is_before=True)
            yield from ((flow, before.flows[flow].steps[place - 1].number) for place in places)


def _come(after: Model, changes: Sequence[Change]) -> Iterator[tuple[str, str]]:
    """The steps that only the second design has."""
    for change in changes:
        if change.path[1] in after.flows:
            flow = after.flows[change.path[1]]
            yield from ((flow.id, flow.steps[place - 1].number) for place in _places(change, is_before=False))


def _places(change: Change, *, is_before: bool) -> Iterator[int]:
    """Where the steps stand that only one of the designs has in a flow, counted from 1."""
    if len(change.path) == 2:  # all of the flow
        whole = change.before if is_before else change.after
        yield from range(1, len((whole or {}).get("steps", ())) + 1)
    elif change.path[2] == "steps":
        for edit in step_edits(change.before or [], change.after or []):
            numbered = edit.before if is_before else edit.after
            if numbered is not None:
                yield numbered[0]


def _related(model: Model, changed: Sequence[str], names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The relationships that are not the same in both designs, by their numbers."""
    for number, each in enumerate(model.relationships, 1):
        source, target = (names.get(end.name, end.name) for end in (each.source, each.target))
        if f"{source} -> {target}: {each.mode}" in changed:
            yield "", f"R{number}"
