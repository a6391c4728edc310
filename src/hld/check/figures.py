"""What a design comes to, for the rules that judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hld.analyse.types import Analysis, Number
    from hld.model.types import Model

__all__ = ["figures", "rest_on_default"]


def figures(model: Model) -> Analysis:
    """All that is worked out of the design, once."""
    from hld.analyse import analyse  # only where a rule asks: most of a check does without numbers

    return analyse(model)


def rest_on_default(numbers: Iterable[Number]) -> bool:
    """Whether a built-in number is in any of these."""
    from hld.analyse.types import Origin

    return any(number.origin is Origin.DEFAULT for number in numbers)
