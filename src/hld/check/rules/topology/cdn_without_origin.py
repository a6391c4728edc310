"""A CDN has nowhere to fetch what it does not have.

It keeps copies. The first time somebody asks for a file, and each time a copy has gone stale, it must go to the origin:
a bucket, a service, a load balancer. `origin` names it, or a chain passes through the CDN to it. A CDN into which
files are pushed needs none.

Bad:

    auth: oauth
    components:
      web: client
      edge: cdn  # <--
    flows:
      look:
        - web -> edge: fetch the page

Good:

    auth: oauth
    components:
      web: client
      edge: cdn origin=files
      files: s3
    flows:
      look:
        - web -> edge: fetch the page

Source: RFC 9110, origin server and cache.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.types import Call, Component, Model

_ASKING = frozenset({Role.CLIENT, Role.EXTERNAL, Role.FORWARDER})


@rule("TP008", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    if not _shape.is_sound(model):
        return
    for component in model.components.values():
        if component.kind.name == "cdn" and _lacks_origin(model, component):
            yield Finding(component.span, f"CDN '{component.id}' has no origin", _hint(model))


def _lacks_origin(model: Model, cdn: Component) -> bool:
    """Whether it is asked for things, and neither passes them on, nor names an origin, nor is filled."""
    asking = walk.predecessors(model, cdn)
    if any(_belongs_elsewhere(model, each, cdn) for each in walk.passages_into(model, cdn)):
        return False
    if not asking or "origin" in cdn.entry or walk.outgoing(model, cdn):
        return False
    return all(each.role in _ASKING for each in asking)


def _belongs_elsewhere(model: Model, passage: walk.Passage, cdn: Component) -> bool:
    """Whether the call is for another to answer, so that it is the call that is wrong, as is told there."""
    label = passage.step.label
    operation = label.operation.target if isinstance(label, Call) else None
    return operation is not None and trace.provider(model, operation) not in (None, cdn)


def _hint(model: Model) -> str:
    bucket = next((each.id for each in model.components.values() if each.kind.name == "object-store"), None)
    return f"'origin: {bucket}'" if bucket else "name it: 'origin: …'"
