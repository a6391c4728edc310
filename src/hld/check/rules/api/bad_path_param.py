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

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Model, Operation

PARAMETER = re.compile(r"\{([^{}]*)\}")


@rule("AP003", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    yield from model.found("bad-path-param")
    for operation in model.operations.values():
        names = [name.strip() for name in PARAMETER.findall(operation.path)]
        if "" in names:
            yield Finding(operation.span, f"'{operation.key}' has a parameter without a name", "write {id}")
        repeated = dict.fromkeys(name for name in names if name and names.count(name) > 1)
        for name in repeated:
            yield Finding(
                operation.span, f"'{{{name}}}' stands twice in '{operation.key}'", "give each parameter its own name"
            )
        for name, span in _described(operation):
            if name not in names:
                yield Finding(span, f"'{operation.key}' has no parameter '{name}'", f"write {{{name}}} in the path")


def _described(operation: Operation) -> Iterator[tuple[str, Span]]:
    """The parameters that the long form describes, and where."""
    described = operation.entry.record("params")
    if described is not None:
        yield from described.keys.items()
