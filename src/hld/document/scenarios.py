"""The scenarios of a design, played through: what happens, and what becomes of flows and of what is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hld.analyse.failure.types import Fate, Outcome, State
from hld.analyse.types import Verdict
from hld.view import tables
from hld.view.tables import Cell, Column, Line, Piece, Row, Table

__all__ = ["scenarios"]

_COLUMNS = (
    Column("what", "What happens"),
    Column("flows", "Flows"),
    Column("asked", "What is asked for"),
    Column("load", "Too much for"),
)
_TONES = {State.OK: "pass", State.UNKNOWN: "unknown", State.DEGRADED: "unknown", State.DOWN: "fail"}
_LEAD = "The scenarios played through: what is not named is as before."


def scenarios(outcomes: Iterable[Outcome], place: str) -> Table:
    """What becomes of the design in each scenario of a deep dive, or of the design itself (place "")."""
    rows = (_row(number, each) for number, each in enumerate(outcomes, 1) if each.event.place == place)
    return Table(f"scenarios-{place}" if place else "scenarios", "What if", _COLUMNS, tuple(rows), _LEAD)


def _row(number: int, found: Outcome) -> Row:
    event = found.event
    is_named = bool(event.name) and event.name not in (event.place, event.told)
    what = tables.cell(
        tables.words(event.name if is_named else "", "strong"),
        tables.words(event.told),
        tables.words(f"expected: {event.expect}" if event.expect else "", "faint"),
    )
    if found.problem:
        return Row(str(number), (what, tables.cell(tables.words(f"cannot be played: {found.problem}")), (), ()))
    full = tuple(
        tables.words(each.component) for each in found.moved if each.bears is Verdict.FAIL and not each.is_gone
    )
    return Row(str(number), (what, _fates(found.flows), tables.cell(*_asked(found)) or _AS_BEFORE, full or tables.NONE))


_AS_BEFORE: Cell = ((tables.pill("all as before", "pass"),),)


def _fates(fates: Sequence[Fate]) -> Cell:
    """Those that are not as before, with the reason."""
    return tables.cell(*(_fate(each) for each in fates if each.state is not State.OK)) or _AS_BEFORE


def _fate(each: Fate) -> Line:
    why = f" {'; '.join(each.why)}" if each.why else ""
    return (Piece(f"{each.id} ", "strong"), tables.pill(str(each.state), _TONES[each.state]), Piece(why, "faint"))


def _asked(found: Outcome) -> Iterator[Line]:
    yield from (_fate(each._replace(why=())) for each in found.requirements if each.state is not State.OK)
    for each in found.qualities:
        if each.now is not each.was:
            value = each.asked.in_its_units(each.after) if each.after.is_known else ""
            why = ", ".join(filter(None, (value, each.why)))
            yield (Piece(f"{each.id} ", "strong"), tables.pill(str(each.now), str(each.now)), Piece(f" {why}", "faint"))
