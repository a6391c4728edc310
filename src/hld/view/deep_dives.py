"""The deep dives as cards: a question, the options with what speaks for and against each, the decision and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from hld.diagnostics import Diagnostic
from hld.model.types import Model
from hld.spec.types import Leaf, Record, Values
from hld.view import tables, wording
from hld.view.architecture import footer
from hld.view.cards import faults_at, link_of
from hld.view.tables import Card, Cell, Fact, Line, Option, Page, Piece, Table

__all__ = ["deep_dives", "has_deep_dives"]

_ENDS = ",;:.("  # what may follow the name of an option where a decision goes on


def has_deep_dives(model: Model) -> bool:
    """Whether there is anything to show."""
    return any(True for _ in model.spec.root.records("deep_dives"))


def deep_dives(
    model: Model, diagnostics: Sequence[Diagnostic] = (), weighed: Mapping[str, Table] = MappingProxyType({})
) -> Page:
    """Every deep dive, in the order written; errors among the diagnostics are told where they lie.

    What the options of one come to (`weighed`, by its id) stands below it.
    """
    cards = [_card(model, name, entry, diagnostics) for name, entry in model.spec.root.records("deep_dives")]
    parts: list[Table | Card] = []
    for card in cards:
        parts += (card, *_figures(card, weighed))
    return Page(
        "deep-dives",
        model.name,
        wording.view_title(model, "Deep dives"),
        tuple(parts),
        description=f"The deep dives of {model.name}: {wording.list_of(card.title for card in cards)}.",
        footer=footer(model),
    )


def _figures(card: Card, weighed: Mapping[str, Table]) -> Iterator[Table]:
    if card.id in weighed:
        yield weighed[card.id]._replace(title=f"{card.title}: the options in figures")


def _card(model: Model, name: str, entry: Record, diagnostics: Sequence[Diagnostic]) -> Card:
    return Card(
        name,
        entry.text("title") or name,
        _area(str(entry.value("area", entry.text("area")))),
        entry.text("question"),
        tuple(_options(entry)),
        tuple(fact for fact in _facts(model, entry) if fact.lines),
        faults_at((entry.span,), diagnostics),
        link_of(entry),
    )


def _area(name: str) -> str:
    """What it is about, as people write it."""
    return name if name == "trade-offs" else name.replace("-", " ")


def _options(entry: Record) -> Iterator[Option]:
    decision = entry.text("decision")
    for option in entry.items("options"):
        if isinstance(option, Record):
            name = option.text("name")
            yield Option(
                name,
                option.text("description"),
                option.text("variant"),
                tuple(leaf.text for leaf in option.leaves("pros")),
                tuple(leaf.text for leaf in option.leaves("cons")),
                _is_chosen(name, decision),
            )


def _is_chosen(name: str, decision: str) -> bool:
    """Whether the decision is this option, perhaps with more said after its name. Other words may mean anything."""
    name, decision = " ".join(name.split()).casefold(), " ".join(decision.split()).casefold()
    rest = decision.removeprefix(name).lstrip()
    return bool(name) and decision.startswith(name) and (not rest or rest[0] in _ENDS)


def _facts(model: Model, entry: Record) -> Iterator[Fact]:
    decided = tables.cell(tables.words(entry.text("decision"), "strong"))
    yield Fact("Decision", decided or ((tables.pill("? open", "unknown"),),), is_main=True)
    yield Fact("Because", tables.cell(tables.words(entry.text("because"))), is_main=True)
    yield Fact("Status", tables.cell(tables.words(entry.text("status"))))
    yield Fact("Addresses", tables.listed(_addressed(model, entry)))
    for key, name in (("components", "Components"), ("flows", "Flows"), ("entities", "Entities"), ("uses", "Rests on")):
        yield Fact(name, tables.listed(_names(model, entry, key)))
    yield Fact("What if", tables.cell(*map(_scenario, _scenarios(entry))))
    yield Fact("Notes", tables.cell(tables.words(entry.text("notes"))))
    yield Fact("More", _links(entry))


def _addressed(model: Model, entry: Record) -> Iterator[str]:
    """The requirements that it answers to; the crux in words."""
    capacity = model.spec.root.record("capacity")
    crux = capacity.record("crux") if capacity is not None else None
    for leaf in entry.leaves("addresses"):
        is_crux = leaf.text == "crux" and crux is not None and crux.text("text")
        yield f"the crux ({crux.text('text')})" if is_crux and crux is not None else leaf.text


def _names(model: Model, entry: Record, key: str) -> Iterator[str]:
    for leaf in entry.leaves(key):
        component = model.components.get(leaf.text) if key == "components" else None
        yield component.title if component is not None else leaf.text


def _scenarios(entry: Record) -> Iterator[Record]:
    for key in ("scenarios", "scenario"):
        yield from (each for each in entry.items(key) if isinstance(each, Record))


def _scenario(scenario: Record) -> Line:
    """What is tried, and what should still hold: "the cache is lost: without feeds; feed degrades"."""
    heading = ": ".join(filter(None, (scenario.text("name"), scenario.text("description"))))
    changes = "; ".join(_changes(scenario))
    expected = scenario.text("expect")
    said = ": ".join(filter(None, (heading, changes)))
    return (*tables.words(said), *tables.words(f" → {expected}" if expected else "", "strong"))


def _changes(scenario: Record) -> Iterator[str]:
    """What a scenario takes away or changes."""
    killed = [leaf.text for leaf in scenario.leaves("kill")]
    if killed:
        yield f"without {wording.list_of(killed)}"
    values = scenario.record("set")
    if values is not None:
        yield from (f"{key} = {values.text(key)}" for key in values.entries)
    for key, noun in (("zone_loss", "zone"), ("region_loss", "region")):
        if key in scenario:
            text = scenario.text(key)
            yield f"a {noun} is lost" if scenario.value(key) is True else f"the {noun} {text} is lost"
    parted = [leaf.text for leaf in scenario.leaves("partition")]
    if parted:
        yield f"{wording.list_of(parted)} cannot reach each other"


def _links(entry: Record) -> Cell:
    """Where to read more, each in a line."""
    links = entry.get("links")
    if isinstance(links, Record):
        named = [(name, links.text(name)) for name in links.entries]
    elif isinstance(links, Values | Leaf):
        named = [(leaf.text, leaf.text) for leaf in entry.leaves("links")]
    else:
        return ()
    return tuple((Piece(name, link=target),) for name, target in named if target)
