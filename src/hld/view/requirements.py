"""The matrix of requirements: which operations, flows and components serve each, what is missing, and the verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from hld.diagnostics import Diagnostic
from hld.model import trace
from hld.model.identity import issuers
from hld.model.types import Component, Flow, Model, Quality, Requirement
from hld.spec.types import Record
from hld.tuples import NamedTuple
from hld.view import tables, wording
from hld.view.architecture import footer
from hld.view.cards import faults_at, link_of
from hld.view.tables import NONE, Cell, Column, Line, Page, Piece, Row, Table

__all__ = ["Judged", "has_requirements", "requirements"]

_FUNCTIONAL = (
    Column("requirement", "Requirement"),
    Column("actor", "Who"),
    Column("operations", "Operations"),
    Column("flows", "Flows"),
    Column("components", "Components"),
    Column("deep-dives", "Deep dives"),
    Column("verdict", "Verdict"),
)
_QUALITIES = (
    Column("quality", "Quality"),
    Column("asked", "Asked for"),
    Column("scope", "Holds for"),
    Column("operations", "Operations"),
    Column("flows", "Flows"),
    Column("components", "Components"),
    Column("addressed", "Addressed by"),
    Column("verdict", "Verdict"),
)
_UNTRACED = (Column("sort", "What"), Column("name", "Name"), Column("use", "Used by flows"))
_QUESTIONS = (Column("question", "Question"), Column("answer", "Answer"))
_SHOWN = 3  # names of rules


class Judged(NamedTuple):
    """What is known of a requirement. `verdict` is pass, fail or unknown, `why` says what is wrong or not known.

    The others are the ids of what it is about or what serves it; `checked` are the rules that looked at it.
    `is_lacking` says that a functional one needs an operation and has none, of another that nothing addresses it.
    `figure` is what the design comes to where a number is asked for.
    """

    verdict: str
    why: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    deep_dives: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    is_lacking: bool = False
    figure: str = ""


def has_requirements(model: Model) -> bool:
    """Whether there is anything to show."""
    return bool(model.requirements or model.qualities)


def requirements(model: Model, judged: Sequence[Judged], diagnostics: Sequence[Diagnostic] = ()) -> Page:
    """Every requirement, functional ones first; `judged` has one for each, in this order."""
    split = len(model.requirements)
    needs = zip(model.requirements.values(), judged[:split], strict=True)
    qualities = zip(model.qualities.values(), judged[split:], strict=True)
    parts = (
        Table(
            "functional",
            "Functional requirements",
            _FUNCTIONAL,
            tuple(_need(model, each, known, diagnostics) for each, known in needs),
            _scope(model),
        ),
        Table(
            "nonfunctional",
            "Non-functional requirements",
            _QUALITIES,
            tuple(_quality(model, each, known, diagnostics) for each, known in qualities),
        ),
        Table("untraced", "What serves no requirement", _UNTRACED, tuple(_untraced(model))),
        Table("questions", "Questions", _QUESTIONS, tuple(_questions(model))),
    )
    return Page(
        "requirements",
        model.name,
        wording.view_title(model, f"Requirements – {_counted(judged)}"),
        tuple(each for each in parts if each.rows),
        description=f"The requirements of {model.name}: {_counted(judged)}.",
        footer=footer(model),
    )


def _counted(judged: Sequence[Judged]) -> str:
    counts = ((sum(each.verdict == verdict for each in judged), verdict) for verdict in tables.VERDICTS)
    return wording.list_of(f"{count} {verdict}" for count, verdict in counts)


def _scope(model: Model) -> str:
    """What the design need not do."""
    declared = model.spec.root.record("requirements")
    left_out = [leaf.text for leaf in declared.leaves("out_of_scope")] if declared is not None else []
    return f"Out of scope: {wording.list_of(left_out)}" if left_out else ""


# ---- functional ---------------------------------------------------------------------------------


def _need(model: Model, need: Requirement, known: Judged, diagnostics: Sequence[Diagnostic]) -> Row:
    is_known = known.verdict != "unknown"
    no_operation = tables.hole("no operation") if known.is_lacking and is_known else NONE
    cells = (
        tables.cell(
            tables.words(need.id, "strong", link_of(need.entry)),
            tables.words(need.text),
            *tables.faults(faults_at((need.span,), diagnostics)),
        ),
        tables.cell(tables.words(need.actor), tables.words(need.priority, "faint")) or NONE,
        _operations(known.operations) or _handed_in(model, known.flows) or no_operation,
        tables.listed(known.flows, empty=tables.hole("no flow") if is_known else NONE),
        tables.listed(_titles(model, known.components), empty=tables.hole("no component") if is_known else NONE),
        tables.listed(known.deep_dives, empty=NONE),
        _verdict(known),
    )
    return Row(need.id, cells, need.entry.text("why"))


def _operations(names: Iterable[str]) -> Cell:
    """A line for each operation."""
    return tables.cell(*(tables.words(name, "code") for name in names))


def _handed_in(model: Model, flows: Iterable[str]) -> Cell:
    """The messages with which somebody outside begins these flows: where no operation serves, they are what does."""
    found = (trace.handed_in(model.flows[name]) for name in flows if name in model.flows)
    names = dict.fromkeys(each.message.name for each in found if each is not None)
    return tuple((Piece(name, "code"), Piece(" message", "faint")) for name in names)


def _titles(model: Model, names: Iterable[str]) -> Iterator[str]:
    return (model.components[name].title if name in model.components else name for name in names)


def _verdict(known: Judged) -> Cell:
    """The verdict as a sign and a word, and what it is for."""
    return tables.cell(
        (tables.pill(tables.VERDICTS[known.verdict], known.verdict),),
        tables.words(known.figure),
        *(tables.words(reason, "faint") for reason in known.why),
    )


# ---- non-functional -----------------------------------------------------------------------------


def _quality(model: Model, quality: Quality, known: Judged, diagnostics: Sequence[Diagnostic]) -> Row:
    kind = quality.kind if quality.kind != quality.id.replace("_", "-") else ""
    cells = (
        tables.cell(
            tables.words(quality.id, "strong"),
            tables.words(kind.replace("-", " "), "faint"),
            *tables.faults(faults_at((quality.span,), diagnostics)),
        ),
        tables.cell(*map(tables.words, _asked(quality))) or NONE,
        tables.listed(quality.scope, empty=(tables.words("the whole design"),)),
        _all(quality, known.operations, model.operations) or _operations(known.operations) or NONE,
        _all(quality, known.flows, model.flows) or tables.listed(known.flows, empty=NONE),
        _all(quality, known.components, model.components)
        or tables.listed(_titles(model, known.components), empty=NONE),
        _addressed(known),
        _verdict(known),
    )
    return Row(quality.id, cells, quality.entry.text("why"))


def _asked(quality: Quality) -> Iterator[str]:
    """What a quality asks for, in the author's words."""
    entry = quality.entry
    yield entry.text("target") or entry.text("text")
    level, preferred = entry.text("level"), entry.text("prefer")
    yield f"{level} consistency" if level else ""
    yield wording.list_of(leaf.text for leaf in entry.leaves("regimes"))
    yield _preferred(preferred, quality.kind) if preferred else ""
    yield entry.text("pattern")
    yield f"measured over {entry.text('window')}" if "window" in entry else ""
    yield from (leaf.text for leaf in entry.leaves("clauses"))


def _preferred(side: str, kind: str) -> str:
    """Which of the two wins; what is asked for of one of them and wins itself needs no name."""
    over = f"over {'consistency' if side == 'availability' else 'availability'}"
    return over if side == kind else f"{side} {over}"


def _all(quality: Quality, names: Collection[str], every: Collection[str]) -> Cell:
    """A word where a quality is about all that there is."""
    return (tables.words("all", "faint"),) if names and not quality.scope and len(names) == len(every) else ()


def _addressed(known: Judged) -> Cell:
    """The deep dives that answer to it, and the rules that looked at it."""
    if known.is_lacking:
        return tables.hole("nothing")
    found = tables.cell(*tables.listed(known.deep_dives), _rules(known.checked))
    return found or ((tables.pill("? nothing known", "unknown"),),)


def _rules(names: Sequence[str]) -> Line:
    if not names:
        return ()
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    noun = "rule" if len(names) == 1 else "rules"
    return (Piece(f"checked by the {noun} {wording.list_of(names[:_SHOWN])}{more}", "faint"),)


# ---- what is not traced, what is not known ------------------------------------------------------


def _untraced(model: Model) -> Iterator[Row]:
    """The operations, flows and components that no requirement leads to."""
    if not model.requirements:
        return
    for operation in model.operations.values():
        if not trace.requirements_served(model, operation):
            yield _left("Operation", operation.key, trace.flows_using(model, operation), "code", tables.hole("no flow"))
    for flow in model.flows.values():
        if not trace.covered_by(model, flow):
            yield Row(f"flow-{flow.id}", ((tables.words("Flow"),), _flow(flow), NONE))
    used = _users(model)
    for component in model.components.values():
        if component not in issuers(model) and not any(
            trace.covered_by(model, flow) for flow in used.get(component, ())
        ):
            yield _left("Component", component.title, used.get(component, ()))


def _flow(flow: Flow) -> Cell:
    return tables.cell(tables.words(flow.id), tables.words(flow.title, "faint"))


def _left(sort: str, name: str, flows: Iterable[Flow], manner: str = "", unused: Cell = NONE) -> Row:
    """A row of what is left over; what no flow uses may still be in a relationship, or watch the others."""
    using = tables.listed((flow.id for flow in flows), empty=unused)
    return Row(f"{sort.lower()}-{name}", ((tables.words(sort),), (tables.words(name, manner),), using))


def _users(model: Model) -> dict[Component, list[Flow]]:
    """The flows that each component takes part in."""
    found: dict[Component, dict[Flow, None]] = {}
    for flow, step in model.steps:
        for node in step.nodes:
            if node.target is not None:
                found.setdefault(node.target, {})[flow] = None
    return {component: list(flows) for component, flows in found.items()}


def _questions(model: Model) -> Iterator[Row]:
    """What was asked about the problem; a question without an answer is open."""
    declared = model.spec.root.record("requirements")
    items = declared.items("questions") if declared is not None else ()
    for number, entry in enumerate((each for each in items if isinstance(each, Record)), 1):
        assumed = (tables.pill("? assumed", "unknown"),) if entry.value("open") is True else ()
        answer = tables.cell(tables.words(entry.text("a")), assumed)
        is_open = ((tables.pill("? open", "unknown"),),)
        yield Row(f"question-{number}", ((tables.words(entry.text("q")),), answer or is_open))
