"""The table of components: what each is, how many there are, what it is there for, what it keeps and what uses it."""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.model import trace
from hld.model.types import Component, Model
from hld.spec.types import Record, Values
from hld.view import tables, wording
from hld.view.architecture import footer
from hld.view.cards import link_of
from hld.view.frames import group_title
from hld.view.tables import NONE, Cell, Column, Page, Row, Table

__all__ = ["components", "has_components"]

_COLUMNS = (
    Column("component", "Component"),
    Column("kind", "Kind"),
    Column("product", "Product"),
    Column("instances", "Instances"),
    Column("role", "Role"),
    Column("groups", "Groups"),
    Column("stores", "Keeps"),
    Column("flows", "Flows"),
)
_KEEPERS = (Role.STORE, Role.CACHE)


def has_components(model: Model) -> bool:
    """Whether there is anything to show."""
    return bool(model.components)


def components(model: Model) -> Page:
    """Every component in the order written."""
    rows = tuple(_row(model, component) for component in model.components.values())
    return Page(
        "components",
        model.name,
        wording.view_title(model, "Components"),
        (Table("components", "", _COLUMNS, rows),),
        description=f"The components of {model.name}.",
        footer=footer(model),
    )


def _row(model: Model, component: Component) -> Row:
    name = component.id if component.title != component.id else ""
    entry = component.entry
    cells = (
        tables.cell(tables.words(component.title, "strong", link_of(entry)), tables.words(name, "faint")),
        (tables.words(component.kind.title),) if not component.kind_is_unknown else tables.NOT_KNOWN,
        tables.cell(tables.words(wording.product(component))) or NONE,
        tables.cell(tables.words(_instances(component))) or NONE,
        tables.cell(tables.words(entry.text("role")), tables.words(entry.text("description"))) or NONE,
        tables.listed(_groups(model, component), empty=NONE),
        tables.listed(dict.fromkeys(_kept(model, component)), empty=NONE),
        _flows(model, component),
    )
    return Row(component.id, cells, component.description)


def _instances(component: Component) -> str:
    """How many there are; that there is one is said only where somebody stated it."""
    return wording.instances(component) or ("×1" if component.replicas == 1 else "")


def _groups(model: Model, component: Component) -> Iterator[str]:
    return (group_title(model.groups[group]) if group in model.groups else group for group in component.groups)


def _kept(model: Model, component: Component) -> Iterator[str]:
    """The entities that a component is said to keep, then those that the flows write into it."""
    stated = component.entry.get("stores")
    if isinstance(stated, Record):
        yield from stated.entries
    elif isinstance(stated, Values):
        yield from (leaf.text for leaf in component.entry.leaves("stores"))
    if component.role in _KEEPERS:
        for touch in trace.accesses(model):
            if touch.store is component and touch.entity is not None and not touch.is_read:
                yield touch.entity.id


def _flows(model: Model, component: Component) -> Cell:
    """The flows it takes part in; one that is only in relationships takes part in none."""
    using = dict.fromkeys(flow.id for flow, step in model.steps if any(node.target is component for node in step.nodes))
    return tables.listed(using, empty=NONE)
