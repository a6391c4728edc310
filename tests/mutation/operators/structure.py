"""Mistakes in the components and entities, and in how they are joined."""

import re

from hld.catalog.kinds import Role
from hld.check.qualities import durable
from hld.model import trace, walk
from hld.model.types import Arrow, Component, Delivery, Text

from ..types import Change, Edit
from .table import operator

SPREADS = ("load-balancer", "api-gateway", "web-server", "waf", "cdn")


def entry_of(design, span):
    """The entry whose key starts where a component or an entity does."""
    return (design.ends(span)[0], True) in design.elements


@operator(
    "a component is left out", "unresolved-reference", "implicit-component",
    unless="nothing names it",
)  # fmt: skip
def dropped_component(design):
    for component in design.model.components.values():
        lines = {each.span.line for each in design.model.references if each.target is component}
        edit = design.drop_at(component.span, is_entry=True)
        if edit and lines and not component.is_implicit:
            yield Change((edit,), tuple(lines))


@operator(
    "an entity is left out", "implied-entity", "unknown-type", "unresolved-reference", "unknown-response-type",
    unless="nothing names it",
)  # fmt: skip
def dropped_entity(design):
    for entity in design.model.entities.values():
        lines = {each.span.line for each in design.model.references if each.target is entity}
        edit = design.drop_at(entity.span, is_entry=True)
        if edit and lines and not entity.is_implied:
            yield Change((edit,), tuple(lines))


@operator("a component is added that nothing uses", "orphan", unless="the component beside it has not its own line")
def unused_component(design):
    yield from added(design, design.model.components.values(), "spare-part: service")


@operator("an entity is added that nothing uses", "unused-entity", unless="the entity beside it has not its own line")
def unused_entity(design):
    entities = (each for each in design.model.entities.values() if not each.is_implied)
    yield from added(design, entities, "SpareThing: {id, text}")


def added(design, things, text):
    """A line of its own after each thing that has one and stands in a section of its own kind."""
    for thing in things:
        line = design.lines[thing.span.line - 1]
        if thing.span.line != thing.span.end_line or not line.lstrip().startswith(f"{thing.id}:"):
            continue
        section = "components" if isinstance(thing, Component) else "entities"
        indent = line[: len(line) - len(line.lstrip())]
        key = design.model.spec.root.keys.get(section)
        if indent and key is not None and key.line < thing.span.line and not between(design, key.line, thing.span.line):
            yield Change((design.insert_line(thing.span.line, indent + text),))


def between(design, first, last):
    """Whether another section begins between two lines."""
    return any(line[:1].strip() and not line.startswith("#") for line in design.lines[first : last - 1])


@operator("two components have the same id", "duplicate-key", unless="the component is not of one line")
def duplicate_key(design):
    for component in design.model.components.values():
        line = design.lines[component.span.line - 1]
        if (
            component.span.line == component.span.end_line
            and line.lstrip().startswith(f"{component.id}:")
            and line[:1] == " "
        ):
            yield Change((design.insert_line(component.span.line, line),))


@operator("two components have ids that differ in case", "duplicate-id", unless="the component is not of one line")
def duplicate_id(design):
    for component in design.model.components.values():
        line = design.lines[component.span.line - 1]
        other = component.id.replace("-", "_") if "-" in component.id else component.id.capitalize()
        if (
            component.span.line == component.span.end_line
            and line.lstrip().startswith(f"{component.id}:")
            and line[:1] == " "
            and other != component.id
        ):
            new = line.replace(component.id, other, 1)
            yield Change((design.insert_line(component.span.line, new),))


@operator(
    "the load balancer before a service in several copies is left out", "replicated-without-lb",
    unless="something else spreads the calls, or the service says how callers find a copy",
)  # fmt: skip
def dropped_balancer(design):
    model = design.model
    for service in model.components.values():
        says_how = any(key in service.entry for key in ("discovery", "load_balancing", "components", "managed"))
        if service.role is not Role.COMPUTE or (service.replicas or 1) < 2 or says_how:
            continue
        if any(each.kind.name not in SPREADS and each.role is Role.FORWARDER for each in before(model, service)):
            continue
        edits, lines, dropped = [], [], set()
        for _, step in model.steps:
            if step.target.target is not service or step.arrow is not Arrow.CALL or not step.via:
                continue
            if not design.is_terse(step) or not comes_from_outside(step):
                edits = []
                break
            for node, after in zip(step.via, step.nodes[2:], strict=True):
                if node.target.kind.name in SPREADS:
                    dropped.add(node.target)
                    edits.append(Edit(design.ends(node.span)[0], design.ends(after.span)[0], ""))
            lines.append(step.chain.line)
        others = [s for _, s in model.steps if service in [n.target for n in s.via]]
        ways = [s for _, s in model.steps if s.target.target is service and s.arrow is Arrow.CALL and not s.via]
        spread = any(s.source.target is not None and s.source.target.kind.name in SPREADS for s in ways)
        if edits and not others and not spread:
            yield Change(tuple(edits), tuple(lines), 1 + len(dropped))


def before(model, component):
    return walk.predecessors(model, component)


def comes_from_outside(step):
    source = step.source.target
    return source is not None and source.role in (Role.CLIENT, Role.EXTERNAL)


@operator(
    "nothing stands behind a CDN: its origin is left out, and chains end at it", "cdn-without-origin",
    unless="an operation is called through it, files are put into it, or nothing asks it",
)  # fmt: skip
def dropped_origin(design):
    model = design.model
    for component in model.components.values():
        if component.kind.name != "cdn":
            continue
        key = component.entry.keys.get("origin")
        edits = [design.drop_key(key, component.entry.entries["origin"].span)] if key is not None else []
        passing = [step for _, step in model.steps if component in [node.target for node in step.nodes]]
        if not passing or not all(is_fetch(design, step) for step in passing):
            continue
        for step in passing:
            at = next(node for node in step.nodes if node.target is component)
            edits.append(Edit(design.ends(at.span)[1], design.ends(step.nodes[-1].span)[1], ""))
        if all(edits):
            yield Change(tuple(edits), (component.span.line,))


def is_fetch(design, step):
    """Whether the step fetches something, said in words, by a call that begins outside."""
    is_asked = step.arrow is Arrow.CALL and isinstance(step.label, Text) and comes_from_outside(step)
    return is_asked and design.is_terse(step) and step.span.line == step.chain.line


@operator("a component has a key that no component has", "unknown-key", unless="it is not a map in braces")
def foreign_key(design):
    for component in design.model.components.values():
        line = design.lines[component.span.line - 1]
        at = line.find("{kind:")
        if component.span.line == component.span.end_line and at >= 0 and line.lstrip().startswith(f"{component.id}:"):
            start = design.starts[component.span.line - 1] + at + 1
            yield Change((Edit(start, start, "frobnication: 3, "),))


@operator("a number of copies is no number", "bad-value", unless="it is written as `x3`")
def wordy_replicas(design):
    for component in design.model.components.values():
        leaf = component.entry.leaf("replicas")
        if leaf is not None and leaf.text.isdigit() and design.is_as_written(leaf.span, leaf.text):
            start = design.ends(leaf.span)[0]
            if design.text[start - 1] != "x":
                yield Change((design.put(leaf.span, "several"),))


@operator("a duration has no unit", "bad-value", unless="it is zero")
def duration_without_unit(design):
    for component in design.model.components.values():
        for key in ("latency", "ttl", "max_age", "timeout", "retention"):
            leaf = component.entry.leaf(key)
            if leaf is None or not design.is_as_written(leaf.span, leaf.text):
                continue
            match = re.fullmatch(r"(\d+) ?[a-z]+", leaf.text)
            if match:
                yield Change((design.put(leaf.span, match[1]),))


@operator(
    "what must be durable is kept in memory alone: its store becomes a cache", "durability-vs-memory",
    "entity-not-stored", "read-never-written",
    unless="nothing that it keeps must be durable, or another store keeps that too",
)  # fmt: skip
def volatile_store(design):
    model = design.model
    for component in model.components.values():
        leaf, tech = component.entry.leaf("kind"), component.entry.leaf("tech")
        if component.role is not Role.STORE or leaf is None or not component.span.holds(leaf.span):
            continue
        kept = {touch.entity for touch in trace.accesses(model) if touch.store is component and touch.op == "write"}
        asked = [each for each in durable(model) if {entity.id for entity in kept if entity} & set(each.scope)]
        must = [entity for entity in kept if entity and any(entity.id in each.scope for each in asked)]
        writes = [touch for entity in must for touch in trace.writers(model, entity)]
        if not must or any(touch.store is not component for touch in writes) or leaf.span == (tech and tech.span):
            continue
        edits = [design.put(leaf.span, "cache")] + ([design.put(tech.span, "redis")] if tech else [])
        lines = (component.span.line, *(each.span.line for each in asked), *(t.step.chain.line for t in writes))
        yield Change(tuple(edits), lines)


@operator(
    "a broker is declared as a database", "label-vs-target",
    "unlabeled-message", "arrow-vs-protocol", "message-without-consumer", "message-without-producer",
    "no-api-to-enter", "not-a-forwarder",
    unless="it is no broker, or no message passes it",
)  # fmt: skip
def broker_as_store(design):
    model = design.model
    for component in model.components.values():
        leaf = component.entry.leaf("kind")
        if component.role is not Role.BROKER or leaf is None or "tech" in component.entry:
            continue
        passing = [
            step.chain.line
            for _, step in model.steps
            if isinstance(step.label, Delivery) and component in [node.target for node in step.nodes]
        ]
        if passing and component.span.holds(leaf.span) and design.is_as_written(leaf.span, leaf.text):
            yield Change((design.put(leaf.span, "sql"),), (*passing, component.span.line), len(set(passing)))
