"""A drawing in a line or a few: `web -> lb -> api -> redis, postgres; api ~> kafka ~> worker: jobs`.

    drawing   = statement { (";" | new line) statement }
    statement = nodes { arrow nodes } [":" label]       nodes = id { "," id }       arrow = "->" | "~>" | "-->"

Every arrow is a line of its own, from each id before it to each id behind it; the label is that of the last arrow.
What an id is follows from its name, and where its name says nothing it is a service.
"""

from __future__ import annotations

from hld.catalog.infer import infer
from hld.diagnostics import Finding
from hld.source.nodes import Entry, Map, Scalar
from hld.spec.forms.parts import Parsed, entry, items, made, map_of
from hld.spec.forms.step import paths

__all__ = ["drawing"]


def drawing(text: Scalar) -> Parsed:
    """The spec that a drawing stands for: its components, with kinds, and one flow with a step for each line."""
    findings: list[Finding] = []
    components: dict[str, Entry] = {}
    steps: list[Map] = []
    for statement in _statements(text):
        steps += _lines(statement, components, findings)
    parts = [
        entry("hld", made("1", text.span)),
        entry("components", map_of(components.values(), text.span)),
    ]
    if steps:
        flow = Entry(made("drawing", text.span), map_of((entry("steps", items(steps, text.span)),), text.span))
        parts.append(entry("flows", map_of((flow,), text.span)))
    return map_of(parts, text.span), tuple(findings)


def _statements(text: Scalar) -> list[Scalar]:
    """The statements of a drawing, without empty ones and comments."""
    found: list[Scalar] = []
    start = 0
    for at, char in enumerate(f"{text.text};"):
        if char in ";\n":
            statement = text.slice(start, at).strip()
            start = at + 1
            if statement.text and not statement.text.startswith("#"):
                found.append(statement)
    return found


def _lines(statement: Scalar, components: dict[str, Entry], findings: list[Finding]) -> list[Map]:
    """The steps of one statement; its ids join the components."""
    colon = statement.text.find(":")
    label = statement.slice(colon + 1).strip() if colon >= 0 else None
    groups, arrows = paths(statement if colon < 0 else statement.slice(0, colon), findings, True)
    for group in groups:
        for name in group:
            if name.text not in components:
                components[name.text] = Entry(name, _component(name))
    steps: list[Map] = []
    for at, arrow in enumerate(arrows):
        said = (entry("label", label),) if label is not None and label.text and at == len(arrows) - 1 else ()
        for source in groups[at]:
            for target in groups[at + 1]:
                ends = (entry("from", source), entry("to", target), entry("arrow", arrow))
                steps.append(map_of((*ends, *said), source.span.to(target.span)))
    return steps


def _component(id: Scalar) -> Map:
    """What the name of a component says of it."""
    known = infer(id.text)
    if known is None:
        return map_of((entry("kind", made("service", id.span)),), id.span)
    kind, product = known
    found = [entry("kind", made(kind.name, id.span))]
    if product is not None:
        found.append(entry("tech", made(product.name, id.span)))
    return map_of(found, id.span)
