"""The network link of a component carries less than comes and goes at peak.

What goes through is the rate times the size of what is asked and answered, both ways. The links are those of all
instances (`nic: 1 Gbps`), to be filled by no more than 70%. Where no link is stated nothing is judged.

Bad:

    capacity:
      dau: 10M users
      read: 20 reads/user/day
    auth: oauth
    entities: {Post: {id, text: 100 KB}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, replicas: 2, nic: 1 Gbps}  # <--
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    capacity:
      dau: 10M users
      read: 20 reads/user/day
    auth: oauth
    entities: {Post: {id, text: 100 KB}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, replicas: 2, nic: 10 Gbps}
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: bandwidth = rate × size, 8 bits a byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.wording import amount
from hld.check.figures import rest_on_default
from hld.check.rule import rule
from hld.check.rules.capacity import _load
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

_FILLED = Fraction(7, 10)


@rule("ST004", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each component whose links are too small, at the link."""
    for component, found in _load.served(model):
        link = component.entry.value("nic")
        peaks = (found.bytes_in.peak, found.bytes_out.peak)
        moved = sum((each.value for each in peaks if each.value is not None), Fraction(0))
        if link is None or not moved:
            continue
        room = link.value * (component.replicas or 1)
        if moved > room * _FILLED:
            yield Finding(
                component.entry.at("nic"),
                f"'{component.id}' moves {amount(moved, 'B/s')} at peak over links for {amount(room, 'B/s')}",
                "larger links, more instances, or less to send",
                rests_on_default=rest_on_default(peaks),
            )
