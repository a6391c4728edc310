"""A browser calls an operation by RPC.

gRPC and its kind need control over the connection that a browser does not give to a page. Offer REST or GraphQL to
browsers, or let a gateway on the way translate. Apps on phones, command lines and devices can speak it.

Bad:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - rpc Posts.Read -> Post
    components: {web: web client, posts: service, db: sql}
    flows:
      read:
        - web -> posts: rpc Posts.Read  # <--
        - posts -> db: read Post

Good:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - rpc Posts.Read -> Post
    components: {web: web client, gate: api gateway, posts: service, db: sql}
    flows:
      read:
        - web -> gate -> posts: rpc Posts.Read
        - posts -> db: read Post

Source: gRPC documentation, gRPC-Web: a browser needs a proxy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.trace import Use
from hld.model.types import Match, Model, Style

_TRANSLATES = frozenset({"api-gateway", "web-server", "load-balancer"})
_FOR_BROWSERS = re.compile(r"(?i)grpc[- ]?web|json[- ]?rpc|connect|trpc|http|websocket")


@rule("AP015", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the first such call of each operation."""
    told: set[str] = set()
    for use in trace.calls(model):
        operation = use.operation
        if use.consumer is None or use.consumer.kind.name != "web-client" or operation is None:
            continue
        is_new = operation.style is Style.RPC and operation.key not in told
        if is_new and _is_certain(model, use) and not _is_translated(use):
            told.add(operation.key)
            yield Finding(
                use.call.span,
                f"browser '{use.consumer.id}' calls '{operation.key}', and browsers do not speak RPC",
                "offer it as REST, put a gateway between them, or say 'protocol: grpc-web'",
            )


def _is_certain(model: Model, use: Use) -> bool:
    step = use.step
    return use.call.match is Match.EXACT and _arrows.is_right(model, step)


def _is_translated(use: Use) -> bool:
    """Whether something on the way translates, or what is spoken is made for browsers."""
    if any(node.target is not None and node.target.kind.name in _TRANSLATES for node in use.step.via):
        return True
    ends = [each.entry for each in (use.consumer, use.provider) if each is not None]
    return any(_FOR_BROWSERS.search(each.text("protocol")) for each in (use.step.entry, *ends))
