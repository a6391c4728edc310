"""No text can crash, hang or bloat the loader: every one ends in a tree or in findings."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hld.source import Items, Map, Node, Scalar, load, load_text

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "yaml-abuse"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of hostile YAML is not here")


def scalars(root: Node | None):
    waiting = [] if root is None else [root]
    seen = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Items):
            waiting += node.items
        else:
            assert isinstance(node, Map)
            for entry in node.entries:
                waiting += entry


@needs_corpus
def test_every_hostile_file_ends_in_a_tree_or_in_findings():
    files = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    assert len(files) > 700
    for path in files:
        began = time.perf_counter()
        source = load(path)
        assert source.root is not None or source.findings, path
        for finding in source.findings:
            span = finding.span
            assert 1 <= span.line <= max(len(source.lines), 1), (path, finding)
            assert (span.line, span.column) <= (span.end_line, span.end_column), (path, finding)
            assert finding.message and finding.rule, (path, finding)
        for scalar in scalars(source.root):
            assert scalar.slice(0) is not None
            places = scalar.places()
            assert len(places) in (0, len(scalar.text)), path
        assert time.perf_counter() - began < 1, path


@needs_corpus
def test_most_characters_of_hostile_files_have_a_place():
    known = unknown = 0
    for path in sorted(CORPUS.rglob("*")):
        if path.is_file():
            for scalar in scalars(load(path).root):
                if scalar.text and "*" not in scalar.text:
                    found = bool(scalar.places())
                    known += found
                    unknown += not found
    assert unknown <= known // 100, (known, unknown)


BOMBS = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "quote": '"' + "x" * 1_000_000,
    "anchors": "".join(f"k{i}: &a{i} v\n" for i in range(20_000)),
    "steps": "\n".join(" " * i + "a:" for i in range(2_000)),
    "laughs": "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(12)),
    "chain": "k0: &a0 [x]\n" + "".join(f"k{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 500)),
    "merges": "a: &a {x: 1}\n"
    + "".join(f"b{i}: &b{i}\n  <<: *{'a' if i == 0 else f'b{i - 1}'}\n  k{i}: 1\n" for i in range(1500)),
    "traps": "".join(f"k{i}: > {i}\n" for i in range(5_000)),
    "bad flows": "".join(f"k{i}: [x[], y{{}}]\n" for i in range(5_000)),
    "comments": "a: b #c\n" * 1 + "#" * 1_000_000,
    "hashes": "a: '" + " #" * 300_000 + "'",
    "nodes": "[" + "a," * 1_200_000 + "]",
    "colons": "a" + ": b" * 100_000,
    "open flows": "a: [\n" * 3_000,
    "duplicates": "a: 1\n" * 20_000,
    "long line": "a: " + "x, " * 300_000,
    "parens": "a: {b: " + "(" * 50_000 + "}",
    "list keys": "? [a]\n: b\n" * 20_000,
    "map keys": "{{a}: b, " * 99,
    "steps as a map": "".join(f"a{i} -> b: x\n" for i in range(20_000)),
    "tags": "!<" + "a" * 500_000,
    "percent": "%" * 500_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_findings_or_a_tree_within_seconds(name):
    began = time.perf_counter()
    source = load_text(BOMBS[name])
    assert source.root is not None or source.findings
    assert time.perf_counter() - began < 5


def test_ten_megabytes_are_the_limit():
    (finding,) = load_text("a" * 10_000_001).findings
    assert "10 MB" in finding.message


def test_aliases_that_multiply_stop_at_the_limit_of_nodes():
    (finding,) = load_text(BOMBS["laughs"]).findings
    assert "400,000 nodes" in finding.message
    assert finding.span.line == 6


def test_nesting_stops_at_a_hundred_levels_also_through_aliases():
    deep = load_text("[" * 99 + "]" * 99)
    assert deep.findings == ()
    assert "100 levels" in load_text("[" * 101 + "]" * 101).findings[0].message
    assert any("nests more than 100" in finding.message for finding in load_text(BOMBS["chain"]).findings)


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_the_places_in_a_long_line_are_found_at_once(quote):
    text = "a " * 250_000 + "b"
    source = load_text(f"key: {quote}{text}{quote}\n")
    value = source.root.entries[0].value
    began = time.perf_counter()
    assert len(value.places()) in (0, len(text))
    assert value.slice(len(text) - 1).span.column == len(f"key: {quote}{text}")
    assert time.perf_counter() - began < 2
