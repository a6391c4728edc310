"""The same five kinds of mistake in every design of ours: each is found, on its line, by one finding."""

import re
from itertools import islice
from pathlib import Path

import pytest

from hld import pipeline
from hld.catalog.kinds import Role
from hld.diagnostics import Severity
from hld.model.types import Access, Arrow, Call, Delivery, Match

SPECS = sorted((Path(__file__).parent.parent.parent.parent / "specs").glob("*.yaml"))
EACH = 2


def steps(model, lines):
    """The steps written on one line, each with the line's index and text."""
    for _, step in model.steps:
        index = step.chain.line - 1
        if step.chain.line == step.chain.end_line and lines[index].lstrip().startswith("- "):
            yield step, index, lines[index]


def ours(step):
    target = step.target.target
    return isinstance(step.label, Call) and step.label.match is Match.EXACT and target.role is not Role.EXTERNAL


def misspelt_path(model, lines):
    keys = {operation.path for operation in model.operations.values()}
    for step, index, line in steps(model, lines):
        if ours(step) and step.is_call and step.label.path.startswith("/"):
            path = re.sub(r"(/[a-z]{4,})[a-z](?=/|$)", r"\1", step.label.path, count=1)
            if path not in keys:
                yield index, line.replace(step.label.path, path, 1), ("unknown-endpoint",)


def another_method(model, lines):
    for step, index, line in steps(model, lines):
        if ours(step) and step.is_call and step.label.method:
            other = next(
                each for each in ("PATCH", "PUT", "DELETE") if f"{each} {step.label.path}" not in model.operations
            )
            written = f"{other} {step.label.path}"
            yield index, line.replace(step.label.text, written, 1), ("wrong-method",)


def call_over_broker(model, lines):
    for step, index, line in steps(model, lines):
        if step.arrow is Arrow.ASYNC and isinstance(step.label, Delivery) and step.target.target.role is Role.BROKER:
            yield index, line.replace("~>", "->", 1), ("arrow-vs-protocol",)


def misspelt_component(model, lines):
    for step, index, line in steps(model, lines):
        name = step.source.name
        if len(name) > 4 and name in model.components and not step.is_reply:
            swapped = name[:-2] + name[-1] + name[-2]
            if swapped != name and swapped not in model.components:
                yield index, re.sub(rf"\b{name}\b", swapped, line, count=1), ("unresolved-reference",)


def client_at_store(model, lines):
    client = next((each.id for each in model.components.values() if each.role is Role.CLIENT), None)
    for step, index, line in steps(model, lines):
        source, target = step.source.target, step.target.target
        reads = isinstance(step.label, Access) and step.is_call and target.role in (Role.STORE, Role.CACHE)
        if client and reads and source.role is Role.COMPUTE and target.kind.name != "object-store":
            yield index, line.replace(f"- {source.id} ", f"- {client} ", 1), ("client-to-store",)


def loud(text):
    lines = text.splitlines()
    said = pipeline.compile_text(text, "spec.yaml").diagnostics
    return [
        (each.span.line, each.rule, lines[each.span.line - 1]) for each in said if each.severity is not Severity.INFO
    ]


KINDS = [misspelt_path, another_method, call_over_broker, misspelt_component, client_at_store]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_one_mistake_is_one_finding(path, kind):
    clean = path.read_text(encoding="utf-8")
    lines = clean.splitlines()
    model = pipeline.compile_text(clean, "spec.yaml").model
    before = [each[1:] for each in loud(clean)]
    for index, line, rules in islice(kind(model, lines), EACH):
        assert line != lines[index]
        seeded = [*lines[:index], line, *lines[index + 1 :]]
        more = [each for each in loud("\n".join(seeded) + "\n") if each[1:] not in before]
        assert [each[1] for each in more] == list(rules), (line, more)
        assert more[0][0] == index + 1, (line, more)
