"""A step speaks to an operation in another style than it is declared in.

REST, RPC, GraphQL, WebSocket and server-sent events differ in who may speak when and in what both sides must be able
to do. A step that sends an HTTP request to what is declared as an RPC method describes a client that cannot be built.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - rpc Posts.Get -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: query Posts.Get  # <--
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - rpc Posts.Get -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: rpc Posts.Get
        - api -> posts: read Post

Source: AsyncAPI Specification 3.0, protocol bindings; gRPC core concepts; RFC 6455 (WebSocket).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _calls
from hld.diagnostics import Finding, Severity
from hld.model.stated import is_stated, steps_stating
from hld.model.types import Match, Model, Step, Style, Text

_TITLES = {
    Style.REST: "an HTTP request",
    Style.RPC: "an RPC method",
    Style.QUERY: "a GraphQL query",
    Style.MUTATION: "a GraphQL mutation",
    Style.SUBSCRIPTION: "a GraphQL subscription",
    Style.WEBSOCKET: "a WebSocket",
    Style.SSE: "a stream of server-sent events",
    Style.POLLING: "a poll",
    Style.WEBHOOK: "a webhook",
    Style.PUSH: "a push",
}

#: Protocols that only operations of certain styles are spoken over.
_PROTOCOLS = {
    "grpc": (Style.RPC,),
    "graphql": (Style.QUERY, Style.MUTATION, Style.SUBSCRIPTION),
    "ws": (Style.WEBSOCKET, Style.SUBSCRIPTION),
    "wss": (Style.WEBSOCKET, Style.SUBSCRIPTION),
    "websocket": (Style.WEBSOCKET, Style.SUBSCRIPTION),
    "sse": (Style.SSE,),
}


@rule("FL007", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls in another style or over another protocol than declared, and https where TLS is said to be off."""
    for call, operation in _calls.misnamed(model, Match.STYLE):
        message = f"'{operation.path}' is declared as {_TITLES[operation.style]}, not as {_TITLES[call.style]}"
        yield Finding(_calls.method_span(call), message, f"write '{operation.key}'")
    for use, operation in _calls.known(model) if is_stated(model, "protocol") else ():
        protocol = use.step.entry.text("protocol")
        if use.call.match is not Match.STYLE and operation.style not in _PROTOCOLS.get(
            protocol.lower(), (operation.style,)
        ):
            message = (
                f"'{operation.key}' is declared as {_TITLES[operation.style]}, which is not spoken over {protocol}"
            )
            yield Finding(use.step.entry.at("protocol"), message, "drop 'protocol', or declare the operation so")
    for step in steps_stating(model, "tls"):
        if step.entry.value("tls") is False and _is_https(step):
            where = step.entry.at("tls")
            yield Finding(where, "https is HTTP over TLS, but the step has 'tls: false'", "drop 'tls: false'")


def _is_https(step: Step) -> bool:
    said = step.label.text if isinstance(step.label, Text) else ""
    return "https" in f"{said} {step.entry.text('protocol')}".casefold()
