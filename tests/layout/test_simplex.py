"""The network simplex finds what trying everything finds."""

from __future__ import annotations

import random
from itertools import product

import pytest

from hld.layout.simplex import Network

Demand = tuple[int, int, int, int]


def price(values: tuple[int, ...], demands: list[Demand], attractions: list[Demand]) -> int | None:
    if any(values[high] - values[low] < least for low, high, least, _ in demands):
        return None
    stretched = sum(cost * (values[high] - values[low]) for low, high, _, cost in demands)
    return stretched + sum(cost * abs(values[b] - values[a] - offset) for a, b, cost, offset in attractions)


@pytest.mark.parametrize("seed", range(40))
def test_the_best_values_are_found(seed: int) -> None:
    dice = random.Random(seed)
    demands: list[Demand] = []
    attractions: list[Demand] = []
    for _ in range(dice.randint(1, 5)):
        low, high = sorted(dice.sample(range(4), 2))
        demands.append((low, high, dice.randint(0, 3), dice.randint(0, 2)))
    for _ in range(dice.randint(1, 5)):
        one, other = dice.sample(range(4), 2)
        attractions.append((one, other, dice.randint(1, 3), dice.randint(-2, 2)))
    network = Network()
    for _ in range(4):
        network.variable()
    for demand in demands:
        network.demand(*demand)
    for attraction in attractions:
        network.attract(*attraction)
    found = price(tuple(network.solve()), demands, attractions)
    every = (price(values, demands, attractions) for values in product(range(10), repeat=4))
    assert found == min(cost for cost in every if cost is not None)


def test_a_circle_is_refused() -> None:
    network = Network()
    one, other = network.variable(), network.variable()
    network.demand(one, other, 1)
    network.demand(other, one, 1)
    with pytest.raises(ValueError, match="circle"):
        network.solve()


def test_changed_prices_are_solved_from_the_last_solution() -> None:
    network = Network()
    one, middle, other = (network.variable() for _ in range(3))
    network.demand(one, other, 10)
    weak = network.attract(one, middle, 1)
    network.attract(middle, other, 2)
    first = network.solve()
    assert first[middle] == first[other]
    for demand in weak:
        network.price[demand] = 9
    second = network.solve()
    assert second[middle] == second[one]


def test_nothing_is_solved_too() -> None:
    assert Network().solve() == []
