"""How long a caller waits and how often it tries, as stated: by the step, the operation or the component that calls."""

from __future__ import annotations

from fractions import Fraction

from hld.model.types import Call, Step
from hld.units.quantity import Quantity

__all__ = ["timeout", "tries"]


def timeout(step: Step) -> Fraction | None:
    """The seconds after which the caller gives up one try; None where nothing is stated."""
    operation = step.label.operation.target if isinstance(step.label, Call) else None
    speakers = (step, operation, step.source.target)
    stated = (each.entry.value("timeout") for each in speakers if each is not None)
    return next((each.value for each in stated if isinstance(each, Quantity)), None)


def tries(step: Step) -> int:
    """How often the call is made at most: once, and as many more as there are retries."""
    source = step.source.target
    stated = step.entry.value("retries")
    if stated is None and source is not None:
        stated = source.entry.value("retries")
    return 1 + max(stated, 0) if isinstance(stated, int) else 1
