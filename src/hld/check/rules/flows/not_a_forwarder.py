"""A component within a chain does not pass on what reaches it.

A chain is one call on its way: DNS, CDN, load balancer, gateway and web server pass it on as it is. A service does
not: it takes a request, works, and makes calls of its own, each with its own label. Likewise a message passes
through a broker, not through a worker. Where `->` and `~>` meet, two different things happen.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api -> posts: GET /v1/posts/{postId}  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: Threagile, technology attribute traffic-forwarding; C4 model, dynamic diagrams.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import OUTSIDE, Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model.types import Call, Component, Model, Reference, Step

_HOLDERS = frozenset({Role.STORE, Role.CACHE})


@rule("FL018", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find the first node of each chain that cannot be passed through."""
    for chain in _arrows.faulty(model, _arrows.FORWARDER):
        node = _arrows.misfit(chain)
        if node is not None and node.target is not None:
            yield Finding(node.span, _message(chain, node, node.target), _hint(chain, node, node.target))


def _message(chain: tuple[Step, ...], node: Reference[Component], component: Component) -> str:
    what = "a message" if all(step.is_async for step in chain) else "a call"
    return f"'{node.name}' ({component.kind.noun}) cannot pass on {what}"


def _hint(chain: tuple[Step, ...], node: Reference[Component], component: Component) -> str:
    """The two steps to write in its place."""
    nodes = [step.nodes[0] for step in chain[:1]] + [each for step in chain for each in step.nodes[1:]]
    arrows = [step.arrow.value for step in chain if step.arrow is not None for _ in step.nodes[1:]]
    at = next(index for index, each in enumerate(nodes) if each is node)
    before, after = nodes[at - 1].name, nodes[at + 1].name
    if component.role in _HOLDERS and _role(nodes[at - 1]) in OUTSIDE:
        asks = after if _role(nodes[at + 1]) is Role.COMPUTE else "service"
        call = chain[0].label.text if isinstance(chain[0].label, Call) else "…"
        return f"write '{before} -> {asks}: {call}', and what that one asks of it: '{asks} -> {node.name}: read …'"
    if component.role is Role.STORE:
        return f"write '{before} -> {node.name}: read …' and '{before} {arrows[at]} {after}: …'"
    if component.role is Role.CLIENT:
        return f"nobody calls a client: leave out '{node.name}', or let a flow begin there"
    if component.role is Role.CACHE:
        return f"write '{before} -> {node.name}: read …' and '{before} -> {after}: read … if miss {node.name}'"
    return f"split it: '{before} {arrows[at - 1]} {node.name}: …' and '{node.name} {arrows[at]} {after}: …'"


def _role(node: Reference[Component]) -> Role | None:
    return None if node.target is None else node.target.role
