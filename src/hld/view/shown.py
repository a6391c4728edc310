"""What a view shows beside names and steps: numbers by the id of a card or line, and the classes of data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from hld.catalog.kinds import Role
from hld.model.trace import accesses, entities_in
from hld.model.types import Access, Call, Component, Delivery, Entity, Field, Model, Step
from hld.view.lines import Stretch

__all__ = ["NOTHING", "Numbers", "fullest", "notes"]

Numbers: TypeAlias = Mapping[str, Mapping[str, str]]
"""By what they tell ("load"), the words for components and lines, by id: {"load": {"api": "5.8k/s"}}.

Under "load" the component with the least room comes first. Under "heat" it is how near they are to what they can do:
{"heat": {"api": "warm"}}.
"""

NOTHING: Numbers = MappingProxyType({})
_CLASSES = ("pii", "phi", "pci", "secret")


def notes(
    model: Model, words: Iterable[str], cards: Mapping[str, str], found: Sequence[Stretch], numbers: Numbers
) -> dict[str, tuple[str, ...]]:
    """What to write on cards and lines for these words ("load", "class"), by their ids.

    `cards` maps each component that is shown to its card. A word without numbers tells what the author states.
    """
    told: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        known = numbers[word] if word in numbers else _STATED.get(word, _nothing)(model)
        own = {card: name for name, card in cards.items() if card == name}
        for card, name in (fullest(cards, numbers) if word == "load" else own).items():
            if name in known:
                of = "" if card == name else f"{model.components[name].title} "
                told.setdefault(card, []).append(f"{word}: {of}{known[name]}")
        for stretch in found:
            if stretch.id in known:
                told.setdefault(stretch.id, []).append(known[stretch.id])
        if word == "class":
            for name, classes in _classes(model, cards, found):
                told.setdefault(name, []).extend(classes)
    return {name: tuple(texts) for name, texts in told.items()}


def fullest(cards: Mapping[str, str], numbers: Numbers) -> dict[str, str]:
    """Whose load a card tells: that of its component or, where it stands for many, of the one with the least room."""
    found: dict[str, str] = {}
    for name in numbers.get("load", {}):
        if name in cards:
            found.setdefault(cards[name], name)
    return found


# ---- as stated ----------------------------------------------------------------------------------


def _nothing(model: Model) -> dict[str, str]:
    return {}


def _latency(model: Model) -> dict[str, str]:
    """The latencies of components, by their finest percentile."""
    found = {}
    for component in model.components.values():
        stated = component.entry.record("latency")
        for quantile in ("p99", "p999", "p95", "p90", "p50", "mean"):
            if stated is not None and quantile in stated:
                found[component.id] = f"{quantile} {stated.text(quantile)}"
                break
    return found


def _availability(model: Model) -> dict[str, str]:
    return {
        component.id: component.entry.text("availability")
        for component in model.components.values()
        if "availability" in component.entry
    }


_STATED: dict[str, Callable[[Model], dict[str, str]]] = {"latency": _latency, "availability": _availability}


# ---- classes of data ----------------------------------------------------------------------------


def _classes(model: Model, cards: Mapping[str, str], found: Sequence[Stretch]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The cards that keep, and the lines that carry, data of some class."""
    kept: dict[str, set[str]] = {}
    for name, card in cards.items():
        kept.setdefault(card, set()).update(_stored(model, model.components[name]))
    for card, classes in kept.items():
        if classes:
            yield card, (f"keeps {', '.join(_sorted(classes))}",)
    for stretch in found:
        carried = {each for trip in stretch.trips if trip.step is not None for each in _carried(trip.step)}
        if carried:
            yield stretch.id, tuple(_sorted(carried))


def _sorted(classes: Iterable[str]) -> list[str]:
    return sorted(classes, key=_CLASSES.index)


def _stored(model: Model, component: Component) -> Iterator[str]:
    """The classes of what flows write into a component, and of what it says to store."""
    if component.role not in (Role.STORE, Role.CACHE):
        return
    for touch in accesses(model):
        if touch.store is component and not touch.is_read and touch.entity is not None:
            yield from _of_entity(touch.entity)
    stored = component.entry.record("stores")
    for name in stored.entries if stored is not None else ():
        if name in model.entities:
            yield from _of_entity(model.entities[name])


def _carried(step: Step) -> Iterator[str]:
    """The classes of what a step sends or fetches."""
    label = step.label
    if isinstance(label, Access):
        for reference in label.entities:
            if reference.target is not None:
                yield from _of_entity(reference.target)
    elif isinstance(label, Call):
        yield from _of_fields(label.fields)
        operation = label.operation.target
        if operation is not None:
            returned = operation.returns.fields if operation.returns is not None else ()
            yield from _of_fields((*(operation.body or ()), *operation.query, *returned))
            for entity in entities_in(operation):
                yield from _of_entity(entity)
    elif isinstance(label, Delivery):
        yield from _of_fields(label.fields)
        if label.message.target is not None:
            yield from _of_fields(label.message.target.fields)


def _of_entity(entity: Entity) -> Iterator[str]:
    """The classes of an entity and its fields; a field that refers to another holds its id alone."""
    whole = entity.entry.text("class") if entity.entry is not None else ""
    if whole in _CLASSES:
        yield whole
    yield from _of_fields(entity.fields)


def _of_fields(fields: Iterable[Field]) -> Iterator[str]:
    return (field.data_class for field in fields if field.data_class in _CLASSES)
