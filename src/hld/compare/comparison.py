"""Designs beside each other in figures: a column each, a row for each thing counted, worked out or judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from hld.analyse.types import Analysis
from hld.check.figures import FAMILIES
from hld.check.merits import Merit, outdone
from hld.check.types import Checked
from hld.diagnostics import Severity
from hld.model.types import Model
from hld.tuples import NamedTuple

__all__ = ["ABSENT", "Block", "Candidate", "Cell", "Comparison", "Row", "compare"]

_SHOWN = 5  # findings that only one design has, told by name


class Candidate(NamedTuple):
    """A design that is compared: what it is called, what it means, what it comes to and what is wrong with it."""

    name: str
    model: Model
    analysis: Analysis
    checked: Checked

    def named(self, name: str) -> Candidate:
        """The same under another name."""
        return self._replace(name=name)


class Cell(NamedTuple):
    """What one design has in a row: words, the number behind them where it is known in full, a verdict, a remark."""

    text: str
    value: Fraction | None = None
    verdict: str = ""
    note: str = ""


#: What a design has not got at all.
ABSENT = Cell("–")


class Row(NamedTuple):
    """One thing over all designs. `better` is "less" or "more" where numbers can be good or bad."""

    id: str
    title: str
    cells: tuple[Cell, ...]
    better: str = ""

    @property
    def best(self) -> frozenset[int]:
        """The columns with the best value, where there are worse ones; what reads the same is equally good."""
        known = [cell for cell in self.cells if cell.value is not None]
        if not self.better or min(len({cell.text for cell in known}), len({cell.value for cell in known})) < 2:
            return frozenset()
        pick = min if self.better == "less" else max
        best = pick(known, key=lambda cell: cell.value or 0)
        return frozenset(
            index for index, cell in enumerate(self.cells) if cell.text == best.text or cell.value == best.value
        )


class Block(NamedTuple):
    """Rows of one subject."""

    id: str
    title: str
    rows: tuple[Row, ...]


class Comparison(NamedTuple):
    """Designs by column, rows by subject, and what a reader should not overlook."""

    columns: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


def compare(candidates: Sequence[Candidate]) -> Comparison:
    """Compare designs; the first is what the others are measured by."""
    from hld.compare.rows import blocks

    found = tuple(block for block in blocks(candidates) if block.rows)
    notes = (*_changed(found, candidates), *_only_wrong_here(candidates), *_dominated(found, candidates))
    return Comparison(tuple(each.name for each in candidates), found, notes)


def _changed(blocks: Sequence[Block], candidates: Sequence[Candidate]) -> Iterator[str]:
    """The verdicts that another design changes."""
    for block in blocks:
        for row in block.rows:
            first = row.cells[0].verdict
            for candidate, cell in zip(candidates[1:], row.cells[1:], strict=True):
                if _is_alike(candidates[0], candidate) and first and cell.verdict and cell.verdict != first:
                    what = f"{row.title} ({block.title.lower()})"
                    yield f"'{candidate.name}' changes {what} from {first} to {cell.verdict}: {cell.text}"


def _only_wrong_here(candidates: Sequence[Candidate]) -> Iterator[str]:
    """What is found in a design and not in the first, by rule and element: what is grave, and what numbers tell."""
    known = _faults(candidates[0])
    for candidate in (each for each in candidates[1:] if _is_alike(candidates[0], each)):
        new = [fault for fault in _faults(candidate) if fault not in known]
        if new:
            told = ", ".join(f"{rule}{f' ({element})' if element else ''}" for rule, element in new[:_SHOWN])
            more = f" and {len(new) - _SHOWN} more" if len(new) > _SHOWN else ""
            yield f"only '{candidate.name}' has {told}{more}"


def _is_alike(one: Candidate, other: Candidate) -> bool:
    """Whether both are designs of one problem: they serve the same functional requirements."""
    return one.model.requirements.keys() == other.model.requirements.keys()


def _faults(candidate: Candidate) -> dict[tuple[str, str], None]:
    found = candidate.checked.diagnostics
    told = (each for each in found if each.severity is not Severity.INFO or each.family in FAMILIES)
    return dict.fromkeys((each.rule, each.element) for each in told)


def _dominated(blocks: Sequence[Block], candidates: Sequence[Candidate]) -> Iterator[str]:
    """The designs that are worse or equal in everything that is known of them and of another."""
    rows = [row for block in blocks for row in block.rows]
    for worse in range(len(candidates)):
        for better in range(len(candidates)):
            if not _is_alike(candidates[worse], candidates[better]):
                continue
            found = outdone((_merit(row, better), _merit(row, worse)) for row in rows)
            if found is not None:
                names = f"'{candidates[worse].name}' is no better than '{candidates[better].name}'"
                yield f"{names} in any of {found[0]} figures, and worse in {found[1]}"
                break


def _merit(row: Row, column: int) -> Merit:
    cell = row.cells[column]
    return Merit(row.better, cell.value, cell.text, cell.verdict)
