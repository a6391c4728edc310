"""How a step names the operation it calls, and where in its label each part of the name stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.rules.flows import _arrows, _doubt, _reach
from hld.diagnostics import Span
from hld.model import trace
from hld.model.trace import Use
from hld.model.types import Call, Component, Match, Model, Operation, Step

__all__ = [
    "backwards",
    "can_serve",
    "known",
    "method_span",
    "misnamed",
    "name",
    "path_span",
    "segments",
    "served",
    "usual",
]

_SERVING = frozenset({Role.COMPUTE, Role.FORWARDER, Role.EXTERNAL})


def known(model: Model) -> Iterator[tuple[Use, Operation]]:
    """The calls of operations that are declared, by their name or a near one.

    What goes to an external is its own affair, unless it is declared word for word.
    """
    for use in trace.calls(model):
        if use.operation is not None and (use.call.match is Match.EXACT or not use.is_foreign):
            yield use, use.operation


@lru_cache(maxsize=4)
def served(model: Model) -> dict[Operation, list[Use]]:
    """The calls of each operation that end where it could be served, and are not passed on from there.

    A call is passed on if another of the same operation starts, in the same flow, where it ends.
    """
    every = list(known(model))
    passing = {(use.flow, operation, use.consumer) for use, operation in every}
    found: dict[Operation, list[Use]] = {}
    for use, operation in every:
        if can_serve(model, use) and (use.flow, operation, use.provider) not in passing:
            found.setdefault(operation, []).append(use)
    return found


@lru_cache(maxsize=4)
def usual(model: Model) -> dict[Operation, Component]:
    """Who provides each operation: as stated, else where most of the calls end that the flows lead to.

    The first written wins a tie. A forwarder or an external counts only where no service of ours does.
    """
    unreached = _reach.unreached(model)
    found: dict[Operation, Component] = {}
    for operation, uses in served(model).items():
        if operation.provider is not None:
            if operation.provider.target is not None:
                found[operation] = operation.provider.target
            continue
        ends = [use.provider for use in uses if use.provider is not None and use.step not in unreached]
        ours = Counter(end for end in ends if end.role is Role.COMPUTE) or Counter(ends)
        if ours:
            found[operation] = max(ours, key=lambda end: ours[end])
    return found


@lru_cache(maxsize=4)
def backwards(model: Model) -> dict[Step, Operation]:
    """The steps on which the provider of an operation calls it of somebody else."""
    providers = usual(model)
    found: dict[Step, Operation] = {}
    for use, operation in known(model):
        provider = providers.get(operation)
        if provider is not None and use.consumer is provider is not use.provider and can_serve(model, use):
            found[use.step] = operation
    return found


def can_serve(model: Model, use: Use) -> bool:
    """Whether the call ends where operations are served, and nothing else is wrong with it."""
    if use.provider is None or use.provider.role not in _SERVING or use.call.match is Match.METHOD:
        return False
    return not _arrows.fault(model, use.step) and _doubt.is_clear(model, use.step)


def misnamed(model: Model, match: Match) -> Iterator[tuple[Call, Operation]]:
    """The calls whose operation was found by `match`, in steps that could be read."""
    for use, operation in known(model):
        if use.call.match is match and not _doubt.is_garbled(model, use.step):
            yield use.call, operation


def name(call: Call) -> str:
    """The operation as the call names it, without the fields that follow."""
    return _head(call) + call.path if call.path else call.text


def method_span(call: Call) -> Span:
    """Where the method, or the word for the style, is written; all of the label where neither is."""
    head = _head(call).rstrip()
    return _part(call, 0, len(head)) if head else call.span


def path_span(call: Call, segment: int | None = None) -> Span:
    """Where the path is written, or one segment of it (counted from 0)."""
    start = call.text.find(call.path)
    if not call.path or start < 0:
        return call.span
    if segment is None:
        return _part(call, start, start + len(call.path))
    before = segments(call.path)[:segment]
    start += sum(len(each) + 1 for each in before) + call.path.startswith("/")
    return _part(call, start, start + len(segments(call.path)[segment]))


def segments(path: str) -> list[str]:
    """The segments of a path: "/v1/tweets" has "v1" and "tweets"."""
    return path.removeprefix("/").split("/")


def _head(call: Call) -> str:
    """What stands before the path: "GET ", "rpc "."""
    start = call.text.find(call.path) if call.path else -1
    return call.text[:start] if start > 0 else ""


def _part(call: Call, start: int, end: int) -> Span:
    """A part of a label that was written on one line as it is read."""
    span = call.span
    if span.line != span.end_line or span.end_column - span.column != len(call.text):
        return span
    return span._replace(column=span.column + start, end_column=span.column + end)
