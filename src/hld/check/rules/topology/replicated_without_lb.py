"""A component runs in several copies, and callers from outside reach it with nothing that picks one of them.

A browser knows one address. Something must stand behind that address and spread the calls: a load balancer, a gateway,
a web server. Callers that find an instance by themselves are told by `discovery` or `load_balancing`; a managed
service brings its own balancer. Nothing is said where any chain passes a balancer on its way to the component. Where
the design draws no balancer at all, this is a note.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - GET /v1/posts -> {posts}
    components:
      web: client
      lb: load balancer
      pages: service
      api: service x3
      posts: sql
    flows:
      list:
        - web -> lb -> pages: GET /v1/posts
        - pages -> posts: read Post
      read:
        - web -> api: GET /v1/posts/{postId}  # <--
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer
      api: service x3
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: the System Design Primer, load balancer.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Model

_OUTSIDE = frozenset({Role.CLIENT, Role.EXTERNAL})


@rule("TP005", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the first call from outside, or straight from DNS, to each component in several copies."""
    for component in model.components.values():
        if component.role is Role.COMPUTE and (_shape.replicas(component) or 1) > 1:
            passage = next((each for each in walk.passages_into(model, component) if _is_direct(model, each)), None)
            if passage is not None and not _shape.is_spread(model, component):
                yield _finding(model, passage, component)


def _is_direct(model: Model, passage: walk.Passage) -> bool:
    """Whether it is a call from outside that is sure."""
    step = passage.step
    is_call = _comes_from_outside(passage.source) and step.is_call
    return is_call and _arrows.is_right(model, step)


def _comes_from_outside(source: Component) -> bool:
    return source.role in _OUTSIDE or source.kind.name == "dns"


def _draws_balancers(model: Model) -> bool:
    """Whether the design shows balancers at all; else what spreads the load may be a detail left out everywhere."""
    return any(each.kind.name in _shape.SPREADS for each in model.components.values())


def _finding(model: Model, passage: walk.Passage, component: Component) -> Finding:
    source = passage.source
    hop = next(each for each in passage.step.hops if each.target.target is component)
    message = f"'{component.id}' has {_shape.replicas(component)} replicas, but '{source.id}' calls it directly"
    severity = None if _draws_balancers(model) else Severity.INFO
    return Finding(
        _arrows.hop_span(hop),
        message,
        f"put a load balancer between them: '{source.id} -> lb -> {component.id}'",
        severity=severity,
    )
