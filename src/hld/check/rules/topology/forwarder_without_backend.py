"""A load balancer, a gateway or a firewall leads nowhere.

It only passes on what it gets, so a call that ends there is answered by nobody. Most often the service behind it was
forgotten in the chain. A web server may serve pages of its own, and a gateway may answer an operation that names it
as `provider`. A CDN has a rule of its own.

Bad:

    auth: oauth
    components:
      web: client
      lb: load balancer  # <--
    flows:
      look:
        - web -> lb: open the page

Good:

    auth: oauth
    components:
      web: client
      lb: load balancer
      pages: web server
    flows:
      look:
        - web -> lb -> pages: open the page

Source: Threagile, technology attribute traffic-forwarding.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Model

_KINDS = frozenset({"load-balancer", "api-gateway", "waf"})


@rule("TP007", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    if not _shape.is_sound(model):
        return
    answering = {each.provider.target for each in model.operations.values() if each.provider is not None}
    for component in model.components.values():
        if component.kind.name in _KINDS and component not in answering and _ends_here(model, component):
            yield Finding(
                component.span, f"{component.kind.noun} '{component.id}' leads nowhere", "add what is behind it"
            )


def _ends_here(model: Model, component: Component) -> bool:
    return bool(walk.incoming(model, component)) and not walk.outgoing(model, component)
