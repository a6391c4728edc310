"""What an author allows: entries of `checks: ignore:` and comments `# hld: allow RULE -- why` in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from hld.check.names import misspelt
from hld.check.places import element_at, nowhere
from hld.check.rules import matching
from hld.diagnostics import Diagnostic, Finding, Span
from hld.element import element
from hld.source.nodes import Scalar, Source
from hld.spec.types import Record, Spec

__all__ = ["Suppression", "set_aside", "suppressions"]

MARK = "hld:"
WORD = "allow"
REASON = "--"
OTHER_WORDS = ("disable", "ignore", "noqa", "suppress")


Place = tuple[str, int, int]


@element
class Suppression:
    """What the author allows: findings of `rules` (`name` as written) within `scope`, or everywhere if it is None.

    `span` is where it is written. A comment's scope is a line: `line` is its number then.
    """

    name: str
    rules: frozenset[str]
    span: Span
    reason: str
    scope: Span | None = None
    line: int = 0

    @property
    def places(self) -> tuple[Place, Place]:
        """Where what it allows begins: not before the first place, and before the second."""
        if self.line:
            return (self.span.file, self.line, 0), (self.span.file, self.line + 1, 0)
        if self.scope is None:
            return ("", 0, 0), (chr(0x10FFFF), 0, 0)
        return self.scope[:3], (self.scope.file, self.scope.end_line, self.scope.end_column)


def set_aside(
    found: Sequence[Diagnostic], allowed: Sequence[Suppression]
) -> tuple[list[Diagnostic], list[Diagnostic], set[Suppression]]:
    """What is kept of `found` and what is set aside, both in order, and which suppressions did so.

    `found` is in order of place, so what a suppression covers is a stretch of its rule's diagnostics.
    """
    by_rule: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        by_rule.setdefault(diagnostic.rule, []).append(diagnostic)
    places = {rule: [each.span[:3] for each in diagnostics] for rule, diagnostics in by_rule.items()}
    opened = {rule: [0] * (len(diagnostics) + 1) for rule, diagnostics in by_rule.items()}
    used: set[Suppression] = set()
    for each in allowed:
        first, end = each.places
        for rule in each.rules & places.keys():
            start, stop = bisect_left(places[rule], first), bisect_left(places[rule], end)
            if start < stop:
                used.add(each)
                opened[rule][start] += 1
                opened[rule][stop] -= 1
    gone = {
        diagnostic
        for rule, diagnostics in by_rule.items()
        for diagnostic, depth in zip(diagnostics, accumulate(opened[rule]), strict=False)
        if depth
    }
    return [each for each in found if each not in gone], [each for each in found if each in gone], used


def suppressions(spec: Spec) -> tuple[tuple[Suppression, ...], tuple[Finding, ...]]:
    """What the author of `spec` allows, and the findings on what is written wrongly there."""
    allowed: list[Suppression] = []
    wrong: list[Finding] = []
    found: Iterable[Suppression | Finding]
    for found in (_listed(spec), *(_commented(source) for source in (spec.source, *spec.included))):
        for each in found:
            (allowed if isinstance(each, Suppression) else wrong).append(each)  # type: ignore[arg-type]
    return tuple(allowed), tuple(wrong)


# checks: ignore:


def _listed(spec: Spec) -> Iterator[Suppression | Finding]:
    checks = spec.root.record("checks")
    for entry in checks.items("ignore") if checks is not None else ():
        if isinstance(entry, Record):
            yield from _entry(spec, entry)


def _entry(spec: Spec, entry: Record) -> Iterator[Suppression | Finding]:
    place = entry.leaf("at")
    element = None if place is None else element_at(spec.root, place.text)
    if place is not None and element is None:
        if spec.is_inherited(place.span):
            return
        yield nowhere(place.text, place.span)
        return
    for name in entry.leaves("rule"):
        yield _allowed(name.scalar, entry.span, entry.text("because"), scope=element)


# Comments


def _commented(source: Source) -> Iterator[Suppression | Finding]:
    meant = _lines_meant(source) if source.comments else []
    for comment in source.comments:
        text = comment.text.lstrip("# ")
        if not text.startswith(MARK):
            continue
        start = comment.text.index(MARK) + len(MARK)
        words = comment.slice(start).strip()
        verb, _, _ = words.text.partition(" ")
        if verb == WORD:
            yield from _comment(comment, words.slice(len(WORD)), meant[comment.span.line])
        elif verb in OTHER_WORDS:
            yield Finding(
                words.slice(0, len(verb)).span,
                f"'{verb}' is not how a rule is allowed here",
                "write '# hld: allow RULE -- why'",
                rule="unknown-key",
            )


def _comment(comment: Scalar, words: Scalar, line: int) -> Iterator[Suppression | Finding]:
    names, _, reason = words.text.partition(REASON)
    start = 0
    for part in names.split(","):
        name = words.slice(start, start + len(part)).strip()
        start += len(part) + 1
        if name.text:
            yield _allowed(name, comment.span, reason.strip(), line=line)


def _lines_meant(source: Source) -> list[int]:
    """For each line the line that a comment at its end speaks of: itself, or the next if it is nothing but comment."""
    meant = [0] * (len(source.lines) + 1)
    following = 0
    for number in range(len(source.lines), 0, -1):
        text = source.lines[number - 1].strip()
        if text and not text.startswith("#"):
            following = number
        meant[number] = following
    return meant


def _allowed(name: Scalar, span: Span, reason: str, scope: Span | None = None, line: int = 0) -> Suppression | Finding:
    rules = matching(name.text)
    if not rules:
        return misspelt(name.text, name.span)
    return Suppression(name.text, frozenset(rule.id for rule in rules), span, reason, scope, line)
