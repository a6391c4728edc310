"""The text cannot be read as YAML.

YAML gives a meaning to many characters that people also write in prose and in numbers. What cannot be read is
left out, so nothing else is said about the design until this is mended; the hint says how to write it instead.

Bad:

    requirements:
      nonfunctional:
        availability: > 99.9%  # <--

Good:

    requirements:
      nonfunctional:
        availability: ">= 99.9%"

Source: YAML 1.2, sections 5.3 (indicator characters) and 7.3.3 (plain style).
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP001", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("yaml-syntax")
