"""One mistake, one finding: what follows from a mistake is not told as another."""

from pathlib import Path

import pytest

from hld import pipeline
from hld.diagnostics import Severity

ROOT = Path(__file__).parents[2]

#: The design, what is written, what is written in its place (the first place counts), and the rules that speak.
MISTAKES = {
    "blocks are misspelt": ("tests/designs/chat.yaml", "- parallel:", "- paralel:", ["unknown-key"]),
    "a block of two letters": ("tests/designs/cqrs.yaml", "- opt:", "- ot:", ["unknown-key"]),
    "a choice is misspelt": ("tests/designs/tickets.yaml", "- alt:", "- atl:", ["unknown-key"]),
    "fields are misspelt": ("tests/designs/tickets.yaml", "Event: {fields:", "Event: {fiels:", ["unknown-key"]),
    "a key like another of another type": ("specs/proximity.yaml", "ttl: 1 day", "tl: 1 day",
                                           ["unknown-key", "cache-without-invalidation"]),
    "a kind of two words": ("tests/designs/chat.yaml", "api gateway", "api gatewy", ["unknown-kind"]),
    "a scope is misspelt": ("specs/shop.yaml", "strong for Order", "strong for Ordr", ["unresolved-reference"]),
    "the verb of several entities": ("specs/ad-clicks.yaml", "write AdCount, M", "wriet AdCount, M", ["bad-step"]),
    "the verb of a query": ("specs/pastebin.yaml", "query Paste by", "queyr Paste by", ["bad-step"]),
    "a message as a type": ("specs/shop.yaml", "-> OrderPaid", "-> OrderPad", ["unknown-response-type"]),
    "a message behind a forwarder": ("specs/twitter.yaml", "lb -> api: GET /v1/feed", "lb ~> api: GET /v1/feed",
                                     ["arrow-vs-protocol"]),
    "data is read in a service": ("specs/twitter.yaml", "api: GET /v1/feed", "api: read Tweet", ["label-vs-target"]),
    "a reply in place of a call": ("tests/designs/grpc-shop.yaml", "- shop -> orders: rpc Orders.Create",
                                   "- shop --> orders: rpc Orders.Create",
                                   ["reply-without-request", "unused-endpoint"]),
    "an entity for nobody, beside another's API": (
        "specs/hotel.yaml", "  Guest:       {id, name, email: pii}",
        "  Guest:       {id, name, email: pii}\n  Spare:       {id, text}", ["unused-entity"]),
}  # fmt: skip


def loud(text, path):
    """The rules of warning or error severity, by line."""
    found = pipeline.compile_text(text, path).diagnostics
    return [(each.span.line, each.rule) for each in found if each.severity is not Severity.INFO]


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_told_once(name):
    path, old, new, rules = MISTAKES[name]
    clean = (ROOT / path).read_text(encoding="utf-8")
    assert old in clean
    known = {rule for _, rule in loud(clean, path)}
    found = [each for each in loud(clean.replace(old, new, 1), path) if each[1] not in known]
    assert sorted(rule for _, rule in found) == sorted(rules)
    at = clean[: clean.index(old)].count("\n") + 1 + new.count("\n")
    assert at in [line for line, _ in found]


def test_a_missing_flow_is_told_once():
    clean = (ROOT / "tests/designs/graphql.yaml").read_text(encoding="utf-8")
    lines = clean.split("\n")
    start = lines.index("  page:", lines.index("flows:"))
    end = next(at for at in range(start + 1, len(lines)) if not lines[at].startswith("    "))
    text = "\n".join([*lines[:start], *lines[end:]])
    assert [rule for _, rule in loud(text, "graphql.yaml")] == ["fr-without-flow"]


def test_a_key_of_the_component_that_a_step_is_done_in_is_no_block():
    text = "components: {api: service}\nflows:\n  f:\n    - api: {do: sort them, links: [https://a/b]}\n"
    assert not [rule for _, rule in loud(text, "a.yaml") if rule in ("unknown-key", "bad-step")]


def test_a_field_named_files_is_a_field():
    found = pipeline.compile_text("entities: {Order: {files: {type: string}, id: id}}\n").diagnostics
    assert not [each for each in found if each.rule == "unknown-key"]
