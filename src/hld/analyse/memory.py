"""What the clients have to hold in their memory at once: a request or an answer, whole."""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.bandwidth import carried
from hld.analyse.conventions import Reader
from hld.analyse.sizes import Sizes
from hld.analyse.types import Environment, Held, Number
from hld.catalog.kinds import Role
from hld.model.types import Flow, Step

__all__ = ["held"]


def held(flow: Flow, clients: Environment, sizes: Sizes, reader: Reader) -> tuple[Held, ...]:
    """What clients take in or send at once in the steps of a flow; nothing where their memory is not stated."""
    if clients.memory is None:
        return ()
    return tuple(each for step in flow.steps if _carries(step) for each in _of_step(step, sizes, reader))


def _carries(step: Step) -> bool:
    """Whether something is sent of which no other step tells: an answer is that of the call before it."""
    return not step.is_internal and not (step.is_reply and "size" not in step.entry)


def _of_step(step: Step, sizes: Sizes, reader: Reader) -> Iterator[Held]:
    ends = [(node.target, is_source) for node, is_source in ((step.source, True), (step.target, False))]
    clients = [(end.id, is_source) for end, is_source in ends if end is not None and end.role is Role.CLIENT]
    if clients:
        request, answer = carried(step, sizes, reader)
        is_request = (request.value or 0) > (answer.value or 0)
        larger = _larger(request, answer)
        yield from (Held(name, step.number, is_source is is_request, larger) for name, is_source in clients)


def _larger(one: Number, other: Number) -> Number:
    """The larger of two; a lower bound, or unknown, where that is all that is known of either."""
    most = max(one, other, key=lambda each: -1 if each.value is None else each.value)
    missing = next((each.why for each in (one, other) if not each.is_exact), "")
    return most._replace(lower_bound=bool(missing), why=missing) if most.is_known else most
