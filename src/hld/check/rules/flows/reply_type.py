"""A reply carries another status or type than its operation declares.

What comes back is half of the contract. If the API promises a list and the flow shows one item, or a status that is
not declared, either the client or the service will be built wrong.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - api --> web: 200 Post[]  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - api --> web: 200 Post

Source: OpenAPI Specification 3.1, Responses Object.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _doubt, _replies
from hld.diagnostics import Finding, Severity
from hld.model.types import Call, Match, Model, Operation, Reply, Step, Type

_FAILURE = 400
_BEYOND = 300

#: What goes without a body.
_EMPTY = (204, 304)

#: The statuses of success that an answer with a type has where none is declared; for other methods it may be any.
_USUAL = {"GET": (200, 206), "HEAD": (200, 206), "POST": (200, 201, 202)}


@rule("FL015", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find replies whose status or type is not that of the operation they answer."""
    for flow in model.flows.values():
        for answer in _replies.answers(model, flow):
            operation, reply = _operation(answer.call), answer.reply.label
            if operation is not None and isinstance(reply, Reply) and not _doubt.is_garbled(model, answer.reply):
                yield from _of_status(operation, reply)
                yield from _of_type(operation, reply)


def _operation(call: Step | None) -> Operation | None:
    """The operation called, unless only its path is right."""
    if call is None or not isinstance(call.label, Call) or call.label.match is Match.METHOD:
        return None
    return call.label.operation.target


def _of_status(operation: Operation, reply: Reply) -> Iterator[Finding]:
    """A status that is not declared. Where no success or no errors are declared, any may come."""
    if reply.status is None:
        return
    is_failure = reply.status >= _FAILURE
    if not is_failure and _is_unusual(operation, reply.status):
        message = f"'{operation.key}' answers 200 as it declares no other, and here {reply.status}"
        yield Finding(reply.span, message, f"write 200, or declare '-> {reply.status}'")
        return
    declared = operation.errors if is_failure else _success(operation)
    if declared and reply.status not in declared:
        names = ", ".join(str(each) for each in declared)
        message = f"'{operation.key}' {'fails with' if is_failure else 'answers'} {names}, and here {reply.status}"
        yield Finding(reply.span, message, f"add {reply.status} to its errors" if is_failure else f"write {names}")


def _is_unusual(operation: Operation, status: int) -> bool:
    """Whether nobody expects this status of success: none is declared, but what comes back is."""
    returns = operation.returns
    if returns is None or returns.status is not None or (returns.type is None and not returns.fields):
        return False
    return status < _BEYOND and status not in _USUAL.get(operation.method, (status,))


def _success(operation: Operation) -> tuple[int, ...]:
    """The status of success, where one is declared."""
    returns = operation.returns
    return () if returns is None or returns.status is None else (returns.status,)


def _of_type(operation: Operation, reply: Reply) -> Iterator[Finding]:
    returns = operation.returns
    if reply.type is None or returns is None or (reply.status or 0) >= _FAILURE:
        return
    if returns.type is None:
        if returns.status in _EMPTY and not returns.fields:
            message = f"'{operation.key}' returns nothing ({returns.status}), and the reply is {_shown(reply.type)}"
            yield Finding(reply.type.span, message, "leave the type out, or declare it")
        return
    if _is_hole(reply.type) or _is_hole(returns.type):
        return
    if (_name(reply.type), reply.type.many) != (_name(returns.type), returns.type.many):
        message = f"'{operation.key}' returns {_shown(returns.type)}, and the reply is {_shown(reply.type)}"
        yield Finding(reply.type.span, message, f"write '{_shown(returns.type)}', or change what the operation returns")


def _name(kind: Type) -> str:
    """The name as it was meant: that of the entity or message, where one is known."""
    if kind.entity is not None and kind.entity.target is not None:
        return kind.entity.target.id
    if kind.message is not None and kind.message.target is not None:
        return kind.message.target.id
    return kind.name


def _is_hole(kind: Type) -> bool:
    return kind.entity is not None and kind.entity.is_hole


def _shown(kind: Type) -> str:
    return f"{_name(kind)}[]" if kind.many else _name(kind)
