"""How a step names the operation it calls, and where in its label each part of the name stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.rules.flows import _arrows, _doubt, _reach
from hld.diagnostics import Span
from hld.model import trace
from hld.model.trace import Use
from hld.model.trace.grouping import grouped
from hld.model.types import Call, Component, Match, Model, Operation, Step
from hld.near import squash

__all__ = [
    "are_copies",
    "backwards",
    "can_serve",
    "disputed",
    "known",
    "method_span",
    "misnamed",
    "name",
    "path_span",
    "segments",
    "served",
    "usual",
]

_NUMBER = r"[-_]?\d+$"
_VERSION = r"v\d+"
_SERVING = frozenset({Role.COMPUTE, Role.FORWARDER, Role.EXTERNAL})


@lru_cache(maxsize=4)
def known(model: Model) -> list[tuple[Use, Operation]]:
    """The calls of operations that are declared, by their name or a near one.

    What goes to an external is its own affair, unless it is declared word for word.
    """
    return [
        (use, use.operation)
        for use in trace.calls(model)
        if use.operation is not None and (use.call.match is Match.EXACT or not use.is_foreign)
    ]


@lru_cache(maxsize=4)
def served(model: Model) -> dict[Operation, list[Use]]:
    """The calls of each operation that end where it could be served, and are not passed on from there.

    A call is passed on if another of the same operation starts, in the same flow, where it ends.
    """
    every = known(model)
    passing = {(use.flow, operation, use.consumer) for use, operation in every}
    found: dict[Operation, list[Use]] = {}
    for use, operation in every:
        if can_serve(model, use) and (use.flow, operation, use.provider) not in passing:
            found.setdefault(operation, []).append(use)
    return found


@lru_cache(maxsize=4)
def usual(model: Model) -> dict[Operation, Component]:
    """Who provides each operation: as stated, else where most of the calls end that the flows lead to.

    Of two that are called as often it is the one that serves more of the same resource, or has its name, or neither.
    """
    claims = _claims(model)
    found = {operation: ends[0] for operation, ends in claims.items() if len(ends) == 1}
    disputed = {operation: ends for operation, ends in claims.items() if len(ends) > 1}
    work = Counter((end, _resource(operation)) for operation, end in found.items()) if disputed else Counter()
    for operation, ends in disputed.items():
        resource = _resource(operation)
        likely = _most(ends, {end: 2 * work[end, resource] + _is_named_for(end, resource) for end in ends})
        if len(likely) == 1:
            found[operation] = likely[0]
    return found


def disputed(model: Model) -> dict[Operation, tuple[Component, ...]]:
    """The operations that several components provide as likely, with these in the order of their ids."""
    known = usual(model)
    return {operation: ends for operation, ends in _claims(model).items() if operation not in known}


def are_copies(model: Model, one: Component, other: Component) -> bool:
    """Whether the two are one service drawn twice: numbered instances, or one in each region."""
    numbered = re.sub(_NUMBER, "", one.id) == re.sub(_NUMBER, "", other.id)
    return numbered or _regions(model, one) != _regions(model, other)


@lru_cache(maxsize=4)
def _claims(model: Model) -> dict[Operation, tuple[Component, ...]]:
    """Who may provide each operation: the one stated, else those where most of the calls end.

    Of the copies of a service the first stands for all. A forwarder or an external counts only where no service of
    ours does, and then the first by its id.
    """
    unreached = _reach.unreached(model)
    found: dict[Operation, tuple[Component, ...]] = {}
    for operation, uses in served(model).items():
        if operation.provider is not None:
            if operation.provider.target is not None:
                found[operation] = (operation.provider.target,)
            continue
        ends = [use.provider for use in uses if use.provider is not None and use.step not in unreached]
        if len(set(ends)) == 1:
            found[operation] = (ends[0],)
            continue
        ours = Counter(end for end in ends if end.role is Role.COMPUTE)
        if ours:
            found[operation] = _distinct(model, _most(ours, ours))
        elif ends:
            every = Counter(ends)
            found[operation] = _most(every, every)[:1]
    return found


def _most(ends: Iterable[Component], counts: Mapping[Component, int]) -> tuple[Component, ...]:
    """Those that are counted most often, by their ids."""
    highest = max(counts.values())
    return tuple(sorted((end for end in ends if counts[end] == highest), key=lambda end: end.id))


def _distinct(model: Model, ends: Iterable[Component]) -> tuple[Component, ...]:
    """The components without those that are copies of one before."""
    found: list[Component] = []
    for end in ends:
        if not any(are_copies(model, end, other) for other in found):
            found.append(end)
    return tuple(found)


def _regions(model: Model, component: Component) -> list[str]:
    """The regions that a component says it is in, or is put in by groups."""
    within = [name for name in component.groups if name in model.groups and model.groups[name].kind == "region"]
    return [component.entry.text("region"), *within]


def _is_named_for(component: Component, resource: str) -> bool:
    """Whether a component has the name of a resource: `users` and `user-service` of Users."""
    return bool(resource) and squash(component.id).startswith(squash(resource).removesuffix("s"))


def _resource(operation: Operation) -> str:
    """What an operation is about: `tweets` of /v1/tweets/{id}, `Users` of Users.Get."""
    if not operation.path.startswith("/"):
        return operation.path.partition(".")[0]
    words = (part for part in segments(operation.path) if not re.fullmatch(_VERSION, part) and part != "api")
    return next(words, "")


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
    return _arrows.is_right(model, use.step)


def misnamed(model: Model, match: Match) -> Iterator[tuple[Call, Operation]]:
    """The calls whose operation was found by `match`, in steps that could be read."""
    for use, operation in _by_match(model).get(match, ()):
        if not _doubt.is_garbled(model, use.step):
            yield use.call, operation


@lru_cache(maxsize=4)
def _by_match(model: Model) -> dict[Match, tuple[tuple[Use, Operation], ...]]:
    return grouped((each[0].call.match, each) for each in known(model))


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
