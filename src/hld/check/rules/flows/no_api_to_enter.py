"""A call enters a service without naming an operation of it.

A service is entered through its API. If a step only says in words what is wanted, nobody has agreed to serve it: the
request, the answer and the errors are open, and so is whether the service can do it at all. Work that a scheduler
starts needs no API. In a sketch that has no `api` yet this is said once, as a warning.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, ranker: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> ranker: rank the posts  # <--
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - rpc Ranker.Rank -> Post[]
    components: {web: client, api: service, ranker: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> ranker: rpc Ranker.Rank
        - api -> posts: read Post

Source: FINOS CALM 1.2: a connection ends at an interface; The Amazon API mandate (2002): service interfaces only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt
from hld.diagnostics import Finding, Severity, Span
from hld.model import trace
from hld.model.types import Call, Component, Model, Operation, Reply, Step, Text

_FEW = 4


@rule("FL008", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls into services whose label is no operation."""
    if _doubt.lacks_api(model):
        yield from _sketch(model)
        return
    for _, step in model.steps:
        target = step.target.target
        if target is not None and trace.calls_in_words(step) and _arrows.is_right(model, step):
            yield _finding(model, step, target)


def _finding(model: Model, step: Step, target: Component) -> Finding:
    served = trace.served(model, target)
    said = step.label.text if isinstance(step.label, Text | Reply) else ""
    subject = f"'{said}'" if said else f"'{step.source.name} -> {step.target.name}'"
    if not served:
        if any(trace.provider(model, operation) is None for operation in model.operations.values()):
            message = f"{subject} names no operation, and which of them '{target.id}' has is not known"
            hint = f"name the one that is called: {_few(model)}"
            return Finding(_where(step), message, hint, severity=Severity.WARNING)
        message = f"{subject} names no operation, and '{target.id}' has none"
        return Finding(_where(step), message, "declare one under 'api', such as 'rpc Name.Do', and name it here")
    message = f"{subject} names no operation of '{target.id}'"
    hint = f"name the one that is called; it has {_listed(served)}"
    return Finding(_where(step), message, hint, severity=Severity.WARNING)


@lru_cache(maxsize=4)
def _few(model: Model) -> str:
    """The operations whose provider is not known."""
    return _listed([each for each in model.operations.values() if trace.provider(model, each) is None])


def _listed(operations: Sequence[Operation]) -> str:
    return ", ".join(f"'{each.key}'" for each in operations[:_FEW]) + (", …" if len(operations) > _FEW else "")


def _where(step: Step) -> Span:
    """The label, or where there is none the hop."""
    if isinstance(step.label, Text | Reply) and step.label.text:
        return step.label.span
    return _arrows.hop_span(step.hops[-1])


def _sketch(model: Model) -> Iterator[Finding]:
    """One warning for a design without an API, at the first call that would need it."""
    for _, step in model.steps:
        if (trace.calls_in_words(step) or _is_call(step)) and _arrows.is_right(model, step):
            where = step.label.span if isinstance(step.label, Call) else _where(step)
            message = f"there is no 'api' yet, so what is asked of '{step.target.name}' cannot be checked"
            yield Finding(where, message, "declare the operations under 'api'", severity=Severity.WARNING)
            return


def _is_call(step: Step) -> bool:
    """Whether the step names an operation of a service of ours."""
    target = step.target.target
    return isinstance(step.label, Call) and target is not None and target.role is Role.COMPUTE
