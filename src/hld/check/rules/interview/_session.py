"""The time for the steps of an interview."""

from __future__ import annotations

from fractions import Fraction

from hld.spec.types import Leaf, Record
from hld.units.quantity import Quantity

__all__ = ["USUAL", "in_minutes", "minutes"]

#: The most minutes that are usual for each step.
USUAL = {
    "requirements": Fraction(5),
    "capacity": Fraction(3),
    "entities": Fraction(2),
    "api": Fraction(5),
    "flows": Fraction(5),
    "design": Fraction(15),
    "deep-dives": Fraction(10),
}


def minutes(session: Record, key: str) -> dict[str, Fraction]:
    """The minutes that `session` states under `key`, by step."""
    stated = session.record(key)
    found: dict[str, Fraction] = {}
    for step, value in stated.entries.items() if stated is not None else ():
        amount = in_minutes(value.value) if isinstance(value, Leaf) else None
        if amount is not None:
            found[step.replace("_", "-")] = amount
    return found


def in_minutes(value: object) -> Fraction | None:
    """A duration in minutes; None for anything else."""
    return value.value / 60 if isinstance(value, Quantity) else None
