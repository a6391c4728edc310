"""A rule's manual page, for the terminal and for docs/rules/."""

from __future__ import annotations

from inspect import cleandoc

from hld.check.rule import Rule
from hld.check.rules import families, matching, rules
from hld.tuples import NamedTuple

__all__ = ["Manual", "find", "manual", "pages", "parse", "summary"]

BAD, GOOD, SOURCE = "Bad:", "Good:", "Source:"
INDENT = "    "


class Manual(NamedTuple):
    """The parts of a manual page: what the rule objects to, why, an example each way (YAML), and where it is from."""

    summary: str
    why: str
    bad: str
    good: str
    source: str


def find(name: str) -> Rule | None:
    """The one rule of this id or code; None where no rule, or more than one, is called so."""
    found = matching(name)
    return found[0] if len(found) == 1 else None


def parse(rule: Rule) -> Manual:
    """The manual page of `rule`, taken from the docstring of its module."""
    text, _, source = cleandoc(rule.manual).partition(f"\n{SOURCE}")
    text, _, good = text.partition(f"\n{GOOD}\n")
    text, _, bad = text.partition(f"\n{BAD}\n")
    head, _, why = text.partition("\n\n")
    return Manual(" ".join(head.split()), why.strip(), _block(bad), _block(good), " ".join(source.split()))


def summary(rule: Rule) -> str:
    """What `rule` objects to, in one sentence without its full stop."""
    return parse(rule).summary.rstrip(".")


def manual(rule: Rule) -> str:
    """The manual page of `rule` for a terminal."""
    page = parse(rule)
    parts = [
        f"{rule.id} ({rule.code}), family {rule.family}: {_severity(rule)}",
        page.summary,
        page.why,
        f"{BAD}\n\n{_indented(page.bad)}",
        f"{GOOD}\n\n{_indented(page.good)}",
        f"{SOURCE} {page.source}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def pages() -> dict[str, str]:
    """The pages of docs/rules/ by file name: one a rule, and the index."""
    return {"index.md": _index(), **{f"{rule.id}.md": _page(rule) for rule in rules()}}


def _page(rule: Rule) -> str:
    page = parse(rule)
    parts = [
        f"# {rule.id}",
        f"`{rule.code}`, family [{rule.family}](index.md#{rule.family}): {_severity(rule)}.",
        page.summary,
        page.why,
        f"Bad:\n\n```yaml\n{page.bad}\n```",
        f"Good:\n\n```yaml\n{page.good}\n```",
        f"{SOURCE} {page.source}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


INTRODUCTION = """\
# Rules

What `hld check` looks for. Each page is what `hld explain RULE` prints. A finding's severity depends on the
profile: `interview` (the default) lets pass what is not there yet, `doc` asks for it.

An example that does not begin with `hld: 1` is a part of a spec. In a bad example `# <--` marks the line that
the rule points at.

[Checking](../checking.md) tells how to set a rule's severity or switch it off, for all specs, for one or for a single
element; how to allow a single case; and how to ask only what is due at a stage of the design.
"""


def _index() -> str:
    return "\n".join([INTRODUCTION, *(_table(family) for family in families())])


def _table(family: str) -> str:
    rows = [
        f"| [{rule.id}]({rule.id}.md) | {rule.code} | {rule.interview} | {rule.severity} | {summary(rule)} |"
        for rule in rules()
        if rule.family == family
    ]
    head = ["| rule | code | interview | doc | objects to |", "|---|---|---|---|---|"]
    return "\n".join([f"## {family}", "", *head, *rows, ""])


def _severity(rule: Rule) -> str:
    if not rule.is_on:
        return f"off unless it is asked for, then {rule.severity}"
    if rule.interview == rule.severity:
        return f"{rule.severity}"
    return f"{rule.severity}, in the interview profile {rule.interview}"


def _block(text: str) -> str:
    """A block of YAML without the indent it has in the docstring."""
    return cleandoc("\n" + text).strip("\n")


def _indented(text: str) -> str:
    return "\n".join(INDENT + line if line else "" for line in text.splitlines())
