"""The names in the formulas of a spec (`= dau * posts * tweet_size`): which there are, and which each one uses."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple

from hld.source.nodes import Scalar
from hld.spec.types import Record, Spec

__all__ = ["Formula", "formulas", "known"]

TOKEN = r"""
    (?P<quantity> (?<![\w.]) [~$€£]? \d[\d.,_]* (?:e[+-]?\d+)? %?   # a number with its unit, which may be long:
        (?: [ ]? [^\W\d_]+ )? (?: / [^\W\d_]+ )* )        # "10 requests/user/day"
  | (?P<name> [^\W\d][\w-]*\w | [^\W\d] ) (?P<path> (?:\.[\w-]+)+ )? (?P<call> \s*\( )?
"""


class Formula(NamedTuple):
    """A formula: the name of the estimate it stands for ("" if it is no estimate), and the names in it."""

    name: str
    names: tuple[Scalar, ...]


def formulas(spec: Spec) -> Iterator[Formula]:
    """Every formula of the spec, in the order written."""
    names = known(spec)
    for name, estimate in spec.root.records("capacity"):
        if name in names:
            for key in ("value", "expect", "max"):
                yield from _formula(name if key == "value" else "", estimate, key, names)
    for _, entity in spec.root.records("entities"):
        yield from _formula("", entity, "size", names)


def known(spec: Spec) -> dict[str, Record]:
    """The estimates by name."""
    return {name: each for name, each in spec.root.records("capacity") if each.shape == "estimate"}


def _formula(name: str, record: Record, key: str, known: Container[str]) -> Iterator[Formula]:
    leaf = record.leaf(key)
    if leaf is not None and leaf.text.lstrip().startswith("="):
        yield Formula(name, tuple(_names(leaf.scalar, known)))


def _names(scalar: Scalar, known: Container[str]) -> Iterator[Scalar]:
    """The names in a formula: no function, no unit, no path such as `facts.book`."""
    for token in _token().finditer(scalar.text):
        if token["name"] and not token["path"] and not token["call"]:
            name = scalar.slice(token.start("name"), token.end("name"))
            yield from (name,) if name.text in known else _terms(name)


def _terms(name: Scalar) -> Iterator[Scalar]:
    """`a-b` is a difference unless there is a name `a-b`."""
    start = 0
    for part in name.text.split("-"):
        if part:
            yield name.slice(start, start + len(part))
        start += len(part) + 1


@cache
def _token() -> re.Pattern[str]:
    return re.compile(TOKEN, re.VERBOSE | re.IGNORECASE)
