"""No operation says how it may fail.

Callers must know which failures to expect: a wrong request, a missing right, too many calls. List the statuses with
`errors: [400, 401, 429]`. A written design is told once: that none says it, or which is the first that does not. For
GraphQL, where one query can ask for everything, `limits: depth 5` belongs to it, in an interview too.

Bad:

    profile: doc
    auth: oauth
    entities: {Post: {id, text}}
    api:  # <--
      - GET /v1/posts/{postId} -> Post

Good:

    profile: doc
    auth: oauth
    entities: {Post: {id, text}}
    api:
      GET /v1/posts/{postId}: {returns: Post, errors: [401, 404]}

Source: OpenAPI, responses; RFC 9457 (problem details); GraphQL, query depth and cost.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.exposure import is_internal
from hld.check.rule import rule
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model.types import Model, Operation, Style

_ANSWERS = (Style.REST, Style.POLLING)


@rule("AP018", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if model.profile == "doc":
        yield from _without_errors(model)
    operations = sorted(model.operations.values(), key=lambda each: each.key)
    queries = [each for each in operations if each.style is Style.QUERY and not is_internal(model, each)]
    if queries and not any("limits" in each.entry for each in model.operations.values()):
        yield Finding(queries[0].span, "nothing bounds what a query may ask for", "'limits: depth 5, cost 1000'")


def _without_errors(model: Model) -> Iterator[Finding]:
    operations = sorted(model.operations.values(), key=lambda each: each.key)
    public = [each for each in operations if each.style in _ANSWERS and not is_internal(model, each)]
    silent = [each for each in public if "errors" not in each.entry]
    if silent and len(silent) == len(public):
        yield Finding(place_of(model, "api"), "no operation says how it may fail", "'errors: [400, 401, 429]'")
    elif silent:
        yield Finding(silent[0].span, _message(silent), "'errors: [400, 401, 429]'")


def _message(silent: list[Operation]) -> str:
    also = f", nor do {len(silent) - 1} more" if len(silent) > 1 else ""
    return f"'{silent[0].key}' does not say how it may fail{also}"
