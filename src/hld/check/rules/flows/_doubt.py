"""What could not be read of the flows: what is missing because of it proves nothing."""

from __future__ import annotations

from functools import lru_cache

from hld.diagnostics import Span
from hld.model.types import Flow, Model, Step, Text

__all__ = ["is_api_readable", "is_clear", "is_garbled", "is_readable", "lacks_api"]

_UNREAD = ("yaml-syntax", "bad-step", "unknown-key", "bad-value", "duplicate-key")


def is_garbled(model: Model, step: Step) -> bool:
    """Whether something on the lines of `step` could not be read, so that its label may not be what was meant."""
    marked = _marked(model)
    return bool(marked) and not marked.isdisjoint(_lines(step.entry.span))


def is_clear(model: Model, step: Step) -> bool:
    """Whether the step was read in full and its components are known by the names it gives them.

    A misspelt component is told of already, and whatever else seems wrong with the step may come from that.
    """
    return step.is_exact and not (_marked(model) and is_garbled(model, step))


def is_readable(model: Model, flow: Flow) -> bool:
    """Whether every step of `flow` could be read, or at least what it says of operations and messages."""
    marked = _marked(model)
    if not marked:
        return True
    unread = set(marked & _lines(flow.span))
    for step in flow.steps:
        if not isinstance(step.label, Text) or step.label.text:
            unread -= _lines(step.entry.span)
    return not unread


def lacks_api(model: Model) -> bool:
    """Whether this is a sketch of an interview that has no `api` yet: then nothing can be undeclared."""
    return model.profile == "interview" and "api" not in model.spec.root


def is_api_readable(model: Model) -> bool:
    """Whether all of the API could be read; a line that could not may have declared what seems to be missing."""
    api = model.spec.root.get("api")
    if next(model.found("endpoint-syntax"), None) is not None:
        return False
    return api is None or not any(api.span.holds(finding.span) for finding in model.findings if finding.rule in _UNREAD)


@lru_cache(maxsize=4)
def _marked(model: Model) -> frozenset[tuple[str, int]]:
    """The lines on which something could not be read."""
    unread = [finding.span for finding in model.findings if finding.rule in _UNREAD]
    return frozenset((span.file, span.line) for span in unread)


def _lines(span: Span) -> frozenset[tuple[str, int]]:
    return frozenset((span.file, line) for line in range(span.line, span.end_line + 1))
