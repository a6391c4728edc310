"""Mistakes in numbers: estimates, targets and counts that no longer fit each other. Only where figures are known."""

import re

from hld.analyse.types import Origin, Verdict
from hld.check.expressions import known
from hld.check.figures import figures
from hld.check.qualities import asked

from ..types import Change, Edit
from .table import operator

TIME = re.compile(r"\d[\d.]* ?(?:ms|s|min|hours?|h)\b")
UNITS = {"PB": "TB", "TB": "GB", "GB": "TB"}


def estimates(design):
    """The estimates with the leaf of their value or of what is expected, by name."""
    for name, entry in known(design.model.spec).items():
        for key in ("value", "expect"):
            leaf = entry.leaf(key)
            if leaf is not None and design.is_as_written(leaf.span, leaf.text):
                yield name, key, leaf


@operator(
    "a component has half the instances that its peak needs",
    "too-few-instances", "unstable-consumer", "peak-backlog", "late-result", "single-step-over-budget",
    unless="its load is not known, its capacity is not stated, or it needs one only",
)  # fmt: skip
def too_few_replicas(design):
    for component in design.model.components.values():
        leaf, found = component.entry.leaf("replicas"), figures(design.model).components.get(component.id)
        each = None if found is None else found.instances
        if leaf is None or each is None or not each.bare.is_known or each.capacity.origin is Origin.DEFAULT:
            continue
        few = int(each.bare.value) // 2
        if few >= 1 and design.is_as_written(leaf.span, leaf.text) and leaf.text.isdigit():
            yield Change((design.put(leaf.span, str(few)),), tuple(lines_of_latency(design)), may_be_new=True)


def lines_of_latency(design):
    return (each.span.line for each in design.model.qualities.values() if each.kind == "latency")


@operator(
    "a flow must be done in half of the time that its steps take",
    "budget-exceeded", "single-step-over-budget", "late-result",
    unless="the time is not known in full and at this percentile, or steps state how long they may hang",
)  # fmt: skip
def tight_target(design):
    if any("timeout" in step.entry for _, step in design.model.steps):
        return
    for quality in design.model.qualities.values():
        found = figures(design.model).requirements.get(quality.id)
        _, span = asked(quality)
        if quality.kind != "latency" or found is None or found.verdict is not Verdict.PASS:
            continue
        match = None if span.line != span.end_line else TIME.search(design.written(span))
        is_mixed = any(each.mixed for each in found.latencies.values())
        if match is not None and found.value.is_exact and found.value.value and not is_mixed:
            start = design.ends(span)[0]
            half = max(1, int(found.value.value * 500_000))
            yield Change(
                (Edit(start + match.start(), start + match.end(), f"{half}us"),), (span.line,), len(found.by_flow)
            )


@operator(
    "the estimates reckon with a thousand users", "below-scalability-target",
    unless="no requirement says how many there must be, or not by the day",
)  # fmt: skip
def too_few_users(design):
    held = [each for each in figures(design.model).requirements.values() if each.kind == "scalability"]
    if not any(each.verdict is Verdict.PASS and "user" in "".join(each.target.of) for each in held):
        return
    for name, key, leaf in estimates(design):
        if name == "dau" and key == "value":
            also = sum(each == "expect" for _, each, _ in estimates(design))  # no longer what is expected
            yield Change((design.put(leaf.span, "1k users"),), needs=1 + also)


@operator("a unit is one step off in what is expected of a formula", "magnitude-slip", unless="no data is expected")
def wrong_magnitude(design):
    for _, key, leaf in estimates(design):
        match = re.search(r"\b(PB|TB|GB)\b", leaf.text)
        if key == "expect" and match is not None:
            start = design.ends(leaf.span)[0]
            yield Change((Edit(start + match.start(), start + match.end(), UNITS[match[0]]),))


@operator(
    "a formula forgets the users", "dimension-error",
    unless="nothing is expected of it, or it does not begin with them",
)  # fmt: skip
def formula_without_users(design):
    expected = {name for name, key, _ in estimates(design) if key == "expect"}
    for name, key, leaf in estimates(design):
        match = re.match(r"= ?(?:dau|users) \* ", leaf.text)
        if key == "value" and name in expected and match is not None:
            start = design.ends(leaf.span)[0]
            yield Change((Edit(start + 2, start + match.end(), ""),), (design.line_of(start),))


@operator(
    "the clients turn out to be on a link of 1 kbit/s", "client-link",
    unless="it is stated already, or what it carries is not known to take too long",
)  # fmt: skip
def thin_link(design):
    if "environment" in design.model.spec.root or "environment" in {
        each.kind for each in design.model.qualities.values()
    }:
        return
    text = design.text.replace("\n", "\nenvironment: 1 kbps\n", 1)
    found = figures(design.compiled(text).model)
    late = [
        flow
        for each in found.requirements.values()
        if each.kind == "latency" and each.op in ("<", "<=")
        for flow, value, verdict in each.by_flow
        if (link := found.flows[flow].link.value) is not None
        and verdict is not Verdict.FAIL
        and (each.latencies[flow].budget.value or 0) + link > each.target.value >= (value.value or 0)
    ]
    if late:
        yield Change((design.insert_line(1, "environment: 1 kbps"),), tuple(lines_of_latency(design)), len(late))


@operator(
    "the clients turn out to have 64 bytes of memory", "working-set-over-memory",
    unless="it is stated already, or nothing that they send or take in is known to be larger",
)  # fmt: skip
def small_clients(design):
    if figures(design.model).environment.memory is not None or "environment" in design.model.spec.root:
        return
    small = design.compiled(design.text.replace("\n", "\nenvironment: {memory: 64 B}\n", 1)).model
    large = {
        (flow.id, held.step): held.size.origin
        for flow in figures(small).flows.values()
        for held in flow.held
        if held.size.is_known and held.size.value > 51
    }
    lines = [step.label.span.line for flow, step in design.model.steps if (flow.id, step.number) in large]
    if lines:
        stated = sum(origin is not Origin.DEFAULT for origin in large.values())
        yield Change((design.insert_line(1, "environment: {memory: 64 B}"),), tuple(lines), max(1, stated))


@operator(
    "an instance of a cache turns out to have a megabyte of memory", "working-set-over-memory",
    unless="what it keeps is not known, or fits, or what it can do is stated",
)  # fmt: skip
def small_cache(design):
    for component in design.model.components.values():
        ttl, found = component.entry.leaf("ttl"), figures(design.model).components.get(component.id)
        if ttl is None or found is None or found.kept.value is None or "capacity" in component.entry:
            continue
        element = design.elements.get((design.ends(component.entry.keys["ttl"])[0], True))
        is_inline = element is not None and element.is_inline and design.is_as_written(ttl.span, ttl.text)
        if is_inline and found.kept.value > 800_000 * (found.instances.most or 1):
            yield Change((design.put(ttl.span, f"{ttl.text}, capacity: {{memory: 1 MB}}"),))


@operator(
    "a variant takes a component that needs a day", "variant-regression",
    unless="there are variants already, or no requirement on latency is met for sure by a flow that waits for it",
)  # fmt: skip
def slow_variant(design):
    if "variants" in design.model.spec.root or design.model.findings:
        return
    met = [
        each
        for each in figures(design.model).requirements.values()
        if each.kind == "latency" and each.verdict is Verdict.PASS and not any(f.mixed for f in each.latencies.values())
    ]
    for component in design.model.components.values():
        late = [each for each in met if component.id in waited_for(each)]
        if late and "latency" not in component.entry:
            text = f"variants: {{slow: {{because: it is there, components: {{{component.id}: {{latency: 1 day}}}}}}}}"
            yield Change((design.insert_line(1, text),), (), len(late))
            return


def waited_for(requirement):
    return {
        part.component
        for each in requirement.latencies.values()
        for part in each.parts
        if part.counts and not part.note
    }
