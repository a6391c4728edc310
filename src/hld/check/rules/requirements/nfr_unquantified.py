"""A quality that can be measured has no number, so nobody can say whether it is met.

"Low latency" means a day for a report and a hundredth of a second for a key press. A number with its unit
decides: it tells which designs will do, and what to test. So it must be there, in a sketch too; a quality
that is not measured (`security`, `retention`, …) may be told in words, also as `text:`.

Bad:

    requirements:
      nonfunctional:
        latency: the feed should be fast  # <--

Good:

    requirements:
      nonfunctional:
        latency: feed p99 < 200ms
    entities:
      Tweet: {id, text}
    auth: oauth
    api:
      - GET /v1/feed?cursor -> Tweet[]
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      feed:
        - web -> api: GET /v1/feed
        - api -> tweets: read Tweet

Source: "quantify the non-functional requirements", system design interviews; Google SRE book, chapter 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import asked
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.units.kinds import KINDS, METRICS
from hld.units.parse import without_decimal_comma


@rule("RQ011", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for quality in model.qualities.values():
        kind = KINDS.get(quality.kind)
        target, span = asked(quality)
        if kind is not None and kind.measurable and not target.is_quantified:
            meant = without_decimal_comma(target.text)
            yield Finding(
                span,
                f"'{quality.id}' says no number with a unit, so it cannot be checked",
                f"write '{meant}'" if meant else f"write for example '{METRICS.get(target.metric, kind.example)}'",
            )
