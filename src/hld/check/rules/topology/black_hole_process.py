"""A component is given work, and nothing comes of it.

It reads nothing, writes nothing, calls nobody and answers nothing: either a step is missing, or so is the reason for
the component. Work that stays within it is a step of its own (`- resizer: make thumbnails`). One that is called and
waited for gives an answer, and that is enough; only an operation that changes something, answers with no data and
leads nowhere counts. In an interview this is a note, for what a worker does may be said aloud.

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

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.types import Call, Component, Match, Model, Step

_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_TOLD_ELSEWHERE = ("components", "external", "stores", "schedule")


@rule("TP015", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the components that flows only lead to."""
    if not _shape.is_sound(model):
        return
    for component in model.components.values():
        entered = walk.passages_into(model, component)
        if component.role is not Role.COMPUTE or not entered or _does_something(model, component):
            continue
        if all(_is_swallowed(model, each, component) for each in entered):
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
    steps = (step for flow in walk.flows_through(model, component) for step in flow.steps)
    return any(step.source.target is component for step in steps) or component.id in _shape.named(model)


def _is_swallowed(model: Model, passage: walk.Passage, component: Component) -> bool:
    """Whether what arrives stays without an answer: nobody waits for it, or nothing is given back.

    What another component provides is not swallowed but sent to the wrong one, as is told there.
    """
    step = passage.step
    if step.target.target is not component:
        return False
    if not step.is_call:
        return True
    return isinstance(step.label, Call) and _answers_nothing(model, step, step.label)


def _answers_nothing(model: Model, step: Step, call: Call) -> bool:
    operation = call.operation.target
    if operation is None or call.match is not Match.EXACT or operation.method not in _CHANGING:
        return False
    returned = operation.returns
    has_data = returned is not None and bool(returned.type or returned.fields)
    return not has_data and trace.provider(model, operation) is step.target.target
