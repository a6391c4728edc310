"""The figures as text: for the terminal, and as the page of the documentation."""

from collections import Counter
from collections.abc import Iterable

from .operators import OPERATORS
from .types import Outcome, Verdict

__all__ = ["page", "survivors", "table"]

COLUMNS = (Verdict.FOUND, Verdict.WRONG_RULE, Verdict.WRONG_LINE, Verdict.NOISY, Verdict.MISSED)
PAGE = """\
# How well the checker works

`make mutation` measures it. Every good design of the project (`specs/` and `tests/designs/`, {designs} of them) is
damaged by each of {operators} operators at every place where it fits, one mistake at a time, and checked. A mistake
counts as found when

- one of the rules that the operator names reports it,
- on the line that is wrong, or on one that has to be mended,
- with at most one finding of warning or error severity more than the mistake deserves.

Otherwise another rule spoke (*wrong rule*), the finding is elsewhere (*wrong line*), there were more of them (*noisy*),
or nothing was said that was not said of the good design (*missed*). What is no mistake is left out by a condition of
the operator, stated below, never by name.

**{found} of {total} are found: {share:.1f} %.**

| operator | places | found | wrong rule | wrong line | noisy | missed |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
{rows}

## The operators

| operator | mistake | told by | not where |
| --- | --- | --- | --- |
{operators_table}

## What is not found

{survivors}

The figures are those of the last run of `make mutation`, which writes this page; a sample is part of `make test`.
"""


def counted(outcomes: Iterable[Outcome]) -> dict[str, Counter]:
    """How often each verdict was given, by operator."""
    rows = {name: Counter() for name in OPERATORS}
    for each in outcomes:
        rows[each.operator][each.verdict] += 1
    return rows


def table(outcomes) -> str:
    """The figures by operator, for a terminal."""
    width = max(map(len, OPERATORS))
    head = " ".join(f"{name:>10}" for name in ("places", *COLUMNS))
    lines = [f"{'':{width}} {head}"]
    for name, row in counted(outcomes).items():
        figures = (row.total(), *(row[each] for each in COLUMNS))
        lines.append(f"{name:{width}} {' '.join(f'{figure:>10}' for figure in figures)}")
    return "\n".join(lines)


def survivors(outcomes) -> str:
    """What was not found, each with what was said instead."""
    parts = []
    for each in outcomes:
        if each.verdict is not Verdict.FOUND:
            lines = ", ".join(map(str, each.lines[:4]))
            parts.append(f"{each.verdict}: {each.operator} in {each.design}, line {lines}: {each.what}")
            parts += [f"    {said}" for said in each.said[:6]]
    return "\n".join(parts)


def page(outcomes, designs: int) -> str:
    """The page of the documentation."""
    rows = counted(outcomes)
    found = sum(row[Verdict.FOUND] for row in rows.values())
    total = sum(row.total() for row in rows.values())
    return PAGE.format(
        designs=designs,
        operators=len(OPERATORS),
        found=found,
        total=total,
        share=100 * found / max(1, total),
        rows="\n".join(_row(name, row) for name, row in rows.items()),
        operators_table="\n".join(_told(each) for each in OPERATORS.values()),
        survivors=_grouped(outcomes) or "Nothing.",
    )


def _row(name, row):
    return f"| {name} | {row.total()} | " + " | ".join(str(row[each] or "") for each in COLUMNS) + " |"


def _told(operator):
    rules = ", ".join(f"[{rule}](rules/{rule}.md)" for rule in operator.rules)
    return f"| {operator.name} | {operator.says} | {rules} | {operator.unless} |"


def _grouped(outcomes):
    """The survivors by operator: how they came out, and in which designs."""
    groups: dict[tuple[str, Verdict], Counter] = {}
    for each in outcomes:
        if each.verdict is not Verdict.FOUND:
            groups.setdefault((each.operator, each.verdict), Counter())[each.design] += 1
    return "\n".join(
        f"- {name}, {verdict}: " + ", ".join(f"{design} ({times})" for design, times in sorted(rows.items()))
        for (name, verdict), rows in groups.items()
    )
