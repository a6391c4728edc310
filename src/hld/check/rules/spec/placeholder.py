"""Something is still to be written: TODO, TBD, FIXME, XXX or ???.

In an interview it is a note to come back to; in a page that others read it is a hole. Told once for each line, but for
a quality that lacks its number, which is told as such.

Bad:

    name: Posts
    description: TODO  # <--
    requirements:
      functional:
        read: User should be able to read posts
      nonfunctional:
        availability: 99.9%

Good:

    name: Posts
    description: Keeps what people write
    requirements:
      functional:
        read: User should be able to read posts
      nonfunctional:
        availability: 99.9%

Source: editors and linters that collect such marks, as pylint's fixme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.spec.types import Leaf, Record, Value
from hld.units.kinds import KINDS

_WORDS = ("TODO", "TBD", "FIXME", "XXX")
_MARKS = (*_WORDS, "???")
_PLACEHOLDER = re.compile(rf"(?<!\w)({'|'.join(_WORDS)})(?!\w)|\?\?\?")


@rule("SP011", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    texts = ["\n".join(file.lines) for file in (model.spec.source, *model.spec.included)]
    if not any(mark in text for text in texts for mark in _MARKS):
        return  # quicker than to look at every value
    told: set[tuple[str, int]] = set()
    measured = [each.span for each in model.qualities.values() if each.kind in KINDS and KINDS[each.kind].measurable]
    for leaf in _leaves(model.spec.root):
        found = _PLACEHOLDER.search(leaf.text)
        place = (leaf.span.file, leaf.span.line)
        if found is None or place in told or any(span.holds(leaf.span) for span in measured):
            continue
        told.add(place)
        yield Finding(leaf.span, f"'{found.group()}' is still to be written", "write it, or leave the key out")


def _leaves(root: Value) -> Iterator[Leaf]:
    """Every scalar below `root`, in the order written."""
    waiting: list[Value] = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Leaf):
            yield value
        else:
            below = tuple(value.entries.values()) if isinstance(value, Record) else value.items
            waiting.extend(reversed(below))
