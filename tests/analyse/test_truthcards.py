"""The arithmetic of published write-ups, redone: every formula of every card comes to its exact result."""

import json

import pytest

from hld.analyse.calc import calculate


def test_the_formulas_of_the_cards(shared):
    cards = sorted((shared / "corpora" / "truthcards").glob("*.json"))
    if not cards:
        pytest.skip("no cards are here")
    checked = 0
    for card in cards:
        for row in json.loads(card.read_text("utf-8")).get("capacity", ()):
            formula = row["formula"].replace("math.ceil", "ceil")  # the cards are written in Python
            if "**" in formula or "math." in formula:
                continue
            found = float(calculate(formula).quantity.value)
            assert found == pytest.approx(row["exact"], rel=1e-9), (card.name, row["name"])
            checked += 1
    assert checked > 40
