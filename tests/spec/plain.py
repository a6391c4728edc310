"""A canonical tree without its places, for comparing what two spellings mean."""

from __future__ import annotations

from typing import Any

from hld.source.load import load_text
from hld.spec.read import read
from hld.spec.types import Leaf, Record, Spec, Value

__all__ = ["found", "plain", "tree"]


def plain(value: Value) -> Any:
    """The values alone. Hidden fields, which only say where a step was cut from, are left out."""
    if isinstance(value, Leaf):
        return value.value
    if isinstance(value, Record):
        return {key: plain(each) for key, each in value.entries.items() if key != "chain"}
    return [plain(each) for each in value.items]


def spec_of(text: str) -> Spec:
    return read(load_text(text, "spec.yaml"))


def tree(text: str) -> Any:
    """What a text means; it must be without mistakes."""
    spec = spec_of(text)
    assert spec.findings == ()
    return plain(spec.root)


def found(text: str) -> list[tuple[str, str, str, str]]:
    """Each finding of a text: rule, place as line:column, message and hint."""
    return [
        (each.rule, f"{each.span.line}:{each.span.column}", each.message, each.hint) for each in spec_of(text).findings
    ]
