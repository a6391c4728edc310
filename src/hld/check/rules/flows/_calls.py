"""How a step names the operation it calls, and where in its label each part of the name stands."""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rules.flows import _arrows, _doubt
from hld.diagnostics import Span
from hld.model import trace
from hld.model.trace import Use
from hld.model.types import Call, Match, Model, Operation

__all__ = ["can_serve", "known", "method_span", "misnamed", "name", "path_span", "segments", "served"]

_SERVING = frozenset({Role.COMPUTE, Role.FORWARDER, Role.EXTERNAL})


def known(model: Model) -> Iterator[tuple[Use, Operation]]:
    """The calls of operations that are declared, by their name or a near one.

    What goes to an external is its own affair, unless it is declared word for word.
    """
    for use in trace.calls(model):
        if use.operation is not None and (use.call.match is Match.EXACT or not use.is_foreign):
            yield use, use.operation


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


def can_serve(model: Model, use: Use) -> bool:
    """Whether the call ends where operations are served, and nothing is wrong with its arrow."""
    return use.provider is not None and use.provider.role in _SERVING and not _arrows.fault(model, use.step)


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
