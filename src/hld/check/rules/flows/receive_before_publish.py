"""A flow takes a message from a queue before it is put there.

The steps of a flow are told in the order in which they happen. When the only step that publishes a message comes after
the one that receives it, two steps have changed places, or the flow is two.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text} -> 202
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, jobs: queue, keeper: {kind: worker, idempotent: true}, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts
        - jobs ~> keeper: PostSent  # <--
        - keeper -> posts: write Post
        - api ~> jobs: PostSent
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text} -> 202
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, jobs: queue, keeper: {kind: worker, idempotent: true}, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api ~> jobs: PostSent
        - jobs ~> keeper: PostSent
        - keeper -> posts: write Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: UML 2.5, sequence diagrams: a message is sent before it is received.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _reach
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.trace import Event
from hld.model.types import Model


@rule("FL013", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find what is received in a flow from a broker into which only a later step of it publishes that message."""
    for event in trace.received(model):
        if event.message is None or event.channel is None or not _is_certain(model, event):
            continue
        sent = trace.publishers(model, event.message, event.channel)
        places = walk.places(event.flow)
        if sent and all(each.flow is event.flow and places[each.step] > places[event.step] for each in sent):
            hop = next(each for each in event.step.hops if each.source.target is event.channel)
            yield Finding(
                _arrows.hop_span(hop),
                f"'{event.message.id}' is taken from '{event.channel.id}' before it is put there",
                f"move the step '{event.channel.id} ~> …' behind the one that publishes it",
            )


def _is_certain(model: Model, event: Event) -> bool:
    is_sound = _arrows.is_right(model, event.step)
    return is_sound and not event.step.blocks and event.step not in _reach.unreached(model)
