"""What has to be in memory is more than there is.

A cache, or a store that keeps its data in memory, holds what is put into it for its `ttl` or `retention`: the rate of
the writes times their size, with copies. An `update` puts nothing more in. The room is 80% of what `capacity: {memory:
…}` says of one instance, times their number; keys and buffers take the rest. Where entries may go before their time
(`eviction`) it is a note.

A client holds a request, an answer or a message whole. Where `environment` states the memory of the clients, each has
to fit into 80% of that. How many things a list holds nobody says, so that it counts as one. Where no memory is stated
nothing is judged.

Bad:

    capacity:
      dau: 10M users
      write: 2 posts/user/day
    auth: oauth
    entities: {Post: {fields: {id: id, text: string}, size: 1 KB, retention: 2 years}}
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
    components:
      web: client
      api: service
      recent: {kind: cache, replicas: 2, of: posts, ttl: 7 days, capacity: {memory: 64 GB}}  # <--
      posts: {kind: columnar, replicas: 3}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - api -> recent: write Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> recent: read Post
        - api -> posts: read Post if miss recent

Good:

    capacity:
      dau: 10M users
      write: 2 posts/user/day
    auth: oauth
    entities: {Post: {fields: {id: id, text: string}, size: 1 KB, retention: 2 years}}
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
    components:
      web: client
      api: service
      recent: {kind: cache, replicas: 2, of: posts, ttl: 3 days, capacity: {memory: 64 GB}}
      posts: {kind: columnar, replicas: 3}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - api -> recent: write Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> recent: read Post
        - api -> posts: read Post if miss recent

Source: working set = writes × size × time to live; Redis documentation, `maxmemory` and eviction.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Held
from hld.analyse.wording import amount
from hld.catalog.kinds import Role
from hld.catalog.products import product_named
from hld.check.figures import figures, rest_on_default
from hld.check.rule import Unknown, rule
from hld.check.rules.capacity._room import Full, full
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Component, Model

_USED = Fraction(8, 10)
_NEVER = frozenset(("none", "no", "never", "noeviction", "no eviction"))


@rule("ST003", Severity.WARNING)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find what does not fit into memory: of a store at its capacity, of a client at the call."""
    for each in full(model, "memory", _is_in_memory, _USED):
        yield each if isinstance(each, Unknown) else _unlimited(each) or _of_store(each)
    memory = figures(model).environment.memory
    if memory is not None:
        yield from _of_clients(model, memory)


def _is_in_memory(component: Component) -> bool:
    """Whether memory is all the room that it has, as stated, or as its product or kind is."""
    if "in_memory" in component.entry:
        return component.entry.value("in_memory") is True
    capacity = component.entry.record("capacity")
    if capacity is not None and "storage" in capacity:
        return False
    product = product_named(component.tech) if component.tech else None
    return component.role is Role.CACHE or (product is not None and product.is_in_memory)


def _unlimited(found: Full) -> Unknown | None:
    """That nothing says how long something is kept, so that it is reckoned for years; None where that is said."""
    unsaid = next((each.thing for each in found.figures.growth if not each.retention_is_stated), "")
    what = f"how long '{found.component.id}' keeps '{unsaid}' is not stated"
    return Unknown(found.component.entry.at("capacity"), what) if unsaid else None


def _of_store(found: Full) -> Finding:
    eviction = found.component.entry.text("eviction").lower()
    is_planned = bool(eviction) and eviction not in _NEVER
    told = f"{found.text} in memory"
    return Finding(
        found.component.entry.at("capacity"),
        f"{told}: {found.when}" if found.when else told,
        "more memory or instances, a shorter 'ttl', or 'eviction' where entries may go before their time",
        severity=Severity.INFO if is_planned else None,
        rests_on_default=rest_on_default([found.figures.kept]),
    )


def _of_clients(model: Model, memory: Fraction) -> Iterator[Finding | Unknown]:
    """What clients hold at once, against the memory of each."""
    room = memory * _USED
    for name, flow in figures(model).flows.items():
        at = {step.number: step.label.span for step in model.flows[name].steps}
        for held in flow.held:
            if held.size.value is not None and held.size.value > room:
                yield _of_client(held, at[held.step], memory)
            elif not held.size.is_exact:
                what = f"how much '{held.client}' holds at once in step {held.step} of flow '{name}'"
                yield Unknown(at[held.step], f"{what} is not known: {held.size.why}")


def _of_client(held: Held, span: Span, memory: Fraction) -> Finding:
    does = "sends" if held.is_sent else "takes in"
    return Finding(
        span,
        f"'{held.client}' {does} {held.size.text} at once in step {held.step} and has room for "
        f"{amount(memory * _USED, 'B')} in its {amount(memory, 'B')} of memory",
        "an upload in parts" if held.is_sent else "pages, chunks, or ranges",
        rests_on_default=rest_on_default([held.size]),
    )
