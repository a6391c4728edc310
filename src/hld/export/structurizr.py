"""Structurizr DSL: people, the system with its containers, what is outside, and a dynamic view of each flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from hld.catalog.kinds import Role
from hld.export.names import names
from hld.model.types import Component, Flow, Model, Step
from hld.printable import one_line
from hld.view import wording
from hld.view.frames import frames
from hld.view.lines import Stretch, end_id, stretches
from hld.view.replies import answered
from hld.view.types import Frame

__all__ = ["design", "text"]

_SYSTEM = "the system"
_RESERVED = frozenset(
    (
        "workspace", "model", "views", "person", "softwaresystem", "container", "component", "group", "element",
        "relationship", "deploymentenvironment", "enterprise", "tags", "properties", "description", "technology", "url",
        "include", "exclude", "autolayout", "title", "dynamic", "styles", "theme", "themes", "this", "configuration",
        "archetypes", "default", "animation", "branding", "terminology", "system",
    )
)  # fmt: skip
_SHAPES = {"client": "WebBrowser", "store": "Cylinder", "cache": "Cylinder", "broker": "Pipe"}


def text(words: str) -> str:
    """Words between quotes on one line. Nothing but a quote is escaped there, so none may follow a last backslash.

    A blank keeps the name of a variable of the environment from being replaced by what it holds.
    """
    flat = one_line(words).replace("${", "$ {").replace('"', '\\"')
    return f'"{flat} "' if flat.endswith("\\") else f'"{flat}"'


def design(model: Model) -> str:
    """The workspace."""
    actors = (f"actor {name}" for name in model.actors)
    ids = names((_SYSTEM, *model.components, *actors), _RESERVED)
    name, description = text(model.name or "design"), text(model.spec.root.text("description"))
    lines = (
        f"workspace {name} {description} {{",
        *_indented(("model {", *_indented(_model(model, ids)), "}")),
        *_indented(("views {", *_indented(_views(model, ids)), "}")),
        "}",
        "",
    )
    return "\n".join(lines)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


# ---- the model ----------------------------------------------------------------------------------


def _model(model: Model, ids: Mapping[str, str]) -> Iterator[str]:
    titles = _titles(model)
    yield from ("properties {", '  "structurizr.groupSeparator" "/"', "}")
    for actor in model.actors:
        yield f"{ids[f'actor {actor}']} = person {text(actor)}"
    for component in model.components.values():
        if component.role is Role.EXTERNAL:
            said = (titles[component.id], component.description or component.entry.text("role"), "External")
            yield f"{ids[component.id]} = softwareSystem {' '.join(map(text, said))}"
    yield f"{ids[_SYSTEM]} = softwareSystem {text(model.name or 'design')} {{"
    yield from _indented(_containers(model, ids, titles))
    yield "}"
    for actor, each in model.actors.items():
        for via in each.via:
            if via.target is not None:
                yield f"{ids[f'actor {actor}']} -> {ids[via.target.id]} {text('uses')}"
    for stretch in stretches(model):
        yield from _relationships(model, stretch, ids)


def _titles(model: Model) -> Mapping[str, str]:
    """What each component is called; where two are called the same, by the id too, as no two may be."""
    found: dict[str, str] = {}
    used = {name.lower() for name in (*model.actors, model.name)}
    for component in model.components.values():
        title = one_line(component.title) or component.id
        title = f"{title} ({component.id})" if title.lower() in used else title
        used.add(title.lower())
        found[component.id] = title
    return found


def _containers(model: Model, ids: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[str]:
    drawn = frames(model)
    home = {member: frame.id for frame in drawn for member in frame.members}

    def within(frame: str) -> Iterator[str]:
        for component in model.components.values():
            if component.role is not Role.EXTERNAL and home.get(component.id, "") == frame:
                yield _container(component, ids[component.id], titles[component.id])
        for inner in (each for each in drawn if each.parent == frame):
            yield f"group {text(_group(inner))} {{"
            yield from _indented(within(inner.id))
            yield "}"

    yield from within("")


def _group(frame: Frame) -> str:
    """The title of a group; a slash in it would make two of it."""
    return frame.title.replace("/", "∕")


def _container(component: Component, name: str, title: str) -> str:
    said = component.description or component.entry.text("role")
    return f"{name} = container {' '.join(map(text, (title, said, wording.subtitle(component), component.role.value)))}"


def _relationships(model: Model, stretch: Stretch, ids: Mapping[str, str]) -> Iterator[str]:
    """One for each direction in which something is asked on a line, with all that travels there."""
    ways: dict[tuple[str, str], dict[str, None]] = {}
    modes: dict[tuple[str, str], dict[str, None]] = {}
    for trip in stretch.trips:
        if not trip.is_reply and trip.source in ids and trip.target in ids:
            said = wording.what(trip.step) if trip.step is not None else stretch.text
            ways.setdefault((trip.source, trip.target), {})[said] = None
            modes.setdefault((trip.source, trip.target), {})[trip.mode] = None
    for (source, target), words in ways.items():
        label = ", ".join(filter(None, words)) or "uses"
        how = wording.travels(stretch.protocol, stretch.is_dashed, modes[source, target])
        if source == target:
            yield f"// {ids[source]} works by itself: {one_line(label)}"
        else:
            yield f"{ids[source]} -> {ids[target]} {text(label)} {text(how)}"


# ---- the views ----------------------------------------------------------------------------------


def _views(model: Model, ids: Mapping[str, str]) -> Iterator[str]:
    system = ids[_SYSTEM]
    yield from (f"systemContext {system} context {{", "  include *", "  autoLayout lr", "}")
    yield from (f"container {system} architecture {{", "  include *", "  autoLayout lr", "}")
    keys = names(f"flow_{flow}" for flow in model.flows)
    for flow in model.flows.values():
        steps = list(_steps(flow, ids))
        yield f"dynamic {system} {keys[f'flow_{flow.id}']} {text(wording.flow_heading(flow))} {{"
        yield from _indented(steps)
        yield from ("  autoLayout lr", "}")
    yield "styles {"
    for role, shape in _SHAPES.items():
        yield from _indented((f"element {role} {{", f"  shape {shape}", "}"))
    yield from _indented(("element External {", "  background #999999", "}"))
    yield "}"


def _steps(flow: Flow, ids: Mapping[str, str]) -> Iterator[str]:
    """The steps in order; work within one container, which such a view cannot show, as a comment."""
    for step, asked in zip(flow.steps, answered(flow), strict=True):
        words = f"{step.number} {_condition(step)}{wording.what(step)}".strip()
        ends = _ends(step, asked)
        if step.arrow is None or (step.is_reply and asked is None) or not ids.keys() >= set(ends):
            yield f"// {one_line(words)}, at {one_line(ends[0])}"
            continue
        for source, target in pairwise(ends):
            if source == target:
                yield f"// {one_line(words)}, at {one_line(source)}"
            else:
                yield f"{ids[source]} -> {ids[target]} {text(f'{words} (reply)' if step.is_reply else words)}"


def _ends(step: Step, asked: Step | None) -> list[str]:
    """Where a step comes by; a reply goes back as far as it does, the way of what it answers."""
    if not step.is_reply or asked is None:
        return [end_id(node) for node in step.nodes]
    back = [end_id(node) for node in reversed(asked.nodes)]
    return back[: back.index(end_id(step.target), 1) + 1]


def _condition(step: Step) -> str:
    """The blocks and the condition that a step stands in, before what it does."""
    around = [wording.block(each.kind, each.condition, each.arm) for each in step.blocks]
    if step.condition is not None and step.condition.text:
        around.append(step.condition.text)
    return f"[{', '.join(around)}] " if around else ""
