"""A component is given work, and nothing comes of it.

It reads nothing, writes nothing, calls nobody and answers nothing: either a step is missing, or so is the reason for
the component. Work that stays within it is a step of its own (`- resizer: make thumbnails`). One that is called and
waited for gives an answer, which is enough here. In an interview this is a note, for what a worker does may be said
aloud.

Bad:

    entities: {Photo: {id}}
    auth: oauth
    api:
      - POST /v1/photos {file} -> 202
      - GET /v1/photos/{photoId} -> Photo
    components:
      web: client
      api: service
      photos: object store
      jobs: queue
      resizer: worker  # <--
    flows:
      upload:
        - web -> api: POST /v1/photos
        - api -> photos: write Photo
        - api ~> jobs ~> resizer: PhotoUploaded
      look:
        - web -> api: GET /v1/photos/{photoId}
        - api -> photos: read Photo

Good:

    entities: {Photo: {id}}
    auth: oauth
    api:
      - POST /v1/photos {file} -> 202
      - GET /v1/photos/{photoId} -> Photo
    components:
      web: client
      api: service
      photos: object store
      jobs: queue
      resizer: {kind: worker, idempotent: true}
    flows:
      upload:
        - web -> api: POST /v1/photos
        - api -> photos: write Photo
        - api ~> jobs ~> resizer: PhotoUploaded
        - resizer -> photos: read Photo
        - resizer: make thumbnails
        - resizer -> photos: write Photo
      look:
        - web -> api: GET /v1/photos/{photoId}
        - api -> photos: read Photo

Source: Yourdon and DeMarco, data flow diagrams: a process with input and no output is a black hole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Model

_TOLD_ELSEWHERE = ("components", "external", "stores", "schedule")


@rule("TP015", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the components that are only ever handed something for which nobody waits."""
    if not _shape.is_sound(model):
        return
    for component in model.components.values():
        entered = walk.passages_into(model, component)
        if component.role is not Role.COMPUTE or not entered or _does_something(model, component):
            continue
        if all(each.is_async and each.step.target.target is component for each in entered):
            yield Finding(
                component.span,
                f"'{component.id}' is given work and nothing comes of it",
                f"add what it does, such as '{component.id}: work it out', or a read, a write or a call",
            )


def _does_something(model: Model, component: Component) -> bool:
    """Whether a step begins at it, a line joins it to another, or it is a part, or told, elsewhere."""
    if component.kind_is_unknown or any(key in component.entry for key in _TOLD_ELSEWHERE):
        return True
    if walk.outgoing(model, component) or any(edge.relationship for edge in walk.incoming(model, component)):
        return True
    return component in _beginning(model) or component.id in _shape.named(model)


@lru_cache(maxsize=4)
def _beginning(model: Model) -> frozenset[Component | None]:
    """The components at which a step begins, be it an answer or work of their own."""
    return frozenset(step.source.target for _, step in model.steps)
