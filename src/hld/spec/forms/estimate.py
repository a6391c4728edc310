"""An estimate of the capacity section: `250M users`, `= dau * post * tweet_size`, or a map with `expect` and more."""

from __future__ import annotations

from hld.diagnostics import Finding
from hld.source.nodes import Map, Node, Scalar
from hld.spec.forms.parts import Parsed, bad, entry, map_of
from hld.units.expression import ExpressionError, parse
from hld.units.parse import capacity
from hld.units.quantity import UnitError

__all__ = ["estimate", "mistakes"]

_NUMBERS = frozenset(("value", "expect", "max"))


def estimate(node: Node, key: Scalar | None) -> Parsed:
    """An estimate as the map of its fields. `key` is its name, which may tell sizes and times from counts."""
    found = node if isinstance(node, Map) else map_of((entry("value", node),), node.span)
    name = key.text if key is not None else ""
    findings = [
        finding
        for field in found.entries
        if field.key.text in _NUMBERS and isinstance(field.value, Scalar)
        for finding in mistakes(field.value, name)
    ]
    return found, tuple(findings)


def mistakes(scalar: Scalar, name: str = "") -> tuple[Finding, ...]:
    """What keeps a scalar from being a quantity, or a formula after `=`: nothing, or one finding."""
    if scalar.is_empty or scalar.is_null:
        return ()
    try:
        if scalar.text.lstrip().startswith("="):
            parse(scalar.text)
        else:
            capacity(name, scalar.text)
    except ExpressionError as error:
        return (bad(scalar.slice(error.start, error.end), "bad-value", str(error), error.hint),)
    except UnitError as error:
        return (bad(scalar, "bad-value", str(error), error.hint),)
    return ()
