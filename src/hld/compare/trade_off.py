"""The options of a deep dive in figures: those that are variants of the design, where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hld.analyse import analyse
from hld.check.run import check
from hld.compare.comparison import ABSENT, Block, Candidate, Cell, Comparison, Row, compare
from hld.compare.page import row_cells
from hld.errors import UnknownVariantError
from hld.model import link
from hld.model.types import Model
from hld.spec.include import assemble
from hld.spec.patch import BASE, apply
from hld.spec.read import read
from hld.spec.types import Record, Spec
from hld.view import tables
from hld.view.tables import Column, Table, cell, words

__all__ = ["trade_offs"]

_HERE = "this design"
_LEAD = "What is not the same in all of them; the rest is."
#: The rows of the summary that say something of a trade-off by themselves.
_TELLING = frozenset(("components", "hops", "operations", "single-points"))


def trade_offs(model: Model) -> Mapping[str, Table]:
    """A table for each deep dive that weighs variants of the design, by the id of the deep dive.

    Where the design itself is none of the options, it stands before them.
    """
    asked = {name: options for name, dive in model.spec.root.records("deep_dives") if (options := _options(dive))}
    if not asked:
        return {}
    spec = model.spec if not model.spec.variant else assemble(read(model.spec.source))
    candidates = dict(_candidates(spec, model, {each for options in asked.values() for each in options}))
    found: dict[str, Table] = {}
    for name, options in asked.items():
        columns = [candidates[each].named(title) for each, title in options.items() if each in candidates]
        if len(columns) > 1:
            table = _table(name, compare(columns))
            found |= {name: table} if table.rows else {}
    return found


def _options(dive: Record) -> dict[str, str]:
    """The variants that a deep dive weighs, with the names of the options; none where it weighs only one design."""
    options = (each for each in dive.items("options") if isinstance(each, Record))
    named = {each.text("variant"): each.text("name") for each in options if each.text("variant")}
    if named and BASE not in named:
        named = {BASE: _HERE, **named}
    return named if len(named) > 1 else {}


def _candidates(spec: Spec, model: Model, variants: set[str]) -> Iterator[tuple[str, Candidate]]:
    for variant in sorted(variants):
        try:
            varied = model if variant == model.spec.variant else link(apply(spec, variant), model.profile)
        except UnknownVariantError:
            continue
        yield variant, Candidate(variant, varied, analyse(varied), check(varied))


def _table(dive: str, found: Comparison) -> Table:
    rows = tuple(_row(block.title, row) for block in _blocks(found) for row in block.rows if _differs(row))
    columns = (Column("row", ""), *(Column(f"option-{index}", name) for index, name in enumerate(found.columns, 1)))
    return Table(f"trade-off-{dive}", "In figures", columns, rows, _LEAD)


def _blocks(found: Comparison) -> Iterator[Block]:
    """The subjects that tell something of a trade-off; a load stands beside the instances needed, if they are known."""
    loads = {row.id: row for block in found.blocks if block.id == "load" for row in block.rows}
    needed = {row.id for block in found.blocks if block.id == "instances" for row in block.rows}
    for block in found.blocks:
        match block.id:
            case "summary":
                yield block._replace(rows=tuple(row for row in block.rows if row.id in _TELLING))
            case "load":
                yield block._replace(rows=tuple(row for row in block.rows if row.id not in needed))
            case "instances":
                yield block._replace(rows=tuple(_with_load(row, loads.get(row.id)) for row in block.rows))
            case _:
                yield block


def _with_load(row: Row, load: Row | None) -> Row:
    if load is None:
        return row
    return row._replace(cells=tuple(_noted(cell, load.cells[at].text) for at, cell in enumerate(row.cells)))


def _noted(cell_: Cell, load: str) -> Cell:
    return cell_ if cell_ == ABSENT else cell_._replace(note=f"for {load}, {cell_.note}".removesuffix(", "))


def _differs(row: Row) -> bool:
    return len({(each.text, each.verdict) for each in row.cells}) > 1


def _row(subject: str, row: Row) -> tables.Row:
    """A row under its own name, with what it is of below."""
    title = cell(words(row.title, "strong"), words("" if row.id in _TELLING else subject.lower(), "faint"))
    return tables.Row(f"{subject}-{row.id}", (title, *row_cells(row)))
