"""Five kinds of defects, seeded into a design at every place where they fit."""

from collections.abc import Iterator
from typing import NamedTuple

from hld.catalog.kinds import Role
from hld.model.types import Access, Arrow, Call, Match, is_broker
from hld.pipeline import compile_text

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
RULES = {
    "path": "unknown-endpoint",
    "method": "wrong-method",
    "arrow": "arrow-vs-protocol",
    "name": "unresolved-reference",
    "shortcut": "client-to-store",
}


class Defect(NamedTuple):
    """A damaged text, the rule that must find the damage, and the line it is at."""

    what: str
    rule: str
    line: int
    text: str


def defects(text: str) -> Iterator[Defect]:
    """Every defect that fits into the design."""
    model = compile_text(text).model
    lines = text.split("\n")
    for flow in model.flows.values():
        for step in flow.steps:
            yield from _paths(model, step, lines)
            yield from _methods(model, step, lines)
            yield from _arrows(step, lines)
        yield from _names(model, flow, lines)
        yield from _shortcuts(flow, lines)


def _paths(model, step, lines):
    """A step calls an operation that is not there, but for a slip of the pen."""
    label = step.label
    if not isinstance(label, Call) or label.match is not Match.EXACT or label.operation.target is None:
        return
    whole = label.path
    stem = whole.rstrip("/}{")
    literal = max((part for part in stem.split("/") if "{" not in part), key=len)
    wrong = whole.replace(literal, literal[:-1])
    if len(literal) > 3 and not any(operation.path == wrong for operation in model.operations.values()):
        yield _replaced("path", lines, label.span, whole, wrong)


def _methods(model, step, lines):
    """A step calls a declared path with a method that is not declared for it."""
    label = step.label
    if not isinstance(label, Call) or not label.method or label.operation.target is None:
        return
    declared = {
        operation.method for operation in model.operations.values() if operation.path == label.operation.target.path
    }
    wrong = next(method for method in METHODS if method not in declared)
    yield _replaced("method", lines, label.span, label.method, wrong)


def _arrows(step, lines):
    """A call into or out of a broker."""
    if step.arrow is Arrow.ASYNC and any(is_broker(node) for node in step.nodes):
        first, second = step.nodes[0].span, step.nodes[1].span
        line = lines[first.line - 1]
        if line[first.end_column - 1 : second.column - 1].strip() == "~>":
            start = line.index("~>", first.end_column - 1)
            yield _put("arrow", lines, (first.line, start, start + 2), "->")


def _names(model, flow, lines):
    """A component's name with a letter left out, once a flow as the start and once as the end of an arrow."""
    seen = set()
    for step in flow.steps:
        for node in step.nodes:
            span = node.span
            name = lines[span.line - 1][span.column - 1 : span.end_column - 1]
            wrong = name[:-2] + name[-1]
            place = (name, node is step.target)
            if len(name) > 4 and wrong not in model.components and name in model.components and place not in seen:
                seen.add(place)
                yield _put("name", lines, _at(span), wrong)


def _shortcuts(flow, lines):
    """The client that begins a flow does itself what a service did for it."""
    client = flow.steps[0].source.target
    if client is None or client.role is not Role.CLIENT:
        return
    for step in flow.steps[1:]:
        store = step.target.target
        if isinstance(step.label, Access) and step.arrow is Arrow.CALL and store.role in (Role.STORE, Role.CACHE):
            span = step.source.span
            if step.source.target.role is Role.COMPUTE and "presigned" not in store.entry:
                yield _put("shortcut", lines, _at(span), client.id)


def _at(span):
    return span.line, span.column - 1, span.end_column - 1


def _replaced(what, lines, span, old, new):
    start = lines[span.line - 1].index(old, span.column - 1)
    return _put(what, lines, (span.line, start, start + len(old)), new)


def _put(what, lines, place, new):
    """The defect that comes of writing `new` over a place: a line's number, where it starts and ends, from 0."""
    number, start, end = place
    line = lines[number - 1]
    damaged = [*lines[: number - 1], line[:start] + new + line[end:], *lines[number:]]
    return Defect(f"{what}:{number}:{start + 1}:{new}", RULES[what], number, "\n".join(damaged))
