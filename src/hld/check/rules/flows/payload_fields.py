"""A step sends a field that the operation or the message does not declare.

The fields in braces after an operation or a message are those of its declaration. One that is not declared would be
dropped or refused by the other side.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts {txt}  # <--
        - api -> posts: write Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts {text}
        - api -> posts: write Post

Source: OpenAPI Specification 3.1, Request Body Object; AsyncAPI Specification 3.0, Message Object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hld.check.rule import rule
from hld.check.rules.flows import _calls, _doubt
from hld.diagnostics import Finding, Severity
from hld.model.types import Call, Delivery, Field, Match, Model, Operation, Step
from hld.near import nearest


@rule("FL017", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find fields of requests and messages that are not declared, where any are."""
    for use, operation in _calls.known(model):
        if use.call.match is not Match.METHOD and not _doubt.is_garbled(model, use.step):
            sent = (*use.call.fields, *_asked(use.step, use.call))
            if sent:
                yield from _undeclared(sent, _taken(operation), operation.key)
    for _, step in model.steps if model.messages else ():
        if isinstance(step.label, Delivery) and not _doubt.is_garbled(model, step):
            message = step.label.message.target
            if message is not None:
                yield from _undeclared(step.label.fields, _names(message.fields), message.id)


def _taken(operation: Operation) -> list[str]:
    """The names of all that an operation takes; none where neither a body nor a query is declared."""
    if operation.body is None and not operation.query:
        return []
    headers = operation.entry.record("headers")
    return [
        *_names(operation.body or ()),
        *_names(operation.query),
        *operation.params,
        *(headers.entries if headers is not None else ()),
    ]


def _asked(step: Step, call: Call) -> list[Field]:
    """The parameters behind the path of a call: `GET /v1/search?q=cats&limit`."""
    leaf = step.entry.leaf("label") or step.entry.leaf("call")
    if leaf is None or not call.path or "?" not in leaf.scalar.text:
        return []
    start = leaf.text.find(f"{call.path}?")
    if start < 0:
        return []
    start += len(call.path) + 1
    query = leaf.text[start:].partition(" ")[0].partition("{")[0]
    names = re.finditer(r"(?:^|&)([^\W\d][\w.-]*)(?=[=&]|$)", query)
    return [Field(name[1], leaf.scalar.slice(start + name.start(1), start + name.end(1)).span) for name in names]


def _undeclared(sent: Sequence[Field], declared: Sequence[str], owner: str) -> Iterator[Finding]:
    for field in sent:
        if declared and field.name not in declared:
            near = nearest(field.name, declared)
            hint = f"did you mean '{near}'?" if near else "it has " + ", ".join(f"'{each}'" for each in declared)
            yield Finding(field.span, f"'{owner}' has no field '{field.name}'", hint)


def _names(fields: Sequence[Field]) -> list[str]:
    return [field.name for field in fields]
