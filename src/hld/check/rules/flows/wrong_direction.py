"""A call runs against its direction: the provider calls, or a client is called.

The consumer of an operation calls and its provider answers, never the other way round. Nobody can call a client:
it is answered with `-->`, or is sent something with `~>` over a channel that it has opened. Where an operation says
who its consumers are, others do not call it.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - api -> web: the post  # <--

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
        - api --> web: 200 Post

Source: C4 model, notation: relationships point from who depends; FINOS CALM 1.2, connects.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _calls
from hld.diagnostics import Finding, Severity
from hld.model.types import Call, Model, Operation, Step


@rule("FL005", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls into clients, calls by the provider itself, and calls by who is no consumer."""
    for chain in _arrows.faulty(model, _arrows.DIRECTION):
        for step in chain:
            yield _into_client(step)
    backwards = _calls.backwards(model)
    for step, operation in backwards.items():
        message = f"'{step.source.name}' provides '{operation.key}' and cannot be the one who calls it"
        yield Finding(step.source.span, message, "turn the arrow round, or name an operation of the target")
    for use, operation in _calls.known(model):
        if not _may_consume(operation, use.step) and use.step not in backwards and _calls.can_serve(model, use):
            name, names = use.step.source.name, ", ".join(f"'{each.name}'" for each in operation.consumers)
            message = f"'{name}' is not among the consumers of '{operation.key}': {names}"
            yield Finding(use.step.source.span, message, f"add '{name}' to its consumers")


def _into_client(step: Step) -> Finding:
    hop = step.hops[-1]
    message = f"'{hop.source.name}' calls the client '{hop.target.name}', which serves nobody"
    hint = "write '-->' for a reply, or '~>' for a push"
    if isinstance(step.label, Call):
        way = " -> ".join(node.name for node in reversed(step.nodes))
        hint = f"turn it round: '{way}: {_calls.name(step.label)}'"
    return Finding(_arrows.hop_span(hop), message, hint)


def _may_consume(operation: Operation, step: Step) -> bool:
    """Whether a node of the chain is a consumer as listed; a list with a hole is not known."""
    if not operation.consumers:
        return True
    listed = [each.target for each in operation.consumers]
    return None in listed or any(node.target in listed for node in step.nodes[:-1])
