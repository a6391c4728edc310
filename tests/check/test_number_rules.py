"""What the rules on numbers say of one design under the edits of each family, and where they are silent."""

import pytest

from .availability import test_availability_rules as availability
from .capacity import test_capacity_rules as capacity
from .examples import cases, edited, found, shown, told
from .latency import test_latency_rules as latency
from .measured import PHOTOS

FAMILIES = {"availability": availability, "capacity": capacity, "latency": latency}
SPEAKS = [row for family in FAMILIES.values() for row in family.SPEAKS]
SILENT = [row for family in FAMILIES.values() for row in family.SILENT]


@pytest.mark.parametrize(("rule", "edits"), [(rule, edits) for rule, *edits in SILENT])
def test_a_rule_is_silent(rule, edits):
    text = edited(PHOTOS, *edits)
    assert told(text, rule) == [], shown(found(text))


@pytest.mark.parametrize(("rule", "severity", "line", "edits"), [(r, s, line, edits) for r, s, line, *edits in SPEAKS])
def test_a_rule_speaks_once_and_points_at(rule, severity, line, edits):
    text = edited(PHOTOS, *edits)
    said = cases(text, rule)
    assert [str(each.severity) for each in said] == [severity], shown(found(text))
    assert told(text, rule)[0].startswith(line), shown(found(text))


@pytest.mark.parametrize(("rule", "edits"), [(rule, edits) for rule, _, _, *edits in SPEAKS])
def test_one_mistake_is_told_by_one_rule(rule, edits):
    """No second finding that is more than information, of any of the rules on numbers."""
    text = edited(PHOTOS, *edits)
    others = [each for each in found(text) if each.family in FAMILIES and each.rule != rule]
    assert [each for each in others if str(each.severity) != "info"] == [], shown(others)
