"""A client calls another client.

Browsers and phones have no address that others could call: they move, sleep and sit behind routers. What one sends to
another goes through a service. Peers that do connect (WebRTC, a call, a game) say `p2p: true`, or the label says so.
A person who uses an app, and a device that speaks to a phone beside it, are fine.

Bad:

    components:
      ios: mobile client
      android: mobile client
    flows:
      send:
        - ios -> android: send the photo  # <--

Good:

    components:
      ios: mobile client p2p=true
      android: mobile client
    flows:
      send:
        - ios -> android: send the photo

Source: data flow diagrams: external entities exchange data only through the system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Call, Component, Delivery, Model, Operation, Step, Text

_PEERS = re.compile(r"(?i)p2p|peer|webrtc|rtp|stun|turn\b|ice\b|audio|video|media|bluetooth|ble\b|nfc|qr|scan")


@rule("TP004", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the first step from each client to each other one."""
    for edge in walk.edges(model):
        if edge.source.role is not Role.CLIENT or edge.target.role is not Role.CLIENT or not edge.passages:
            continue
        step = edge.passages[0].step
        if _is_used_by(edge.source, edge.target) or any(_says_peers(each.step) for each in edge.passages):
            continue
        if not _arrows.is_right(model, step):
            continue
        hop = next(each for each in step.hops if each.target.target is edge.target)
        message = f"client '{edge.source.id}' calls client '{edge.target.id}'"
        yield Finding(_arrows.hop_span(hop), message, "let a service pass it on, or say 'p2p: true' of one of them")


def _is_used_by(one: Component, other: Component) -> bool:
    """Whether one is a person at the other, they are one, or they are known to connect."""
    if one is other or "p2p" in one.entry or "p2p" in other.entry:
        return True
    kinds = {one.kind.name, other.kind.name}
    return "iot-client" in kinds or ("client" in kinds and len(kinds) > 1)


def _says_peers(step: Step) -> bool:
    label = step.label
    if isinstance(label, Call):
        operation = label.operation.target
        return isinstance(operation, Operation) and "p2p" in operation.entry
    said = label.text if isinstance(label, Text) else label.message.name if isinstance(label, Delivery) else ""
    return _PEERS.search(said) is not None
