"""What a spec means: the same things as in the `Spec`, pointing at each other.

A name that somebody wrote is a `Reference`. One that resolves to nothing stays in the model as a hole; one
with a near match carries the match, so that the rest can still be checked. Nothing here is ever dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeAlias, TypeVar

from hld.catalog.kinds import Kind, Role
from hld.diagnostics import Finding, Span
from hld.element import element, fact, once
from hld.spec.types import Record, Spec
from hld.tuples import NamedTuple

__all__ = [
    "OURS_TO_CALL", "STREAMED", "Access", "Actor", "Arrow", "Block", "Call", "Component", "Condition", "Delivery",
    "Entity", "Field", "Flow", "Group", "Hop", "Label", "Match", "Message", "Model", "Operation", "Quality",
    "Reference", "Relationship", "Reply", "Requirement", "Returns", "Step", "Style", "Text", "Type", "end_id",
]  # fmt: skip

T = TypeVar("T")


class Reference(NamedTuple, Generic[T]):
    """A name somebody wrote and what it stands for.

    `target` is None for a hole. `near` is the nearest declared name where `name` itself is not declared; if
    it was near enough, `target` is the thing of that name and checking goes on with it. `rivals` are the names of
    operations that are equally near, so that none is meant for sure.
    """

    name: str
    span: Span
    target: T | None = None
    near: str = ""
    rivals: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether the name was declared just so."""
        return self.target is not None and not self.near

    @property
    def is_hole(self) -> bool:
        """Whether nothing is known of what was meant."""
        return self.target is None

    def again(self, span: Span) -> Reference[T]:
        """The same name written in another place."""
        return Reference(self.name, span, self.target, self.near, self.rivals)


def end_id(end: Reference[Component]) -> str:
    """The id of what was meant, or the name as written where that is not known."""
    return end.target.id if end.target is not None else end.name


def is_broker(node: Reference[Component]) -> bool:
    """Whether `node` is known to be a queue, a topic or a stream."""
    return node.target is not None and node.target.role is Role.BROKER


@element
class Component:
    """A box of the architecture. `entry` is all that was stated of it; an implicit one was only named in a step.

    One of an unknown kind goes for a service, and nothing is concluded from that.
    """

    id: str
    kind: Kind
    span: Span
    entry: Record
    name: str = ""
    tech: str = ""
    description: str = ""
    replicas: int | None = None
    is_implicit: bool = False
    kind_is_assumed: bool = False
    kind_is_unknown: bool = False
    groups: tuple[str, ...] = ()

    @fact
    def role(self) -> Role:
        """The role of its kind."""
        return self.kind.role

    @property
    def title(self) -> str:
        """What a person reads: its name, else its id."""
        return self.name or self.id


class Type(NamedTuple):
    """A type as written: a primitive ("string"), a quantity ("280 chars") or an entity, perhaps many of it."""

    name: str
    span: Span
    many: bool = False
    entity: Reference[Entity] | None = None
    message: Reference[Message] | None = None


class Field(NamedTuple):
    """A field of an entity, of a request or of a payload. `data_class` is pii, pci, phi, secret or empty."""

    name: str
    span: Span
    type: Type | None = None
    data_class: str = ""
    optional: bool = False


@element
class Entity:
    """A thing the system keeps or handles. An implied one was only named as a type or in a step."""

    id: str
    span: Span
    entry: Record | None
    fields: tuple[Field, ...] = ()
    is_actor: bool = False
    is_implied: bool = False


@element
class Actor:
    """Someone who uses the system; `via` are the components through which it does."""

    id: str
    span: Span
    entry: Record
    via: tuple[Reference[Component], ...] = ()


class Style(StrEnum):
    """How an operation is spoken to."""

    REST = "rest"
    RPC = "rpc"
    QUERY = "query"
    MUTATION = "mutation"
    SUBSCRIPTION = "subscription"
    WEBSOCKET = "ws"
    SSE = "sse"
    POLLING = "poll"
    WEBHOOK = "webhook"
    PUSH = "push"


#: The styles in which the provider speaks, so that `~>` says what happens.
STREAMED = frozenset({Style.WEBSOCKET, Style.SSE, Style.SUBSCRIPTION, Style.WEBHOOK, Style.PUSH})

#: The styles in which the one who provides the API calls, and the user or partner is called.
OURS_TO_CALL = frozenset({Style.WEBHOOK, Style.PUSH})


class Returns(NamedTuple):
    """What an operation answers: status (None where unstated), type, or an inline body."""

    span: Span
    status: int | None = None
    type: Type | None = None
    fields: tuple[Field, ...] = ()


@element
class Operation:
    """A declared operation of the API. `key` is how it is spoken of: "GET /v1/feed", "rpc Users.Get".

    `method` is empty unless the style is rest, poll, webhook … with one; `path` is the template or the name.
    `auth` is the effective scheme: its own, else the root's, "" where nothing is said, "none" where stated.
    `provider`, `consumers` and `audience` are as stated; what follows from the flows is asked of `hld.model.trace`.
    """

    key: str
    style: Style
    span: Span
    entry: Record
    id: str = ""
    method: str = ""
    path: str = ""
    params: tuple[str, ...] = ()
    body: tuple[Field, ...] | None = None
    query: tuple[Field, ...] = ()
    returns: Returns | None = None
    errors: tuple[int, ...] = ()
    auth: str = ""
    audience: str = ""
    provider: Reference[Component] | None = None
    consumers: tuple[Reference[Component], ...] = ()
    covers: tuple[Reference[Requirement], ...] = ()


@element
class Message:
    """A message. An implied one is declared only by being published or pushed."""

    id: str
    span: Span
    entry: Record | None = None
    channel: Reference[Component] | None = None
    fields: tuple[Field, ...] = ()
    is_implied: bool = False


@element
class Requirement:
    """A functional requirement. `actor` is who acts, as stated or as read from the text ("User", "system").

    One that is not `is_named` has only a number as its id: its author gave it none.
    """

    id: str
    text: str
    span: Span
    entry: Record
    actor: str = ""
    priority: str = ""
    is_named: bool = True


@element
class Quality:
    """A non-functional requirement. `kind` is one of the catalogue's thirteen, "" where it could not be told."""

    id: str
    kind: str
    span: Span
    entry: Record
    text: str = ""
    scope: tuple[str, ...] = ()


class Arrow(StrEnum):
    """How a step travels: a call waits for its answer, an asynchronous hop does not, a reply answers a call."""

    CALL = "->"
    ASYNC = "~>"
    REPLY = "-->"


# For what is asked of every step: until Python 3.12 it takes long to look up a member of an enumeration.
_CALL, _ASYNC, _REPLY = Arrow
_BROKER = Role.BROKER


class Match(StrEnum):
    """How the operation that a step calls was found among the declared ones."""

    EXACT = "exact"
    PARAMS = "params"  # the same but for the parameters: another name, or a value in place of one
    METHOD = "method"  # the path is declared, with another method
    STYLE = "style"  # the path or name is declared, in another style
    NEAR = "near"  # a path or name with a slip of the pen
    NONE = "none"  # nothing like it is declared


class Call(NamedTuple):
    """A label that names an operation: as written ("POST /v1/tweets", "rpc Users.Get", or an operation's id).

    Unless `match` is EXACT, `operation.near` is the key (or the id, where that was meant) of the candidate and
    `operation.target` the candidate itself, so that checking goes on with it; a NONE is a hole. `style`, `method` and
    `path` are as written.
    """

    text: str
    span: Span
    operation: Reference[Operation]
    style: Style = Style.REST
    method: str = ""
    path: str = ""
    fields: tuple[Field, ...] = ()
    match: Match = Match.EXACT


class Access(NamedTuple):
    """A label that reads or changes entities in a store: op is read, write, update, delete or query."""

    op: str
    span: Span
    entities: tuple[Reference[Entity], ...]
    fields: tuple[str, ...] = ()


class Delivery(NamedTuple):
    """A label that names a message, published, received or pushed by where the hop goes."""

    message: Reference[Message]
    span: Span
    fields: tuple[Field, ...] = ()


class Reply(NamedTuple):
    """A label of a reply: all parts may be missing."""

    span: Span
    status: int | None = None
    type: Type | None = None
    text: str = ""


class Text(NamedTuple):
    """A label in the author's own words; empty where nothing is said."""

    text: str
    span: Span


Label: TypeAlias = Call | Access | Delivery | Reply | Text


class Condition(NamedTuple):
    """When a step happens: `kind` is miss or hit (of cache `cache`), share (a probability) or text."""

    kind: str
    text: str
    span: Span
    cache: Reference[Component] | None = None
    share: float | None = None


class Block(NamedTuple):
    """A block around a step: `kind` parallel, alt, opt or loop, its `number` in the flow and the arm within it.

    `times` is how often a loop runs: a number, or the name of a capacity variable; 0 where that is not said.
    """

    kind: str
    number: str
    arm: int
    condition: str = ""
    times: int | str = 0


@element
class Hop:
    """One arrow of a step, from one component to the next. `index` counts from 0 within the step."""

    source: Reference[Component]
    target: Reference[Component]
    arrow: Arrow
    index: int

    @property
    def is_async(self) -> bool:
        """Whether nobody waits: the arrow says so, or a broker stands at either end of a call."""
        at_broker = is_broker(self.source) or is_broker(self.target)
        return self.arrow is Arrow.ASYNC or (self.arrow is Arrow.CALL and at_broker)


@element
class Step:
    """One step of a flow.

    A synchronous chain is one step (`nodes` holds the forwarders between its ends), an asynchronous chain is one
    step a hop, and so is a chain of `->` that passes a broker. A step with one node is internal work.

    `number` is "3", or "3.1" within a block. `chain` is the span of the whole chain as written: the steps made
    of one chain share it. `times` is the multiplier (an int or the name of a capacity variable).
    """

    number: str
    nodes: tuple[Reference[Component], ...]
    arrow: Arrow | None
    label: Label
    span: Span
    chain: Span
    entry: Record
    condition: Condition | None = None
    times: int | str = 1
    blocks: tuple[Block, ...] = ()

    @fact
    def source(self) -> Reference[Component]:
        """Where the step starts: the consumer of a call."""
        return self.nodes[0]

    @fact
    def target(self) -> Reference[Component]:
        """Where the step ends: the provider of a call; the source itself for internal work."""
        return self.nodes[-1]

    @property
    def via(self) -> tuple[Reference[Component], ...]:
        """What stands between source and target."""
        return self.nodes[1:-1]

    @fact
    def is_call(self) -> bool:
        """Whether the step is a call that waits for its answer: a `->` that neither enters nor leaves a broker."""
        if self.arrow is not _CALL:
            return False
        for node in self.nodes:  # noqa: SIM110 - it is asked of every step
            if node.target is not None and node.target.role is _BROKER:
                return False
        return True

    @fact
    def is_async(self) -> bool:
        """Whether nobody waits for the step. A `->` into or out of a broker is wrong, and counts as a `~>`."""
        return self.arrow is _ASYNC or (self.arrow is _CALL and not self.is_call)

    @fact
    def is_reply(self) -> bool:
        """Whether the step answers an earlier call."""
        return self.arrow is _REPLY

    @fact
    def is_internal(self) -> bool:
        """Whether the step is work within one component."""
        return self.arrow is None

    @fact
    def is_exact(self) -> bool:
        """Whether every component that the step names is known by just that name, and so is its kind."""
        for node in self.nodes:  # noqa: SIM110 - it is asked of every step
            if node.target is None or node.near or node.target.kind_is_unknown:
                return False
        return True

    @fact
    def is_whole(self) -> bool:
        """Whether every component that the step names is known."""
        return self.is_exact or None not in [node.target for node in self.nodes]

    @once
    def hops(self) -> tuple[Hop, ...]:
        """The arrows of the step, in order; none for internal work."""
        arrow, nodes = self.arrow, self.nodes
        if arrow is None:
            return ()
        return tuple([Hop(nodes[index], nodes[index + 1], arrow, index) for index in range(len(nodes) - 1)])


@element
class Flow:
    """An ordered story of steps."""

    id: str
    span: Span
    entry: Record
    steps: tuple[Step, ...]
    title: str = ""
    covers: tuple[Reference[Requirement], ...] = ()


@element
class Relationship:
    """A line that no flow covers: replicate, cdc, backup, depends, runs-on, sync-job or dead-letter."""

    source: Reference[Component]
    target: Reference[Component]
    mode: str
    span: Span
    text: str = ""
    entry: Record | None = None


@element
class Group:
    """A boundary around components: kind region, zone, trust or team."""

    id: str
    span: Span
    entry: Record
    kind: str = ""
    contains: tuple[str, ...] = ()


@element
class Model:
    """A design: everything declared or implied, by id, in the order written, and what was wrong on the way here.

    `is_broken` says that the text could not be parsed as a whole, so that what is missing proves nothing. `stage` is
    how far its making has come, "" for a design that is done.
    """

    spec: Spec
    name: str
    profile: str
    components: Mapping[str, Component]
    entities: Mapping[str, Entity]
    operations: Mapping[str, Operation]
    messages: Mapping[str, Message]
    requirements: Mapping[str, Requirement]
    qualities: Mapping[str, Quality]
    flows: Mapping[str, Flow]
    relationships: tuple[Relationship, ...]
    groups: Mapping[str, Group]
    findings: tuple[Finding, ...] = ()
    references: tuple[Reference[object], ...] = ()
    is_broken: bool = False
    actors: Mapping[str, Actor] = MappingProxyType({})
    stage: str = ""

    def at_stage(self, stage: str) -> Model:
        """The same design as it is judged at a stage of its making; "" when it is done."""
        return self if stage == self.stage else self._with(stage=stage)

    def named(self, name: str) -> Model:
        """The same design under another name."""
        return self._with(name=name)

    def _with(self, **changed: str) -> Model:
        return Model(**{name: changed.get(name, getattr(self, name)) for name in Model.__annotations__})

    def found(self, rule: str) -> Iterator[Finding]:
        """What the stages before the checks found under the rule of this name."""
        return (finding for finding in self.findings if finding.rule == rule)

    @once
    def steps(self) -> tuple[tuple[Flow, Step], ...]:
        """Every step with its flow."""
        return tuple([(flow, step) for flow in self.flows.values() for step in flow.steps])
