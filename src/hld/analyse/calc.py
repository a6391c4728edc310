"""Formulas outside of a spec, with more functions than a spec may use: availability, queues, caches, scaling."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from hld.analyse import formulas
from hld.analyse.wording import percent, short, time, told
from hld.catalog.defaults import FACTS
from hld.tuples import NamedTuple
from hld.units import expression
from hld.units.dimensions import divided, multiplied, unit_of
from hld.units.evaluate import BUILT_IN, Function, evaluate
from hld.units.expression import Call
from hld.units.format import format_quantity, format_share
from hld.units.parse import quantity
from hld.units.quantity import Quantity, UnitError
from hld.units.words import DAY, MONTH, YEAR

__all__ = ["FUNCTIONS", "Result", "calculate"]

_ONE = Fraction(1)
_LARGEST = 10**6


class Result(NamedTuple):
    """What a formula comes to, as text, and what else there is to know of it, each with its name."""

    quantity: Quantity
    text: str
    notes: tuple[tuple[str, str], ...] = ()


def calculate(text: str) -> Result:
    """Work out a formula; raises ExpressionError with the place of what is wrong."""
    tree = expression.parse(text, functions=FUNCTIONS)
    found = evaluate(tree, _fact, FUNCTIONS)
    if not isinstance(tree, Call):
        return Result(found, _told(found, ""))
    notes = _NOTES.get(tree.function, _nothing)
    arguments = tuple(evaluate(each, _fact, FUNCTIONS) for each in tree.arguments)
    return Result(found, _told(found, tree.function), notes(found, arguments))


def _fact(name: str) -> Quantity:
    fact = FACTS.get(name.removeprefix("facts."))
    if fact is None:
        raise UnitError(f"'{name}' is not defined", "write a number, or a fact such as facts.disk_seek")
    return quantity(fact.value)


def _told(found: Quantity, function: str) -> str:
    """A share as a percentage, a small number with its decimals, all else in the units of people."""
    if found.value < 0:
        return "-" + _told(found._replace(value=-found.value), function)
    if function in _SHARES:
        return _percent(found.value)
    if unit_of(found) == "1" and 0 < found.value < 1:
        return f"{_decimal(found.value)} ({_percent(found.value)})"
    if unit_of(found) == "1" and not found.of and not found.over:
        return _number(found.value)
    if found.bytes or found.money:
        found = found._replace(of=())
    exact = format_quantity(found)
    return exact if sum(char.isdigit() for char in exact) <= 15 else format_quantity(found, 6)


def _percent(share: Fraction) -> str:
    exact = format_share(share)
    return exact if len(exact) <= 24 else percent(share)


def _number(value: Fraction) -> str:
    """A number alone: whole with commas, else with as many digits as matter."""
    if value.denominator == 1:
        return f"{int(value):,}" if value < 10**30 else f"{float(value):.6g}" if value < 10**300 else "beyond 1e300"
    return f"{float(value):,.2f}" if value >= 1000 else f"{float(value):.6g}"


def _decimal(value: Fraction) -> str:
    return f"{float(value):.10g}"


# Shares of time


def _share(found: Quantity, function: str) -> Fraction:
    if unit_of(found) != "1" or not 0 <= found.value <= 1:
        raise UnitError(f"'{function}' takes shares, and {told(found)} is none", "write shares such as 99.9%")
    return found.value


def _composite(arguments: tuple[Quantity, ...]) -> Quantity:
    return Quantity(1 - formulas.all_of(1 - _share(each, "composite") for each in arguments))


def _parallel(arguments: tuple[Quantity, ...]) -> Quantity:
    return Quantity(1 - formulas.any_of(1 - _share(each, "parallel") for each in arguments))


def _k_of_n(arguments: tuple[Quantity, ...]) -> Quantity:
    _expect(arguments, "k_of_n", 3, "k_of_n(2, 3, 99.9%)")
    needed, count = _whole(arguments[0], "k_of_n", formulas.MOST), _whole(arguments[1], "k_of_n", formulas.MOST)
    return Quantity(1 - formulas.k_of_n(needed, count, 1 - _share(arguments[2], "k_of_n")))


# Queues


def _erlang_c(arguments: tuple[Quantity, ...]) -> Quantity:
    if len(arguments) not in (2, 3):
        _expect(arguments, "erlang_c", 3, "erlang_c(10, 80/s, 10/s)")
    servers = _whole(arguments[0], "erlang_c", formulas.MOST)
    offered = arguments[1] if len(arguments) == 2 else divided(arguments[1], arguments[2])
    if unit_of(offered) != "1":
        raise UnitError("the work offered is no number", "give arrivals and service as rates, or one number of servers")
    return Quantity(_exact(formulas.erlang_c(servers, _float(offered.value))))


def _mm1(arguments: tuple[Quantity, ...]) -> Quantity:
    _expect(arguments, "mm1", 2, "mm1(16/h, 20/h)")
    arrivals, served = arguments
    if unit_of(arrivals) != unit_of(served):
        raise UnitError("arrivals and service are of different kinds", "write both as rates, like 16/h")
    response = formulas.mm1(arrivals.value, served.value)
    if response is None:
        raise UnitError("the line grows for ever: no less arrives than is served", "serve more than arrives")
    return divided(Quantity(response * served.value), served._replace(of=(), over=()))


def _little(arguments: tuple[Quantity, ...]) -> Quantity:
    _expect(arguments, "little", 2, "little(10k/s, 50 ms)")
    one, other = sorted(arguments, key=lambda each: _ROLES.get(unit_of(each), 9))
    roles = (unit_of(one), unit_of(other))
    if roles == ("1/s", "s"):
        return multiplied(one, other)
    if roles in (("1/s", "1"), ("s", "1")):
        return divided(other, one)
    raise UnitError("'little' takes two of a rate, a time and a number", "write it like little(10k/s, 50 ms)")


_ROLES = {"1/s": 0, "s": 1, "1": 2}


# Caches, scaling, retries


def _amat(arguments: tuple[Quantity, ...]) -> Quantity:
    if len(arguments) < 3 or len(arguments) % 2 == 0:
        raise UnitError("'amat' takes a time, then pairs of a miss rate and a time", "like amat(1 ns, 5%, 100 ns)")
    *rest, penalty = arguments
    while rest:
        missed, hit = rest.pop(), rest.pop()
        share = _share(missed, "amat")
        if unit_of(hit) != unit_of(penalty):
            raise UnitError("the times of 'amat' are of different kinds", "write all of them as times")
        penalty = hit._replace(value=hit.value + share * penalty.value)
    return penalty


def _usl(arguments: tuple[Quantity, ...]) -> Quantity:
    if not 2 <= len(arguments) <= 4:
        _expect(arguments, "usl", 3, "usl(2%, 0.01%, 1k/s)")
    contention, coherency = (_float(_share(each, "usl")) for each in arguments[:2])
    most = formulas.usl_peak(contention, coherency)
    if len(arguments) < 4 and not math.isfinite(most):
        raise UnitError("without coherency there is no peak", "give the number of instances as a fourth value")
    if len(arguments) == 2:
        return Quantity(_exact(most))
    count = math.floor(most) if len(arguments) == 3 else _whole(arguments[3], "usl", _LARGEST)
    one = arguments[2]
    return one._replace(value=_exact(formulas.usl(max(count, 1), _float(one.value), contention, coherency)))


def _retries(arguments: tuple[Quantity, ...]) -> Quantity:
    return Quantity(Fraction(math.prod(1 + _whole(each, "retries", 1_000) for each in arguments)))


def _expect(arguments: tuple[Quantity, ...], name: str, count: int, example: str) -> None:
    if len(arguments) != count:
        raise UnitError(f"'{name}' takes {count} values, not {len(arguments)}", f"write it like {example}")


def _whole(found: Quantity, name: str, most: int) -> int:
    if unit_of(found) != "1" or found.value.denominator != 1 or not 0 <= found.value <= most:
        raise UnitError(f"'{name}' counts from 0 to {most:,}, and {told(found)} is no such number")
    return int(found.value)


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        raise UnitError("a number beyond all reason") from None


def _exact(value: float) -> Fraction:
    return Fraction(value).limit_denominator(10**15)


FUNCTIONS: Mapping[str, Function] = {
    **BUILT_IN,
    "composite": _composite,
    "parallel": _parallel,
    "k_of_n": _k_of_n,
    "erlang_c": _erlang_c,
    "mm1": _mm1,
    "little": _little,
    "amat": _amat,
    "usl": _usl,
    "retries": _retries,
}
"""The functions of `hld calc`."""

_SHARES = frozenset(("composite", "parallel", "k_of_n", "erlang_c"))


# What else there is to know

_Note = Callable[[Quantity, tuple[Quantity, ...]], tuple[tuple[str, str], ...]]


def _nothing(_found: Quantity, _arguments: tuple[Quantity, ...]) -> tuple[tuple[str, str], ...]:
    return ()


def _downtime(found: Quantity, _arguments: tuple[Quantity, ...]) -> tuple[tuple[str, str], ...]:
    """How long it is down, by the usual conventions: a year of 365 days, a month of 30."""
    down = 1 - found.value
    periods = (("year", YEAR), ("month", MONTH), ("week", 7 * DAY), ("day", DAY))
    return tuple((f"down per {name}", time(down * seconds)) for name, seconds in periods)


def _line(found: Quantity, arguments: tuple[Quantity, ...]) -> tuple[tuple[str, str], ...]:
    arrivals, served = (each.value for each in arguments)
    busy = arrivals / served
    wait = busy / (served - arrivals)
    return (
        ("busy", percent(busy)),
        ("wait", told(found._replace(value=wait))),
        ("in the system", short(arrivals * found.value)),
    )


def _peak(_found: Quantity, arguments: tuple[Quantity, ...]) -> tuple[tuple[str, str], ...]:
    most = formulas.usl_peak(float(arguments[0].value), float(arguments[1].value))
    return (("most instances", f"{math.floor(most):,}"),) if math.isfinite(most) else ()


_NOTES: dict[str, _Note] = {
    "composite": _downtime, "parallel": _downtime, "k_of_n": _downtime, "mm1": _line, "usl": _peak,
}  # fmt: skip
