"""Quantities as authors write them, typed by the field that holds them."""

from __future__ import annotations

from fractions import Fraction

from hld.tuples import NamedTuple

__all__ = ["Quantity", "UnitError"]


class UnitError(ValueError):
    """A text that is no quantity of the kind asked for. `hint` is the cure."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Quantity(NamedTuple):
    """An exact number in base units (B, s, 1, CUR) with its hard dimensions and soft labels.

    `bytes`, `seconds` and `money` are exponents of the hard dimensions; `currency` is an ISO code or "".
    `over` and `of` are the soft labels below and above the line, singular ("user"; "tweet").
    `at_least` is the trailing plus of "100M+", `approximate` a leading ~.
    """

    value: Fraction
    bytes: int = 0
    seconds: int = 0
    money: int = 0
    currency: str = ""
    of: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    at_least: bool = False
    approximate: bool = False
