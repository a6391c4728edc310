"""The table of the language holds together, and holds every key that the rules speak of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hld.catalog.kinds import SECTIONS
from hld.near import squash
from hld.spec.shape import Field, Shape
from hld.spec.shapes import SHAPES
from hld.spec.values import Either, ListOf, MapOf, Of, Plain, Type
from hld.units.quantity import UnitError

RULES = Path(__file__).parents[3] / "shared" / "design" / "rules.md"
ROWS = [(shape, row) for shape in SHAPES.values() for row in shape.rows]


def types(kind: Type) -> list[Type]:
    inner = kind.types if isinstance(kind, Either) else [kind.item] if isinstance(kind, ListOf | MapOf) else []
    return [kind, *(each for one in inner for each in types(one))]


@pytest.mark.skipif(not RULES.is_file(), reason="the catalogue of rules is not here")
def test_every_key_that_rules_speak_of_is_in_the_table() -> None:
    known = {squash(row.name) for _, row in ROWS} | {squash(section) for section in SECTIONS}
    known |= {"process", "feed"}  # flows of that name, in messages
    spoken = re.findall(r"`([a-z][a-z_]*(?:\.[a-z_]+)?):[^`]*`", RULES.read_text(encoding="utf-8"))
    assert [key for key in spoken if squash(key.split(".")[-1]) not in known] == []


def test_every_key_that_rules_need_is_in_its_shape() -> None:
    component = """managed origin notify presigned p2p primary discovery state multi_attach batch concurrency singleton
    leader max_age max_length backpressure breaker backoff failover standby recovery backup persistence replica_of
    read_replicas shards pci tokenized residency purpose redact external_consumers nic pool seeded derived outbox cdc
    replicas autoscale zones region capacity latency hit ttl of invalidation stores replication partitions encryption
    retention idempotent dlq max_attempts visibility_timeout availability cost price"""
    step = """side batch concurrency transaction saga outbox serial times when timeout retries on_failure idempotent
    tls by latency"""
    operation = """covers provider consumers audience scopes roles deprecated rate_limit errors idempotency id query
    body returns auth cache every"""
    for name, keys in (("component", component), ("step", step), ("operation", operation)):
        assert [key for key in keys.split() if key not in SHAPES[name].fields] == []


@pytest.mark.parametrize(("shape", "row"), ROWS, ids=[f"{shape.name}.{row.name}" for shape, row in ROWS])
def test_every_field_is_described_and_its_example_is_right(shape: Shape, row: Field) -> None:
    assert row.doc.endswith(".")
    assert row.doc[0].isupper() or row.doc.startswith("`")
    assert all(each.shape in SHAPES for each in types(row.type) if isinstance(each, Of))
    assert not row.into or row.into in shape.fields
    if isinstance(row.type, Plain) and not row.hidden:
        assert row.example
        row.type.parse(row.example.strip('"'))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_shape_holds_together(shape: Shape) -> None:
    assert not shape.short or shape.short in shape.fields
    assert not shape.listed or shape.listed in shape.fields
    folded = [squash(row.name) for row in shape.rows]
    assert len(folded) == len(set(folded))
    assert bool(shape.terse) == bool(shape.long)


def test_closed_sets_take_any_spelling_of_their_words() -> None:
    kind = SHAPES["component"].fields["kind"].type
    levels = SHAPES["checks"].fields["levels"].type
    assert isinstance(kind, Plain)
    assert isinstance(levels, MapOf)
    assert isinstance(levels.item, Either)
    assert [kind.parse(word) for word in ("Load Balancer", "load_balancer", "lb")] == ["load-balancer"] * 3
    level = levels.item.types[0]
    assert isinstance(level, Plain)
    assert level.parse("OFF") == "off"
    with pytest.raises(UnitError):
        level.parse("loud")
