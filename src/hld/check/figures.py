"""What a design comes to, for the rules that judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hld.analyse.types import Analysis, Number
    from hld.model.types import Model

__all__ = ["FAMILIES", "figures", "has_numbers", "rest_on_default"]

#: The families of rules that ask what a design comes to.
FAMILIES = frozenset(("availability", "capacity", "latency"))
#: Sections without which there is nothing to work out.
_SECTIONS = ("capacity", "environment", "facts", "messages")
_PRICES = ("cost", "price")


def has_numbers(model: Model) -> bool:
    """Whether the design says anything that is worked out, or asks for something that is."""
    root = model.spec.root
    is_priced = any(key in each.entry for each in model.components.values() for key in _PRICES)
    return bool(model.qualities) or is_priced or any(section in root for section in _SECTIONS)


def figures(model: Model) -> Analysis:
    """All that is worked out of the design, once."""
    from hld.analyse import analyse  # only where a rule asks: most of a check does without numbers

    return analyse(model)


def rest_on_default(numbers: Iterable[Number]) -> bool:
    """Whether a built-in number is in any of these."""
    from hld.analyse.types import Origin

    return any(number.origin is Origin.DEFAULT for number in numbers)
