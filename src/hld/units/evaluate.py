"""Formulas to quantities: each name is looked up, each sign obeys the dimensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil
from typing import TypeAlias

from hld.units.dimensions import bounded, divided, multiplied, same_dimension, summed, unit_of
from hld.units.expression import Call, Expression, ExpressionError, Literal, Name, Operation
from hld.units.quantity import Quantity, UnitError

__all__ = ["BUILT_IN", "Function", "Lookup", "evaluate"]

Lookup: TypeAlias = Callable[[str], Quantity]
Function: TypeAlias = Callable[[tuple[Quantity, ...]], Quantity]


def evaluate(tree: Expression, lookup: Lookup, functions: Mapping[str, Function] | None = None) -> Quantity:
    """What a formula comes to. `lookup` gives the quantity of a name, or raises UnitError.

    Raises ExpressionError, with the place in the formula, for whatever is wrong: units that do not fit, a division by
    zero, a number beyond reason. The tree is worked off without recursion, however long a sum it is.
    """
    known = BUILT_IN if functions is None else functions
    waiting: list[tuple[Expression, bool]] = [(tree, False)]
    values: list[Quantity] = []
    while waiting:
        node, is_ready = waiting.pop()
        try:
            if isinstance(node, Literal):
                values.append(bounded(node.value))
            elif isinstance(node, Name):
                values.append(lookup(node.name))
            elif not is_ready:
                parts = node.arguments if isinstance(node, Call) else (node.left, node.right)
                waiting.append((node, True))
                waiting += [(part, False) for part in reversed(parts)]
            elif isinstance(node, Call):
                count = len(node.arguments)
                arguments = tuple(values[-count:])
                del values[-count:]
                values.append(bounded(known[node.function](arguments)))
            else:
                right, left = values.pop(), values.pop()
                values.append(_joined(node, left, right))
        except ExpressionError:
            raise
        except UnitError as error:
            raise ExpressionError(str(error), error.hint, node.start, node.end) from None
    return values[0]


def _joined(node: Operation, left: Quantity, right: Quantity) -> Quantity:
    if node.sign == "*":
        return multiplied(left, right)
    if node.sign == "/":
        return divided(left, right)
    return summed(left, right, 1 if node.sign == "+" else -1)


def _ceil(arguments: tuple[Quantity, ...]) -> Quantity:
    if len(arguments) != 1:
        raise UnitError("'ceil' takes one value", "write it like ceil(a / b)")
    (one,) = arguments
    if unit_of(one) != "1":
        raise UnitError("'ceil' rounds numbers up, not what has a unit", "divide by a unit first, as in ceil(a / 1 GB)")
    return one._replace(value=Fraction(ceil(one.value)))


def _chosen(choose: Callable[..., Quantity], name: str) -> Function:
    def function(arguments: tuple[Quantity, ...]) -> Quantity:
        first = arguments[0]
        odd = next((each for each in arguments if not same_dimension(first, each)), None)
        if odd is not None:
            raise UnitError(f"'{name}' compares {unit_of(first)} with {unit_of(odd)}", "all values must be of one kind")
        return choose(arguments, key=lambda each: each.value)

    return function


BUILT_IN: Mapping[str, Function] = {"ceil": _ceil, "max": _chosen(max, "max"), "min": _chosen(min, "min")}
"""The functions that a formula in a spec may use."""
