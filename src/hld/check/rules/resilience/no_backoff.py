"""A call is tried again at once.

What just failed is most often overloaded, and callers that all try again at the same moment keep it so. Wait longer
after each try, and not all for the same time. Asked where retries are stated and the caller says nothing of waits.

Bad:

    entities: {Post: {id, text}}
    components:
      api: service x2
      posts: sql x2
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> posts: write Post
          - api -> posts: read Post [retries=2]  # <--

Good:

    entities: {Post: {id, text}}
    components:
      api: service x2
      posts: sql x2
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> posts: write Post
          - api -> posts: read Post [retries=2, backoff=exponential]

Source: AWS Builders' Library, timeouts, retries and backoff with jitter; Google SRE, chapter 22.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.stated import components_stating, steps_stating
from hld.model.types import Component, Model
from hld.spec.types import Record

_WAITS = ("backoff", "jitter")


@rule("RE005", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for component in components_stating(model, "retries"):
        if _is_hasty(component.entry):
            yield _finding(component.entry, f"'{component.id}' tries again")
    for step in steps_stating(model, "retries"):
        source = step.source.target
        if _is_hasty(step.entry) and not (source is not None and _waits(source)):
            yield _finding(step.entry, f"'{step.source.name}' tries again")


def _finding(entry: Record, who: str) -> Finding:
    return Finding(
        entry.at("retries"),
        f"{who} {entry.value('retries')} times without waiting in between",
        "'backoff: exponential'",
    )


def _waits(component: Component) -> bool:
    return any(key in component.entry for key in _WAITS) and component.entry.text("backoff") != "none"


def _is_hasty(entry: Record) -> bool:
    """Whether retries are stated, and of waits nothing or that there are none."""
    if not (entry.value("retries") or 0) > 0:
        return False
    return entry.text("backoff") == "none" or not any(key in entry for key in _WAITS)
