"""A design with some of its values changed: each a dotted path with the text of a value, as a patch of a variant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from hld.analyse.failure.types import ANY
from hld.analyse.instances import most_of
from hld.analyse.regions import zones_of
from hld.diagnostics import Finding, Span
from hld.errors import UsageError
from hld.model import link
from hld.model.types import Component, Model
from hld.near import nearest
from hld.source import Entry, Map, Node, Scalar, load_text
from hld.spec.patch import merge
from hld.spec.read import read_element
from hld.spec.types import Record

__all__ = ["Settings", "changed", "is_placed", "shrunk"]

Settings = Iterable[tuple[str, str]]

_PLACE = "the values to set"
_SPAN = Span(_PLACE, 1, 1, 1, 1)
_DEEPEST = 20
#: Estimates that mean something to every design, whether it has them already or not.
_USUAL = frozenset(("peak", "dau", "mau", "users"))


def changed(model: Model, settings: Settings) -> Model:
    """The design with these values in place of its own. Raises UsageError for a path or a value that cannot be."""
    pairs = tuple(settings)
    if not pairs:
        return model
    root = model.spec.root
    for path, value in pairs:
        root = merge(root, _patch(model, root, path, value))
    found = link(model.spec._replace(root=root), model.profile)
    before = {(finding.rule, finding.message) for finding in model.findings}
    fresh = next((each for each in found.findings if (each.rule, each.message) not in before), None)
    if fresh is not None:
        raise UsageError(fresh.message, fresh.hint)
    return found


def _patch(model: Model, root: Record, path: str, value: str) -> Record:
    """The patch that sets one value."""
    keys = tuple(_keys(root, path))
    if not all(keys) or len(keys) < 2 or len(keys) > _DEEPEST:
        raise UsageError(f"'{path}' is no path to a value", "write section.name=value: capacity.dau=500M")
    node = _value(value)
    for key in reversed(keys):
        node = Map((Entry(Scalar(key, _SPAN), node),), _SPAN)
    patch, findings = read_element("spec", node, is_patch=True)
    problem = _first(findings)
    if problem is not None:
        raise UsageError(f"{path}: {problem.message}", problem.hint)
    _expect_there(patch, root, path, frozenset((*_USUAL, *model.flows)))
    return patch


def _first(findings: Iterable[Finding]) -> Finding | None:
    return next(iter(findings), None)


def _value(text: str) -> Node:
    """What is set: a list or a map where it is written as one, else the text as it is."""
    if text[:1] in "[{" and text:
        source = load_text(text, _PLACE)
        problem = _first(source.findings)
        if problem is not None or source.root is None:
            raise UsageError(f"'{text}' cannot be read", problem.hint if problem is not None else "")
        return source.root
    return Scalar(text, _SPAN)


def _keys(root: Record, path: str) -> Iterator[str]:
    """The keys of a path. Where a key has dots or blanks of its own, the longest that is there is meant."""
    here: Record | None = root
    rest = path
    while rest:
        known = () if here is None else tuple(here.entries)
        key = max((each for each in known if rest == each or rest.startswith(f"{each}.")), key=len, default="")
        if not key:
            key = rest.partition(".")[0]
        yield key
        if len(rest) > len(key):
            if rest[len(key)] != "." or len(rest) == len(key) + 1:
                yield ""
                return
            rest = rest[len(key) + 1 :]
        else:
            rest = ""
        here = None if here is None else here.record(key)
    if not path:
        yield ""


def _expect_there(patch: Record, root: Record, path: str, usual: frozenset[str]) -> None:
    """Raise UsageError where a patch would add a thing that is not there: what is set has to be part of the design."""
    for key, value in patch.entries.items():
        there = root.get(key)
        is_name = not root.shape or (root.shape == "capacity" and key not in usual)
        if there is None and is_name:
            near = nearest(key, root.entries)
            names = ", ".join(list(root.entries)[:12])
            hint = f"did you mean '{near}'?" if near else f"there are: {names}" if names else ""
            raise UsageError(f"{path}: there is no '{key}' to set", hint)
        if isinstance(value, Record):
            below = there if isinstance(there, Record) else Record(value.shape, {}, {}, value.span)
            if below.shape or below.entries or value.shape:
                _expect_there(value, below, path, usual)
            elif root.shape == "spec":
                raise UsageError(f"{path}: the design has no {key}", "what is set has to be part of it")


def shrunk(model: Model, zone: str, gone: Mapping[str, str]) -> tuple[Model, dict[str, str]]:
    """The design after the loss of a zone, `ANY` for the largest of each, and the components that are gone with it.

    A component that is spread over zones loses its share of instances, rounded up; what is in the one zone only is
    gone.
    """
    if not zone:
        return model, dict(gone)
    lost = dict(gone)
    settings: list[tuple[str, str]] = []
    for component in model.components.values():
        if component.id in lost or not _is_in(component, zone, model):
            continue
        zones = zones_of(component)
        most = most_of(component)
        if zones <= 1 or (most is not None and most - ceil(most / zones) < 1):
            lost[component.id] = f"'{component.id}' was in the zone that is lost"
        elif most is not None:
            settings.append((component.id, str(most - ceil(most / zones))))
    return _with_replicas(model, settings), lost


def is_placed(component: Component, zone: str, model: Model) -> bool:
    """Whether it is known what the loss of a zone does to a component."""
    if zone == ANY:
        return zones_of(component) > 0
    return bool(_zones_named(component) or _zone_groups(component, model))


def _is_in(component: Component, zone: str, model: Model) -> bool:
    """Whether a component has anything in a zone."""
    if zone == ANY:
        return zones_of(component) > 0
    return zone in _zones_named(component) or zone in _zone_groups(component, model)


def _zones_named(component: Component) -> tuple[str, ...]:
    return tuple(leaf.text for leaf in component.entry.leaves("zones") if not leaf.text.isdecimal())


def _zone_groups(component: Component, model: Model) -> tuple[str, ...]:
    return tuple(name for name in component.groups if name in model.groups and model.groups[name].kind == "zone")


def _with_replicas(model: Model, settings: list[tuple[str, str]]) -> Model:
    """The design with other numbers of instances, which do not scale out any more."""
    declared = model.spec.root.record("components")
    settings = [each for each in settings if declared is not None and each[0] in declared]
    if not settings:
        return model
    entries = [
        Entry(
            Scalar(name, _SPAN),
            Map(
                (
                    Entry(Scalar("replicas", _SPAN), Scalar(count, _SPAN)),
                    Entry(Scalar("autoscale", _SPAN), Scalar("null", _SPAN)),
                ),
                _SPAN,
            ),
        )
        for name, count in settings
    ]
    node = Map((Entry(Scalar("components", _SPAN), Map(tuple(entries), _SPAN)),), _SPAN)
    patch, _ = read_element("spec", node, is_patch=True)
    return link(model.spec._replace(root=merge(model.spec.root, patch)), model.profile)
