"""The names in the formulas of a spec (`= dau * posts * tweet_size`): which there are, and which each one uses."""

from __future__ import annotations

from collections.abc import Container, Iterator

from hld.source.nodes import Scalar
from hld.spec.types import Record, Spec
from hld.tuples import NamedTuple
from hld.units import expression

__all__ = ["Formula", "formulas", "known"]


class Formula(NamedTuple):
    """A formula: the name of the estimate it stands for ("" if it is no estimate), and the estimates it names."""

    name: str
    names: tuple[Scalar, ...]


def formulas(spec: Spec) -> Iterator[Formula]:
    """Every formula of the spec that can be read, in the order written."""
    names = known(spec)
    for name, estimate in names.items():
        for key in ("value", "expect", "max"):
            yield from _formula(name if key == "value" else "", estimate, key, names)
    for _, entity in spec.root.records("entities"):
        yield from _formula("", entity, "size", names)


def known(spec: Spec) -> dict[str, Record]:
    """The estimates by name."""
    return {name: each for name, each in spec.root.records("capacity") if each.shape == "estimate"}


def _formula(name: str, record: Record, key: str, known: Container[str]) -> Iterator[Formula]:
    leaf = record.leaf(key)
    if leaf is None or not leaf.text.lstrip().startswith("="):
        return
    try:
        tree = expression.parse(leaf.text, known)
    except expression.ExpressionError:
        return  # that it is no formula has been said by who read it
    named = (
        each for each in expression.names(tree) if "." not in each.name
    )  # a path, as in `facts.book`, is no estimate
    yield Formula(name, tuple(leaf.scalar.slice(each.start, each.end) for each in named))
