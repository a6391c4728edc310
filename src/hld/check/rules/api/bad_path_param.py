"""A parameter of a path has no name, a name that stands twice, or is described without being in the path.

A request fills each parameter by its name, so each needs one of its own.

Bad:

    api:
      - GET /v1/users/{id}/posts/{id} -> Post  # <--

Good:

    api:
      - GET /v1/users/{userId}/posts/{postId} -> Post

Source: OpenAPI 3.1, path templating; Spectral, path-params.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("AP003", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    yield from model.found("bad-path-param")
    for operation in model.operations.values():
        described = operation.entry.record("params")
        for name, span in described.keys.items() if described is not None else ():
            if name not in operation.params:
                yield Finding(span, f"'{operation.key}' has no parameter '{name}'", f"write '{{{name}}}' in the path")
