"""More users come each day than come each month.

Who comes on a day of the month comes in that month, so one of the two estimates is wrong.

Bad:

    capacity:
      mau: 100M users
      dau: 250M users  # <--
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
      mau: 400M users
      dau: 250M users
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

Source: the definition of daily and monthly active users.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.figures import figures
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CP019", Severity.ERROR, stage="capacity")
def check(model: Model) -> Iterator[Finding]:
    """Find daily users that are more than the monthly ones, at the daily ones."""
    capacity = model.spec.root.record("capacity")
    if capacity is None or "dau" not in capacity or "mau" not in capacity:
        return
    estimates = figures(model).capacity
    daily, monthly = estimates["dau"].number.value, estimates["mau"].number.value
    if daily is not None and monthly is not None and daily > monthly:
        entry = capacity.record("dau")
        span = estimates["dau"].span if entry is None else entry.at("value")
        message = f"{estimates['dau'].text} a day are more than {estimates['mau'].text} a month"
        yield Finding(span, message, "one of the two is wrong")
