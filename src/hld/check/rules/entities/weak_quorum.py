"""The copies that a write waits for and those that a read asks need not meet.

With N copies, of which a write waits for W and a read asks R, a read sees the last write only if R + W > N. It is an
error where what the store holds must be strongly consistent, and worth saying otherwise. Only stated numbers are
compared (`one`, `quorum` and `all` are numbers).

Bad:

    requirements:
      nonfunctional:
        consistency: strong for Payment
    entities: {Payment: {id, amount}}
    components:
      payments:
        kind: columnar
        stores: {Payment: {pk: id}}
        replication: {factor: 3, write: one, read: one}  # <--

Good:

    requirements:
      nonfunctional:
        consistency: strong for Payment
    entities: {Payment: {id, amount}}
    components:
      payments:
        kind: columnar
        stores: {Payment: {pk: id}}
        replication: {factor: 3, write: quorum, read: quorum}

Source: Gifford, Weighted voting (1979); DeCandia et al., Dynamo (2007).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import is_strong
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.stated import components_stating
from hld.model.types import Model

ALL = ("all", "every")
MAJORITY = ("quorum", "majority", "local_quorum", "local-quorum", "each_quorum")
WORDS = {"one": 1, "any": 1, "two": 2, "three": 3}


@rule("DT009", Severity.INFO, worst=Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for store in components_stating(model, "replication"):
        replication = store.entry.record("replication")
        copies = replication.value("factor") if replication is not None else None
        if replication is None or not isinstance(copies, int) or copies < 2:
            continue
        written, asked = (_number(replication.text(key), copies) for key in ("write", "read"))
        if written is None or asked is None or asked + written > copies:
            continue
        kept = _keeping.kept_in(model, store)
        strict = next((each for each in kept if is_strong(model, each)), None)
        why = f", and '{strict.id}' must be strongly consistent" if strict is not None else ""
        yield Finding(
            replication.at("write"),
            f"'{store.id}' reads {asked} and writes {written} of {copies} copies, so a read may miss a write{why}",
            f"'write: quorum, read: quorum', so that both together are more than {copies}",
            severity=Severity.ERROR if strict is not None else None,
        )


def _number(text: str, copies: int) -> int | None:
    """How many of `copies` copies are meant; None where that is not stated in a way known here."""
    word = text.strip().lower()
    if word in ALL:
        return copies
    if word in MAJORITY:
        return copies // 2 + 1
    return int(word) if word.isdecimal() else WORDS.get(word)
