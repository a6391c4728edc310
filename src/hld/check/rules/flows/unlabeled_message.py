"""A step into or out of a broker does not name its message.

The name of the message is the contract between who publishes it and who takes it; without a name nobody can tell
whether both sides mean the same. One word is enough, mostly what has happened: `PostWritten`.

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
        - api ~> jobs: tell about the post  # <--
        - jobs ~> mailer: PostWritten
        - mailer -> mail: send mail

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

Source: AsyncAPI Specification 3.0, Message Object: a message has a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _fetches, _gaps
from hld.diagnostics import Finding, Severity
from hld.model.types import Hop, Model, Reply, Step, Text


@rule("FL012", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find asynchronous chains over a broker whose label is empty or several words."""
    for step, hop in _gaps.unnamed(model):
        yield _finding(step, hop, _fetches.hint(model, step))


def _finding(step: Step, hop: Hop, fetched: str) -> Finding:
    said = step.label.text if isinstance(step.label, Text | Reply) else ""
    subject = f"'{said}'" if said else f"'{hop.source.name} ~> {hop.target.name}'"
    where = step.label.span if said else _arrows.hop_span(hop)
    hint = f"name it in one word: '{hop.source.name} ~> {hop.target.name}: SomethingHappened'"
    return Finding(where, f"{subject} names no message", fetched or hint)
