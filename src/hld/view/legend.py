"""The legend: what the colours and dashes in use mean, and each step: from, to, what, how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hld.model.types import Arrow, Component, Flow, Model, Reference, Step
from hld.view import wording
from hld.view.lines import Stretch, carried
from hld.view.types import LegendRow

__all__ = ["heading", "keys", "relationships", "steps"]


def keys(stretches: Iterable[Stretch]) -> Iterator[LegendRow]:
    """A sample of each colour and dash in use, in the order of the table."""
    used = {(stretch.protocol, stretch.is_dashed) for stretch in stretches if stretch.source != stretch.target}
    for protocol, texts in wording.TRAVELS.items():
        for is_dashed in (False, True):
            if (protocol, is_dashed) in used:
                yield LegendRow("", protocol, what=texts[is_dashed], is_dashed=is_dashed)


def heading(text: str) -> LegendRow:
    """A row that only says what the next are about."""
    return LegendRow("", "", what=text, is_heading=True)


def steps(flow: Flow, prefix: str = "") -> Iterator[LegendRow]:
    """A row for each step of a flow; `prefix` ("F1·") goes before its number."""
    for index, step in enumerate(flow.steps):
        protocol = carried(step, flow.steps[:index])
        yield LegendRow(
            prefix + step.number,
            protocol,
            source=_path(step),
            target="" if step.arrow is None else _name(step.target),
            what=wording.what(step),
            how="" if step.arrow is None else wording.how(step, protocol),
            is_dashed=step.arrow in (Arrow.ASYNC, Arrow.REPLY),
            is_self=step.arrow is None,
        )


def _path(step: Step) -> str:
    """Where a step starts, and what it goes through."""
    nodes = step.nodes[:-1] if step.arrow is not None else step.nodes[:1]
    return " → ".join(_name(node) for node in nodes)


def _name(end: Reference[Component]) -> str:
    return end.target.title if end.target is not None else end.name


def relationships(model: Model) -> Iterator[LegendRow]:
    """A row for each line that no flow covers."""
    for number, relationship in enumerate(model.relationships, 1):
        text = f"{relationship.mode}: {relationship.text}" if relationship.text else relationship.mode
        copies = relationship.mode not in ("depends", "runs-on")
        protocol = "replication" if copies else "call"
        ends = _name(relationship.source), _name(relationship.target)
        yield LegendRow(f"R{number}", protocol, *ends, what=text, is_dashed=copies)
