"""The order of a document: from what is asked for to how it is done, and what is still open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from hld.analyse.failure import played_through
from hld.diagnostics import Diagnostic, Severity
from hld.document.figures import from_figures
from hld.document.scenarios import scenarios
from hld.document.steps import steps
from hld.model import trace
from hld.model.types import Flow, Model
from hld.report.figures.tables import Table as Figures
from hld.tuples import NamedTuple
from hld.view import tables, wording
from hld.view.api import api
from hld.view.components import components
from hld.view.deep_dives import deep_dives
from hld.view.document import Document, Listed, Part, Picture, Section, Words
from hld.view.requirements import Judged, requirements
from hld.view.tables import Card, Cell, Column, Piece, Row, Table

__all__ = ["Material", "document"]

_NOT_IN_AN_ID = re.compile(r"[^\w.-]+")
_FUNCTIONAL = ("requirement", "actor", "operations", "flows", "components", "deep-dives", "verdict")
_LEFT_OF_FIGURES, _RIGHT_OF_FIGURES = ("quality", "asked", "scope"), ("addressed", "verdict")
_ASKED = (Column("target", "Target"), Column("value", "Worked out", True), Column("margin", "Margin", True))
_FINDINGS = (Column("severity", "How bad"), Column("where", "Where"), Column("what", "What"), Column("rule", "Rule"))
_CAPACITY = ("Estimates", "Load by component", "Storage", "Availability", "Queues at peak", "Quorums", "Cost")
_TONES = {Severity.ERROR: "fail", Severity.WARNING: "unknown", Severity.INFO: ""}


class Material(NamedTuple):
    """What a document is made of. `judged` has one for each requirement, `views` are the pictures that there are.

    `figures` are the tables of the analysis, by title. `diagnostics` are all findings; those among `faults` are told
    where they lie, too. `weighed` are the options of deep dives in figures, by the id of the deep dive.
    """

    model: Model
    figures: Mapping[str, Figures]
    judged: Sequence[Judged]
    diagnostics: Sequence[Diagnostic]
    views: Collection[str]
    faults: Sequence[Diagnostic] = ()
    weighed: Mapping[str, Table] = MappingProxyType({})


def document(material: Material) -> Document:
    """The document: each section that there is something to say in."""
    model = material.model
    sections = tuple(
        section for make in _SECTIONS if (section := make(material)) is not None and any(map(_says, section.parts))
    )
    return Document(model.name, wording.view_title(model, "Design"), tuple(_lead(model)), sections)


def _says(part: Part) -> bool:
    """Whether there is anything in a part of a section."""
    match part:
        case Table():
            return bool(part.rows)
        case Words():
            return bool(part.lines)
        case Listed():
            return bool(part.items)
        case Section():
            return any(map(_says, part.parts))
    return True


def _section(id: str, title: str, parts: Iterable[Part]) -> Section:
    """A section with those of its parts that say something."""
    return Section(id, title, tuple(filter(_says, parts)))


def _lead(model: Model) -> Iterator[Words]:
    root = model.spec.root
    description = tables.words(root.text("description"))
    owner = root.text("owner")
    if description:
        yield Words((description,))
    if owner:
        yield Words(((Piece("Owner: ", "faint"), Piece(owner)),))
    links = root.record("links")
    named = [(name, links.text(name)) for name in links.entries] if links is not None else []
    named += [(leaf.text, leaf.text) for leaf in root.leaves("links")] if links is None else []
    if named:
        pieces = [piece for name, target in named for piece in (Piece(" · "), Piece(name, link=target))]
        yield Words((tuple(pieces[1:]),))


# ---- links --------------------------------------------------------------------------------------


def _anchor(kind: str, name: str) -> str:
    """The id of the section about something."""
    return f"{kind}-{_NOT_IN_AN_ID.sub('-', name)}"


def _links(model: Model) -> Mapping[str, Mapping[str, str]]:
    """Where the words of a column lead, by the column's id."""
    flows = {name: f"#{_anchor('flow', name)}" for name in model.flows}
    dives = {name: f"#{_anchor('dive', name)}" for name, _ in model.spec.root.records("deep_dives")}
    needs = dict.fromkeys(model.requirements, "#functional") | dict.fromkeys(model.qualities, "#nonfunctional")
    return {
        "flows": flows, "use": flows, "scope": flows, "deep-dives": dives, "addressed": dives, "requirements": needs,
    }  # fmt: skip


def _linked(table: Table, model: Model) -> Table:
    """The table with links to the sections that its words name."""
    links = _links(model)
    rows = tuple(
        row._replace(
            cells=tuple(
                _leading(cell, links.get(column.id, {})) for column, cell in zip(table.columns, row.cells, strict=True)
            )
        )
        for row in table.rows
    )
    return table._replace(rows=rows)


def _leading(cell: Cell, targets: Mapping[str, str]) -> Cell:
    if not targets:
        return cell
    return tuple(
        tuple(piece._replace(link=targets[piece.text]) if piece.text in targets else piece for piece in line)
        for line in cell
    )


# ---- what is asked for --------------------------------------------------------------------------


def _requirements(material: Material) -> Section:
    model = material.model
    page = requirements(model, material.judged, material.faults)
    found = {part.id: _linked(part, model) for part in page.parts if isinstance(part, Table)}
    parts: list[Part] = [Words(tuple(_counted(material)))]
    parts.append(_section("actors", "Actors", [Listed(tuple(_actors(model)))]))
    parts.append(_section("environment", "Environment", [Words(tuple(_environment(model)))]))
    if "functional" in found:
        functional = _only(found["functional"], _FUNCTIONAL)
        parts.append(_titled("functional", functional))
    if "nonfunctional" in found:
        parts.append(_titled("nonfunctional", _qualities(found["nonfunctional"], material.figures.get("Requirements"))))
    if "untraced" in found:
        parts.append(_titled("untraced", found["untraced"]))
    return _section("requirements", "Requirements", parts)


def _counted(material: Material) -> Iterator[tuple[Piece, ...]]:
    counts = Counter(each.verdict for each in material.judged)
    if counts:
        said = (f"{counts[verdict]} {verdict}" for verdict in ("pass", "fail", "unknown") if counts[verdict])
        yield tables.words(f"{len(material.judged)} requirements: {', '.join(said)}.")


def _actors(model: Model) -> Iterator[tuple[Piece, ...]]:
    for actor in model.actors.values():
        told = actor.entry.text("description")
        if told:
            yield (Piece(actor.entry.text("name") or actor.id, "strong"), Piece(f": {told}"))


def _environment(model: Model) -> Iterator[tuple[Piece, ...]]:
    """What the clients run on; a requirement on it is told among the requirements."""
    if "environment" in model.spec.root:
        yield tables.words(f"The clients run on: {wording.environment(model)}.")


def _titled(id: str, table: Table) -> Section:
    """A section that is a table, which stands under the section's heading."""
    return _section(id, table.title, [table._replace(title="", lead="")])


def _only(table: Table, ids: Sequence[str]) -> Table:
    """The table with these of its columns, in this order."""
    places = {column.id: index for index, column in enumerate(table.columns)}
    kept = [places[id_] for id_ in ids if id_ in places]
    rows = tuple(row._replace(cells=tuple(row.cells[index] for index in kept)) for row in table.rows)
    return table._replace(columns=tuple(table.columns[index] for index in kept), rows=rows)


def _qualities(table: Table, worked_out: Figures | None) -> Table:
    """The qualities with what is asked for and what was worked out side by side."""
    left, right = _only(table, _LEFT_OF_FIGURES), _only(table, _RIGHT_OF_FIGURES)
    known = _answers(worked_out)
    rows = tuple(
        Row(one.id, (*one.cells, *known.get(one.id, (tables.NONE,) * len(_ASKED)), *other.cells), one.tooltip)
        for one, other in zip(left.rows, right.rows, strict=True)
    )
    return table._replace(columns=(*left.columns, *_ASKED, *right.columns), rows=rows)


def _answers(found: Figures | None) -> dict[str, tuple[Cell, ...]]:
    """Target, value and margin of each requirement with a number, by its id."""
    answers: dict[str, tuple[Cell, ...]] = {}
    for id_, target, value, margin, _, origin, because in found.rows if found is not None else ():
        told = tables.cell(tables.words(value), tables.words(origin, "faint"), tables.words(because, "faint"))
        answers[id_] = (tables.cell(tables.words(target)), told, tables.cell(tables.words(margin)) or tables.NONE)
    return answers


# ---- how large it is ----------------------------------------------------------------------------


def _capacity(material: Material) -> Section:
    found = material.figures
    parts: list[Part] = [Words(tuple(_crux(material.model)))]
    parts += [
        _section(_anchor("capacity", title.lower()), title, [from_figures(found[title])._replace(title="")])
        for title in _CAPACITY
        if title in found
    ]
    return _section("capacity", "Capacity", parts)


def _crux(model: Model) -> Iterator[tuple[Piece, ...]]:
    capacity = model.spec.root.record("capacity")
    crux = capacity.record("crux") if capacity is not None else None
    if crux is not None and crux.text("text"):
        yield (Piece("What makes it hard: ", "strong"), Piece(crux.text("text")))


# ---- how it is done -----------------------------------------------------------------------------


def _shown(material: Material, view: str, title: str) -> Iterator[Picture]:
    if view in material.views:
        yield Picture(view, title)


def _entities(material: Material) -> Section:
    return _section("entities", "Core entities", _shown(material, "entities", f"The entities of {material.model.name}"))


def _api(material: Material) -> Section:
    model = material.model
    parts = [
        _titled(_anchor("api", part.id), _linked(part, model))
        for part in api(model, material.faults).parts
        if isinstance(part, Table)
    ]
    return _section("api", "API", parts)


def _flows(material: Material) -> Section:
    model, found = material.model, material.figures.get("Flows")
    parts: list[Part] = [*_shown(material, "data-flow", f"The data flow of {model.name}")]
    if found is not None:
        table = _linked(from_figures(found)._replace(title=""), model)
        first = {"flow": _links(model)["flows"]}
        rows = tuple(row._replace(cells=(_leading(row.cells[0], first["flow"]), *row.cells[1:])) for row in table.rows)
        parts.append(table._replace(rows=rows))
    parts += [_flow(material, flow) for flow in model.flows.values()]
    return _section("flows", "Data flow", parts)


def _flow(material: Material, flow: Flow) -> Section:
    title = wording.flow_title(flow)
    budget = material.figures.get(f"Latency of {flow.id}")
    parts: list[Part] = [Words(tuple(_about(material.model, flow)))]
    parts += _shown(material, f"flow-{flow.id}", f"The flow '{title}'")
    parts.append(steps(flow))
    parts += _shown(material, f"sequence-{flow.id}", f"The flow '{title}' in the order of time")
    if budget is not None:
        parts.append(from_figures(budget, "Latency, step by step"))
    return _section(_anchor("flow", flow.id), wording.flow_heading(flow), parts)


def _about(model: Model, flow: Flow) -> Iterator[tuple[Piece, ...]]:
    """What a flow is for, and the requirements it serves."""
    yield from filter(None, (tables.words(flow.entry.text("description")),))
    for need in trace.covered_by(model, flow):
        yield (Piece("Serves ", "faint"), Piece(need.id, link="#functional"), Piece(f": {need.text}", "faint"))


def _design(material: Material) -> Section:
    model = material.model
    parts: list[Part] = [*_shown(material, "architecture", f"The architecture of {model.name}")]
    parts += _shown(material, "context", f"{model.name} and what is around it")
    parts += [Picture(view, f"The view '{view[5:]}'") for view in material.views if view.startswith("view-")]
    parts += [
        _titled("components", _linked(part._replace(title="Components"), model))
        for part in _tables(components(model).parts)
    ]
    return _section("design", "High-level design", parts)


def _tables(parts: Iterable[object]) -> Iterator[Table]:
    return (part for part in parts if isinstance(part, Table))


def _deep_dives(material: Material) -> Section:
    played = played_through(material.model)
    cards = _cards(deep_dives(material.model, material.faults).parts)
    parts: list[Part] = [_deep_dive(card, material.weighed, scenarios(played, card.id)) for card in cards]
    parts += [_section("what-if", "What if", [scenarios(played, "")._replace(title="")])]
    return _section("deep-dives", "Deep dives", parts)


def _cards(parts: Iterable[object]) -> Iterator[Card]:
    return (part for part in parts if isinstance(part, Card))


def _deep_dive(card: Card, weighed: Mapping[str, Table], tried: Table) -> Section:
    figures_ = [weighed[card.id]._replace(title="The options in figures")] if card.id in weighed else []
    return _section(_anchor("dive", card.id), card.title, [card, *figures_, tried])


# ---- what is open, what it rests on -------------------------------------------------------------


def _asked_for(model: Model, key: str) -> list[str]:
    declared = model.spec.root.record("requirements")
    return [leaf.text for leaf in declared.leaves(key)] if declared is not None else []


def _questions(material: Material) -> Section:
    page = requirements(material.model, material.judged)
    found = [part._replace(title="") for part in _tables(page.parts) if part.id == "questions"]
    return _section("questions", "Questions", [*found, *_undecided(material.model)])


def _undecided(model: Model) -> Iterator[Listed]:
    """The deep dives that nothing was decided in."""
    open_ = [entry for entry in model.spec.root.records("deep_dives") if not entry[1].text("decision")]
    yield Listed(
        tuple(
            (
                Piece("Not decided: ", "faint"),
                Piece(entry.text("question") or entry.text("title") or name, link=f"#{_anchor('dive', name)}"),
            )
            for name, entry in open_
        )
    )


def _out_of_scope(material: Material) -> Section:
    left_out = _asked_for(material.model, "out_of_scope")
    return _section("out-of-scope", "Out of scope", [Listed(tuple(map(tables.words, left_out)))])


def _assumptions(material: Material) -> Section:
    found = material.figures.get("Assumptions")
    said = Listed(tuple(map(tables.words, _asked_for(material.model, "assumptions"))))
    parts: list[Part] = [said]
    if found is not None:
        told = "What the numbers rest on. What is from a default is stated by nobody."
        parts.append(from_figures(found)._replace(title="", lead=told))
    return _section("assumptions", "Assumptions", parts)


def _findings(material: Material) -> Section:
    rows = tuple(_finding(number, each) for number, each in enumerate(material.diagnostics, 1))
    counts = Counter(each.severity for each in material.diagnostics)
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    said = ", ".join(
        f"{counts[level]} {noun}{'' if counts[level] == 1 else 's'}" for level, noun in nouns.items() if counts[level]
    )
    lead = f"What 'hld check' says: {said or 'nothing'}."
    return _section("findings", "Findings", [Words((tables.words(lead),)), Table("findings", "", _FINDINGS, rows)])


def _finding(number: int, found: Diagnostic) -> Row:
    place = f"{PurePath(found.span.file).name}:{found.span.line}"
    return Row(
        str(number),
        (
            ((tables.pill(str(found.severity), _TONES[found.severity]),),),
            tables.cell(tables.words(place, "code"), tables.words(found.element, "faint")),
            tables.cell(tables.words(found.message), tables.words(found.hint, "faint")),
            tables.cell(tables.words(found.rule)),
        ),
    )


#: The sections in the order of a design's making. One without anything to say is left out.
_SECTIONS: tuple[Callable[[Material], Section], ...] = (
    _requirements,
    _capacity,
    _entities,
    _api,
    _flows,
    _design,
    _deep_dives,
    _questions,
    _out_of_scope,
    _assumptions,
    _findings,
)
