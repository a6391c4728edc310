"""An estimate is used by nothing.

Do not estimate what does not matter. An estimate is used by a formula, as the rate of a flow of its name (or `rate:`),
as a multiplier of a step, as the size of an entity, by a requirement on scale, or where a deep dive, a decision or
`used_by` names it. The result of a formula is what was asked for, and needs no further use.

Bad:

    capacity:
      dau: 10M users
      read: 10 reads/user/day
      movies: 40k movies  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    capacity:
      dau: 10M users
      read: 10 reads/user/day
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: do not estimate things that do not matter: the first common mistake of estimating in interviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.expressions import formulas, known
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.spec.types import Leaf, Record, Value, Values

#: Estimates that mean something by their names: users for rates per user, the factor of the peak, what it is all about.
_KNOWN = frozenset(("dau", "mau", "users", "peak", "crux"))
_WORD = re.compile(r"[^\W\d][\w-]*")


@rule("CP002", Severity.INFO, stage="deep-dives")
def check(model: Model) -> Iterator[Finding]:
    """Find each estimate that nothing names."""
    estimates = known(model.spec)
    if not estimates:
        return
    used = _used(model)
    for name, entry in estimates.items():
        if name in used or name in _KNOWN or _is_result(entry):
            continue
        if not entry.items("used_by") and not _counts(entry, used):
            yield Finding(
                entry.span, f"'{name}' is used by nothing", "delete it, or use it in a formula, flow or decision"
            )


def _used(model: Model) -> set[str]:
    """Every name that may be an estimate's and stands where one is used."""
    root = model.spec.root
    found = {name.text for formula in formulas(model.spec) for name in formula.names}
    found.update(model.flows)
    found.update(flow.entry.text("rate") for flow in model.flows.values())
    found.update(str(step.times) for _, step in model.steps)
    for section in ("flows", "deep_dives", "scenarios", "facts", "entities", "components", "requirements"):
        found.update(word for text in _texts(root.get(section)) for word in _WORD.findall(text))
    return found


def _is_result(entry: Record) -> bool:
    """Whether it is worked out of other estimates."""
    return entry.text("value").lstrip().startswith("=")


def _counts(entry: Record, used: set[str]) -> bool:
    """Whether it says how many there are of what rates are stated for: drivers, for a rate per driver."""
    text = entry.text("value")
    return any(f"/{word.removesuffix('s')}" in " ".join(used) for word in _WORD.findall(text))


def _texts(value: Value | None) -> Iterator[str]:
    """Every scalar within."""
    match value:
        case Leaf():
            yield value.text
        case Values():
            for each in value.items:
                yield from _texts(each)
        case Record():
            for each in value.entries.values():
                yield from _texts(each)
