"""Specs as text, taken through reading, linking and checking."""

import textwrap
from typing import Any

from hld import pipeline
from hld.check import Checked, Settings
from hld.diagnostics import Diagnostic

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
