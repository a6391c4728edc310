"""The order of the stages, and nothing else: every command, and every program that uses hld, calls it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from hld.check.run import check
from hld.check.types import Checked, Settings
from hld.diagnostics import Diagnostic, Severity
from hld.errors import UnknownVariantError
from hld.garbage import held_back
from hld.model import link
from hld.model.types import Model
from hld.report.types import Part, Report
from hld.source import Scalar, Source, load, load_text, unreadable
from hld.spec.include import assemble
from hld.spec.patch import apply
from hld.spec.read import read
from hld.spec.types import Spec
from hld.specfile import STDIN

if TYPE_CHECKING:
    from hld.analyse.types import Analysis
    from hld.check.coverage import Covered
    from hld.layout.figure import Figure
    from hld.layout.types import Drawing
    from hld.render import Picture
    from hld.view.document import Document
    from hld.view.entities import EntitiesView
    from hld.view.requirements import Judged
    from hld.view.sequence import SequenceView
    from hld.view.shown import Numbers
    from hld.view.tables import Page, Table
    from hld.view.types import Graph

__all__ = [
    "ARCHITECTURE",
    "Compilation",
    "charts",
    "compile_arrows",
    "compile_file",
    "compile_source",
    "compile_text",
    "document",
    "draw",
    "draw_beside",
    "draw_difference",
    "export",
    "page",
    "standard_input",
    "understand",
    "views",
]

ARCHITECTURE = "architecture"
_HEAT = "heat"  # the architecture in the colours of its loads
_OWN = "view"  # what the names of an author's own views begin with
DEFAULTS = Settings()
Asked = Callable[[], Checked]
"""What the rules say of a design, for the views that tell of it."""

READABLE = ("bad-step", "unknown-kind", "duplicate-id")


class Compilation:
    """A spec taken through reading and linking. What is wrong with it and what it comes to is found when asked for."""

    def __init__(self, model: Model, settings: Settings) -> None:
        self.model = model
        self._settings = settings

    @cached_property
    def checked(self) -> Checked:
        """What all rules say."""
        with held_back():
            return check(self.model, self._settings)

    @cached_property
    def has_errors(self) -> bool:
        """Whether any rule finds an error: if that is all there is to know, only those are asked that may find one."""
        if "checked" in vars(self):
            return self.checked.has(Severity.ERROR)
        with held_back():
            return check(self.model, self._settings, errors_only=True).has(Severity.ERROR)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with it, by place."""
        return self.checked.diagnostics

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files it was read from."""
        return (self.model.spec.source, *self.model.spec.included)

    @property
    def analysis(self) -> Analysis:
        """What the design comes to."""
        from hld.analyse import analyse

        return analyse(self.model)

    @property
    def report(self) -> Report:
        """What there is to report of it."""
        return self._reported(None)

    @property
    def covered_report(self) -> Report:
        """The same with what serves each requirement, and what is known of that."""
        from hld.check.coverage import coverage

        return self._reported(coverage(self.model, self.checked))

    def _reported(self, covered: tuple[Covered, ...] | None) -> Report:
        checked = self.checked
        file = self.model.spec.source.path
        part = Part(file, checked.diagnostics, checked.summary, checked.asked, checked.stage, covered)
        lines = {source.path: source.lines for source in self.sources}
        return Report(checked.diagnostics, checked.summary, lines, (part,))


def compile_file(path: str, settings: Settings = DEFAULTS, variant: str = "") -> Compilation:
    """Load, read and link the spec at `path` ("-": the standard input), or its variant of that name.

    That it cannot be read is a finding too. Raises UnknownVariantError where it has no such variant.
    """
    with held_back():
        try:
            source = standard_input() if path == STDIN else load(path)
        except OSError as error:
            source = unreadable(path, error)
        return compile_source(source, settings, variant)


def standard_input() -> Source:
    """What comes in by the standard input, however often it is asked for."""
    return load_text(b"" if sys.stdin is None else _content(sys.stdin), "<stdin>")


@lru_cache(maxsize=1)
def _content(stream: TextIO) -> bytes:
    """All that a stream holds, however often it is asked for."""
    return stream.buffer.read()


def compile_text(text: str | bytes, path: str = "<stdin>", settings: Settings = DEFAULTS) -> Compilation:
    """The same for a spec given as text; `path` names it in findings."""
    with held_back():
        return compile_source(load_text(text, path), settings)


def compile_source(source: Source, settings: Settings = DEFAULTS, variant: str = "") -> Compilation:
    """The same for a loaded spec."""
    return Compilation(understand(source, settings, variant), settings)


def understand(source: Source, settings: Settings = DEFAULTS, variant: str = "") -> Model:
    """Read and link a loaded spec, or its variant of that name, and ask no rule."""
    with held_back():
        spec = assemble(read(source))
        if variant:
            spec = _varied(spec, variant)
        return link(spec, settings.profile_for(spec))


def _varied(spec: Spec, variant: str) -> Spec:
    """The variant, or the spec itself where what could not be read may hold it."""
    try:
        return apply(spec, variant)
    except UnknownVariantError:
        if not spec.source.findings:
            raise
        return spec


def compile_arrows(text: str, path: str, title: str = "") -> Compilation:
    """The design that a line of arrows stands for; only what cannot be read is a finding."""
    from hld.source.plain import plain
    from hld.spec.forms.draw import drawing

    source = plain(text, path)
    assert isinstance(source.root, Scalar), "a plain text is one scalar"
    root, findings = drawing(source.root)
    spec = read(source._replace(root=root, findings=findings))
    model = link(spec).named(title)
    return Compilation(model, Settings(select=READABLE))


def views(model: Model, usual: bool = True) -> tuple[str, ...]:
    """The names of the pictures of a design, the usual ones or all: graphs, sequences, entities, tables, charts."""
    from hld.view import names
    from hld.view.pages import PAGES

    has_entities = any(not entity.is_implied for entity in model.entities.values())
    return (
        *names(model, usual),
        *(f"sequence-{flow}" for flow in model.flows),
        *(("entities",) if has_entities else ()),
        *(name for name, page in PAGES.items() if page.is_there(model)),
        *(() if usual else charts(model)),
    )


def charts(model: Model) -> tuple[str, ...]:
    """The names of the pictures of its numbers, drawn on request: "load", "storage", "waterfall-<flow>"."""
    return ("load", "storage", *(f"waterfall-{flow}" for flow in model.flows))


def draw(  # noqa: PLR0917
    model: Model,
    view: str = ARCHITECTURE,
    diagnostics: tuple[Diagnostic, ...] = (),
    look: str = "lanes",
    engine: str = "embedded",
    checked: Asked | None = None,
    *,
    numbers: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Picture:
    """Lay out one view of a design: one of `views`, or "sketch". `diagnostics` are marked where they lie.

    `numbers` are for the views that show some: by what they tell ("load") the words for components and lines by id;
    the loads are worked out where none are given.
    Raises KeyError for an unknown view.
    """
    from hld.layout import layout
    from hld.layout.pages import page as laid_out
    from hld.view.pages import PAGES

    if view in PAGES:
        return laid_out(page(model, view, diagnostics, checked))
    kind = _kind(model, view)
    if kind in _FIGURES:
        return _FIGURES[kind](model, view, diagnostics, engine)
    return layout(_graph(model, view, diagnostics, numbers), look=look, engine=engine)


def _graph(model: Model, view: str, diagnostics: tuple[Diagnostic, ...], numbers: Numbers) -> Graph:
    """A view of cards and lines. Raises KeyError where there is none of this name."""
    from hld.view import drawn, sketch

    kind, _, of = view.partition("-")
    if not numbers and (view == _HEAT or (kind == _OWN and _shows_load(model, of))):
        numbers = _loads(model)
    return sketch(model) if view == "sketch" else drawn(model, view, diagnostics, numbers)


def _shows_load(model: Model, of: str) -> bool:
    """Whether a view of the author's shows what components do."""
    from hld.model.views import own_views

    entry = dict(own_views(model)).get(of.partition(".")[0])
    return entry is not None and any(leaf.value == "load" for leaf in entry.leaves("show"))


def _loads(model: Model) -> Mapping[str, Mapping[str, str]]:
    """What components do at peak, and how near that is to what they can."""
    from hld.view.load import heats

    found = heats(model)
    return {
        "load": {name: each.told for name, each in found.items()},
        "heat": {name: each.heat for name, each in found.items()},
    }


def _sequence(model: Model, view: str, diagnostics: tuple[Diagnostic, ...], engine: str) -> Figure:
    from hld.layout.sequence import sequence as placed

    return placed(_sequence_view(model, view, diagnostics))


def _sequence_view(model: Model, view: str, diagnostics: tuple[Diagnostic, ...] = ()) -> SequenceView:
    from hld.view.own import own_sequence
    from hld.view.sequence import sequence

    kind, _, of = view.partition("-")
    return own_sequence(model, of, diagnostics) if kind == _OWN else sequence(model, of, diagnostics)


def _entities(model: Model, view: str, diagnostics: tuple[Diagnostic, ...], engine: str) -> Figure:
    from hld.layout.entities import entities as placed

    return placed(_entities_view(model, view, diagnostics), engine)


def _entities_view(model: Model, view: str, diagnostics: tuple[Diagnostic, ...] = ()) -> EntitiesView:
    from hld.view.entities import entities
    from hld.view.own import own_entities

    kind, _, of = view.partition("-")
    return own_entities(model, of, diagnostics) if kind == _OWN else entities(model, diagnostics)


def _waterfall(model: Model, view: str, diagnostics: tuple[Diagnostic, ...], engine: str) -> Figure:
    from hld.layout.chart import bar_chart
    from hld.view.waterfall import waterfall

    return bar_chart(waterfall(model, view.partition("-")[2]))


def _load(model: Model, view: str, diagnostics: tuple[Diagnostic, ...], engine: str) -> Figure:
    from hld.layout.chart import bar_chart
    from hld.view.load import load

    return bar_chart(load(model))


def _storage(model: Model, view: str, diagnostics: tuple[Diagnostic, ...], engine: str) -> Figure:
    from hld.layout.chart import line_chart
    from hld.view.storage import storage

    return line_chart(storage(model))


#: The views that are not graphs, by the first word of their names: a model, the whole name, what is wrong and the
#: engine make a figure.
_FIGURES: dict[str, Callable[[Model, str, tuple[Diagnostic, ...], str], Figure]] = {
    "sequence": _sequence,
    "entities": _entities,
    "waterfall": _waterfall,
    "load": _load,
    "storage": _storage,
}


def export(model: Model, to: str, view: str = "", checked: Asked | None = None) -> str:
    """One view of a design, or the design itself, as text in a format of `hld.export.exporters`.

    Raises KeyError for an unknown view and UsageError for one that the format has no words for.
    """
    from hld.export.exporters import EXPORTERS, refuse
    from hld.layout import layout

    exporter = EXPORTERS[to]
    if exporter.design is not None and not view:
        return exporter.design(model)
    view = view or ARCHITECTURE
    sort = _sort(model, view)
    refuse(to, view, sort)
    if exporter.page is not None and sort == "page":
        return exporter.page(page(model, view, (), checked))
    if exporter.sequence is not None and sort == "sequence":
        return exporter.sequence(_sequence_view(model, view))
    if exporter.entities is not None and sort == "entities":
        return exporter.entities(_entities_view(model, view))
    graph = _graph(model, view, (), {})
    if exporter.drawing is not None:
        return exporter.drawing(layout(graph))
    assert exporter.graph is not None, "a format that holds nothing of the kind was refused"
    return exporter.graph(graph)


def _kind(model: Model, view: str) -> str:
    """The first word of a view's name; of one of the author's, what it is drawn as."""
    from hld.model.views import sort

    kind, _, of = view.partition("-")
    return sort(model, of) if kind == _OWN else kind


def _sort(model: Model, view: str) -> str:
    """The sort of a view: "page", "sequence", "entities", "chart", and all others are graphs."""
    from hld.view.pages import PAGES

    kind = _kind(model, view)
    if view in PAGES:
        return "page"
    return kind if kind in ("sequence", "entities") else "chart" if kind in _FIGURES else "graph"


def draw_difference(before: Model, after: Model, title: str, look: str = "lanes") -> tuple[Drawing, ...]:
    """Two designs as one architecture picture with what differs marked; `title` names the two."""
    from hld.compare.picture import told
    from hld.layout import layout
    from hld.view.difference import together

    return (layout(together(before, after, told(before, after, title)), look=look),)


def draw_beside(before: Model, after: Model, title: str, look: str = "lanes") -> tuple[Drawing, ...]:
    """The architecture of each of two designs; what is in both stands at the same place in either picture."""
    from hld.compare.picture import told
    from hld.layout.beside import beside as placed
    from hld.view.difference import beside

    found = beside(before, after, told(before, after, title))
    return placed(found.both, (found.before, found.after), look)


def page(model: Model, view: str, diagnostics: tuple[Diagnostic, ...] = (), checked: Asked | None = None) -> Page:
    """The tables of one view of a design, before they are drawn or written."""
    from hld.view.pages import PAGES, Known

    asked = checked or (lambda: check(model, DEFAULTS))
    known = Known(lambda: _judged(model, asked()), lambda: _weighed(model))
    return PAGES[view].make(model, known, diagnostics)


def _weighed(model: Model) -> Mapping[str, Table]:
    """The options of its deep dives in figures."""
    from hld.compare.trade_off import trade_offs

    return trade_offs(model)


def document(compilation: Compilation, diagnostics: tuple[Diagnostic, ...] = ()) -> Document:
    """All that is known of a design, in the order of its making. `diagnostics` are told where they lie, too."""
    from hld.document import Material
    from hld.document import document as composed
    from hld.report.figures.tables import tables

    model, checked = compilation.model, compilation.checked
    there = views(model)
    return composed(
        Material(
            model,
            {table.title: table for table in tables(compilation.analysis)},
            _judged(model, checked),
            checked.diagnostics,
            there,
            diagnostics,
            _weighed(model),
        )
    )


def _judged(model: Model, checked: Checked) -> tuple[Judged, ...]:
    """What the checks know of each requirement, as the views take it; rules on its wording do not count."""
    from hld.check.coverage import FUNCTIONAL, coverage
    from hld.check.rules import by_id
    from hld.check.summary import has_operation, needs_operation
    from hld.view.requirements import Judged

    unaddressed = {each.span for each in checked.diagnostics if each.rule == "nfr-unaddressed"}

    def lacks(covered: Covered) -> bool:
        if covered.kind != FUNCTIONAL:
            return covered.span in unaddressed
        need = model.requirements[covered.id]
        return needs_operation(model, need) and not has_operation(model, need)

    return tuple(
        Judged(
            each.verdict,
            (*each.failed, *each.unchecked),
            each.operations,
            each.flows,
            each.components,
            each.deep_dives,
            tuple(rule for rule in each.checked if by_id()[rule].family != "requirements"),
            is_lacking=lacks(each),
            figure=each.figure,
        )
        for each in coverage(model, checked)
    )
