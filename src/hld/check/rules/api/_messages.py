"""What operations send that is declared later."""

from __future__ import annotations

from hld.check.stage import section_is_due
from hld.diagnostics import Span
from hld.model.types import STREAMED, Model

__all__ = ["may_be_message"]


def may_be_message(model: Model, span: Span) -> bool:
    """Whether a name at `span` may be that of a message, while messages are not due yet: an open channel sends them."""
    if section_is_due("messages", model.stage):
        return False
    return any(each.style in STREAMED and each.span.holds(span) for each in model.operations.values())
