"""A deep dive decides without weighing anything.

A decision is worth as much as what it was weighed against. Name at least two options, what speaks for and against
each, and why one was taken. In an interview this can be said aloud, so it is only noted there.

Bad:

    deep_dives:
      feed:
        question: When is the feed computed?
        decision: on write  # <--
        because: reads outnumber posts

Good:

    deep_dives:
      feed:
        question: When is the feed computed?
        options:
          - {name: on write, pros: [a read is one lookup], cons: [authors with many followers]}
          - {name: on read, pros: [posting is cheap], cons: [a read asks many]}
        decision: on write
        because: reads outnumber posts

Source: architecture decision records (M. Nygard); "discuss trade-offs", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.spec.types import Record


@rule("IV006", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for name, dive in model.spec.root.records("deep_dives"):
        lacking = _lacking(dive) if dive.text("decision") else ""
        if lacking:
            yield Finding(
                dive.at("decision"),
                f"deep dive '{name}' decides without {lacking}",
                "name two 'options' or more, each with 'pros' and 'cons', and say 'because'",
            )


def _lacking(dive: Record) -> str:
    """What the deep dive does not say of its decision; "" if it says all."""
    options = dive.items("options")
    if len(options) < 2:
        return "alternatives"
    if not dive.text("because"):
        return "saying why"
    for option in options:
        if isinstance(option, Record) and not (option.items("pros") and option.items("cons")):
            return f"what speaks for and against '{option.text('name')}'"
    return ""
