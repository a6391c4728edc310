"""Whatever is checked, damaged or made up: there are findings and no traceback, the same ones every time.

HLD_TEST_EXAMPLES says how many examples are tried instead of a few.
"""

import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hld.check.rules import by_id
from hld.check.types import Settings
from hld.pipeline import compile_source, compile_text
from hld.source import load_text

ROOT = Path(__file__).parents[2]
DESIGNS = sorted((ROOT / "specs").glob("*.yaml")) + sorted((ROOT / "tests" / "designs").glob("*.yaml"))
TEXTS = [path.read_text(encoding="utf-8") for path in DESIGNS]
SHORT = [text for text in TEXTS if len(text) < 4500]

#: Every rule by its own name, so that those run as well that are off unless asked for.
EVERYTHING = [Settings(select=tuple(by_id()), profile=profile) for profile in ("interview", "doc")]

EXAMPLES = int(os.environ.get("HLD_TEST_EXAMPLES", "0"))
QUIET = list(HealthCheck)

WORDS = (
    "", "x", "0", "-1", "99.9%", "200ms", "5 GB", "null", "~", "true", "[]", "{}", "[a, b]", "{a: b}", "= a * b", "= x",
    "web", "api", "db", "bus", "Tweet", "User", "queue", "sql", "cache", "client", "web -> api", "GET /v1/a -> User[]",
    "api ~> bus ~> w: Posted", "read Tweet", "x60", "hit=95%", "*a", "&a b", "!!int 3", "'", '"', "%", "@ 2s", "- a",
    "é", "\U0001f600", "\u2028", "1e999", "9" * 40,
)  # fmt: skip


def tried(few):
    """How many examples are tried."""
    return settings(max_examples=EXAMPLES or few, deadline=None, derandomize=True, suppress_health_check=QUIET)


def checked(text):
    """What is found in a text in each profile; it is well formed, and found again the second time."""
    for setting in EVERYTHING:
        first = compile_text(text, "damaged.yaml", setting).diagnostics
        assert first == compile_text(text, "damaged.yaml", setting).diagnostics
        height = len(load_text(text, "damaged.yaml").lines) + 1
        for each in first:
            assert each.message
            assert 1 <= each.span.line <= each.span.end_line <= height
            assert (each.span.line, each.span.column) <= (each.span.end_line, each.span.end_column)


PLACE = st.integers(0, 100_000)


@tried(20)
@given(st.sampled_from(SHORT), st.lists(st.tuples(PLACE, st.integers(1, 12)), min_size=1, max_size=5))
def test_characters_deleted(text, cuts):
    for at, count in cuts:
        at %= len(text) + 1
        text = text[:at] + text[at + count :]
    checked(text)


@tried(20)
@given(st.sampled_from(SHORT), st.lists(st.tuples(PLACE, PLACE, st.booleans()), min_size=1, max_size=5))
def test_lines_swapped_and_doubled(text, moves):
    lines = text.split("\n")
    for one, other, twice in moves:
        one, other = one % len(lines), other % len(lines)
        if twice:
            lines.insert(other, lines[one])
        else:
            lines[one], lines[other] = lines[other], lines[one]
    checked("\n".join(lines))


@tried(20)
@given(st.sampled_from(SHORT), st.lists(st.tuples(PLACE, st.sampled_from(WORDS)), min_size=1, max_size=5))
def test_keys_renamed_and_values_replaced(text, changes):
    lines = text.split("\n")
    for at, word in changes:
        at %= len(lines)
        key, colon, value = lines[at].partition(":")
        indent = key[: len(key) - len(key.lstrip(" -"))]
        lines[at] = f"{indent}{word}{colon}{value}" if len(word) % 2 else f"{key}{colon} {word}"
    checked("\n".join(lines))


@tried(15)
@given(st.sampled_from(SHORT), PLACE)
def test_truncated(text, at):
    checked(text[: at % len(text)])


SECTIONS = (
    "requirements", "capacity", "entities", "auth", "api", "messages", "components", "groups", "flows", "relationships",
    "deep_dives", "scenarios", "variants", "checks", "actors", "conventions", "facts", "profile", "session",
)  # fmt: skip
SCALAR = st.sampled_from(WORDS) | st.text(max_size=8)
NAME = st.sampled_from(
    [*SECTIONS, "kind", "from", "to", "op", "call", "fields", "functional", "nonfunctional", "steps", "api", "web"]
) | st.text(max_size=5)
TREE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAME, inner, max_size=4), max_leaves=12
)


def written(tree):
    """A tree as YAML in brackets and braces, each text in quotes or, where it can be, as it is."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{written(key)}: {written(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(written, tree)) + "]"
    return tree if tree.isalnum() else "'" + tree.replace("'", "''").replace("\n", " ") + "'"


@tried(100)
@given(st.dictionaries(st.sampled_from(SECTIONS), TREE, max_size=6))
def test_made_up(tree):
    checked("\n".join(f"{key}: {written(value)}" for key, value in tree.items()))


@tried(4)
@given(st.sampled_from([text for text in SHORT if "\nvariants:" in text]), PLACE, st.integers(1, 12))
def test_damaged_variants(text, at, count):
    """The variants of a damaged design can be checked too."""
    start = text.index("\nvariants:") + 12
    at = start + at % (len(text) - start)
    source = load_text(text[:at] + text[at + count :], "damaged.yaml")
    declared = compile_source(source).model.spec.root.record("variants")
    for name in declared.entries if declared else ():
        found = [compile_source(source, EVERYTHING[1], variant=name).diagnostics for _ in range(2)]
        assert found[0] == found[1]
