"""After the loss of one instance, or of its largest zone, the rest cannot bear the peak.

What is left has to do all the work at its full capacity, without the reserve that instances usually keep. With three
zones a third of the instances is lost at once. Where there are too few even before, `too-few-instances` says so.

Bad:

    capacity:
      dau: 10M users
      read: 47 reads/user/day
      peak: 2x
    conventions: {utilisation: 80%}
    requirements:
      nonfunctional:
        availability: 99.9%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer x2
      api: {kind: service, replicas: 3, zones: 3, capacity: 5k/s}  # <--
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    capacity:
      dau: 10M users
      read: 47 reads/user/day
      peak: 2x
    conventions: {utilisation: 80%}
    requirements:
      nonfunctional:
        availability: 99.9%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer x2
      api: {kind: service, replicas: 6, zones: 3, capacity: 5k/s}
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: static stability: AWS Well-Architected, REL11; with z zones z/(z-1) times the need.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from hld.analyse.types import Component as Figures
from hld.analyse.types import Verdict
from hld.check.figures import figures, rest_on_default
from hld.check.rule import rule
from hld.check.rules.availability import _asked
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model


@rule("AV006", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each component that a loss leaves too small, once, at the number of its instances."""
    seen: set[str] = set()
    for _, flow, _may, _ in _asked.flows(model):
        for name, _ in figures(model).flows[flow].availability.parts:
            component, found = model.components.get(name), figures(model).components.get(name)
            if component is None or found is None or name in seen:
                continue
            seen.add(name)
            left = _left(component, found)
            if left is not None and found.instances is not None:
                peak, capacity = found.load.peak, found.instances.capacity
                lost = "one zone" if _zones(component) > 1 else "one instance"
                yield Finding(
                    component.entry.at("replicas"),
                    f"without {lost}, {left} of '{name}' are left for {peak.text} at peak; each does {capacity.text}",
                    f"{_enough(component, found)} of them, or a share of the load that can be shed",
                    rests_on_default=rest_on_default((peak, capacity)),
                )


def _zones(component: Component) -> int:
    zones = component.entry.value("zones")
    return zones if isinstance(zones, int) and zones > 1 else 1


def _lost(component: Component, count: int) -> int:
    """How many go at once: those of the largest zone, or one."""
    return ceil(count / _zones(component)) if _zones(component) > 1 else 1


def _left(component: Component, found: Figures) -> int | None:
    """How many are left where that is too few; None where it is enough, not known, or was too few before."""
    instances = found.instances
    if instances is None or instances.most is None or instances.bare.value is None or component.replicas is None:
        return None
    if instances.verdict is Verdict.FAIL or instances.most < 2:
        return None
    left = instances.most - _lost(component, instances.most)
    return left if left < instances.bare.value else None


def _enough(component: Component, found: Figures) -> int:
    """The fewest of which enough are left."""
    assert found.instances is not None and found.instances.bare.value is not None, "only what is left short is mended"
    count = found.instances.most or 1
    while count - _lost(component, count) < found.instances.bare.value:
        count += 1
    return count
