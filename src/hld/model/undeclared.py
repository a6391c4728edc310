"""Calls that are made of components as such and that no API needs to declare: health checks, files."""

from __future__ import annotations

import re

from hld.catalog.kinds import Role
from hld.model.types import Call, Component, Match, Step, Text

__all__ = ["is_health_check", "is_undeclared"]

_PROBE = r"(?i).*/(?:health(?:z|[-_]?checks?)?|ready|readyz|readiness|live|livez|liveness|ping|heartbeat|status)/?"
_PROBE_IN_WORDS = r"(?i)(?:tcp |http )?(?:health|ping|probes?|heartbeat|(?:live|readi)ness|is it alive)\b"
_LOOKING = frozenset(("GET", "HEAD"))
_CHECKING = frozenset((Role.FORWARDER, Role.MONITOR))
_FILE_KINDS = frozenset(("object-store", "cdn"))


def is_health_check(step: Step) -> bool:
    """Whether a forwarder or a monitor asks a component if it is well: `lb -> api: GET /health`, `ping`."""
    source = step.source.target
    if source is None or source.role not in _CHECKING or not step.is_call:
        return False
    match step.label:
        case Call() as call:
            return call.method in _LOOKING and re.fullmatch(_PROBE, call.path) is not None
        case Text(text=text):
            return re.match(_PROBE_IN_WORDS, text) is not None
    return False


def is_undeclared(step: Step) -> bool:
    """Whether the call of a step is declared by nobody: of an external, of a file where files lie, or a health check.

    A file may lie behind any path that is not like a declared one.
    """
    target = step.target.target
    if target is None or not isinstance(step.label, Call):
        return False
    return target.role is Role.EXTERNAL or _asks_for_file(step.label, target) or is_health_check(step)


def _asks_for_file(call: Call, target: Component) -> bool:
    return call.match is Match.NONE and call.method in _LOOKING and target.kind.name in _FILE_KINDS
