"""Nothing says how long a caller waits.

A call without a limit waits as long as the other side likes: threads pile up behind one slow dependency until the
caller is down as well. Say it on the step, the operation or the component that calls (`timeout: 500ms`). Told in
a written design, once for all if no call says it, else once for each component that calls services or externals. Calls
of stores are asked for only where nothing is said at all: their drivers have limits of their own.

Bad:

    profile: doc
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, role: serves posts}
      posts: {kind: sql, role: keeps posts, seeded: true}
    flows:  # <--
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    profile: doc
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, role: serves posts, timeout: 500ms}
      posts: {kind: sql, role: keeps posts, seeded: true}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: M. Nygard, Release It!, timeouts; AWS Well-Architected REL05-BP05.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model import patience
from hld.model.types import Model, Step

_CALLED = frozenset({Role.COMPUTE, Role.STORE, Role.EXTERNAL})


@rule("RE001", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if model.profile != "doc":
        return
    calls = [step for _, step in model.steps if _waits(step) and not _arrows.fault(model, step)]
    if calls and not any(patience.timeout(step) is not None for step in calls):
        hint = "'timeout: 500ms' on the step, the operation or the component that calls"
        yield Finding(place_of(model, "flows"), "no call says how long it waits", hint)
        return
    told: set[str] = set()
    for step in calls:
        caller, target = step.source.target, step.target.target
        if caller is None or target is None or target.role is Role.STORE or caller.id in told:
            continue
        if patience.timeout(step) is None:
            told.add(caller.id)
            yield Finding(
                _arrows.hop_span(step.hops[0]),
                f"nothing says how long '{caller.id}' waits for '{target.id}'",
                f"'[timeout=500ms]' after the step, or 'timeout: 500ms' of '{caller.id}'",
            )


def _waits(step: Step) -> bool:
    """Whether a component of ours calls another, and both are known. A clock only sets off."""
    source, target = step.source.target, step.target.target
    if not step.is_call or not step.is_exact or source is None or target is None or source is target:
        return False
    return source.role is Role.COMPUTE and source.kind.name != "scheduler" and target.role in _CALLED
