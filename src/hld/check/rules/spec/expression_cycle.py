"""Expressions under `capacity` lead back to themselves.

Each of them waits for another's value, so none has one.

Bad:

    capacity:
      dau: 10M users
      new_data: = dau * index_size  # <--
      index_size: = new_data / dau

Good:

    capacity:
      dau: 10M users
      index_size: 20 B
      new_data: = dau * index_size

Source: acyclic derivation, as in spreadsheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hld.check.expressions import Formula, formulas
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP019", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    table = {formula.name: formula for formula in formulas(model.spec) if formula.name}
    done: set[str] = set()
    for name in table:
        cycle = _cycle(name, table, done)
        if cycle:
            first = next(each for each in table[cycle[0]].names if each.text == cycle[1])
            yield Finding(
                first.span,
                f"these formulas form a cycle: {' -> '.join(cycle)}",
                f"give '{cycle[0]}' or another of them a value",
            )


def _cycle(start: str, table: Mapping[str, Formula], done: set[str]) -> list[str]:
    """The first way from `start` that comes back to itself, its first name repeated at the end; [] if there is none.

    What is reached on the way is `done` with, so that each cycle is told once.
    """
    path: dict[str, None] = {}
    waiting = [(start, False)]
    while waiting:
        name, is_left = waiting.pop()
        if is_left:
            path.popitem()
        elif name in path:
            steps = list(path)
            return [*steps[steps.index(name) :], name]
        elif name in table and name not in done:
            path[name] = None
            done.add(name)
            waiting.append((name, True))
            waiting += [(each.text, False) for each in reversed(table[name].names)]
    return []
