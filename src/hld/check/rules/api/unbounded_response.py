"""A public operation answers with a list of any length.

It works with ten rows and falls over with ten million: the database, the server and the client all hold the
whole answer. Let the caller ask for a page.

Bad:

    entities:
      Tweet: {id, text}
    api:
      - GET /v1/feed -> Tweet[]  # <--

Good:

    entities:
      Tweet: {id, text}
    api:
      - GET /v1/feed?cursor&limit -> Tweet[]

Source: M. Nygard, Release It!, "Unbounded Result Sets"; Zalando RESTful guidelines, pagination.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.exposure import is_internal
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model, Operation, Style

PAGING = {"cursor", "limit", "page", "offset", "pagesize", "pagetoken", "perpage"}
BOUNDS = {
    *("after", "before", "bottom", "count", "end", "first", "from", "k", "last", "max", "n", "per_page", "radius"),
    *("since", "size", "skip", "start", "take", "to", "top", "until", "viewport", "window"),
}
WORDS = r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])"
ASKING = (Style.REST, Style.RPC, Style.QUERY, Style.POLLING)
SEARCHES = ("search", "query", "list", "find")


@rule("AP009", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        returned = operation.returns
        if returned is None or returned.type is None or not returned.type.many:
            continue
        if _asks(operation) and not _is_paged(operation) and not is_internal(model, operation):
            yield Finding(
                returned.type.span,
                f"'{operation.key}' returns an unbounded list of {returned.type.name}",
                _hint(operation),
            )


def _hint(operation: Operation) -> str:
    if operation.method != "GET":
        return "add a cursor and a limit"
    asked = [f"{field.name}?" if field.optional else field.name for field in operation.query]
    return f"add a cursor and a limit: {operation.key}?{'&'.join((*asked, 'cursor', 'limit'))}"


def _asks(operation: Operation) -> bool:
    """Whether it looks something up: what a change answers with is as long as the change."""
    if operation.style not in ASKING:
        return False
    return operation.method in ("", "GET", "HEAD") or operation.path.rsplit("/", 1)[-1].casefold() in SEARCHES


def _is_paged(operation: Operation) -> bool:
    """Whether the request says how much of the list is wanted."""
    asked = (field.name for field in (*operation.query, *(operation.body or ())))
    return any(map(_bounds, asked)) or not PAGING.isdisjoint(operation.params)


def _bounds(name: str) -> bool:
    """Whether a field bounds the answer: it is called so, or a word of its name says that there are pages."""
    return name.casefold() in BOUNDS or not PAGING.isdisjoint(word.casefold() for word in re.findall(WORDS, name))
