"""The words of the pictures: lanes, what travels, labels of steps."""

from __future__ import annotations

from collections.abc import Iterable

from hld.catalog.kinds import Role, Tier
from hld.catalog.products import product_named
from hld.model.environment import environments
from hld.model.types import Access, Call, Component, Delivery, Flow, Label, Model, Reply, Returns, Step, Text
from hld.spec.types import Record

__all__ = [
    "RELATIONS", "TRAVELS", "answer", "block", "environment", "flow_heading", "flow_title", "guard", "how",
    "instances", "lane_title", "list_of", "once", "product", "subtitle", "told", "travels", "view_title", "what",
]  # fmt: skip

_LANES: dict[str, str] = {
    Tier.CLIENTS: "Clients", Tier.EDGE: "Edge", Tier.SERVICES: "Services", Tier.ASYNC: "Async", Tier.DATA: "Data",
}  # fmt: skip

#: What a colour stands for: (where it waits, where it does not).
TRAVELS: dict[str, tuple[str, str]] = {
    "http": ("HTTP request", "HTTP request, not waited for"),
    "rpc": ("remote procedure call", "remote procedure call, not waited for"),
    "graphql": ("GraphQL operation", "GraphQL operation, not waited for"),
    "socket": ("open connection", "open connection, not waited for"),
    "storage": ("data store access", "data store access, not waited for"),
    "cache": ("cache access", "cache access, not waited for"),
    "message": ("message", "asynchronous message"),
    "push": ("push to a client", "push to a client"),
    "replication": ("copy of data", "copy of data, made in the background"),
    "call": ("call", "asynchronous call"),
}

#: What a line is that no flow goes along, by the mode of the relationship.
RELATIONS: dict[str, str] = {
    "replicate": "replication", "cdc": "change data capture", "backup": "backup", "sync-job": "sync job",
    "depends": "dependency", "runs-on": "dependency",
}  # fmt: skip

_HOW: dict[str, str] = {
    "rest": "HTTP", "rpc": "RPC", "query": "GraphQL", "mutation": "GraphQL", "subscription": "GraphQL",
    "ws": "WebSocket", "sse": "server-sent events", "poll": "HTTP, polled", "webhook": "webhook", "push": "push",
}  # fmt: skip


def travels(protocol: str, is_dashed: bool, modes: Iterable[str] = ()) -> str:
    """What a line is for: what flows (the mode "") send along it, what relationships of these `modes` are, or both."""
    usual = TRAVELS.get(protocol, TRAVELS["call"])[is_dashed]
    return " or ".join(sorted({RELATIONS.get(mode, usual) for mode in modes})) or usual


def lane_title(tier: str, members: Iterable[Component]) -> str:
    """The title of a tier's lane; that of the data says so where it holds what is not ours."""
    roles = {member.role for member in members}
    if tier == Tier.DATA and Role.EXTERNAL in roles:
        return "External" if roles == {Role.EXTERNAL} else "Data & external"
    return _LANES[tier]


def subtitle(component: Component, groups: Iterable[str] = ()) -> str:
    """A card's second line: what it is, how many, the groups that are no boxes: "Kafka · ×3 · in core".

    What it is, a product or a kind, is not said again where it is called so.
    """
    kind = product(component) or component.kind.title
    parts = ["" if kind.casefold() == component.title.casefold() else kind]
    for key, one, many in (("partitions", "partition", "partitions"), ("shards", "shard", "shards")):
        count = component.entry.value(key)
        if isinstance(count, int) and count > 0:
            parts.append(f"{count} {one if count == 1 else many}")
    parts += [instances(component), *(f"in {group}" for group in groups), component.entry.text("accent")]
    return " · ".join(filter(None, parts))


def instances(component: Component) -> str:
    """How many there are, or may be: "×3", "×20–60", "" where there is one or nobody says."""
    bounds = component.entry.value("autoscale")
    if isinstance(bounds, tuple):
        return f"×{bounds[0]:,}–{bounds[1]:,}" if bounds[0] != bounds[1] else f"×{bounds[0]:,}"
    return f"×{component.replicas:,}" if component.replicas is not None and component.replicas != 1 else ""


def product(component: Component) -> str:
    """The product that a component is, as people call it."""
    known = product_named(component.tech) if component.tech else None
    return known.title if known else component.tech


def environment(model: Model) -> str:
    """What the clients run on, in the author's words: "mobile 3G 1 Mbps, 4 GB RAM"."""
    return "; ".join(filter(None, map(_environment, environments(model))))


def _environment(stated: Record) -> str:
    words = [stated.text(key) for key in ("device", "network", "bandwidth")]
    words += [f"{stated.text(key)} {name}" for key, name in (("rtt", "RTT"), ("memory", "RAM")) if key in stated]
    words.append(stated.text("text") or stated.text("target"))
    return " ".join(list_of(filter(None, words)).split())


def flow_title(flow: Flow) -> str:
    """What a flow is called: its title, or its id."""
    return flow.title or flow.id


def flow_heading(flow: Flow) -> str:
    """A flow's title, and what starts it: "Count anew · every 1 hour"."""
    entry = flow.entry
    every = f"every {entry.text('every')}" if "every" in entry else ""
    trigger = f"starts when: {entry.text('trigger')}" if "trigger" in entry else ""
    return " · ".join(filter(None, (flow_title(flow), every, trigger)))


def view_title(model: Model, words: str) -> str:
    """The second line of a picture; that of a variant names it."""
    if not model.spec.variant:
        return words
    declared = model.spec.root.record("variants")
    entry = declared.record(model.spec.variant) if declared is not None else None
    title = entry.text("title") if entry is not None else ""
    return f"{words} · variant: {title or model.spec.variant}"


def what(step: Step) -> str:
    """What a step does, by its title or in the author's terms: "POST /v1/tweets", "write Tweet ×200"."""
    words = once(step)
    return f"{words} ×{step.times}".strip() if step.times != 1 else words


def once(step: Step) -> str:
    """The same without how often it is done."""
    return step.entry.text("title") or _label(step.label)


def answer(returns: Returns) -> str:
    """What an operation answers: "201 Tweet", "200 Tweet[]", "{hold, expires_at}"."""
    kind = f"{returns.type.name}{'[]' if returns.type.many else ''}" if returns.type else ""
    if not kind and returns.fields:
        kind = f"{{{list_of(field.name for field in returns.fields)}}}"
    return " ".join(filter(None, (str(returns.status or ""), kind)))


def guard(condition: str) -> str:
    """A condition as it stands in square brackets: without its "if"."""
    return condition.removeprefix("if ").strip()


def told(step: Step) -> str:
    """What pointing at a step tells beyond what it does: the id of the operation it calls."""
    operation = step.label.operation.target if isinstance(step.label, Call) else None
    return operation.id if operation is not None else ""


def _label(label: Label) -> str:
    match label:
        case Call():
            return _operation(label)
        case Access():
            names = list_of(reference.name for reference in label.entities)
            return " ".join(filter(None, (label.op, names, f"by {list_of(label.fields)}" if label.fields else "")))
        case Delivery():
            return label.message.name
        case Reply():
            many = "[]" if label.type and label.type.many else ""
            parts = (str(label.status or ""), f"{label.type.name}{many}" if label.type else "", label.text)
            return " ".join(filter(None, parts)) or "reply"
        case Text():
            return label.text


def _operation(call: Call) -> str:
    """What is called; an operation called by its id is shown as it was declared."""
    operation = call.operation.target
    return operation.key if operation is not None and operation.id == call.text else call.text


def list_of(names: Iterable[str]) -> str:
    """Names parted by commas."""
    return ", ".join(names)


def how(step: Step, protocol: str) -> str:
    """The legend's last words on a step: protocol, product, whether nobody waits, on which condition."""
    parts = [_manner(step, protocol), "async" if step.is_async else ""]
    if step.condition is not None and step.condition.text:
        text = step.condition.text
        parts.append(text if text.startswith("if ") else f"if {text}")
    return list_of(filter(None, parts))


def block(kind: str, condition: str, arm: int) -> str:
    """What stands above the steps of a block's arm: "alt: found", "else", "parallel", "loop ×3"."""
    if kind == "parallel":
        return "and" if arm else "parallel"
    if kind == "loop" and condition.isdecimal():
        return f"loop ×{condition}"
    if kind == "alt" and arm:
        return condition if condition == "else" else f"or: {condition}"
    return f"{kind}: {condition}" if condition else kind


def _manner(step: Step, protocol: str) -> str:
    if isinstance(step.label, Call):
        manner = _HOW.get(step.label.style, "")
        return "" if what(step).casefold().startswith(f"{manner.casefold()} ") else manner
    if isinstance(step.label, Reply):
        return "reply"
    if protocol == "message":
        return _broker(step)
    target = step.target.target
    if protocol in ("storage", "cache") and target is not None:
        return product(target) or ("cache" if protocol == "cache" else target.kind.title)
    return {"push": "push", "call": ""}.get(protocol, "")


def _broker(step: Step) -> str:
    for end in (step.target.target, step.source.target):
        if end is not None and end.role == Role.BROKER:
            return product(end) or end.kind.title
    return ""
