"""Components as cards, in the lanes of their tiers."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from hld.catalog.icons import is_fit
from hld.catalog.kinds import Tier
from hld.catalog.products import Product, product_named
from hld.diagnostics import Diagnostic, Severity, Span
from hld.filenames import output_stem
from hld.model.types import Component, Flow, Model, Step
from hld.spec.types import Record
from hld.view import wording
from hld.view.frames import frames, unframed
from hld.view.lines import Stretch
from hld.view.types import Card, Frame, Lane

__all__ = ["cards", "cards_of", "faults_at", "faulty", "lane_of", "lanes", "link_of"]


def cards(
    model: Model, stretches: Iterable[Stretch], diagnostics: Sequence[Diagnostic], lit: Collection[str] | None = None
) -> tuple[Card, ...]:
    """A card for each component, and for each name in a step that stands for none. Only those `lit` are not dimmed."""
    holes = {
        end: None for stretch in stretches for end in (stretch.source, stretch.target) if end not in model.components
    }
    known = cards_of(model, model.components, frames(model), diagnostics, lit)
    return known + tuple(_hole(name, lit) for name in holes)


def cards_of(
    model: Model,
    names: Iterable[str],
    drawn: Iterable[Frame],
    diagnostics: Sequence[Diagnostic],
    lit: Collection[str] | None = None,
) -> tuple[Card, ...]:
    """The cards of these components; groups that are no frames are told on them."""
    groups: dict[str, list[str]] = {}
    for member, group in unframed(model, drawn):
        groups.setdefault(member, []).append(group)
    return tuple(_card(model, model.components[name], groups.get(name, ()), diagnostics, lit) for name in names)


def _card(
    model: Model,
    component: Component,
    groups: Sequence[str],
    diagnostics: Sequence[Diagnostic],
    lit: Collection[str] | None,
) -> Card:
    product, entry = product_named(component.tech) if component.tech else None, component.entry
    return Card(
        component.id,
        component.title,
        wording.subtitle(component, groups),
        _icon(component, product),
        lane_of(component),
        component.kind.name,
        tooltip=component.description or entry.text("role"),
        link=_detail(model, component) or link_of(entry),
        is_dimmed=lit is not None and component.id not in lit,
        faults=faults_at((component.span,), diagnostics),
        rank=_whole(entry.value("rank")) or 0,
        order=_whole(entry.value("order")),
        accent=entry.text("accent"),
    )


def _icon(component: Component, product: Product | None) -> str:
    """The icon that is stated, or that of its product or kind; of its kind too where an icon is not fit to be drawn."""
    icon = component.entry.text("icon") or (product.icon if product is not None else "")
    return icon if icon and is_fit(icon) else component.kind.icon


def lane_of(component: Component) -> str:
    """The lane of a component: the one stated, else its kind's."""
    return component.entry.value("lane") or component.kind.tier


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


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


def _detail(model: Model, component: Component) -> str:
    """The way from this design's pictures to that of the spec which goes into a component."""
    leaf = component.entry.leaf("detail")
    if leaf is None or not leaf.text:
        return ""
    folder = posixpath.dirname(posixpath.relpath(leaf.span.file, posixpath.dirname(model.spec.source.path) or "."))
    name = output_stem(posixpath.normpath(posixpath.join(folder, leaf.text)))
    up = "../../" if model.spec.variant else "../"
    return f"{up}{quote(name)}/architecture.svg"


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
    return [component for component in components.values() if lane_of(component) == tier]
