"""Mistakes in requirements and estimates."""

from hld.check.qualities import asked
from hld.model import trace
from hld.units.kinds import KINDS

from ..types import Change, Edit
from .contracts import drop
from .names import records
from .table import operator

WORDS = {"latency": "low", "availability": "high", "durability": "high", "cost": "low"}
FOREIGN = {"availability": "200ms", "latency": "99.9%", "durability": "$5", "scalability": "200ms", "cost": "5 GB"}


def measured(design):
    """The qualities that are measured, with where their number stands."""
    for quality in design.model.qualities.values():
        kind = KINDS.get(quality.kind)
        target, span = asked(quality)
        if kind is not None and kind.measurable and target.is_quantified and span.line == span.end_line:
            yield quality, span


@operator(
    "a quality has no number", "nfr-unquantified", "bad-value",
    unless="it is of a kind that needs none, or it says another number besides",
)  # fmt: skip
def unquantified(design):
    for quality, span in measured(design):
        rest = design.lines[span.line - 1].split("#")[0][span.end_column - 1 :]
        if any(char.isdigit() for char in rest) and "{" not in design.lines[span.line - 1]:
            continue
        yield Change((design.put(span, WORDS.get(quality.kind, "high")),))


@operator(
    "a quality is measured in another unit",
    "nfr-unit-mismatch",
    unless="it is of a kind that needs no number, or only the number says of which",
)
def wrong_unit(design):
    for quality, span in measured(design):
        if not says_kind(design, quality):
            continue
        yield Change((design.put(span, FOREIGN.get(quality.kind, "200ms")),))


def says_kind(design, quality):
    """Whether the kind is written, as `kind` or as the name of the quality, and does not follow from the number."""
    line = design.lines[quality.span.line - 1][quality.span.column - 1 :]
    return "kind:" in line or line.startswith(quality.id.split("-")[0]) or quality.id.split("-")[0] in line


@operator("a quality is asked for that nothing can have", "infeasible-nfr", unless="it is no share")
def impossible(design):
    for quality, span in measured(design):
        if quality.kind in ("availability", "durability") and "%" in design.written(span):
            yield Change((design.put(span, "100%"),))


@operator("a latency has no unit", "bad-value", "nfr-unit-mismatch", "nfr-unquantified", unless="it is no latency")
def latency_without_unit(design):
    for quality, span in measured(design):
        written = design.written(span)
        if quality.kind == "latency":
            yield Change((design.put(span, written.rstrip("\"' abcdefghijklmnopqrstuvwxyz") + closing(written)),))


def closing(written):
    return written[-1] if written[-1] in "\"'" else ""


@operator(
    "the flow of a requirement is left out", "fr-without-flow",
    unless="another flow covers it as well, or it is the only flow",
)  # fmt: skip
def dropped_flow(design):
    model = design.model
    flows = model.spec.root.record("flows")
    for flow in model.flows.values():
        alone = [need for need in model.requirements.values() if trace.flows_covering(model, need) == (flow,)]
        if alone and len(model.flows) > 1:
            edit = design.drop_at(flows.keys[flow.id], is_entry=True)
            if edit:
                yield Change((edit,), tuple(need.span.line for need in alone), len(alone))


@operator("a requirement is added that nothing serves", "fr-without-flow", "fr-without-api")
def unserved_requirement(design):
    section = design.model.spec.root.record("requirements")
    needs = list(design.model.requirements.values())
    if section is None or not needs:
        return
    for need in needs:
        line = design.lines[need.span.line - 1]
        if line.strip().startswith(need.id) and ":" in line and need.span.end_line == need.span.line:
            indent = line[: len(line) - len(line.lstrip())]
            yield Change((design.insert_line(need.span.line, f"{indent}spare: User should be able to do without"),))


@operator(
    "the operation of a requirement is left out, and the step that calls it", "fr-without-api", "bad-initiator",
    "disconnected-step", "fr-without-flow", "push-without-channel",
    unless="another operation serves the requirement, or nobody outside asks for it",
)  # fmt: skip
def dropped_contract(design):
    model = design.model
    for need in model.requirements.values():
        serving = trace.operations_covering(model, need)
        if len(serving) != 1 or need.actor == "system":
            continue
        steps = design.uses(serving[0])
        edits = [drop(design, serving[0]), *(design.drop_step(step) for step in steps)]
        if steps and all(edits) and len(model.operations) > 1:
            after = [
                each.source.span.line
                for flow in model.flows.values()
                for each in flow.steps
                if set(flow.steps) & set(steps)
            ]
            yield Change(tuple(edits), (need.span.line, *after))


@operator("what is out of scope is in the design", "out-of-scope-leak", unless="nothing is named as out of scope")
def leaked(design):
    section = design.model.spec.root.record("requirements")
    if section is None or "out_of_scope" not in section:
        return
    flows = design.model.spec.root.record("flows")
    leaves = section.leaves("out_of_scope")
    if not leaves:
        return
    span = leaves[0].span
    for name in list(flows.entries)[:3]:
        if len(name) > 3 and "-" not in name:
            start = design.ends(span)[0]
            edit = Edit(start, start, f"{name}, ") if is_inline(design, span) else design.put(span, name)
            yield Change((edit,), declared(design, name))


def declared(design, name):
    """The lines that declare something of this name, and those that speak of it."""
    model = design.model
    things = (*model.flows.values(), *model.requirements.values(), *model.entities.values(), *model.operations.values())
    words = {name, name.capitalize()}
    return tuple(each.span.line for each in things if words & {each.id} or name in getattr(each, "path", ""))


def is_inline(design, span):
    """Whether the item stands in a list in brackets."""
    return "[" in design.lines[span.line - 1][: span.column]


@operator("an expression leads back to itself", "expression-cycle")
def circular_estimate(design):
    capacity = design.model.spec.root.record("capacity")
    if capacity is None:
        return
    for name, value in capacity.entries.items():
        for record in records(value):
            leaf = record.leaf("value")
            if leaf is not None and leaf.text.startswith("=") and name.isidentifier():
                end = design.ends(leaf.span)[1]
                if design.written(leaf.span).startswith("="):
                    yield Change((Edit(end, end, f" * {name}"),))
