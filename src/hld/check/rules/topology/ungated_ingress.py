"""A client reaches a service past the gateway that its other calls pass.

What the gateway does for the system (who may call, how often, what is logged) does not happen on the way beside it.
Only calls of operations count, and only those that end at a service: files, open channels (WebSocket, events) and what
a CDN answers often have an entrance of their own. An operation that passes the gateway in another flow is told too:
there the chain is most likely written short. Each client is compared with itself alone: another may have an entrance
of its own.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
    components: {web: client, gate: api gateway, reading: service, writing: service, posts: sql}
    flows:
      read:
        - web -> gate -> reading: GET /v1/posts/{postId}
        - reading -> posts: read Post
      write:
        - web -> writing: POST /v1/posts  # <--
        - writing -> posts: write Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
    components: {web: client, gate: api gateway, reading: service, writing: service, posts: sql}
    flows:
      read:
        - web -> gate -> reading: GET /v1/posts/{postId}
        - reading -> posts: read Post
      write:
        - web -> gate -> writing: POST /v1/posts
        - writing -> posts: write Post

Source: "no API gateway", Neri et al. (2020); Threagile, unguarded-access-from-internet.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.trace import Use
from hld.model.types import STREAMED, Component, Model, Step

_ENTRANCES = frozenset({"cdn", "waf", "web-server", "api-gateway"})


@rule("TP020", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the first call past the gateway into each service."""
    calls = [use for use in trace.calls(model) if _is_ingress(model, use)]
    gates = {use.step.source.name: gate for use in reversed(calls) for gate in _gates(use.step)}
    told: set[str] = set()
    for use in calls:
        gate, service = gates.get(use.step.source.name), use.provider
        if gate is None or service is None or service.id in told or _passed(use.step):
            continue
        if not _is_told_as_copies(model, service):
            told.add(service.id)
            yield Finding(
                _arrows.hop_span(use.step.hops[-1]),
                f"client '{use.step.source.name}' calls '{service.id}' past gateway '{gate.id}'",
                f"'{use.step.source.name} -> {gate.id} -> {service.id}'",
            )


def _is_ingress(model: Model, use: Use) -> bool:
    """Whether a client calls a service of ours and waits, as far as the step is certain."""
    source, target, step = use.consumer, use.provider, use.step
    if source is None or target is None or source.role is not Role.CLIENT or target.role is not Role.COMPUTE:
        return False
    operation = use.operation
    is_plain = operation is not None and operation.style not in STREAMED and operation.audience != "internal"
    return is_plain and step.is_call and _arrows.is_right(model, step)


def _passed(step: Step) -> list[Component]:
    """The entrances that the call passes."""
    return [node.target for node in step.via if node.target is not None and node.target.kind.name in _ENTRANCES]


def _gates(step: Step) -> list[Component]:
    return [each for each in _passed(step) if each.kind.name == "api-gateway"]


def _is_told_as_copies(model: Model, service: Component) -> bool:
    """Whether it has several copies and nothing before them, as is told in another place."""
    return (_shape.replicas(service) or 1) > 1 and not _shape.is_spread(model, service)
