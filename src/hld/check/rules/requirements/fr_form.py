"""A functional requirement does not say who can do what.

"Post tweets" may be something a user does, an import, or a job at night. A sentence with an actor and an action
("User should be able to post tweets") tells where the flow starts, and whether an operation is needed.

Bad:

    requirements:
      functional:
        post: posting of tweets  # <--

Good:

    requirements:
      functional:
        post: User should be able to post tweets

Source: "users should be able to …", the form of functional requirements in system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ002", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for requirement in model.requirements.values():
        text = requirement.entry.leaf("text")
        if text is not None and text.text and not requirement.actor:
            yield Finding(
                text.span,
                f"requirement '{requirement.id}' does not say who can do what",
                "write 'User should be able to …', or 'The system must …'",
            )
