"""By what one design is better or worse than another of the same problem: figures and verdicts, by what they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from hld.catalog.kinds import OUTSIDE, Role
from hld.check.summary import is_served
from hld.model.types import Component, Model
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.analyse.types import Analysis, Number

__all__ = ["Merit", "between", "merits", "outdone", "takes_load_off"]

_RANKS = {"fail": 0, "unknown": 1, "pass": 2}
_LEAST_COMPARED = 3  # figures that must be known of two designs before one is said to be worse


class Merit(NamedTuple):
    """A figure, known in full or None, its text, and a verdict or "". `better` is "less", "more", or "" for neither."""

    better: str = ""
    value: Fraction | None = None
    text: str = ""
    verdict: str = ""


def between(one: Merit, other: Merit) -> int | None:
    """1 where the one is better, -1 where the other is, 0 if neither, None if nobody can say.

    What reads the same is equally good.
    """
    if one.verdict and other.verdict and one.verdict != other.verdict:
        return 1 if _RANKS[one.verdict] > _RANKS[other.verdict] else -1
    if not one.better or one.value is None or other.value is None:
        return None
    if one.value == other.value or one.text == other.text:
        return 0
    return 1 if (one.value < other.value) == (one.better == "less") else -1


def outdone(pairs: Iterable[tuple[Merit, Merit]]) -> tuple[int, int] | None:
    """In how many figures a design, the second of each pair, is compared with another, and in how many it is worse.

    None where it is better in one of them, worse in none, or too little is known of both.
    """
    judged = [each for one, other in pairs if (each := between(one, other)) is not None]
    if len(judged) < _LEAST_COMPARED or min(judged) < 0 or max(judged) <= 0:
        return None
    return len(judged), sum(each > 0 for each in judged)


def merits(model: Model, analysis: Analysis) -> Mapping[tuple[str, str], Merit]:
    """All of a design that can be held against another: what it takes to run, how well it does, what it meets."""
    return dict((*_counts(model), *_needs(model, analysis), *_parts(model, analysis), *_flows(analysis)))


def _counts(model: Model) -> Iterator[tuple[tuple[str, str], Merit]]:
    hops = sum(len(step.hops) for _, step in model.steps if not step.is_reply)
    for name, count in (("components", len(model.components)), ("hops", hops)):
        yield (name, ""), Merit("less", Fraction(count), str(count))


def _needs(model: Model, analysis: Analysis) -> Iterator[tuple[tuple[str, str], Merit]]:
    for need in model.requirements.values():
        yield ("requirement", need.id), Merit(verdict="pass" if is_served(model, need) else "fail")
    for found in analysis.requirements.values():
        yield ("quality", found.id), Merit(verdict=found.verdict)
    if analysis.cost.total.is_known:
        yield ("cost", ""), _merit("less", analysis.cost.total)


def _parts(model: Model, analysis: Analysis) -> Iterator[tuple[tuple[str, str], Merit]]:
    for name, each in analysis.components.items():
        if model.components[name].role in OUTSIDE:
            continue
        if each.instances is not None:
            stated = each.instances.most is not None
            yield ("instances", name), _merit("less", each.instances.needed, each.instances.verdict if stated else "")
        if not takes_load_off(model.components[name]):
            yield ("load", name), _merit("less", each.load.peak)
        yield ("kept", name), _merit("less", each.kept)


def takes_load_off(component: Component) -> bool:
    """Whether it is there to be asked in place of others, so that more of it is no drawback."""
    return component.role is Role.CACHE or component.kind.name == "cdn"


def _flows(analysis: Analysis) -> Iterator[tuple[tuple[str, str], Merit]]:
    for name, each in analysis.flows.items():
        yield ("latency", name), _merit("less", each.latency.budget)
        yield ("availability", name), _merit("more", each.availability.up)._replace(text=each.availability.text)


def _merit(better: str, number: Number, verdict: str = "") -> Merit:
    return Merit(better, number.value if number.is_exact else None, number.text, verdict)
