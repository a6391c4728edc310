"""A component changes a store and also publishes a message about it, and nothing ties the two together.

If it dies in between, the change is there and nobody hears of it, or the other way round. Write the message into the
same store and send it from there (`outbox`), or let the store's changes be followed (`cdc`); a `transaction` or a
`saga` on the step counts too. A consumer that is `idempotent` is exempt: its message comes again, and it does both
anew.

Bad:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
    components:
      web: client
      api: service
      tweets: columnar
      bus: queue (kafka)
      mailer: worker idempotent=true
      mail: external
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
        - api ~> bus: TweetPosted  # <--
        - bus ~> mailer: TweetPosted
        - mailer -> tweets: read Tweet
        - mailer -> mail: send it

Good:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
    components:
      web: client
      api: service outbox=true
      tweets: columnar
      bus: queue (kafka)
      mailer: worker idempotent=true
      mail: external
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
        - api ~> bus: TweetPosted
        - bus ~> mailer: TweetPosted
        - mailer -> tweets: read Tweet
        - mailer -> mail: send it

Source: the transactional outbox pattern (microservices.io); AWS prescriptive guidance on dual writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.trace import Event, Touch
from hld.model.types import Component, Flow, Model, Step

TIES = ("outbox", "transaction", "saga", "cdc")


@rule("DT003", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    events = trace.published(model)
    written = _first_writes(model) if events else {}
    told: set[tuple[Flow, str]] = set()
    for event in events:
        if event.component is None or (event.flow, event.component.id) in told or _is_tied(event.step):
            continue
        writes = written.get((event.flow, event.component.id), ())
        touch = next((each for each in writes if not _exclude(each.step, event.step)), None)
        if touch is not None and not _is_redone(event):
            told.add((event.flow, event.component.id))
            yield _finding(event, touch)


def _finding(event: Event, touch: Touch) -> Finding:
    who, store, broker = (each.id if each is not None else "" for each in (event.component, touch.store, event.channel))
    entity = touch.entity.id if touch.entity is not None else ""
    return Finding(
        event.delivery.message.span,
        f"'{who}' changes '{entity}' in '{store}' and publishes to '{broker}'; a crash in between loses one of them",
        f"'outbox: true' on '{who}', or follow the changes of '{store}' (cdc)",
    )


def _first_writes(model: Model) -> dict[tuple[Flow, str], list[Touch]]:
    """The steps that change a store for good, by flow and component, where nothing ties a message to the change."""
    found: dict[tuple[Flow, str], list[Touch]] = {}
    for (_, store), touches in _keeping.places(model).items():
        if store.role is not Role.STORE or _has_tie(store) or _is_followed(model, store):
            continue
        for touch in _keeping.changes(touches):
            writer = touch.component
            if writer is not None and writer.role is Role.COMPUTE and not (_has_tie(writer) or _is_tied(touch.step)):
                found.setdefault((touch.flow, writer.id), []).append(touch)
    return found


def _has_tie(component: Component) -> bool:
    return any(
        component.entry.value(key) not in (None, False) or component.entry.text(key) for key in ("outbox", "cdc")
    )


def _is_tied(step: Step) -> bool:
    return any(step.entry.text(key).lower() not in ("", "false", "no", "none") for key in TIES)


def _is_followed(model: Model, store: Component) -> bool:
    """Whether changes of `store` are told by itself: by a relationship, or by what leaves it in a flow."""
    if "notify" in store.entry or any(edge.mode == "cdc" for edge in walk.outgoing(model, store)):
        return True
    return any(passage.is_async for passage in walk.passages_from(model, store))


def _is_redone(event: Event) -> bool:
    """Whether a message made it work, which comes again until all is done, and doing so is harmless."""
    component = event.component
    if component is None or not any(component.entry.value(key) for key in ("idempotent", "dedup")):
        return False
    sources = (hop for step in event.flow.steps for hop in step.hops if hop.target.target is component)
    return any(hop.source.target is not None and hop.source.target.role is Role.BROKER for hop in sources)


def _exclude(one: Step, other: Step) -> bool:
    """Whether only one of the two happens, being in different arms of an alternative."""
    for mine, theirs in zip(one.blocks, other.blocks, strict=False):
        if (mine.kind, mine.number) != (theirs.kind, theirs.number):
            return False
        if mine.kind == "alt" and mine.arm != theirs.arm:
            return True
    return False
