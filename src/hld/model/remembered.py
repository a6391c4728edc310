"""Questions about a flow that are answered once, however many rules ask them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from hld.model.types import Flow

__all__ = ["once_a_flow"]

_Found = TypeVar("_Found")


def once_a_flow(ask: Callable[[Flow], _Found]) -> Callable[[Flow], _Found]:
    """The same function; what it says of a flow, other than None, is kept for as long as the flow is."""
    known: WeakKeyDictionary[Flow, _Found] = WeakKeyDictionary()

    @wraps(ask)
    def asked(flow: Flow) -> _Found:
        found = known.get(flow)
        if found is None:
            found = known[flow] = ask(flow)
        return found

    return asked
