"""A written design has no name, or says nowhere what it is.

Somebody who opens the page in a year must learn from its first two lines what system this is and what it is for. In an
interview both are known to all who are in the room.

Bad:

    profile: doc
    name: Posts  # <--
    requirements:
      functional:
        read: User should be able to read posts
      nonfunctional:
        latency: p99 < 200ms

Good:

    profile: doc
    name: Posts
    description: Keeps what people write and shows it to their readers.
    requirements:
      functional:
        read: User should be able to read posts
      nonfunctional:
        latency: p99 < 200ms

Source: C4 model, diagram review checklist: a title that says what the diagram is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("DC004", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    root = model.spec.root
    lacking = [key for key in ("name", "description") if key not in root]
    if model.profile == "doc" and lacking and not model.is_broken:
        yield Finding(
            place_of(model, "name"),
            f"the design has no {' and no '.join(lacking)}",
            f"add '{lacking[0]}: …' at the top",
        )
