"""Which rules run and how severe they are: by the command line, the spec's `checks`, a settings file, the profile.

For the choice of rules and for the stage, the first of these that says something holds. Levels are taken rule by
rule: the spec's, else the settings file's, else the profile's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from hld.check.names import misspelt
from hld.check.places import element_at, nowhere
from hld.check.rule import Rule
from hld.check.rules import matching, rules
from hld.check.stage import STAGES, is_due
from hld.check.types import Settings
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Model
from hld.near import nearest
from hld.spec.types import Leaf, Record, Spec
from hld.tuples import NamedTuple

__all__ = ["Level", "Levels", "levels", "mistakes", "stage_of"]

OFF = "off"
INTERVIEW = "interview"
ALWAYS = "yaml-syntax"  # what could not be parsed proves nothing, so this one cannot be turned off


class Level(NamedTuple):
    """How severe the findings of a rule are; where the author states it, whatever the rule itself says of them.

    None means that they are not reported. `places` are elements in which another severity holds.
    """

    severity: Severity | None
    is_stated: bool
    places: tuple[tuple[Span, Severity | None], ...] = ()

    def of(self, finding: Finding) -> Severity | None:
        """The severity of a finding, for which the rule itself may say one; what rests on defaults counts less."""
        for place, severity in self.places:
            if place.holds(finding.span):
                return severity
        if self.is_stated or self.severity is None:
            return self.severity
        severity = finding.severity or self.severity
        return severity.weaker if finding.rests_on_default else severity

    def may_err(self, own: bool) -> bool:
        """Whether a finding may be an error, if the rule itself has some that are (`own`) or not."""
        stated = self.severity is Severity.ERROR or any(severity is Severity.ERROR for _, severity in self.places)
        return stated or (own and not self.is_stated)


Levels = dict[str, Level]
UNSTATED = Level(None, is_stated=False)
NOTHING = Record("", {}, {}, Span("", 1, 1, 1, 1))


def stage_of(spec: Spec, settings: Settings) -> str:
    """The stage that the design is judged at: "" for all of it."""
    checks = spec.root.record("checks")
    stated = "" if checks is None else checks.text("stage")
    return settings.stage or (stated if stated in STAGES else "")


def levels(model: Model, settings: Settings) -> Levels:
    """The level of each rule that runs, by its id."""
    usual = _by_rule({name: {"": level} for name, level in settings.usual.levels.items()}, model.spec.root)
    stated = _by_rule(_table(model.spec), model.spec.root)
    choice = _choice(model, settings)
    found = dict(_unstated(choice))
    for rule in _chosen(choice) if usual or stated else ():
        level = stated.get(rule.id, UNSTATED)
        if not level.is_stated:
            level = usual.get(rule.id, UNSTATED)._replace(places=level.places)
        if not level.is_stated or rule.id == ALWAYS:
            level = level._replace(severity=level.severity or _default(rule, choice))
        if is_due(rule.stage, choice.stage) and (level.severity or any(severity for _, severity in level.places)):
            found[rule.id] = level
        else:
            found.pop(rule.id, None)
    return found


def mistakes(spec: Spec) -> Iterator[Finding]:
    """What is wrong in `checks`: names that no rule has, elements and stages that do not exist."""
    checks = spec.root.record("checks")
    if checks is None:
        return
    for leaf in checks.leaves("select"):
        if not matching(leaf.text):
            yield misspelt(leaf.text, leaf.span)
    stage = checks.leaf("stage")
    if stage is not None and stage.text not in STAGES:
        meant = nearest(stage.text, STAGES)
        hint = f"did you mean '{meant}'?" if meant else f"there are: {', '.join(STAGES)}"
        yield Finding(stage.span, f"no stage is called '{stage.text}'", hint, rule="bad-value")
    table = checks.record("levels") or NOTHING
    for name in table.entries:
        if not matching(name):
            yield misspelt(name, table.keys[name])
        places = table.record(name) or NOTHING
        yield from (nowhere(path, places.keys[path]) for path in places.entries if element_at(spec.root, path) is None)


class _Choice(NamedTuple):
    """Names of the rules that may run and may not, of those asked for in this run, and what the design is judged as."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    asked: tuple[str, ...]
    is_interview: bool
    stage: str


def _choice(model: Model, settings: Settings) -> _Choice:
    checks = model.spec.root.record("checks")
    stated = () if checks is None else tuple(leaf.text for leaf in checks.leaves("select"))
    select = settings.select or tuple(filter(matching, stated)) or settings.usual.select
    ignore = settings.ignore or settings.usual.ignore
    return _Choice(select, ignore, settings.select, model.profile == INTERVIEW, model.stage)


@lru_cache(maxsize=16)
def _unstated(choice: _Choice) -> Levels:
    """The levels where nobody states one."""
    due = [rule for rule in _chosen(choice) if is_due(rule.stage, choice.stage)]
    return {rule.id: Level(severity, is_stated=False) for rule in due if (severity := _default(rule, choice))}


def _chosen(choice: _Choice) -> Iterator[Rule]:
    """The rules that may run, in the order of the table."""
    selected, ignored = _ids(choice.select), _ids(choice.ignore)
    for rule in rules():
        if rule.id == ALWAYS or ((not choice.select or rule.id in selected) and rule.id not in ignored):
            yield rule


def _ids(names: Iterable[str]) -> set[str]:
    return {rule.id for name in names for rule in matching(name)}


Stated = Mapping[str, Mapping[str, str]]
"""For each name of rules the level stated at each path of an element; "" is the path of the whole design."""


def _table(spec: Spec) -> Stated:
    checks = spec.root.record("checks")
    table = None if checks is None else checks.record("levels")
    if table is None:
        return {}
    return {name: _stated(value) for name, value in table.entries.items() if isinstance(value, Leaf | Record)}


def _stated(value: Leaf | Record) -> dict[str, str]:
    leaves = {"": value} if isinstance(value, Leaf) else value.entries
    return {path: str(leaf.value) for path, leaf in leaves.items() if isinstance(leaf, Leaf) and leaf.value is not None}


def _by_rule(table: Stated, root: Record) -> Levels:
    """The levels by rule. Of several names of one rule the narrowest has the last word."""
    found: Levels = {}
    for name in sorted(table, key=lambda name: -len(matching(name))):
        places = [(element_at(root, path), _severity(level)) for path, level in table[name].items() if path]
        there = tuple((place, severity) for place, severity in places if place is not None)
        for rule in matching(name):
            known = found.get(rule.id, UNSTATED)
            if "" in table[name]:
                known = known._replace(severity=_severity(table[name][""]), is_stated=True)
            found[rule.id] = known._replace(places=(*there, *known.places))
    return found


def _severity(level: str) -> Severity | None:
    return None if level == OFF else Severity(level)


def _default(rule: Rule, choice: _Choice) -> Severity | None:
    if not rule.is_on and not any(matching(name) == (rule,) for name in choice.asked):
        return None
    return rule.interview if choice.is_interview else rule.severity
