"""An expression uses a name that is not defined.

Usually it is the factor nobody has estimated yet: how many tweets a user writes, how large one is.

Bad:

    capacity:
      dau: 250M users
      tweet_size: 150 B
      new_data: = dau * posts * tweet_size  # <--

Good:

    capacity:
      dau: 250M users
      posts: 2 tweets/user/day
      tweet_size: 150 B
      new_data: = dau * posts * tweet_size

Source: dimensional analysis: every factor of an estimate is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.expressions import formulas, known
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.near import nearest

SUGGESTIONS = 100  # finding a near name takes time, and nobody reads further


@rule("SP020", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    names = known(model.spec)
    near: dict[str, str | None] = {}
    for formula in formulas(model.spec):
        for name in formula.names:
            if name.text not in names:
                if name.text not in near:
                    near[name.text] = nearest(name.text, names) if len(near) < SUGGESTIONS else None
                meant = near[name.text]
                hint = f"did you mean '{meant}'?" if meant else f"define it: '{name.text}: ...' under capacity"
                yield Finding(name.span, f"'{name.text}' is not defined", hint)
