"""The variants of a design as designs of their own, for the rules that hold them against it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from hld.check.figures import figures, has_numbers
from hld.diagnostics import Span
from hld.model import link
from hld.model.types import Model
from hld.spec.patch import apply
from hld.spec.types import Record
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.analyse.types import Analysis, Requirement

__all__ = ["Alternative", "alternatives"]

_MOST = 30  # variants that are worked out in a check
_HARMLESS = frozenset(("implicit-component",))


class Alternative(NamedTuple):
    """A variant: its name, where it stands, what it means and what it comes to.

    `lost` are the requirements that the design meets and it does not, as each comes to them. `is_argued` says whether
    its author tells what speaks for it, in the variant or in an option of a deep dive, `is_weighed` whether there is
    such an option.
    """

    name: str
    span: Span
    model: Model
    analysis: Analysis
    lost: tuple[tuple[Requirement, Requirement], ...]
    is_argued: bool
    is_weighed: bool


@lru_cache(maxsize=2)
def alternatives(model: Model) -> tuple[Alternative, ...]:
    """The variants that name nothing that is not there; none of a variant itself, nor of a design without numbers."""
    variants = model.spec.root.record("variants")
    if variants is None or model.spec.variant or not _is_sound(model) or not has_numbers(model):
        return ()
    return tuple(_alternatives(model, variants))


def _is_sound(model: Model) -> bool:
    """Whether all that the design names is there, so that its figures are to be trusted."""
    return not model.is_broken and all(each.rule in _HARMLESS for each in model.findings)


def _alternatives(model: Model, variants: Record) -> Iterator[Alternative]:
    from hld.analyse import worked_out

    dives = model.spec.root.records("deep_dives")
    options = [each for _, dive in dives for each in dive.items("options") if isinstance(each, Record)]
    for name, entry in islice(model.spec.root.records("variants"), _MOST):
        varied = link(apply(model.spec, name), model.profile)
        if not _is_sound(varied):
            continue
        mine = [each for each in options if each.text("variant") == name]
        is_argued = bool(entry.text("because")) or any(each.items("pros") for each in mine)
        found = worked_out(varied)
        lost = tuple(_lost(figures(model), found))
        yield Alternative(name, variants.keys[name], varied, found, lost, is_argued, bool(mine))


def _lost(before: Analysis, after: Analysis) -> Iterator[tuple[Requirement, Requirement]]:
    for name, there in after.requirements.items():
        here = before.requirements.get(name)
        if here is not None and here.verdict == "pass" and there.verdict == "fail":
            yield here, there
