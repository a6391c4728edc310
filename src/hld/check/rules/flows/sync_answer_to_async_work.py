"""An operation answers with something that is made only after the answer.

What is put into a queue is worked off later, and the caller gets his answer now: what he is promised does not exist
yet. Answer 202 and let him ask for it or be told, or do the work before answering. Nothing is said where the flow
reads or writes the same entity before the answer, or gets it from another service; an answer that is seen to come back
through the queue is told by a rule of its own.

Bad:

    entities: {Report: {id, text}}
    auth: oauth
    api:
      - POST /v1/reports -> 201 Report  # <--
      - GET /v1/reports/{reportId} -> Report
    components: {web: client, api: service, jobs: queue, writer: {kind: worker, idempotent: true}, reports: sql}
    flows:
      ask:
        - web -> api: POST /v1/reports
        - api ~> jobs ~> writer: ReportAsked
        - writer -> reports: write Report
      read:
        - web -> api: GET /v1/reports/{reportId}
        - api -> reports: read Report

Good:

    entities: {Report: {id, text}}
    auth: oauth
    api:
      - POST /v1/reports -> 202
      - GET /v1/reports/{reportId} -> Report
    components: {web: client, api: service, jobs: queue, writer: {kind: worker, idempotent: true}, reports: sql}
    flows:
      ask:
        - web -> api: POST /v1/reports
        - api ~> jobs ~> writer: ReportAsked
        - writer -> reports: write Report
      read:
        - web -> api: GET /v1/reports/{reportId}
        - api -> reports: read Report

Source: Azure Architecture Center, asynchronous request-reply pattern.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _replies
from hld.check.rules.topology import _answers
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.trace import Use
from hld.model.types import Access, Entity, Match, Model, Operation, Step

_CHANGES = frozenset({"POST", "PUT", "PATCH"})
ACCEPTED = 202


@rule("FL016", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the operations that answer with an entity which their flow writes only behind a broker."""
    told: set[Operation] = set()
    for use in trace.calls(model):
        operation = use.operation
        if operation is None or operation in told or use.step is not use.flow.steps[0]:
            continue
        entity = _promised(operation)
        if entity is None or not _is_certain(model, use) or _answers.through_broker(model, use.flow) is not None:
            continue
        if _is_made_later(model, use, entity) and operation.returns is not None:
            told.add(operation)
            yield Finding(
                operation.returns.span,
                f"'{operation.key}' answers with '{entity.id}', which flow '{use.flow.id}' writes only after a queue",
                f"answer {ACCEPTED}, and let the caller ask for it or be told",
            )


def _is_certain(model: Model, use: Use) -> bool:
    if use.call.match is not Match.EXACT or not trace.is_whole(use.flow):
        return False
    if any(answer.call is None for answer in _replies.answers(model, use.flow)):
        return False  # which may have been meant as a call that does the work
    return all(_arrows.is_right(model, step) for step in use.flow.steps)


def _promised(operation: Operation) -> Entity | None:
    """What an operation that changes something says it answers with, unless it only accepts the work."""
    returned = operation.returns
    if operation.method not in _CHANGES or returned is None or returned.status == ACCEPTED or returned.type is None:
        return None
    return returned.type.entity.target if returned.type.entity is not None else None


def _is_made_later(model: Model, use: Use, entity: Entity) -> bool:
    """Whether the flow writes the entity, and no step before the answer touches it or may bring it."""
    prompt = set(walk.synchronous(use.flow))
    written = [touch for touch in trace.writers(model, entity) if touch.flow is use.flow]
    if not written or any(touch.step in prompt for touch in written):
        return False
    return not any(_may_bring(step, entity) for step in use.flow.steps[1:] if step in prompt)


def _may_bring(step: Step, entity: Entity) -> bool:
    """Whether the step reads the entity, or asks somebody for something."""
    if isinstance(step.label, Access):
        return any(each.target is entity for each in step.label.entities)
    return step.is_call
