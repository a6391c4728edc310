"""One mistake, one finding: a name that is wrong in the same way in several places is told at the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hld.diagnostics import Finding

__all__ = ["told_once"]

#: The rules on names that lead nowhere. One such name in several places is most likely one declaration gone astray.
NAMING = frozenset(("unknown-name-in-expression", "unknown-response-type", "unknown-type", "unresolved-reference"))
SHOWN = 4


def told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those on one name put together: the first of them says in which other lines it stands.

    What is spelt alike in several places may be right, and its declaration wrong: that has no certain mend.
    """
    astray: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.rule in NAMING:
            astray.setdefault((_name(finding), finding.hint), []).append(finding)
        else:
            yield finding
    for same in astray.values():
        first, *others = sorted(same, key=lambda finding: finding.span)
        lines = [line for line in dict.fromkeys(each.span.line for each in others) if line != first.span.line]
        yield first._replace(hint=_and_others(first.hint, lines), fix=()) if lines else first


def _name(finding: Finding) -> str:
    """The name that is wrong: the first in quotes, or the whole message."""
    _, quote, rest = finding.message.partition("'")
    return rest.partition("'")[0] if quote else finding.message


def _and_others(hint: str, lines: list[int]) -> str:
    """The hint with the further lines, the first few by number."""
    shown = ", ".join(str(line) for line in lines[:SHOWN])
    more = f" and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    noun = "line" if len(lines) == 1 else "lines"
    return f"{hint}{' ' if hint else ''}(also in {noun} {shown}{more})"
