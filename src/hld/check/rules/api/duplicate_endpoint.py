"""Two operations have the same method and the same path.

What a parameter is called does not tell two paths apart: a request for `/tweets/7` fits both, and nobody can
say which of them answers.

Bad:

    api:
      - GET /v1/tweets/{tweetId} -> Tweet
      - GET /v1/tweets/{id} -> Tweet  # <--

Good:

    api:
      - GET /v1/tweets/{tweetId} -> Tweet
      - GET /v1/users/{id}/tweets/latest -> Tweet

Source: OpenAPI 3.1, Paths Object (templated paths that differ only in names are identical).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model, Operation, Style

PARAMETER = r"\{[^{}]*\}"


@rule("AP002", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    yield from model.found("duplicate-endpoint")
    first: dict[tuple[str, str, str], Operation] = {}
    for operation in model.operations.values():
        other = first.setdefault(_address(operation), operation)
        if other is not operation:
            yield Finding(
                operation.span,
                f"'{operation.key}' and '{other.key}' are the same operation",
                "keep one of them, or give them different paths",
            )


def _address(operation: Operation) -> tuple[str, str, str]:
    """What a request is told apart by: style, method, and path without the names of its parameters.

    To poll is to send the same request again and again, mostly a GET.
    """
    style, method = operation.style, operation.method
    if style is Style.POLLING:
        style, method = Style.REST, method or "GET"
    return style, method, re.sub(PARAMETER, "{}", operation.path).rstrip("/")
