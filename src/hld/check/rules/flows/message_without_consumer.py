"""A message is published to a broker and nothing takes it from there.

A message that nobody reads is work for nothing, and its queue grows until it is full. Mostly the flow just stops too
early: the worker was meant to be there. What other systems read says so with `external_consumers`. A message that
states its `channel` is published there, since nobody waits for it elsewhere.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql, jobs: queue}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - api ~> jobs: PostWritten  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql, jobs: queue, mailer: worker, mail: external}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - api ~> jobs: PostWritten
        - jobs ~> mailer: PostWritten
        - mailer -> mail: send mail

Source: AsyncAPI Specification 3.0, Operation Object: what is sent to a channel is received from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _traffic
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Model


@rule("FL010", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find messages that enter a broker and never leave it, and those that enter another than they say."""
    misled: set[Span] = set()
    for delivery, channel, broker in _traffic.misled(model):
        misled.add(delivery.message.span)
        message = f"'{delivery.message.name}' travels on '{channel.id}', not on '{broker.id}'"
        yield Finding(delivery.message.span, message, f"lead it to '{channel.id}', or change its 'channel'")
    for traffic, delivery in _traffic.lost(model):
        if delivery.message.span in misled:
            continue
        name, place = delivery.message.name, traffic.broker.id
        message = f"'{name}' is published to '{place}' but nothing takes it from there"
        hint = f"add a step '{place} ~> worker: {name}', or 'external_consumers: true' to the message"
        yield Finding(delivery.message.span, message, hint)
