"""A design as a list of facts, a line each in one order, for tools that compare lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hld.compare.form import ORDER
from hld.compare.types import Tree
from hld.compare.wording import step_words, value_words

__all__ = ["facts"]


def facts(tree: Tree) -> Iterator[str]:
    """The facts of a design in the form of `hld.compare.form`: "components.api.replicas: 25"."""
    for section in (*ORDER, *sorted(tree.keys() - set(ORDER))):
        if section in tree:
            yield from _facts((section,), tree[section])


def _facts(path: tuple[str, ...], value: Any) -> Iterator[str]:
    name = ".".join(path)
    if path[-1] == "steps" and isinstance(value, list):
        yield from (f"{name}: {step_words(step)}" for step in value)
    elif isinstance(value, dict) and value:
        for key in sorted(value):
            yield from _facts((*path, key), value[key])
    elif isinstance(value, list):
        yield from (f"{name}: {value_words(each)}" for each in value)
    else:
        yield f"{name}: {value_words(value)}".rstrip(": ")
