"""No path of the public API says a version.

Clients that you do not deploy go on calling the old form of an operation. A version in the path, or `version`
on the operations, lets the old and the new form stand side by side.

Bad:

    auth: oauth
    api:  # <--
      - GET /tweets/{tweetId}
      - POST /tweets {text}

Good:

    auth: oauth
    api:
      - GET /v1/tweets/{tweetId}
      - POST /v1/tweets {text}

Source: API versioning as in the Google API design guide; Zalando's guidelines advise against it, so switch it off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.exposure import is_internal
from hld.check.rule import rule
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model.types import Model, Operation, Style

VERSION = r"(^|/)v\d"


@rule("AP010", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    operations = model.operations.values()
    public = [each for each in operations if each.style is Style.REST and not is_internal(model, each)]
    if public and not any(_is_versioned(each) for each in operations):
        yield Finding(
            place_of(model, "api"),
            "no operation says which version of the API it belongs to",
            f"write for example '{public[0].method} /v1{public[0].path}'",
        )


def _is_versioned(operation: Operation) -> bool:
    return "version" in operation.entry or re.search(VERSION, operation.path, re.IGNORECASE) is not None
