"""Names of messages that are topics in levels, as MQTT has them: `meters/42/readings`, `meters/+/readings`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

__all__ = ["any_same", "is_topic"]

_REST = "#"


def is_topic(name: str) -> bool:
    """Whether a name has levels."""
    return "/" in name


def any_same(name: str, others: Iterable[str]) -> bool:
    """Whether a topic may be one of `others`: `+` and `{id}` stand for any level, `#` for all that are left."""
    return any(_is_same(name, other) for other in others) if is_topic(name) else False


def _is_same(one: str, other: str) -> bool:
    for left, right in zip_longest(one.split("/"), other.split("/"), fillvalue=""):
        if _REST in (left, right):
            return True
        if left != right and not (_is_any(left) and right) and not (_is_any(right) and left):
            return False
    return True


def _is_any(level: str) -> bool:
    return level == "+" or level.startswith("{")
