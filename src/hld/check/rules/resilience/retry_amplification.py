"""Retries at several layers multiply.

With three retries at each of three layers one click becomes 4 × 4 × 4 = 64 calls to the store, just when the store
is in trouble. Try again at one layer only, the one next to what fails, or give each layer a budget. More than ten
calls for one, along calls that wait, is too many.

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
        - web -> api: GET /v1/posts/{postId} [retries=3, backoff=exponential]
        - api -> posts: read Post [retries=3, backoff=exponential]  # <--

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
        - web -> api: GET /v1/posts/{postId} [retries=1, backoff=exponential]
        - api -> posts: read Post [retries=2, backoff=exponential]

Source: Google SRE, chapter 22 (retries); AWS Builders' Library, timeouts, retries and backoff.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import patience
from hld.model.stated import is_stated
from hld.model.types import Flow, Model

MOST = 10


@rule("RE003", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for flow in model.flows.values() if is_stated(model, "retries") else ():
        finding = _amplified(flow)
        if finding is not None:
            yield finding


def _amplified(flow: Flow) -> Finding | None:
    """The first step at which retries of more than one layer make too many calls of one."""
    layers: dict[str, tuple[int, ...]] = {}
    for step in flow.steps:
        if not step.is_call or step.is_reply or not step.is_whole:
            continue
        tries = patience.tries(step)
        before = layers.get(step.source.name, ())
        now = (*before, tries) if tries > 1 else before
        if len(now) > 1 and tries > 1 and _product(now) > MOST:
            product = f"{' × '.join(map(str, now))} = {_product(now)}"
            return Finding(
                step.span,
                f"retries multiply to {product} calls to '{step.target.name}' for one",
                "try again at one layer only",
            )
        if step.target.name not in layers or _product(layers[step.target.name]) < _product(now):
            layers[step.target.name] = now
    return None


def _product(factors: tuple[int, ...]) -> int:
    product = 1
    for each in factors:
        product = min(product * each, 10**9)
    return product
