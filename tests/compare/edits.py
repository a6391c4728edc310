"""Random edits of a design, each with what a difference must say of it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hld import pipeline
from hld.catalog.products import product_named
from hld.model.types import Model
from hld.source import load_text

__all__ = ["Edit", "edits", "model"]


class Edit(NamedTuple):
    """An edited text, and the paths of all that changed, or the ids that a rename is about."""

    text: str
    paths: frozenset[tuple[str, ...]] = frozenset()
    rename: tuple[str, str, str] | None = None


def model(text: str, variant: str = "") -> Model:
    return pipeline.understand(load_text(text, "spec.yaml"), variant=variant)


def edits(text: str, count: int, seed: int) -> Iterator[Edit]:
    """So many edits, one at a time, each of another place if there are enough."""
    found = [edit for make in _MAKERS for edit in make(text, model(text))]
    yield from random.Random(seed).sample(found, min(count, len(found)))


def _patched(text: str, patch: str, *paths: tuple[str, ...]) -> Edit:
    """The design as it is after a patch in the language's own form."""
    body = re.sub(r"(?m)^variants:.*\n(?:[ \t#].*\n|\n)*", "", text if text.endswith("\n") else f"{text}\n")
    return Edit(f"{body}\nvariants:\n  edited:\n    patch:\n      {patch}\n", frozenset(paths))


def _replicas(text: str, design: Model) -> Iterator[Edit]:
    for name in design.components:
        path = ("components", name, "replicas")
        yield _patched(text, f"components: {{{name}: {{replicas: 977}}}}", path)


def _description(text: str, design: Model) -> Iterator[Edit]:
    for name in design.components:
        yield _patched(text, f"components: {{{name}: {{role: changed by the test}}}}", ("components", name, "role"))


def _fields(text: str, design: Model) -> Iterator[Edit]:
    for name, entity in design.entities.items():
        if entity.entry is not None:
            path = ("entities", name, "fields", "zebra")
            yield _patched(text, f"entities: {{{name}: {{fields: {{zebra: int}}}}}}", path)


def _added(text: str, design: Model) -> Iterator[Edit]:
    yield _patched(text, "components: {zebra: {kind: monitor}}", ("components", "zebra"))
    yield _patched(text, "entities: {Zebra: {fields: {id: id}}}", ("entities", "Zebra"))
    yield _patched(text, "requirements: {functional: {zebra: User can ride}}", ("requirements", "zebra"))


def _dropped_steps(text: str, design: Model) -> Iterator[Edit]:
    """Flows of which only the first step is left, in another component's words."""
    for name in design.flows:
        step = "{at: " + next(iter(design.components)) + ", do: nothing else}"
        yield _patched(text, f"flows: {{{name}: {{steps: [{step}]}}}}", ("flows", name, "steps"))


def _renamed(text: str, design: Model) -> Iterator[Edit]:
    """Every component under another id, where its id is a word that stands for nothing else."""
    others = {*design.entities, *design.flows, *design.requirements, *design.groups, *design.messages}
    steps = [line for line in text.splitlines() if re.search(r"->|~>", line)]
    for name in design.components:
        word = re.compile(rf"(?<![\w/.-]){re.escape(name)}(?![\w/-])")
        outside = [line for line in text.splitlines() if word.search(line) and line not in steps]
        used = sum(len(word.findall(line.partition(": ")[0])) for line in steps)
        if product_named(name) is not None:
            continue  # its id says what it is
        is_plain = len(outside) == 1 and re.match(rf"\s+{re.escape(name)}:", outside[0]) and name not in others
        if is_plain and used > 1 and sum(len(word.findall(line)) for line in steps) == used:
            changed = "\n".join(
                word.sub("zebra", line, 0 if line in steps else 1) if line in steps or line in outside else line
                for line in text.split("\n")
            )
            yield Edit(changed, rename=("component", name, "zebra"))


_MAKERS: tuple[Callable[[str, Model], Iterator[Edit]], ...] = (
    _replicas, _description, _fields, _added, _dropped_steps, _renamed,
)  # fmt: skip
