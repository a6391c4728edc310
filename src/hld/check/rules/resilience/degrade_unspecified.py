"""A failure is to be met with less, and nothing says with what.

`on_failure: degrade` is only an intention until it is known what is served in place of what failed: an
older copy, a default, a page without that part.

Bad:

    components:
      api: service x2
      feeds: {kind: cache, replicas: 2, of: posts, ttl: 1 day, on_failure: degrade}  # <--
      posts: sql x2
    relationships:
      - posts -> feeds: sync-job
      - api -> feeds: depends

Good:

    components:
      api: service x2
      feeds: {kind: cache, replicas: 2, of: posts, ttl: 1 day, on_failure: degrade, fallback: read the posts}
      posts: sql x2
    relationships:
      - posts -> feeds: sync-job
      - api -> feeds: depends

Source: AWS Well-Architected, REL05-BP01 (graceful degradation).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.stated import components_stating, steps_stating
from hld.model.types import Component, Model
from hld.spec.types import Record


@rule("RE010", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for component in components_stating(model, "on_failure"):
        if _is_vague(component.entry):
            yield _finding(component.entry, component.id)
    for step in steps_stating(model, "on_failure"):
        target = step.target.target
        if _is_vague(step.entry) and not (target is not None and _is_answered(target)):
            yield _finding(step.entry, step.target.name)


def _finding(entry: Record, name: str) -> Finding:
    return Finding(
        entry.at("on_failure"), f"nothing says what is served in place of '{name}' when it fails", "add 'fallback: …'"
    )


def _is_vague(entry: Record) -> bool:
    return entry.text("on_failure") == "degrade" and not entry.text("fallback")


def _is_answered(component: Component) -> bool:
    return bool(component.entry.text("fallback"))
