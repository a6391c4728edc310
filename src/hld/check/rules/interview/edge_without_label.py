"""An arrow of a written design does not say what it does.

Two boxes and a line between them leave open who asks for what. Say what is read or written, or use words. Told once for
each two components, and only where no step between them says anything. What is called of a service, and what travels
over a queue, is asked for by rules of its own. Not asked in an interview, where it is said aloud.

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
      search: {kind: search, role: finds posts}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> search  # <--
        - api -> posts: read Post

Good:

    profile: doc
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, role: serves posts}
      posts: {kind: sql, role: keeps posts, seeded: true}
      search: {kind: search, role: finds posts}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> search: look for the word
        - api -> posts: read Post

Source: C4 model, diagram review checklist; Structurizr, model.relationship.description.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Model, Reply, Step, Text

_ASKED_ELSEWHERE = (Role.COMPUTE, Role.BROKER)


@rule("DC002", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the first step of each mute line that ends at a store, an external or anything else that offers no API."""
    for edge in walk.edges(model) if model.profile == "doc" else ():
        if edge.target.role in _ASKED_ELSEWHERE or edge.source.role is Role.BROKER or not edge.passages:
            continue
        step = edge.passages[0].step
        if all(_is_mute(each.step) for each in edge.passages) and _doubt.is_clear(model, step):
            hop = next(each for each in step.hops if each.target.target is edge.target)
            if not _arrows.fault(model, step) and step.target.target is edge.target:
                message = f"nothing says what '{edge.source.id}' does at '{edge.target.id}'"
                yield Finding(_arrows.hop_span(hop), message, f"'{_example(step)}'")


def _is_mute(step: Step) -> bool:
    return isinstance(step.label, Text | Reply) and not step.label.text and not step.entry.text("title")


def _example(step: Step) -> str:
    target = step.target.target
    is_store = target is not None and target.role in (Role.STORE, Role.CACHE)
    said = "read Thing" if is_store else "what is asked"
    return f"{step.source.name} {step.arrow.value if step.arrow is not None else '->'} {step.target.name}: {said}"
