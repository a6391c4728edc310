"""Steps: paths, labels, modifiers, chains, blocks, and every mistake at its own column."""

from __future__ import annotations

import pytest
from tests.spec.forms.nodes import at, place, plain, said, yaml

from hld.source.nodes import Items
from hld.spec.forms.step import steps


def read(text: str, *variables: str):
    found, findings = steps(yaml(text), variables)
    kept = [{key: value for key, value in step.items() if key != "chain"} for step in plain(found)]
    return kept, findings


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("- web -> api", {"from": "web", "to": "api", "arrow": "->"}),
        ("- web->api", {"from": "web", "to": "api", "arrow": "->"}),
        ("- a-b->c", {"from": "a-b", "to": "c", "arrow": "->"}),
        ("- a-->b: 204", {"from": "a", "to": "b", "arrow": "-->", "label": "204"}),
        (
            "- web -> dns -> lb -> app: GET /x",
            {"from": "web", "via": ["dns", "lb"], "to": "app", "arrow": "->", "label": "GET /x"},
        ),
        ("- worker: make thumbnails, detect faces @ 2s",
         {"at": "worker", "latency": "2s", "label": "make thumbnails, detect faces"}),
        ("- worker: check if user exists", {"at": "worker", "label": "check if user exists"}),
        (
            "- a -> b: write Tweet x200 if miss feeds @ 5 ms [tls, timeout=2s]",
            {"from": "a", "to": "b", "arrow": "->", "times": "200", "when": "miss feeds", "latency": "5 ms",
             "tls": "true", "timeout": "2s", "label": "write Tweet"},
        ),
        ("- a -> b: read A if 5%", {"from": "a", "to": "b", "arrow": "->", "when": "5%", "label": "read A"}),
        ('- "a -> b: go [if: the user is new]"',
         {"from": "a", "to": "b", "arrow": "->", "when": "the user is new", "label": "go"}),
        ("- a --> b: 200 Tweet[]", {"from": "a", "to": "b", "arrow": "-->", "label": "200 Tweet[]"}),
        ("- a --> b: 200 [Tweet]", {"from": "a", "to": "b", "arrow": "-->", "label": "200 [Tweet]"}),
        ("- {from: a, to: b, op: write, entity: Tweet}",
         {"from": "a", "to": "b", "op": "write", "entity": "Tweet", "arrow": "->"}),
        ("- {from: a, to: b, send: M}", {"from": "a", "to": "b", "send": "M", "arrow": "~>"}),
        ("- {from: a, to: b, reply: 204}", {"from": "a", "to": "b", "reply": "204", "arrow": "-->"}),
        ("- a -> b: GET /x\n  timeout: 2s",
         {"from": "a", "to": "b", "arrow": "->", "label": "GET /x", "timeout": "2s"}),
        ("- 用户 -> сервис", {"from": "用户", "to": "сервис", "arrow": "->"}),
    ],
)  # fmt: skip
def test_one_step(text, fields):
    found, findings = read(text)
    assert findings == ()
    assert found == [fields]


def test_a_name_multiplies_where_it_is_declared_or_the_label_is_no_prose():
    assert read("- a -> b: write Tweet x followers")[0][0]["times"] == "followers"
    assert read("- a -> b: resize it x followers")[0][0]["label"] == "resize it x followers"
    assert read("- a -> b: resize it x followers", "followers")[0][0]["times"] == "followers"


def test_an_asynchronous_chain_is_a_step_a_hop():
    node = yaml("- api ~> bus ~> fanout: Posted x2 @ 3ms [tls]")
    found, _ = steps(node)
    first, second = plain(found)
    assert (first["from"], first["to"], first["label"]) == ("api", "bus", "Posted")
    assert (second["from"], second["to"], second["label"]) == ("bus", "fanout", "Posted")
    assert "times" in first and "times" not in second
    assert "latency" in second and "latency" not in first
    assert first["tls"] == second["tls"] == "true"
    chains = [at(step, "chain") for step in found.items]
    assert {chain.span for chain in chains} == {chains[0].span}
    assert place(chains[0]) == (1, 3, 45 + 1)


def test_a_mixed_chain_is_cut_where_the_arrow_changes():
    found, findings = read("- web -> lb -> api ~> bus ~> w: X")
    assert findings == ()
    assert [(step["from"], step.get("via"), step["to"], step["arrow"]) for step in found] == [
        ("web", ["lb"], "api", "->"),
        ("api", None, "bus", "~>"),
        ("bus", None, "w", "~>"),
    ]


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ("- a ->> b: x", 5, "PlantUML"),
        ("- a <- b", 5, "turn it round"),
        ("- a => b", 5, "'->'"),
        ("- a -.-> b", 5, "'~>'"),
        ("- a → b", 5, "plain"),
        ("- a -> b, c: x", 9, "for each"),
        ("- a.b -> c", 3, "name:"),
        ("- a -> 9x", 8, "letter"),
        ("- a b -> c", 5, "blanks"),
        ("- a -> b --> c", 10, "step of its own"),
        ("- a ->", 5, "from -> to"),
        ("- just words here", 3, "from -> to"),
    ],
)
def test_bad_steps(text, column, word):
    _, findings = read(text)
    assert said(findings) == [("bad-step", 1, column)]
    assert word in findings[0].hint


def test_a_wrong_arrow_is_read_as_meant():
    assert read("- a ->> b: X")[0] == [{"from": "a", "to": "b", "arrow": "~>", "label": "X"}]


def test_steps_without_dashes():
    found, findings = read("a -> b: GET /x\nb -> c: read A")
    assert [step["from"] for step in found] == ["a", "b"]
    assert [(finding.rule, finding.hint) for finding in findings] == [("bad-step", "put '- ' before each step")]


def test_a_comma_in_brackets_cuts_a_step():
    _, findings = read("[a -> b: write Tweet, Follow, c -> d]")
    assert said(findings) == [("bad-step", 1, 23)]
    assert "comma" in findings[0].hint


def test_blocks_hold_steps():
    text = """
- parallel: [a -> b, c ~> d ~> e]
- alt: {found: [a -> b], else: [b -> c]}
- opt: {if: the user is new, steps: [a -> b]}
- loop: {times: 3, steps: [a -> b]}
"""
    found, findings = steps(yaml(text))
    assert findings == ()
    assert isinstance(at(found, 0, "parallel"), Items)
    assert len(plain(at(found, 0, "parallel"))) == 3
    assert plain(at(found, 1, "alt", "else", 0, "to")) == "c"
    assert plain(at(found, 2, "opt", "if")) == "the user is new"
    assert plain(at(found, 3, "loop", "steps", 0, "from")) == "a"
