"""Specs as text, taken through reading, linking and checking."""

import textwrap
from typing import Any

from hld import pipeline
from hld.check.types import Checked, Settings
from hld.diagnostics import Diagnostic, Severity

#: What the examples of the manual pages leave out because they are parts of a spec.
COMPLETENESS = ("missing-section", "no-functional-requirement", "no-nfr")
MARK = "# <--"


def checked(text: str, **settings: Any) -> Checked:
    """The outcome for `text`, which may be indented and may lack its first line."""
    return pipeline.compile_text(whole(text), "spec.yaml", Settings(**settings)).checked


def whole(text: str) -> str:
    text = textwrap.dedent(text).strip("\n") + "\n"
    return text if text.startswith("hld:") or "\nhld:" in text else "hld: 1\n" + text


def found(text: str, **settings: Any) -> list[Diagnostic]:
    """What is reported of `text`."""
    return list(checked(text, **settings).diagnostics)


def cases(text: str, rule: str, **settings: Any) -> list[Diagnostic]:
    """What is reported of `text` by one rule."""
    return [each for each in found(text, **settings) if each.rule == rule]


def shown(diagnostics: list[Diagnostic]) -> list[str]:
    """Diagnostics as lines that are easy to compare."""
    return [f"{each.span.line}:{each.span.column} {each.severity} {each.rule}: {each.message}" for each in diagnostics]


def edited(text: str, *edits: str) -> str:
    """`text` with each edit made at the first line where it fits.

    "old => new" puts one for the other, and what follows a "|" in the new one on lines of their own below; "drop: old"
    takes the line away that is so; "+ line" adds one at the end.
    """
    lines = textwrap.dedent(text).strip("\n").splitlines()
    for edit in edits:
        if edit.startswith("+ "):
            lines.append(edit[2:])
        elif edit.startswith("drop: "):
            lines.remove(next(line for line in lines if line.strip() == edit[6:]))
        else:
            old, _, new = edit.partition(" => ")
            at = next(index for index, line in enumerate(lines) if old in line)
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            first, *below = new.split(" | ")
            lines[at : at + 1] = [lines[at].replace(old, first, 1), *(indent + line for line in below)]
    return "\n".join(lines) + "\n"


def told(text: str, rule: str, **settings: Any) -> list[str]:
    """What one rule says of `text`: of each finding the line that it points at, without its indentation."""
    lines = whole(text).splitlines()
    return [lines[each.span.line - 1].strip() for each in cases(text, rule, **settings)]


def is_readable(text: str) -> bool:
    """Whether all of `text` could be read, so that the silence of a rule says something."""
    return not [each for each in found(text) if each.family == "spec" and each.severity is Severity.ERROR]
