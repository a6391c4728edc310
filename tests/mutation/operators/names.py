"""Slips of the pen in names: of components, entities, messages, requirements, keys, kinds."""

import re

from hld.catalog.kinds import kind_named
from hld.model.types import Access, Component, Delivery, Entity, Group, Message, Quality, Requirement
from hld.spec.shapes import SHAPES
from hld.spec.types import Leaf, Record, Values

from ..design import slip
from ..types import Change, Edit
from .table import operator

SHORT = "the name has fewer than three letters"


def nodes(design):
    """Every component named in a chain, once a place, with its step."""
    seen = set()
    for _, step in design.model.steps:
        for node in step.nodes:
            if node.span not in seen:
                seen.add(node.span)
                yield step, node


def references(design, kind):
    """What refers to a thing of this kind outside the chains of steps, each place once."""
    chains = {node.span for _, node in nodes(design)}
    seen = set()
    for each in design.model.references:
        if isinstance(each.target, kind) and each.span not in seen and each.span not in chains:
            seen.add(each.span)
            if design.is_as_written(each.span, each.name):
                yield each


def slips(design, each, known):
    wrong = slip(each.name, known)
    if wrong and design.is_as_written(each.span, each.name):
        yield Change((design.put(each.span, wrong),))


@operator("a component's name in a step is misspelt", "unresolved-reference", "implicit-component", unless=SHORT)
def misspelt_component(design):
    for _, node in nodes(design):
        if node.target is not None and not node.target.is_implicit:
            yield from slips(design, node, design.model.components)


@operator(
    "a component's name outside the flows is misspelt (relationship, provider, origin, replica_of, member …)",
    "unresolved-reference",
    unless=SHORT,
)
def misspelt_component_elsewhere(design):
    for each in references(design, Component):
        yield from slips(design, each, {*design.model.components, *design.model.groups})


@operator("an entity's name in a step is misspelt", "unresolved-reference", unless=SHORT)
def misspelt_entity(design):
    for _, step in design.model.steps:
        if isinstance(step.label, Access):
            for each in step.label.entities:
                if each.target is not None and not each.target.is_implied:
                    yield from slips(design, each, design.model.entities)


@operator(
    "an entity's name as the type of a field, an answer or a payload is misspelt",
    "unknown-type", "unknown-response-type", "unresolved-reference",
    unless=f"{SHORT}, or the entity is declared nowhere",
)  # fmt: skip
def misspelt_type(design):
    in_steps = {
        each.span for _, step in design.model.steps if isinstance(step.label, Access) for each in step.label.entities
    }
    for each in references(design, Entity):
        if each.span not in in_steps and not each.target.is_implied:
            yield from slips(design, each, design.model.entities)


@operator(
    "a message's name in a step is misspelt", "unresolved-reference", "message-without-consumer",
    "message-without-producer", "push-without-channel",
    unless=f"{SHORT}, or the message is declared nowhere and named in this chain alone",
)  # fmt: skip
def misspelt_message(design):
    chains = {}
    for _, step in design.model.steps:
        if isinstance(step.label, Delivery):
            chains.setdefault(step.label.message.target, {})[step.label.message.span] = step.label.message
    for message, named in chains.items():
        if message is None or (message.is_implied and len(named) < 2):
            continue
        every = tuple(span.line for span in named)
        for each in named.values():
            for change in slips(design, each, design.model.messages):
                yield change._replace(lines=every if message.is_implied else ())


@operator(
    "a message's name outside the steps is misspelt",
    "unresolved-reference",
    "unknown-type",
    "unknown-response-type",
    unless=SHORT,
)
def misspelt_message_elsewhere(design):
    labels = {step.label.message.span for _, step in design.model.steps if isinstance(step.label, Delivery)}
    for each in references(design, Message):
        if each.span not in labels and not each.target.is_implied:
            yield from slips(design, each, design.model.messages)


@operator("a requirement's name in `covers`, `scope` … is misspelt", "unresolved-reference", unless=SHORT)
def misspelt_requirement(design):
    for each in references(design, (Requirement, Quality)):
        yield from slips(design, each, {*design.model.requirements, *design.model.qualities})


@operator("a group's name is misspelt", "unresolved-reference", unless=SHORT)
def misspelt_group(design):
    for each in references(design, Group):
        yield from slips(design, each, design.model.groups)


@operator("an operation's name in a step is misspelt", "unknown-endpoint", unless=SHORT)
def misspelt_operation(design):
    paths = {operation.path for operation in design.model.operations.values()}
    for _, step, _ in design.our_calls():
        path = step.label.path
        literal = max((part for part in path.replace(".", "/").split("/") if "{" not in part), key=len, default="")
        wrong = path.replace(literal, slip(literal)) if slip(literal) else ""
        written = design.written(step.label.span)
        if wrong and wrong not in paths and path in written:
            yield Change((design.put(step.label.span, written.replace(path, wrong)),))


@operator("a parameter of a path has another name in a step", "path-param-mismatch")
def renamed_parameter(design):
    for _, step, operation in design.our_calls():
        written = design.written(step.label.span)
        for name in operation.params[:1]:
            if f"{{{name}}}" in written:
                yield Change((design.put(step.label.span, written.replace(f"{{{name}}}", "{somethingElse}")),))


@operator(
    "the kind of a component is misspelt", "unknown-kind", "bad-value", unless="three letters or fewer, or another kind"
)
def misspelt_kind(design):
    for component in design.model.components.values():
        leaf = component.entry.leaf("kind")
        if leaf is None or leaf.span.line < component.span.line or not component.span.holds(leaf.span):
            continue
        wrong = slip(leaf.text)
        if len(leaf.text) > 3 and design.is_as_written(leaf.span, leaf.text) and kind_named(wrong) is None:
            yield Change((design.put(leaf.span, wrong),))


def records(value):
    """Every record of a tree."""
    if isinstance(value, Record):
        yield value
        for each in value.entries.values():
            yield from records(each)
    elif isinstance(value, Values):
        for each in value.items:
            yield from records(each)


@operator(
    "a key is misspelt", "unknown-key",
    unless=f"{SHORT}, what stands there may be any name (fields, ids), or the form is of one line",
)  # fmt: skip
def misspelt_key(design):
    seen = set()
    for record in records(design.model.spec.root):
        shape = SHAPES.get(record.shape)
        if shape is None or shape.rest is not None:
            continue
        for span in record.keys.values():
            written = design.written(span)
            element = (design.ends(span)[0], True)
            if shape.find(written) is None or element not in design.elements or span in seen:
                continue
            seen.add(span)
            wrong = slip(written, shape.words)
            if wrong and shape.find(wrong) is None:
                yield Change((design.put(span, wrong),))


@operator("a name in an expression is misspelt", "unknown-name-in-expression", "unresolved-reference", unless=SHORT)
def misspelt_estimate(design):
    capacity = design.model.spec.root.record("capacity")
    if capacity is None:
        return
    for record in records(capacity):
        leaf = record.leaf("value")
        if leaf is None or not leaf.text.startswith("="):
            continue
        written = design.written(leaf.span)
        for match in re.finditer(r"[A-Za-z_][\w-]*", written):
            name = match[0]
            wrong = slip(name, capacity.entries)
            if name in capacity.entries and wrong:
                start = design.ends(leaf.span)[0]
                yield Change((Edit(start + match.start(), start + match.end(), wrong),))


@operator(
    "a component that a variant deletes is misspelt", "patch-target-missing", "unresolved-reference", unless=SHORT
)
def misspelt_patch(design):
    for _, variant in design.model.spec.root.records("variants"):
        for record in (variant, variant.record("patch")):
            patched = record.record("components") if record is not None else None
            for name, span in patched.keys.items() if patched is not None else ():
                value = patched.entries[name]
                wrong = slip(name, design.model.components)
                is_null = isinstance(value, Leaf) and value.text in ("null", "~")
                if is_null and wrong and design.is_as_written(span, name):
                    yield Change((design.put(span, wrong),))
