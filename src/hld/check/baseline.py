"""Baselines: findings that are known already, so that a set of specs can adopt a new rule without mending all at once.

A finding is told by its rule, its file, the path of its element and its message, never by its line.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from hld.diagnostics import Diagnostic
from hld.errors import UsageError
from hld.tuples import NamedTuple

__all__ = ["Baseline", "Sifted", "parsed", "sifted", "written"]

VERSION = 1
ALWAYS = "yaml-syntax"  # what could not be parsed hides all the rest, so it is never taken as known
KEYS = ("file", "element", "rule", "message")


class Identity(NamedTuple):
    """What a finding is told by."""

    file: str
    element: str
    rule: str
    message: str


class Sifted(NamedTuple):
    """The findings that are new, those that a baseline covers, and the rules of its entries that are found no more."""

    new: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...]
    gone: tuple[str, ...]


Baseline = Counter[Identity]


def written(diagnostics: Iterable[Diagnostic]) -> str:
    """The baseline of these findings: JSON, in an order that changes only where the findings do."""
    counts = Counter(_identity(each) for each in diagnostics if each.rule != ALWAYS)
    findings = [each._asdict() | ({"count": count} if count > 1 else {}) for each, count in sorted(counts.items())]
    return json.dumps({"version": VERSION, "findings": findings}, indent=2, ensure_ascii=True) + "\n"


def parsed(text: str, name: str) -> Baseline:
    """The baseline written in `text`, the content of the file `name`. Raises UsageError for anything else."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"'{name}' is no baseline: {error}", HINT) from error
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise UsageError(f"'{name}' is no baseline of version {VERSION}", HINT)
    found: Baseline = Counter()
    try:
        for entry in document["findings"]:
            found[Identity(*(str(entry[key]) for key in KEYS))] += int(entry.get("count", 1))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"'{name}' is no baseline: an entry lacks its parts", HINT) from error
    return found


HINT = "write it anew with --write-baseline"


def sifted(diagnostics: Iterable[Diagnostic], baseline: Baseline, files: Iterable[str]) -> Sifted:
    """Which of the findings are new. Of entries only those on the `files` that were checked can be gone."""
    left = Counter(baseline)
    new: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for diagnostic in diagnostics:
        identity = _identity(diagnostic)
        is_known = left[identity] > 0 and diagnostic.rule != ALWAYS
        left[identity] -= is_known
        (known if is_known else new).append(diagnostic)
    checked = set(files)
    gone = [each.rule for each in sorted(left) if left[each] > 0 and each.file in checked for _ in range(left[each])]
    return Sifted(tuple(new), tuple(known), tuple(gone))


def _identity(diagnostic: Diagnostic) -> Identity:
    return Identity(diagnostic.span.file, diagnostic.element, diagnostic.rule, diagnostic.message)
