"""A message is taken from a broker to which nobody publishes it.

A worker that waits for a message nobody sends never works. Mostly the two sides call the message by two names, or
look at two queues. What other systems send says so with `external_producers`.

Bad:

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
        - jobs ~> mailer: PostWriten  # <--
        - mailer -> mail: send mail

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

Source: AsyncAPI Specification 3.0, Operation Object: what is received from a channel is sent to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _traffic
from hld.check.rules.flows._traffic import Traffic
from hld.diagnostics import Finding, Severity
from hld.model.types import Delivery, Model
from hld.near import closest, meant

_FEW = 4


@rule("FL011", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find messages that leave a broker and never enter it, and those whose name is nearly that of one that does."""
    told = {finding.span for finding in model.found("unresolved-reference")}
    misled = {(delivery.message.name, channel.id) for delivery, channel, _ in _traffic.misled(model)}
    for traffic, delivery in _traffic.unsent(model):
        if delivery.message.span in told or (delivery.message.name, traffic.broker.id) in misled:
            continue
        yield _finding(delivery, traffic.broker.id, _hint(traffic, delivery))
    for traffic, delivery in _traffic.misspelt(model):
        if delivery.message.span in told:
            continue
        yield _finding(delivery, traffic.broker.id, f"did you mean '{delivery.message.near}'?")


def _finding(delivery: Delivery, broker: str, hint: str) -> Finding:
    name = delivery.message.name
    return Finding(delivery.message.span, f"'{name}' is taken from '{broker}' but nothing publishes it there", hint)


def _hint(traffic: Traffic, delivery: Delivery) -> str:
    name = delivery.message.name
    near = closest(name, traffic.published)
    if near:
        return meant(near)
    if 0 < len(traffic.published) <= _FEW:
        return f"'{traffic.broker.id}' carries " + ", ".join(f"'{each}'" for each in traffic.published)
    return f"add a step that publishes it: 'service ~> {traffic.broker.id}: {name}'"
