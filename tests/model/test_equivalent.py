"""One design written in other ways is found to have the same mistakes: long, in another order, under other ids."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from hld.check.rules import by_id
from hld.check.types import Settings
from hld.model import link
from hld.model.canonical import canonical
from hld.model.types import Component
from hld.pipeline import compile_text
from hld.source import load_text
from hld.spec.read import read
from hld.spec.types import Record, Values

ROOT = Path(__file__).parents[2]
DESIGNS = sorted((ROOT / "specs").glob("*.yaml")) + sorted((ROOT / "tests" / "designs").glob("*.yaml"))
EVERYTHING = Settings(select=tuple(by_id()), profile="doc")
NEW = "qq-"

#: Rules on the spelling: what they look at is not the same in another spelling.
SPELLING = frozenset(("stale-suppression",))


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


@cache
def found(text):
    """What is found in a text and what is set aside, by rule, severity and message; nothing of places."""
    checked = compile_text(text, "design.yaml", EVERYTHING).checked
    every = (*checked.diagnostics, *checked.suppressed)
    return Counter((each.rule, each.severity, each.message) for each in every if each.rule not in SPELLING)


def spec_of(text):
    return read(load_text(text, "design.yaml"))


def long(value, order=iter):
    """The canonical form as plain data: every element a map of its fields, every scalar the text it was.

    `order` puts the fields of elements in another order; ids stay in theirs, which says what comes first.
    """
    if isinstance(value, Record):
        keys = order(list(value.entries)) if value.shape else value.entries
        return {key: _field(key, value.entries[key], order) for key in keys if key != "chain"}
    if isinstance(value, Values):
        return [long(each, order) for each in value.items]
    return None if value.scalar.is_null else value.text


def _field(key, value, order):
    """The value of a field. Steps that are cut from one chain stay one arm of a parallel block."""
    if key != "parallel" or not isinstance(value, Values):
        return long(value, order)
    arms = {}
    for each in value.items:
        chain = each.leaf("chain") if isinstance(each, Record) else None
        arms.setdefault(chain.span if chain is not None and chain.text else id(each), []).append(long(each, order))
    return [steps if len(steps) > 1 else steps[0] for steps in arms.values()]


def written(tree):
    return json.dumps(tree, ensure_ascii=False, indent=1)


def renamed(text):
    """The design with another id for each component, wherever it is named, and no variants."""
    source = text.split("\n")
    model = compile_text(text, "design.yaml").model
    places = {}
    for each in model.references:
        if isinstance(each.target, Component):
            places[each.span.line, each.span.column] = each.name
    for component in model.components.values():
        places[component.span.line, component.span.column] = component.id
    for (line, column), name in sorted(places.items(), reverse=True):
        row = source[line - 1]
        at = column - 1 + (row[column - 1 : column] in "\"'")
        if row[at : at + len(name)] == name:
            source[line - 1] = row[:at] + NEW + row[at:]
    return "\n".join(source)


def without_variants(text):
    lines, keep = [], True
    for line in text.split("\n"):
        keep = not line.startswith("variants:") if line[:1].strip() else keep
        lines += [line] if keep else []
    return "\n".join(lines)


def undone(findings):
    """Findings with the ids as they were."""
    return Counter({(rule, severity, message.replace(NEW, "")): count for (rule, severity, message), count in findings})


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_in_the_long_form_it_is_the_same(path):
    text = text_of(path)
    spelt = written(long(spec_of(text).root))
    assert canonical(link(spec_of(spelt))) == canonical(link(spec_of(text)))
    assert found(spelt) == found(text)


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_with_keys_in_another_order_it_is_the_same(path):
    text = text_of(path)
    root = spec_of(text).root
    turned = written(long(root, reversed))
    assert canonical(link(spec_of(turned))) == canonical(link(spec_of(text)))
    assert found(turned) == found(text)


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_with_other_ids_it_is_the_same(path):
    text = without_variants(text_of(path))
    other = renamed(text)
    assert other.count(NEW) > 2 * len(compile_text(text).model.components) - 1
    assert undone(found(other).items()) == found(text)
