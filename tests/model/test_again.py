"""What is read once for all the places where it stands is read as it would be in each; where nothing can be is not
looked into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hld.model.link import link
from hld.model.linking import fields, labels, others
from hld.model.types import Label, Reference
from hld.source.load import load, load_text
from hld.spec.read import read
from hld.spec.shapes import SHAPES
from hld.spec.types import Spec
from hld.spec.values import Either, ListOf, MapOf, Of, Plain, Type

ROOT = Path(__file__).parents[2]
FILES = sorted((*ROOT.glob("specs/*.yaml"), *ROOT.glob("tests/**/*.yaml")))

REPEATED = """
api: [GET /v1/a -> Thing, rpc A.Get {id} -> Thing]
entities: {Thing: {id, name}}
messages: {Sent: bus}
components: {web: client, api: service, db: sql, cache: redis, bus: queue, theirs: external service}
flows:
  one: &steps
    - web -> api: GET /v1/a
    - web -> api: rpc A.Get
    - api -> theirs: GET /v1/a
    - api -> db: read Thing, Other
    - api -> db: read Thing by name
    - api -> db: query Thing
    - api -> cache: query Thing
    - api -> api: query Thing
    - api -> db: raed Thing
    - api -> db: read Thnig
    - api ~> bus: Sent
    - bus ~> api: Sent
    - web -> api: GET /v1/a {id}
    - web -> api: GET /v1/a here
  two: {steps: *steps}
  three:
      - web -> api: GET /v1/a
      - api -> db: "read Thing, Other"
      - api -> db: read Thing, Other
      - web -> api: rpc A.Get
"""


def told(value: Any) -> Any:
    """A value with names in place of what they stand for."""
    if isinstance(value, Reference):
        return value.name, value.span, getattr(value.target, "id", value.target is None), value.near
    return tuple(told(each) for each in value) if isinstance(value, tuple) else value


def linked(spec: Spec) -> tuple[list[Any], list[Any], Any]:
    """The labels of a spec, all references in order, and the findings."""
    model = link(spec)
    return [told(step.label) for _, step in model.steps], [told(each) for each in model.references], model.findings


def in_general(spec: Spec) -> tuple[list[Any], list[Any], Any]:
    """The same, each label and each type read by itself."""

    def never(made: Label, label: object) -> bool:
        return False

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(labels, "_is_exact", never)
        patched.setattr(fields, "_is_word", lambda scalar: False)
        return linked(spec)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_design_is_linked_as_in_general(path: Path) -> None:
    spec = read(load(path))
    assert linked(spec) == in_general(spec)


def test_labels_that_stand_in_several_places_are_read_as_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = read(load_text(REPEATED))
    assert linked(spec) == in_general(spec)
    taken: list[str] = []
    again = labels.Labels._again
    monkeypatch.setattr(labels.Labels, "_again", lambda self, *known: taken.append("") or again(self, *known))
    linked(spec)
    assert len(taken) > len(REPEATED.splitlines()) / 4


def namespaces(kind: Type, known: frozenset[str]) -> Iterator[str]:
    """The namespaces of all names in a value of this type, elements of shapes that are known left out."""
    if isinstance(kind, Plain):
        yield kind.namespace
    elif isinstance(kind, ListOf | MapOf):
        yield from namespaces(kind.item, known)
    elif isinstance(kind, Either):
        yield from (name for each in kind.types for name in namespaces(each, known))
    elif isinstance(kind, Of) and kind.shape not in known:
        inner = SHAPES[kind.shape].fields.values()
        yield from (name for field in inner for name in namespaces(field.type, known | {kind.shape}))


@pytest.mark.parametrize("shape", sorted(others._WITHOUT))
def test_no_reference_stands_in_a_shape_that_is_not_looked_into(shape: str) -> None:
    assert set(namespaces(Of(shape), frozenset())) == {""}
