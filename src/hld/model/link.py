"""Spec to Model: names become things, what does not resolve stays as a hole, and every mistake is a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hld.model.linking import others, steps, structure, variants
from hld.model.linking.api import Api
from hld.model.linking.components import Components
from hld.model.linking.entities import UNKNOWN_FIELD, Entities
from hld.model.linking.fields import TypeReader
from hld.model.linking.labels import Labels
from hld.model.linking.messages import Messages
from hld.model.linking.names import Names, Notes
from hld.model.linking.operations import Operations
from hld.model.linking.requirements import QUALITIES, functional, qualities
from hld.model.types import Model, Operation
from hld.model.views import KINDS as _VIEWS
from hld.spec.types import Record, Spec
from hld.tuples import NamedTuple

__all__ = ["link"]

#: Words that stand in a scope for the whole design, and what else a deep dive may address or a view show.
_EVERYWHERE = ("all", "any", "api", "everything", "system")
_CRUX = ("crux", *QUALITIES)
_CHOICES = {"view": f"write one of {', '.join(_VIEWS)}, or the id of a flow, a group or a component"}


def link(spec: Spec, profile: str = "") -> Model:
    """The model of `spec`. There is always one, whatever is missing or wrong; what was wrong is in its findings.

    A `profile` stands over the one that the spec states.
    """
    root, notes = spec.root, Notes()
    profile = profile or str(root.value("profile", "interview"))
    unknown_kinds = (finding.span for finding in spec.findings if finding.rule == "unknown-kind")
    components = Components(root, notes, variants.removed(spec, "components"), unknown_kinds)
    drafts = {name: steps.drafts(entry, components) for name, entry in root.records("flows")}
    relationships = structure.relationships(root, components)
    actors = structure.actors(root, components.names)

    messages = Messages(root, components.names, notes, variants.removed(spec, "messages"))
    for each in drafts.values():
        for draft in each:
            steps.publish(draft, messages)
    entities = Entities(root, notes, frozenset(actors), variants.removed(spec, "entities"), profile)
    types = TypeReader(entities.names, messages.names, entities.named, notes)
    entities.complete(types)
    messages.complete(types, UNKNOWN_FIELD)

    requirements = functional(root, actors.values(), entities.known)
    needs = Names("requirement", requirements, notes)
    operations = Api(root, types, components.names, needs).operations()
    estimates = Names("estimate", dict(root.records("capacity")), notes)
    stories = steps.Stories(
        components, Labels(Operations(operations.values(), notes), messages, entities, types, notes), needs, estimates
    )
    flows = {name: stories.flow(name, entry, drafts[name]) for name, entry in root.records("flows")}
    groups = structure.groups(root, components.names)
    structure.assign_groups(components.known, groups)

    things = _Things(components.known, entities.known, messages.known, operations, requirements, flows, groups)
    namespaces = _namespaces(root, things, notes) | {"component": components.names, "entity": entities.names}
    others.resolve_all(root, namespaces)
    variants.check_removals(spec, notes)
    return Model(
        spec=spec,
        name=root.text("name") or _stem(spec.source.path),
        profile=profile,
        components=components.known,
        entities=entities.known,
        operations=operations,
        messages=messages.known,
        requirements=requirements,
        qualities=qualities(root, namespaces["scope"]),
        flows=flows,
        relationships=relationships,
        groups=groups,
        findings=(*spec.findings, *notes.findings),
        references=tuple(notes.references),
        is_broken=spec.source.root is None,
        actors=actors,
    )


class _Things(NamedTuple):
    """What a design declares or implies, by kind."""

    components: Mapping[str, Any]
    entities: Mapping[str, Any]
    messages: Mapping[str, Any]
    operations: Mapping[str, Operation]
    requirements: Mapping[str, Any]
    flows: Mapping[str, Any]
    groups: Mapping[str, Any]


def _namespaces(root: Record, things: _Things, notes: Notes) -> dict[str, Names[Any]]:
    """The namespaces that references elsewhere are looked up in; some hold things of several kinds."""
    section = root.record("requirements")
    needs = {} if section is None else dict(section.records("nonfunctional"))
    by_id = {operation.id: operation for operation in things.operations.values() if operation.id}
    all_of_it: dict[str, object] = dict.fromkeys(_EVERYWHERE, root)
    estimates = dict(root.records("capacity"))
    declared = dict(root.records("variants"))
    parts: dict[str, tuple[str, tuple[Mapping[str, object], ...]]] = {
        "message": ("message", (things.messages,)),
        "requirement": ("requirement", (things.requirements,)),
        "flow": ("flow", (things.flows,)),
        "group": ("group", (things.groups,)),
        "estimate": ("estimate", (estimates,)),
        "variant": ("variant", ({"base": root}, declared)),
        "actor or entity": ("actor", (things.entities, dict(root.records("actors")), {"actor": root})),
        "member": ("component", (things.groups, things.components)),
        "place": ("component", (things.groups, things.components)),
        "view": ("view", (dict.fromkeys(_VIEWS, root), things.flows, things.groups, things.components)),
        "need": ("requirement", (dict.fromkeys(_CRUX, root), *things[:1], things.flows, needs, things.requirements)),
        "scope": (
            "scope",
            (all_of_it, things.messages, things.components, things.entities, things.operations, by_id, needs,
             things.flows, things.requirements),
        ),
    }  # fmt: skip
    return {
        name: Names(noun, _together(maps), notes, choices=_CHOICES.get(name, ""))
        for name, (noun, maps) in parts.items()
    }


def _together(maps: Iterable[Mapping[str, object]]) -> dict[str, object]:
    return {name: thing for each in maps for name, thing in each.items()}


def _stem(path: str) -> str:
    """The name of the file without its suffixes: what a design without a name is called."""
    return path.rpartition("/")[2].partition(".")[0]
