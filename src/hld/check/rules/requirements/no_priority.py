"""Every functional requirement has the same priority, so none has.

When time runs out, something must go first. The order in which they stand tells it where no priority is stated;
stating the same for all says that nothing can be left out.

Bad:

    requirements:
      functional:
        post: {text: User should be able to post tweets, priority: must}
        follow: {text: User should be able to follow others, priority: must}
        feed: {text: User should be able to see a feed, priority: must}
        search: {text: User should be able to search, priority: must}  # <--

Good:

    requirements:
      functional:
        post: {text: User should be able to post tweets, priority: must}
        follow: {text: User should be able to follow others, priority: must}
        feed: {text: User should be able to see a feed, priority: must}
        search: {text: User should be able to search, priority: should}

Source: MoSCoW, DSDM; "focus on the top requirements", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

FEW = 4


@rule("RQ020", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    needs = list(model.requirements.values())
    priorities = {each.priority for each in needs}
    if len(needs) >= FEW and len(priorities) == 1 and "" not in priorities:
        last = needs[-1]
        yield Finding(
            last.entry.at("priority"),
            f"all {len(needs)} requirements have the priority '{last.priority}'",
            "mark what can wait 'should' or 'could'",
        )
