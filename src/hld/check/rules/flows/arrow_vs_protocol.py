"""An arrow says other than how the step travels: `->` waits for an answer, `~>` does not.

A queue, a topic or a stream gives no answer, so nobody can wait for one: what goes in and comes out of it is a
message and travels with `~>`. A request that is answered travels with `->`. Mixing them hides the most important
choice of a data flow, what the caller waits for.

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
        - api -> jobs: PostWritten  # <--
        - jobs ~> mailer: PostWritten
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

Source: UML 2.5.1, section 17.4: synchronous and asynchronous messages; G. Hohpe, B. Woolf, Enterprise
Integration Patterns.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _calls, _fetches
from hld.diagnostics import Edit, Finding, Severity
from hld.model.types import Arrow, Call, Delivery, Hop, Model, Step, is_broker


@rule("FL006", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls over a broker, messages that are waited for, and requests that are not."""
    for chain in _arrows.faulty(model, _arrows.ARROW):
        hop = _arrows.at_broker(chain)
        step = next((each for each in chain if isinstance(each.label, Call)), chain[0])
        if hop is not None:
            yield _over_broker(model, hop, chain, _fetches.hint(model, step))
        elif isinstance(step.label, Delivery):
            yield _waited_for(model, step, step.label)
        elif isinstance(step.label, Call):
            yield _not_waited_for(model, chain, _calls.name(step.label))
        else:
            yield from (_blind(model, each) for each in chain if _arrows.is_blind_read(each))


def _over_broker(model: Model, hop: Hop, chain: tuple[Step, ...], fetched: str) -> Finding:
    broker = hop.target if is_broker(hop.target) else hop.source
    kind = broker.target.kind.noun if broker.target is not None else "queue"
    path, is_all = _path(hop, chain)
    label = chain[0].label
    hint = f"write '{path}: ' and the name of a message"
    if isinstance(label, Delivery):
        hint = f"write '{path}: {label.message.name}'"
    hint += "" if is_all else " as a step of its own"
    message = f"'{hop.source.name} -> {hop.target.name}' is a synchronous call over the {kind} '{broker.name}'"
    fix = _as_message(model, chain) if isinstance(label, Delivery) and is_all and not fetched else ()
    return Finding(_arrows.arrow_span(model, hop), message, fetched or hint, fix=fix)


def _as_message(model: Model, chain: tuple[Step, ...]) -> tuple[Edit, ...]:
    """Every `->` of the chain as `~>`."""
    calls = (hop for step in chain if step.arrow is Arrow.CALL for hop in step.hops)
    return tuple(Edit(_arrows.arrow_span(model, hop), Arrow.CALL.value, Arrow.ASYNC.value) for hop in calls)


def _path(hop: Hop, chain: tuple[Step, ...]) -> tuple[str, bool]:
    """The part of a chain around `hop` that a message takes, as it should be written, and whether that is all of it."""
    hops = [each for step in chain for each in step.hops]
    start = end = next(at for at, each in enumerate(hops) if each.source is hop.source)
    while start and hops[start - 1].is_async:
        start -= 1
    while end + 1 < len(hops) and hops[end + 1].is_async:
        end += 1
    names = [hops[start].source.name, *(each.target.name for each in hops[start : end + 1])]
    return " ~> ".join(names), len(names) == len(hops) + 1


def _waited_for(model: Model, step: Step, delivery: Delivery) -> Finding:
    hop = step.hops[-1]
    message = f"'{delivery.message.name}' is a message, and '->' waits for an answer"
    return Finding(_arrows.arrow_span(model, hop), message, "write '~>', best over a queue or a topic")


def _not_waited_for(model: Model, chain: tuple[Step, ...], name: str) -> Finding:
    hop = next(hop for step in chain if step.arrow is Arrow.ASYNC for hop in step.hops)
    message = f"'{name}' is answered, and '~>' does not wait for it"
    return Finding(_arrows.arrow_span(model, hop), message, "write '->', or send a message")


def _blind(model: Model, step: Step) -> Finding:
    hop = step.hops[-1]
    message = f"'{hop.source.name} ~> {hop.target.name}' reads and does not wait for what it reads"
    return Finding(_arrows.arrow_span(model, hop), message, "write '->'")
