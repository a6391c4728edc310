"""Mistakes in the steps of a flow."""

from hld.catalog.kinds import Role
from hld.model import trace
from hld.model.types import STREAMED, Access, Arrow, Call, Delivery, Match, Reply, Style, Text, is_broker

from ..types import Change, Edit
from .table import operator

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
LISTED = "the step is no item of a list of its own"


def by_role(design, *roles):
    return [each for each in design.model.components.values() if each.role in roles]


def reached(flow, before=None):
    """The components that a flow has reached before a step, or in all."""
    found = set()
    for step in flow.steps:
        if step is before:
            break
        found |= {node.target for node in step.nodes}
    return found


@operator("a step calls a declared path with another method", "wrong-method", unless="that method is declared as well")
def wrong_method(design):
    for _, step, operation in design.our_calls():
        written = design.written(step.label.span)
        declared = {each.method for each in design.model.operations.values() if each.path == operation.path}
        if step.label.method and written.startswith(step.label.method):
            other = next(method for method in METHODS if method not in declared)
            yield Change((design.put(step.label.span, written.replace(step.label.method, other, 1)),))


@operator("a step calls an operation in another style", "style-mismatch", "unknown-endpoint", "wrong-method")
def wrong_style(design):
    for _, step, operation in design.our_calls():
        written = design.written(step.label.span)
        if operation.style is Style.RPC and written.startswith("rpc "):
            yield Change((design.put(step.label.span, written.replace("rpc ", "query ", 1)),))
        elif operation.style is Style.REST and written.startswith(("GET ", "POST ")):
            yield Change((design.put(step.label.span, "ws " + written.split(" ", 1)[1]),))


@operator(
    "a step is turned round", "wrong-direction", "wrong-provider", "passive-initiator", "bad-initiator",
    "disconnected-step", "label-vs-target", "client-to-store", "unknown-endpoint", "sync-cycle",
    unless="it says nothing of what travels, or both ends do the same for each other elsewhere",
)  # fmt: skip
def reversed_step(design):
    pairs = {(step.source.target, step.target.target) for _, step in design.model.steps if step.arrow is Arrow.CALL}
    for _, step in design.model.steps:
        first, last = step.nodes[0], step.nodes[-1]
        if step.arrow is not Arrow.CALL or not step.is_whole or len(step.nodes) != 2 or step.span != step.chain:
            continue
        if isinstance(step.label, Text) or (last.target, first.target) in pairs:
            continue
        if design.is_as_written(first.span, first.name) and design.is_as_written(last.span, last.name):
            yield Change((design.put(first.span, last.name), design.put(last.span, first.name)))


@operator(
    "a call that is answered is written as a message (-> to ~>)", "arrow-vs-protocol",
    unless="the operation is one that pushes, or something is written (nobody need wait for that)",
)  # fmt: skip
def call_as_message(design):
    for _, step in design.model.steps:
        if step.arrow is not Arrow.CALL or not design.is_terse(step) or any(map(is_broker, step.nodes)):
            continue
        label = step.label
        is_asked = isinstance(label, Call) and label.match is Match.EXACT and label.style not in STREAMED
        is_foreign = step.target.target is not None and step.target.target.role is Role.EXTERNAL
        is_read = isinstance(label, Access) and label.op in ("read", "query")
        if (is_asked and not is_foreign) or is_read:
            start, end = design.arrow(step.nodes[-2], step.nodes[-1])
            yield Change((Edit(start, end, "~>"),))


@operator("a message to or from a broker is written as a call (~> to ->)", "arrow-vs-protocol")
def message_as_call(design):
    for _, step in design.model.steps:
        if step.arrow is Arrow.ASYNC and any(map(is_broker, step.nodes)) and design.is_terse(step):
            start, end = design.arrow(*step.nodes[:2])
            yield Change((Edit(start, end, "->"),))


@operator(
    "a call is written as a reply (-> to -->)", "reply-without-request", "label-vs-target", "wrong-direction",
    "bad-step", "arrow-vs-protocol",
)  # fmt: skip
def call_as_reply(design):
    for _, step, _ in design.our_calls():
        if design.is_terse(step) and len(step.nodes) == 2:
            start, end = design.arrow(*step.nodes)
            yield Change((Edit(start, end, "-->"),))


@operator("an arrow of another notation, => or ->>", "bad-step")
def foreign_arrow(design):
    for _, step in design.model.steps:
        if len(step.nodes) > 1 and step.arrow is Arrow.CALL and design.is_terse(step):
            start, end = design.arrow(*step.nodes[:2])
            for new in ("=>", "->>"):
                yield Change((Edit(start, end, new),))


@operator(
    "a client does itself what a service does in a store", "client-to-store",
    unless="no client begins the flow, or the store hands out signed addresses",
)  # fmt: skip
def client_at_store(design):
    for flow in design.model.flows.values():
        client = flow.steps[0].source.target if flow.steps else None
        if client is None or client.role is not Role.CLIENT:
            continue
        for step in flow.steps[1:]:
            store = step.target.target
            if not isinstance(step.label, Access) or step.arrow is not Arrow.CALL or len(step.nodes) != 2:
                continue
            if (
                store is not None
                and store.role in (Role.STORE, Role.CACHE)
                and "presigned" not in store.entry
                and step.source.target is not None
                and step.source.target.role is Role.COMPUTE
            ):
                yield Change((design.put(step.source.span, client.id),))


@operator(
    "a client publishes into a broker by itself", "client-to-broker",
    unless="no client begins the flow, or it is a device",
)  # fmt: skip
def client_at_broker(design):
    for flow in design.model.flows.values():
        client = flow.steps[0].source.target if flow.steps else None
        if client is None or client.role is not Role.CLIENT or client.kind.name == "iot-client":
            continue
        for step in flow.steps[1:]:
            source = step.source.target
            if is_broker(step.target) and source is not None and source.role is Role.COMPUTE and starts_chain(step):
                yield Change((design.put(step.source.span, client.id),))


def starts_chain(step):
    """Whether the step is the first of its chain."""
    return (step.span.line, step.span.column) == (step.chain.line, step.chain.column)


@operator(
    "a store does what a service did", "passive-initiator", "disconnected-step",
    unless="the service has not touched a store before in this flow",
)  # fmt: skip
def store_calls(design):
    for flow in design.model.flows.values():
        touched = {}
        for step in flow.steps:
            source, target = step.source.target, step.target.target
            is_ours = source is not None and source.role is Role.COMPUTE
            if is_ours and source in touched and isinstance(step.label, Call) and step.is_call:
                yield Change((design.put(step.source.span, touched[source].id),))
            if isinstance(step.label, Access) and target is not None and target.role is Role.STORE:
                touched[source] = target


@operator("a chain passes through a service", "not-a-forwarder", unless="the flow has no other service to pass")
def chain_through_service(design):
    for flow, step, _ in design.our_calls():
        ends = {step.source.target, step.target.target}
        others = [
            each
            for each in by_role(design, Role.COMPUTE)
            if each not in ends and each.kind.name == "service" and each in reached(flow)
        ]
        if others and design.is_terse(step):
            last = step.nodes[-1]
            start = design.ends(last.span)[0]
            yield Change((Edit(start, start, f"{others[0].id} -> "),))


@operator(
    "a step starts at a component that the flow never reaches", "disconnected-step",
    unless="the step begins the flow or a message comes in, or every service is in the flow",
)  # fmt: skip
def disconnected(design):
    for flow in design.model.flows.values():
        there = reached(flow)
        strangers = [
            each for each in by_role(design, Role.COMPUTE) if each not in there and each.kind.name == "service"
        ]
        for step in flow.steps[1:]:
            source = step.source.target
            if not strangers or source is None or source.role is not Role.COMPUTE or not step.is_call:
                continue
            if step.source.target in reached(flow, step) and isinstance(step.label, Access | Call):
                yield Change((design.put(step.source.span, strangers[0].id),))


@operator(
    "the first step of a flow is left out", "bad-initiator", "disconnected-step", "unused-endpoint",
    "message-without-producer", "read-never-written", "written-never-read", "fr-without-api",
    unless=f"another step calls the operation, it is a channel that is used by what is pushed, or {LISTED}",
)  # fmt: skip
def dropped_call(design):
    for flow, step, operation in design.our_calls():
        if (
            operation.style in STREAMED
            or len(design.uses(operation)) > 1
            or flow.steps[0] is not step
            or len(flow.steps) < 2
        ):
            continue
        edit = design.drop_step(step)
        if edit:
            lines = {operation.span.line, *(each.source.span.line for each in flow.steps[1:3])}
            yield Change((edit,), tuple(lines))


@operator("a call has no label", "no-api-to-enter", unless="the target is not ours, or a scheduler sets it off")
def unlabelled_call(design):
    for _, step, _ in design.our_calls():
        if set_off(step) or step.target.target.role is not Role.COMPUTE:
            continue
        if design.is_terse(step) and design.is_alone(step):
            start = design.ends(step.nodes[-1].span)[1]
            end = design.ends(step.label.span)[1]
            if design.text[start:end].startswith(":"):
                yield Change((Edit(start, end, ""),), (step.chain.line,))


def set_off(step):
    """Whether a scheduler only sets off what the target then does."""
    return step.source.target is not None and step.source.target.kind.name == "scheduler"


@operator("a call says in words what it wants", "no-api-to-enter", unless="a scheduler sets it off")
def worded_call(design):
    for _, step, _ in design.our_calls():
        if step.target.target.role is Role.COMPUTE and design.is_terse(step) and not set_off(step):
            yield Change((design.put(step.label.span, "what is wanted"),))


@operator("a message has no name", "unlabeled-message")
def unlabelled_message(design):
    seen = set()
    for _, step in design.model.steps:
        if isinstance(step.label, Delivery) and any(map(is_broker, step.nodes)) and step.label.span not in seen:
            seen.add(step.label.span)
            start, end = design.ends(step.label.span)
            before = design.text[:start].rstrip()
            if design.is_terse(step) and before.endswith(":"):
                yield Change((Edit(len(before) - 1, end, ""),), (step.chain.line,))


@operator("an operation is called on a store", "label-vs-target", "wrong-provider")
def call_on_store(design):
    for flow in design.model.flows.values():
        call = next(
            (s.label for f, s, o in design.our_calls() if f is flow and s.label.style in (Style.REST, Style.RPC)), None
        )
        for step in flow.steps[1:] if call else ():
            store = step.target.target
            if (
                isinstance(step.label, Access)
                and design.is_terse(step)
                and store.role is Role.STORE
                and store.kind.name not in ("object-store",)
            ):
                yield Change((design.put(step.label.span, design.written(call.span)),))


@operator("data is read in a service", "label-vs-target")
def access_on_service(design):
    entity = next(iter(design.model.entities), "")
    for _, step, _ in design.our_calls():
        if entity and step.target.target.role is Role.COMPUTE and design.is_terse(step):
            yield Change((design.put(step.label.span, f"read {entity}"),))


@operator(
    "a call ends at another service", "wrong-provider", "wrong-direction",
    unless="nothing else says who provides the operation, or the client meets another entry in front of it",
)  # fmt: skip
def wrong_provider(design):
    model = design.model
    for flow, step, operation in design.our_calls():
        target = step.target.target
        ends = {each.target.target for each in design.uses(operation) if each is not step}
        is_known = operation.provider is not None or (len(design.uses(operation)) > 2 and ends == {target})
        others = [each for each in by_role(design, Role.COMPUTE) if each not in (target, step.source.target)]
        others = [each for each in others if each.kind.name == "service" and each in reached(flow)] or others
        if is_known and others and trace.provider(model, operation) is target:
            yield Change((design.put(step.target.span, others[0].id),))


@operator("the verb of a step is misspelt", "label-vs-target", "bad-step", "bad-value", "unresolved-reference")
def misspelt_verb(design):
    for _, step in design.model.steps:
        if isinstance(step.label, Access) and design.is_terse(step):
            written = design.written(step.label.span)
            op = step.label.op
            if written.startswith(op + " "):
                yield Change((design.put(step.label.span, op[:-2] + op[-1] + op[-2] + written[len(op) :]),))


@operator("a read under a GET becomes a write", "verb-vs-effect", unless="what is written is a cache")
def get_writes(design):
    for flow in design.model.flows.values():
        first = flow.steps[0] if flow.steps else None
        if first is None or not isinstance(first.label, Call) or first.label.method != "GET" or not first.is_call:
            continue
        if first.label.match is not Match.EXACT or first.target.target.role is Role.EXTERNAL:
            continue
        for step in flow.steps[1:]:
            store, label = step.target.target, step.label
            is_plain = isinstance(label, Access) and label.op == "read" and not step.blocks and step.arrow is Arrow.CALL
            if is_plain and store is not None and store.role is Role.STORE and step.condition is None:
                start = design.ends(label.span)[0]
                if design.text[start : start + 4] == "read" and step.source.target is first.target.target:
                    yield Change((Edit(start, start + 4, "update"),))
            if step.is_reply or (isinstance(label, Call) and label.method not in ("", "GET")):
                break


@operator("a reply carries another type", "reply-type", unless="the operation says nothing of its answer")
def wrong_reply_type(design):
    for flow in design.model.flows.values():
        first = flow.steps[0] if flow.steps else None
        if first is None or not isinstance(first.label, Call) or first.label.operation.target is None:
            continue
        returns = first.label.operation.target.returns
        if returns is None or returns.type is None or returns.type.entity is None or not first.is_call:
            continue
        own = returns.type.name
        other = next((name for name, each in design.model.entities.items() if name != own and not each.is_actor), None)
        if other is None:
            continue
        replies = [s for s in flow.steps if isinstance(s.label, Reply) and s.target.target is first.source.target]
        for step in replies:
            if step.label.type is not None and step.label.type.name == own:
                yield Change((design.put(step.label.type.span, other),))
        plain = not any(step.blocks or step.is_reply for step in flow.steps)
        if not replies and plain and flow.steps[-1].source.target is first.target.target:
            status = returns.status or 200
            last = flow.steps[-1]
            edit = design.add_step(last, f"{first.target.name} --> {first.source.name}: {status} {other}")
            if edit:
                yield Change((edit,))


@operator("a reply carries another status", "reply-type", unless="the operation states none, or it is an error's")
def wrong_reply_status(design):
    for _, step in design.model.steps:
        if isinstance(step.label, Reply) and step.label.status and step.label.status < 300 and step.label.type:
            written = design.written(step.label.span)
            if written.startswith(str(step.label.status)):
                other = 204 if step.label.status != 204 else 201
                yield Change((design.put(step.label.span, written.replace(str(step.label.status), str(other), 1)),))


@operator("a reply answers nobody", "reply-without-request", unless=LISTED)
def reply_without_request(design):
    for flow in design.model.flows.values():
        first = flow.steps[0] if flow.steps else None
        if first is None or not isinstance(first.label, Call) or not first.is_call or len(first.nodes) < 2:
            continue
        item = design.item(first)
        if item and design.is_terse(first) and first.target.target.role is Role.COMPUTE:
            text = f"{item.indent}- {first.target.name} --> {first.source.name}: 200"
            yield Change((design.insert_line(item.first - 1, text),))


@operator("a step sends a field that its operation does not declare", "payload-fields", unless="it declares no fields")
def unknown_field_in_call(design):
    for _, step, operation in design.our_calls():
        if operation.body and not step.label.fields and design.is_terse(step) and not has_plain_brace(design, step):
            end = design.ends(step.label.span)[1]
            yield Change((Edit(end, end, " {somethingElse}"),))


def has_plain_brace(design, step):
    """Whether a brace would end up within a map in braces."""
    return design.lines[step.chain.line - 1].lstrip(" -").startswith("{")


@operator("a message carries a field that it does not declare", "payload-fields", unless="it declares no fields")
def unknown_field_in_message(design):
    seen = set()
    for _, step in design.model.steps:
        label = step.label
        if not isinstance(label, Delivery) or label.message.target is None or label.span in seen:
            continue
        seen.add(label.span)
        if label.message.target.fields and not label.fields and design.is_terse(step):
            end = design.ends(label.span)[1]
            yield Change((Edit(end, end, " {somethingElse}"),))


def deliveries(design, message, into):
    """The steps that bring the message into a broker, or out of one."""
    for flow, step in design.model.steps:
        if (
            isinstance(step.label, Delivery)
            and step.label.message.target is message
            and is_broker(step.target if into else step.source)
        ):
            yield flow, step


@operator(
    "the consumer of a message is left out", "message-without-consumer", "disconnected-step", "bad-initiator",
    unless=f"another takes the message from that broker, or another system does, or {LISTED}",
)  # fmt: skip
def dropped_consumer(design):
    for message in design.model.messages.values():
        taken = list(deliveries(design, message, into=False))
        put = list(deliveries(design, message, into=True))
        if len(taken) != 1 or not put or says(message, "external_consumers", taken[0][1].source):
            continue
        flow, step = taken[0]
        idle = [each.source.span.line for each in flow.steps if each.source.target is step.target.target]
        edit = without_hop(design, step)
        if edit:
            yield Change((edit,), (*(each.chain.line for _, each in put), *idle))


@operator(
    "the producer of a message is left out", "message-without-producer", "bad-initiator",
    unless=f"another publishes the message to that broker, or another system does, or {LISTED}",
)  # fmt: skip
def dropped_producer(design):
    for message in design.model.messages.values():
        taken = list(deliveries(design, message, into=False))
        put = list(deliveries(design, message, into=True))
        if len(put) != 1 or not taken or says(message, "external_producers", put[0][1].target):
            continue
        edit = without_hop(design, put[0][1])
        if edit:
            yield Change((edit,), tuple({each.chain.line for _, each in taken}))


def says(message, key, broker):
    """Whether the message or its broker says that others take part."""
    return (message.entry is not None and key in message.entry) or key in broker.target.entry


def without_hop(design, step):
    """Without the step: its line, or the end or the start of its chain."""
    if step.span == step.chain and design.is_alone(step):
        return design.drop_step(step)
    if not design.is_terse(step) or len(step.nodes) != 2:
        return None
    first, last = (design.ends(node.span) for node in step.nodes)
    if is_broker(step.source):
        after = design.text[last[1] : last[1] + 1]
        return Edit(first[1], last[1], "") if after == ":" else None
    return Edit(first[0], last[0], "") if starts_chain(step) else None


@operator(
    "a service calls the one that calls it", "sync-cycle",
    unless=f"none of its operations is called elsewhere, or {LISTED}",
)  # fmt: skip
def closed_circle(design):
    provided = {}
    for _, step, operation in design.our_calls():
        if operation.style in (Style.RPC, Style.REST) and step.target.target.role is Role.COMPUTE:
            provided.setdefault(step.target.target, operation)
    seen = set()
    for _, step, _ in design.our_calls():
        source, target = step.source.target, step.target.target
        pair = (source, target)
        if (
            source in provided
            and target.role is Role.COMPUTE
            and source is not target
            and pair not in seen
            and not step.blocks
            and "@" not in provided[source].key
        ):
            edit = design.add_step(step, f"{target.id} -> {source.id}: {provided[source].key}")
            if edit:
                seen.add(pair)
                yield Change((edit,), (step.chain.line,), may_be_new=True)


@operator(
    "what is not harmless twice is tried again", "retry-of-non-idempotent",
    unless="the operation, its provider or the step says how repeats are told, or a webhook is called (always retried)",
)  # fmt: skip
def retried(design):
    keyed = ("idempotency", "idempotent", "dedup", "transaction")
    for _, step, operation in design.our_calls():
        if operation.style is not Style.REST or operation.method not in ("POST", "PATCH") or not design.is_terse(step):
            continue
        entries = (step.entry, operation.entry, step.target.target.entry)
        headers = operation.entry.record("headers")
        fields = [each.name for each in operation.body or ()] + (list(headers.entries) if headers else [])
        if any(key in entry for key in keyed for entry in entries) or any("idempot" in f.lower() for f in fields):
            continue
        if "[" not in design.lines[step.chain.line - 1] and not has_plain_brace(design, step):
            end = design.ends(step.label.span)[1]
            yield Change((Edit(end, end, " [retries=3, backoff=exponential]"),))


@operator("a step writes to a copy that only follows", "write-to-replica", unless="there is no copy of the store")
def write_to_replica(design):
    copies = {}
    for each in design.model.components.values():
        if each.entry.text("replica_of"):
            copies.setdefault(each.entry.text("replica_of"), each.id)
    for _, step in design.model.steps:
        label, store = step.label, step.target.target
        if (
            isinstance(label, Access)
            and label.op in ("write", "update", "delete")
            and store.id in copies
            and step.source.target is not None
            and step.source.target.role is Role.COMPUTE
        ):
            yield Change((design.put(step.target.span, copies[store.id]),))


@operator(
    "an entity is written to a second store as well", "two-systems-of-record",
    "shared-database",
    unless="the second store is derived, a copy, or of a kind that follows, or nobody waits for the write",
)  # fmt: skip
def second_system_of_record(design):
    kinds = ("sql", "key-value", "document", "columnar")
    derived = ("replica_of", "of", "derived")
    stores = [
        each
        for each in by_role(design, Role.STORE)
        if each.kind.name in kinds and not any(key in each.entry for key in derived)
    ]
    for flow, step in design.model.steps:
        label, store = step.label, step.target.target
        if not isinstance(label, Access) or label.op != "write" or store not in stores or not step.is_call:
            continue
        if step.blocks or step.condition is not None or not design.is_alone(step) or not is_waited_for(flow, step):
            continue
        other = next((each for each in stores if each is not store), None)
        first = label.entities[0].target
        if other is not None and first is not None:
            edit = design.add_step(step, f"{step.source.name} -> {other.id}: write {first.id}")
            if edit:
                yield Change((edit,))


def is_waited_for(flow, step):
    """Whether who begins the flow waits for the step: it is reached by calls alone."""
    waited = {flow.steps[0].source.target}
    for each in flow.steps:
        if each.arrow is Arrow.CALL and each.is_call and each.source.target in waited:
            waited.add(each.target.target)
        elif each.arrow is Arrow.ASYNC:
            waited.discard(each.target.target)
        if each is step:
            return each.source.target in waited and flow.steps[0].source.target.role is Role.CLIENT
    return False


@operator(
    "an entity is no longer written to the store it is read from", "read-never-written", "entity-not-stored",
    "disconnected-step",
    unless=f"another step writes it there or something else fills the store, or {LISTED}",
)  # fmt: skip
def dropped_write(design):
    model = design.model
    touches = {}
    for touch in trace.accesses(model):
        if touch.entity is not None and touch.store is not None:
            touches.setdefault((touch.entity, touch.store), []).append(touch)
    for (entity, store), all_of_it in touches.items():
        writes = [each for each in all_of_it if not each.is_read]
        reads = [each for each in all_of_it if each.is_read]
        if store.role is not Role.STORE or len(writes) != 1 or not reads or is_filled(model, entity, store):
            continue
        step = writes[0].step
        if len(step.label.entities) > 1:
            continue
        edit = design.drop_step(step)
        created = [each.span.line for each in model.operations.values()] + [store_line(model, store)]
        if edit:
            yield Change((edit,), (*(each.step.label.span.line for each in reads), *created))


def store_line(model, store):
    """The first line on which the store begins a step, else that which declares it."""
    return next((s.source.span.line for _, s in model.steps if s.source.target is store), store.span.line)


def is_filled(model, entity, store):
    """Whether something else than a step brings the entity there: it is said, or a relationship does."""
    keys = ("seeded", "external", "replica_of", "of", "derived")
    stated = any(key in record for key in keys for record in (entity.entry, store.entry) if record is not None)
    fed = any(each.target.target is store for each in model.relationships)
    acting = entity.is_actor or entity.id in {*model.actors, *(need.actor for need in model.requirements.values())}
    said = any(isinstance(s.label, Text) and s.target.target is store for _, s in model.steps)
    return stated or fed or acting or said
