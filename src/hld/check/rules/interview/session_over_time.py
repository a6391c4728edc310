"""What is planned for the steps of an interview is more than its length.

The step at the end is the one that is lost. Plan less for some.

Bad:

    session:
      length: 30 min
      plan: {requirements: 10 min, api: 10 min, design: 20 min}  # <--

Good:

    session:
      length: 45 min
      plan: {requirements: 10 min, api: 10 min, design: 20 min}

Source: the steps of a system design interview and the time for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.interview import _session
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("IV002", Severity.INFO, stage="requirements")
def check(model: Model) -> Iterator[Finding]:
    session = model.spec.root.record("session")
    length = _session.in_minutes(session.value("length")) if session is not None else None
    if session is None or length is None:
        return
    planned = sum(_session.minutes(session, "plan").values())
    if planned > length:
        message = f"{float(planned):g} min are planned of the {float(length):g} min there are"
        yield Finding(session.at("plan"), message, f"plan {float(planned - length):g} min less")
