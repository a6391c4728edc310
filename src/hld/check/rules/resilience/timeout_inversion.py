"""A caller gives up before what it calls does.

The callee then goes on working for nobody, and the caller tries again on top of it. Whoever waits outside must wait
longer than any one call within, all its tries counted; a 202 waits for nothing. Only stated timeouts are compared, one
inner call at a time: calls made one after the other may take longer still, but not all of them will be slow at once.

Bad:

    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    entities: {Post: {id, text}}
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId} [timeout=500ms]
        - api -> posts: read Post [timeout=1s]  # <--

Good:

    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    entities: {Post: {id, text}}
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId} [timeout=500ms]
        - api -> posts: read Post [timeout=200ms]

Source: Google SRE, chapter 22 (deadline propagation).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import patience
from hld.model.stated import is_stated
from hld.model.types import Call, Flow, Model, Step


@rule("RE002", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for flow in model.flows.values() if is_stated(model, "timeout") else ():
        yield from _inversions(flow)


def _inversions(flow: Flow) -> Iterator[Finding]:
    """Each call that outlasts the call which its caller is answering."""
    answering: dict[str, Step] = {}
    for step in flow.steps:
        if step.is_reply:
            answering.pop(step.source.name, None)
        if step.arrow is None or step.is_reply or not step.is_whole:
            continue
        outer = answering.get(step.source.name)
        if outer is not None and step.is_call and (finding := _inverted(outer, step)):
            yield finding
        answering.pop(step.target.name, None)
        if step.is_call and step.source.name != step.target.name and not _is_accepted(step):
            answering[step.target.name] = step


def _is_accepted(step: Step) -> bool:
    """Whether the answer comes before the work is done: a 202."""
    operation = step.label.operation.target if isinstance(step.label, Call) else None
    return operation is not None and operation.returns is not None and operation.returns.status == 202


def _inverted(outer: Step, inner: Step) -> Finding | None:
    waits, one, tries = patience.timeout(outer), patience.timeout(inner), patience.tries(inner)
    if waits is None or one is None or one * tries <= waits:
        return None
    often = f" × {tries} tries" if tries > 1 else ""
    return Finding(
        inner.span,
        f"'{outer.source.name}' gives up after {_shown(waits)}, "
        f"but '{inner.source.name}' may wait {_shown(one)}{often} for '{inner.target.name}'",
        f"wait less than {_shown(waits)} here, all tries counted, or longer outside",
    )


def _shown(seconds: Fraction) -> str:
    return f"{float(seconds):g} s" if seconds >= 1 else f"{float(seconds * 1000):g} ms"
