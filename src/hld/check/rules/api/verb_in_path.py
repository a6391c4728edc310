"""A path ends in a verb.

In HTTP the method says what is done and the path to what: `POST /tweets`, not `POST /createTweet`. With verbs in paths
each team invents its own, and caches and gateways cannot tell reads from writes. Words such as `posts`, `addresses` and
`downloads` are nouns: the verb must be a word by itself.

Bad:

    api:
      - POST /v1/createTweet {text}  # <--

Good:

    api:
      - POST /v1/tweets {text}
      - GET /v1/addresses/{addressId}

Source: Zalando RESTful API guidelines, rule 141 (keep URLs verb-free).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model, Operation, Style

VERBS = ("get", "create", "update", "delete", "add", "remove", "fetch", "insert", "make", "do", "post", "put")

#: Nouns in their own right where they stand alone.
_ALONE = ("post", "do", "put", "make", "add")
_VERB = re.compile(rf"({'|'.join(VERBS)})(?=$|[-_A-Z])")


@rule("AP004", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        verb = _verb(operation) if operation.style is Style.REST else ""
        if verb:
            yield Finding(
                operation.span,
                f"'{operation.key}' says '{verb}' in its path, and its method says what is done",
                "name the thing alone, in the plural: 'POST /v1/tweets'",
            )


def _verb(operation: Operation) -> str:
    """The verb that the last fixed part of the path begins with; "" if there is none."""
    fixed = [part for part in operation.path.split("?")[0].split("/") if part and "{" not in part]
    found = _VERB.match(fixed[-1]) if fixed else None
    return "" if found is None or (fixed[-1] in _ALONE) else found.group(1)
