"""A quality is asked for that nothing can have.

No system is up all the time, keeps every byte for ever, or answers at once. A target that cannot be met
cannot be designed for either; each further nine costs more than the one before, so say how many are worth it. "No
loss" is understood as a way to speak of durability and is let be.

Bad:

    requirements:
      nonfunctional:
        availability: 100%  # <--

Good:

    requirements:
      nonfunctional:
        availability: 99.99% over consistency

Source: Google SRE book, chapter 3: "100% is the wrong reliability target".
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import asked
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.units.target import Target

SHARES = frozenset(("availability", "durability"))


@rule("RQ021", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for quality in model.qualities.values():
        target, span = asked(quality)
        if _is_all(quality.kind, target) or _is_at_once(quality.kind, target):
            what = "availability" if quality.kind == "availability" else quality.kind
            hint = "99.99%" if target.dimension == "share" else "p99 < 200ms"
            yield Finding(
                span, f"{what} of {_amount(target)} cannot be met", f"write what is worth its price: '{hint}'"
            )


def _is_all(kind: str, target: Target) -> bool:
    if kind not in SHARES or target.dimension != "share" or target.value is None or target.op.startswith("<"):
        return False
    is_worded = target.core is not None and "loss" in target.core.text
    return target.value.value >= 1 and not is_worded


def _is_at_once(kind: str, target: Target) -> bool:
    return kind == "latency" and target.dimension == "time" and target.value is not None and target.value.value <= 0


def _amount(target: Target) -> str:
    return target.core.text if target.core is not None else target.text
