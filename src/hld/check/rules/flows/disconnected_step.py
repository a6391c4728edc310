"""A step starts at a component that the flow has not reached.

A flow is one story: each step is done by somebody whom an earlier step has reached. A step out of nowhere means that
a step is missing before it, that its arrow is the wrong way round, or that it belongs to another flow. Clients,
externals and schedulers act of their own accord, and a message may arrive at any time.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql, jobs: queue, mailer: worker, mail: external}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - mailer -> mail: send mail  # <--
        - api ~> jobs: PostWritten
        - jobs ~> mailer: PostWritten

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql, jobs: queue, mailer: worker, mail: external}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - api ~> jobs: PostWritten
        - jobs ~> mailer: PostWritten
        - mailer -> mail: send mail

Source: LikeC4, dynamic views: a chain of steps; workflow nets, where only a transition with a token can fire.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Flow, Model, Step
from hld.model.walk import Visited

_STARTERS = frozenset({Role.CLIENT, Role.EXTERNAL, Role.MONITOR, Role.BROKER})
_STILL = frozenset({"depends", "runs-on"})


@rule("FL019", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find the steps whose source neither starts anything nor was reached, the first of each source."""
    for flow in model.flows.values():
        if _doubt.is_readable(model, flow):
            yield from _in_flow(model, flow)


def _in_flow(model: Model, flow: Flow) -> Iterator[Finding]:
    """The findings of one flow, up to the first hole: after that anything may have been reached."""
    told: set[str] = set()
    for step, visited in walk.visits(flow):
        source = step.source.target
        if source is None:
            return
        if not _is_reached(model, step, source, visited) and source.id not in told:
            told.add(source.id)
            message = f"step {step.number} starts at '{source.id}', which flow '{flow.id}' has not reached"
            yield Finding(step.source.span, message, _hint(source))
        if not step.is_whole:
            return


def _is_reached(model: Model, step: Step, source: Component, visited: Visited) -> bool:
    """Whether the source was reached, acts by itself, is led to by a relationship, or is wrong in another way."""
    if source.id in visited or step.is_reply or _arrows.fault(model, step):
        return True
    if source.role in _STARTERS or source.kind.name == "scheduler":
        return True
    return _is_fed(model, source, visited)


def _is_fed(model: Model, component: Component, visited: Visited) -> bool:
    """Whether data comes here by relationships (change data capture, replication) from what was reached."""
    waiting, seen = [component], {component.id}
    while waiting:
        for edge in walk.incoming(model, waiting.pop()):
            if edge.relationship is None or edge.mode in _STILL or edge.source.id in seen:
                continue
            if edge.source.id in visited:
                return True
            seen.add(edge.source.id)
            waiting.append(edge.source)
    return False


def _hint(source: Component) -> str:
    return f"add the step before it that reaches '{source.id}', or turn the arrow round"
