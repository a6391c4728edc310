"""`hld rules` and `hld explain`: what is checked, and why."""

from __future__ import annotations

import json

from hld.check.explain import find, manual, summary
from hld.check.rules import rules
from hld.cli import console
from hld.errors import UsageError
from hld.near import nearest

__all__ = ["explain", "listing"]


def explain(name: str) -> int:
    """Print the manual page of the rule with this id or code."""
    rule = find(name)
    if rule is None:
        near = nearest(name, [rule.id for rule in rules()])
        raise UsageError(f"there is no rule '{name}'", f"did you mean '{near}'?" if near else "'hld rules' lists them")
    console.write_out(manual(rule))
    return console.CLEAN


def listing(output_format: str) -> int:
    """Print every rule: as aligned text by family, or as JSON."""
    if output_format == "json":
        rows = [
            {
                "rule": rule.id,
                "code": rule.code,
                "family": rule.family,
                "severity": {"doc": str(rule.severity), "interview": str(rule.interview)},
                "summary": summary(rule),
            }
            for rule in rules()
        ]
        console.write_out(json.dumps({"version": 1, "rules": rows}, indent=2) + "\n")
        return console.CLEAN
    if output_format != "text":
        raise UsageError(f"no format is called '{output_format}'", "there are: text, json")
    wide = max(len(rule.id) for rule in rules())
    families = list(dict.fromkeys(rule.family for rule in rules()))
    for family in families:
        console.write_out(f"{family}\n")
        for rule in (rule for rule in rules() if rule.family == family):
            console.write_out(f"  {rule.code}  {rule.id:<{wide}}  {rule.interview:<7}  {summary(rule)}\n")
    return console.CLEAN
