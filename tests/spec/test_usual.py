"""What is read at once, as it is written as usual, is read as the general forms would have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hld.source.load import load, load_text
from hld.source.nodes import Source
from hld.spec import read as reading
from hld.spec.forms import operation, step
from hld.spec.read import read
from hld.spec.types import Leaf, Record, Said, Value, Values

ROOT = Path(__file__).parents[2]
FILES = sorted((*ROOT.glob("specs/*.yaml"), *ROOT.glob("tests/**/*.yaml")))


def in_general(source: Source) -> object:
    """The tree and the findings of a source of which nothing is read at once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(step, "_usual", lambda _: None)
        patched.setattr(operation, "_usual", lambda _: None)
        patched.setattr(reading, "is_one_line", lambda _: False)
        return as_read(source)


def as_read(source: Source) -> object:
    """The tree of a source with all places, and its findings."""
    spec = read(source)
    return told(spec.root), spec.findings


def told(value: Value) -> object:
    """A value with all places, to be compared."""
    if isinstance(value, Leaf):
        return repr(value.value), value.scalar[:3], value.scalar.places()
    if isinstance(value, Values):
        return [told(each) for each in value.items], value.span
    return value.shape, [(key, told(each), value.keys[key]) for key, each in value.entries.items()], value.span


def usual(source: Source) -> list[Record]:
    """What of a source was read at once."""
    found: list[Record] = []

    class Noted(Said):
        def __init__(self, record: Record) -> None:
            found.append(record)
            super().__init__(record)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(step, "Said", Noted)
        patched.setattr(operation, "Said", Noted)
        read(source)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_design_is_read_as_in_general(path: Path) -> None:
    source = load(path)
    assert as_read(source) == in_general(source)


def test_what_others_write_is_read_as_in_general(shared: Path) -> None:
    files = (path for path in sorted((shared / "corpora").rglob("*.y*ml")) if path.stat().st_size < 10_000)
    for path in files:
        source = load(path)
        assert as_read(source) == in_general(source), path


WORD = st.sampled_from(["a", "web", "api-2", "d_b", "Ünit", "null", "Null", "x3", "1st", "GET", "id", "é", "-", ""])
ARROW = st.sampled_from([" -> ", " ~> ", " --> ", "->", " -> ", " -> ", " => ", "  ->  "])
PATH = st.sampled_from(
    ["/v1/x", "/{id}", "/x/{id}/{id}", "/a-b.c/{d_e}", "/", "/x/", "//x", "/x?y=1", "/:id", "x", "/{}"]
)
NAME = st.sampled_from(["A.Get", "a", "null", "GET", "1st", "A..b", "_a", ".a", "A/b", "A(b)"])
STYLE = st.sampled_from(["rpc", "grpc", "ws", "query", "push", "rest", "GET", "POST", "DELETE", "get", "RPC", "read"])
FIELDS = st.sampled_from(
    ["", " {id}", " {id, name}", " {id,name}", " {a: int}", " {a, a}", " {}", " {a?}", " {", "{a}"]
)
ANSWER = st.sampled_from(
    ["", "", " -> A", " -> A[]", " -> 201 A", " -> 204", " -> 999", " -> [A]", " -> {id}", " -> null", " ->", " -> a b"]
)
BEHIND = st.sampled_from(["", "", "", " x3", " @ 20ms", " if miss web", " [tls]", " by id", " {a: int}", " ", "  # no"])

labels = st.one_of(
    st.tuples(STYLE, st.just(" "), st.one_of(PATH, NAME), FIELDS, ANSWER, BEHIND),
    st.tuples(st.sampled_from(["read A", "write A, B", "Sent", "null", "~", "a: b", "", "200 A", '"read A"'])),
).map("".join)
steps = st.tuples(WORD, ARROW, WORD, st.one_of(st.just(()), st.tuples(ARROW, WORD)).map("".join)).map("".join)
operations = st.tuples(STYLE, st.just(" "), st.one_of(PATH, NAME), FIELDS, ANSWER, BEHIND).map("".join)
components = st.tuples(
    st.sampled_from(
        ["service", "sql", "sql (postgres)", "redis", "(x)", "srvice", "null", "cache (redis)", '"service"']
    ),
    st.sampled_from(["", " x3", " x3..5", " hit=95%", " hit=150%", " x3 role=a b", " x", " regions=a,b", " x3 x4"]),
).map("".join)


@st.composite
def designs(draw: st.DrawFn) -> str:
    """A spec of lines of which some are written as usual and some are not; some stand in a variant."""
    lines = ["hld: 1", "api:", *(f"  - {line}" for line in draw(st.lists(operations, max_size=4)))]
    lines += ["flows:", "  f:"]
    lines += [f"    - {path}: {label}" for path, label in draw(st.lists(st.tuples(steps, labels), max_size=4))]
    lines += ["components:", "  a: service"]
    lines += [f"  c{number}: {line}" for number, line in enumerate(draw(st.lists(components, max_size=5)))]
    lines += ["databases:"]
    lines += [f"  d{number}: {line}" for number, line in enumerate(draw(st.lists(components, max_size=4)))]
    lines += ["variants:", "  v:", "    patch:", "      components:"]
    lines += [f"        e{number}: {line}" for number, line in enumerate(draw(st.lists(components, max_size=2)))]
    return "\n".join(lines) + "\n"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(designs())
def test_any_lines_are_read_as_in_general(text: str) -> None:
    source = load_text(text, "spec.yaml")
    assert as_read(source) == in_general(source)


def test_most_lines_are_written_as_usual() -> None:
    """Otherwise the tests above would compare the general forms with themselves."""
    text = "api:\n  - GET /v1/a/{id} -> A[]\n  - rpc A.Get {id, name} -> 201 A\n  - ws /v1/b\nflows:\n  f:\n"
    text += "    - a -> b -> c: rpc A.Get\n    - b ~> c: Sent\n    - c --> b: 200 A\n"
    assert [each.shape for each in usual(load_text(text))] == ["operation"] * 3 + ["step"] * 3


def test_what_was_read_at_once_can_be_asked_for_what_was_written() -> None:
    text = "api: [POST /v1/a {id} -> A]\nflows:\n  f: [{a -> b -> c: read A}]\n"
    source = load_text(text)
    first, second = (Said(record) for record in usual(source))
    assert [pair.key.text for pair in first.entries] == ["style", "method", "path", "body", "returns"]
    assert [pair.key.text for pair in second.entries] == ["from", "via", "to", "arrow", "label"]
    assert list(leaves(first)) == list(leaves_of(first.record))
    assert list(leaves(second)) == list(leaves_of(second.record))


def leaves(node: object) -> Iterator[str]:
    """The texts in a node."""
    text = getattr(node, "text", None)
    inner = [pair.value for pair in getattr(node, "entries", ())] or getattr(node, "items", ())
    yield from (text,) if text is not None else (each for one in inner for each in leaves(one))


def leaves_of(value: object) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, Record):
        yield from (text for each in value.entries.values() for text in leaves_of(each))
    elif isinstance(value, Values):
        yield from (text for each in value.items for text in leaves_of(each))
    else:
        yield value.text  # type: ignore[attr-defined]
