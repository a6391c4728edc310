"""What serves each requirement, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hld.check.coverage import FUNCTIONAL, Covered, Verdict
from hld.check.rules import by_id

__all__ = ["lines"]

SHOWN = 8
MARKS = {Verdict.PASS: "pass", Verdict.FAIL: "FAIL", Verdict.UNKNOWN: "unknown"}


def lines(covered: Sequence[Covered]) -> Iterator[str]:
    """A block for each requirement, and how many of them pass; an empty line after each."""
    for each in covered:
        yield f"{MARKS[each.verdict]:<7}  {each.id}{_described(each)}"
        for name, values in _rows(each):
            if values:
                yield f"  {name:<10}  {values}"
        yield ""
    yield f"Requirements: {_counted(covered)}"
    yield ""


def _described(covered: Covered) -> str:
    kind = "" if covered.kind in (FUNCTIONAL, covered.id, "") else f" ({covered.kind})"
    return f"{kind}: {' '.join(covered.text.split())}" if covered.text else kind


def _rows(covered: Covered) -> Iterator[tuple[str, str]]:
    yield "operations", _listed(covered.operations)
    yield "flows", _listed(covered.flows)
    yield "components", _listed(covered.components)
    yield "deep dives", _listed(covered.deep_dives)
    yield "checked", _rules(covered.checked)
    yield "figure", covered.figure
    yield "failed", _listed(covered.failed)
    yield "missing" if covered.verdict is Verdict.FAIL else "unknown", "; ".join(covered.unchecked)


def _listed(names: Sequence[str]) -> str:
    more = [f"{len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return ", ".join([*(" ".join(name.split()) for name in names[:SHOWN]), *more])


def _rules(names: Iterable[str]) -> str:
    """Rules by family: one alone by its name, more of them by their number."""
    families: dict[str, list[str]] = {}
    for name in names:
        families.setdefault(by_id()[name].family, []).append(name)
    return ", ".join(
        rules[0] if len(rules) == 1 else f"{len(rules)} rules on {family}" for family, rules in families.items()
    )


def _counted(covered: Sequence[Covered]) -> str:
    counts = {verdict: sum(each.verdict is verdict for each in covered) for verdict in Verdict}
    return f"{counts[Verdict.PASS]} pass, {counts[Verdict.FAIL]} fail, {counts[Verdict.UNKNOWN]} unknown"
