"""How many copies a store keeps, asks and waits for: strong if R + W > N, no lost update if 2 W > N."""

from __future__ import annotations

from hld.analyse.types import Quorum
from hld.model.types import Component
from hld.spec.types import Record

__all__ = ["quorum"]


def quorum(component: Component) -> Quorum | None:
    """The quorums that a store states; None where it does not say how many copies reads ask and writes wait for."""
    record = component.entry.record("replication")
    factor = None if record is None else record.value("factor")
    if record is None or not isinstance(factor, int) or factor < 1:
        return None
    reads, writes = _asked(record, "read", factor), _asked(record, "write", factor)
    return None if reads is None or writes is None else Quorum(factor, reads, writes)


def _asked(record: Record, key: str, factor: int) -> int | None:
    """A number of copies: in digits, or one, quorum or all."""
    text = record.text(key).strip().lower().replace("_", "-").removeprefix("local-").removeprefix("each-")
    words = {"one": 1, "two": 2, "three": 3, "quorum": factor // 2 + 1, "majority": factor // 2 + 1, "all": factor}
    if text.isdecimal() and len(text) < 6:
        return min(int(text), factor)
    found = words.get(text)
    return None if found is None else min(found, factor)
