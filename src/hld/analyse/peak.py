"""The peak load as a multiple of the average: stated among the estimates, in a requirement, or the usual factor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.estimates import Estimates
from hld.analyse.types import Number, Origin
from hld.catalog.defaults import PEAK
from hld.model.types import Model, Quality
from hld.units.dimensions import unit_of

__all__ = ["in_requirements", "peak"]

_NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)\s*[x×X]"
_FACTOR = re.compile(
    rf"(?i)\bpeaks?\b[\w\s]{{0,20}}?(?:of|is|at|=|:|factor)?\s*{_NUMBER}|{_NUMBER}\s*(?:the\s+average\s+)?(?:at\s+)?peaks?\b"
)


def peak(model: Model, estimates: Estimates) -> Number:
    """The factor of the whole design."""
    stated = estimates.known("peak")
    if stated is not None and unit_of(stated) == "1" and stated.value > 0:
        found = estimates.get("peak")
        return Number(stated.value, "1", Origin.STATED if found is None else found.number.origin)
    for quality, factor in in_requirements(model):
        return Number(factor, "1", Origin.STATED, why=f"requirement '{quality.id}'")
    return Number(PEAK[0], "1", Origin.DEFAULT, why=PEAK[1])


def in_requirements(model: Model) -> Iterator[tuple[Quality, Fraction]]:
    """The factors that non-functional requirements speak of: `100M DAU, peak 3x at night`."""
    for quality in model.qualities.values():
        if quality.kind not in ("scalability", "throughput", ""):
            continue
        texts = [quality.entry.text("pattern"), *(leaf.text for leaf in quality.entry.leaves("clauses")), quality.text]
        match = next((match for text in texts if (match := _FACTOR.search(text[:2_000]))), None)
        if match is not None and Fraction(match[1] or match[2]) > 0:
            yield quality, Fraction(match[1] or match[2])
