"""A reply answers no earlier call.

A reply runs back along a call that is still waiting. Where nothing was asked, or it has been answered already,
nobody waits for it: what is meant is a push (`~>`), or the call is missing. Work behind a queue cannot reply to who
started it, for that one has gone on.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - posts --> web: 200 Post  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - posts --> api: the row
        - api --> web: 200 Post

Source: UML 2.5.1, section 17.4: a reply message returns from a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _calls, _doubt, _reach, _replies, _starts
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Component, Flow, Model, Reply, Step, Text

#: Words of a call that stand behind the arrow of a reply.
_REQUEST = r"(?:read|write|update|delete|query)\s+\S|[A-Z]+\s+/"


@rule("FL014", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find replies for which no call waits."""
    turned_round = _turned_round(model)
    for flow in model.flows.values():
        if not _doubt.is_readable(model, flow):
            continue
        begun = _Begun(flow)
        missed = {*_reach.unreached_in(model, flow), _starts.beginless(model).get(flow)}
        turned: set[tuple[Component | None, Component | None]] = set()
        for answer in _replies.answers(model, flow):
            reply = answer.reply
            ends = (reply.source.target, reply.target.target)
            is_told = bool(_arrows.fault(model, reply)) or reply.source.target in missed or ends in turned
            is_told = is_told or any(_answers(reply, each) for each in turned_round.get(flow, ()))
            if answer.call is None and answer.is_certain and not is_told and _doubt.is_clear(model, reply):
                turned.add(ends[::-1])  # if it was meant as a call, its answer is none of the mistakes
                yield _finding(begun, reply)


def _turned_round(model: Model) -> dict[Flow, list[Step]]:
    """The calls of each flow that are told to run the wrong way."""
    wrong = {step for chain in _arrows.faulty(model, _arrows.DIRECTION) for step in chain} | _calls.backwards(
        model
    ).keys()
    found: dict[Flow, list[Step]] = {}
    for flow, step in model.steps if wrong else ():
        if step in wrong:
            found.setdefault(flow, []).append(step)
    return found


def _answers(reply: Step, call: Step) -> bool:
    """Whether a reply is the answer to a call, once that is turned round."""
    nodes = [node.target for node in call.nodes]
    ends = (reply.source.target, reply.target.target)
    return all(end in nodes for end in ends) and nodes.index(ends[0]) < nodes.index(ends[1])


class _Begun:
    """Where in a flow something is first sent from one end to another, replies aside; looked up when first asked."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._first: dict[tuple[Component | None, Component | None], int] = {}
        self._at: dict[int, int] = {}

    def before(self, reply: Step, ends: tuple[Component | None, Component | None]) -> bool:
        """Whether it is before the reply."""
        if not self._at:
            for number, step in enumerate(self._flow.steps):
                self._at[id(step)] = number
                if not step.is_reply:
                    self._first.setdefault((step.source.target, step.target.target), number)
        return self._first.get(ends, len(self._at)) < self._at[id(reply)]


def _finding(begun: _Begun, reply: Step) -> Finding:
    source, target = reply.source.name, reply.target.name
    was_asked = begun.before(reply, (reply.target.target, reply.source.target))
    wrong = "answers a second time" if was_asked else "answers no earlier call"
    said = reply.label.text if isinstance(reply.label, Reply | Text) else ""
    if re.match(_REQUEST, said):
        hint = f"write '->' for a call: '{source} -> {target}: {said}'"
    elif was_asked:
        hint = "write '~>' for a push"
    elif begun.before(reply, (reply.source.target, reply.target.target)):
        hint = f"turn it round: '{target} --> {source}'"
    else:
        hint = f"add the call '{target} -> {source}', or write '~>' for a push"
    return Finding(_span(reply), f"reply '{source} --> {target}' {wrong}", hint)


def _span(reply: Step) -> Span:
    hops = reply.hops
    if len(hops) == 1:
        return _arrows.hop_span(hops[0])
    return reply.source.span.to(reply.target.span)
