"""`hld rules` and `hld explain`: what is checked, and why."""

from __future__ import annotations

import json

from hld.check.explain import find, manual, summary
from hld.check.rules import families, matching, rules
from hld.cli import console
from hld.errors import UsageError
from hld.near import nearest

__all__ = ["explain", "listing"]


def explain(name: str) -> int:
    """Print the manual page of the rule with this id or code."""
    rule = find(name)
    if rule is None:
        several = [rule.id for rule in matching(name)]
        if several:
            raise UsageError(f"'{name}' means {len(several)} rules", f"name one of them: {', '.join(several)}")
        near = nearest(name, [rule.id for rule in rules()])
        raise UsageError(
            f"no rule is called '{name}'", f"did you mean '{near}'?" if near else "'hld rules' lists them all"
        )
    console.write_out(manual(rule))
    return console.CLEAN


def listing(output_format: str) -> int:
    """Print every rule: as aligned text by family, or as JSON."""
    console.choice("format", output_format, LISTINGS)
    console.write_out(LISTINGS[output_format]())
    return console.CLEAN


def _text() -> str:
    wide = max(len(rule.id) for rule in rules())
    lines = [f"{'':6}  {'':<{wide}}  interview  doc"]
    for family in families():
        lines.append(family)
        lines += (
            f"  {rule.code}  {rule.id:<{wide}}  {rule.interview:<9}  {rule.severity:<7}  {summary(rule)}"
            for rule in rules()
            if rule.family == family
        )
    return "\n".join(lines) + "\n"


def _json() -> str:
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
    return json.dumps({"version": 1, "rules": rows}, indent=2) + "\n"


LISTINGS = {"text": _text, "json": _json}
"""How the rules can be listed."""
