"""Components as cards, in the lanes of their tiers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from hld.catalog.kinds import Tier
from hld.catalog.products import product_named
from hld.diagnostics import Diagnostic, Severity, Span
from hld.model.types import Component, Flow, Model, Step
from hld.spec.types import Record
from hld.view import wording
from hld.view.frames import unframed
from hld.view.lines import Stretch
from hld.view.types import Card, Lane

__all__ = ["cards", "faults_at", "faulty", "lanes", "link_of"]


def cards(
    model: Model, stretches: Iterable[Stretch], diagnostics: Sequence[Diagnostic], lit: Collection[str] | None = None
) -> tuple[Card, ...]:
    """A card for each component, and for each name in a step that stands for none. Only those `lit` are not dimmed."""
    holes = {
        end: None for stretch in stretches for end in (stretch.source, stretch.target) if end not in model.components
    }
    groups: dict[str, list[str]] = {}
    for member, group in unframed(model):
        groups.setdefault(member, []).append(group)
    known = tuple(
        _card(component, groups.get(component.id, ()), diagnostics, lit) for component in model.components.values()
    )
    return known + tuple(_hole(name, lit) for name in holes)


def _card(
    component: Component, groups: Sequence[str], diagnostics: Sequence[Diagnostic], lit: Collection[str] | None
) -> Card:
    product = product_named(component.tech) if component.tech else None
    return Card(
        component.id,
        component.title,
        wording.subtitle(component, groups),
        product.icon if product else component.kind.icon,
        component.kind.tier,
        component.kind.name,
        tooltip=component.description or component.entry.text("role"),
        link=link_of(component.entry),
        is_dimmed=lit is not None and component.id not in lit,
        faults=faults_at((component.span,), diagnostics),
    )


def _hole(name: str, lit: Collection[str] | None) -> Card:
    return Card(
        name,
        name,
        "not declared",
        "",
        Tier.SERVICES,
        "unknown",
        is_dimmed=lit is not None and name not in lit,
        faults=(f"component '{name}' is not declared",),
    )


def link_of(entry: Record) -> str:
    """Where a click on an element leads: the first of its links."""
    links = entry.record("links")
    texts = [leaf.text for leaf in entry.leaves("links")]
    if links is not None:
        texts = [links.text(key) for key in links.entries]
    return next(filter(None, texts), "")


def faults_at(spans: Iterable[Span], diagnostics: Sequence[Diagnostic]) -> tuple[str, ...]:
    """The errors that lie within one of the spans."""
    spans = tuple(spans)
    found = {
        diagnostic.message: None
        for diagnostic in diagnostics
        if diagnostic.severity == Severity.ERROR and any(span.holds(diagnostic.span) for span in spans)
    }
    return tuple(found)


def faulty(flow: Flow, diagnostics: Sequence[Diagnostic]) -> Iterator[Step]:
    """The steps of a flow that have an error."""
    return (step for step in flow.steps if faults_at((step.span,), diagnostics))


def lanes(model: Model, drawn: Iterable[Card]) -> tuple[Lane, ...]:
    """The lanes that hold a card, in the direction of a request."""
    used = {card.lane for card in drawn}
    return tuple(
        Lane(tier, wording.lane_title(tier, _members(model.components, tier))) for tier in Tier if tier in used
    )


def _members(components: Mapping[str, Component], tier: Tier) -> list[Component]:
    return [component for component in components.values() if component.kind.tier == tier]
