"""Each mistake is found at its place, once, with the way out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hld.source.load import load, load_text
from hld.spec.read import read
from hld.spec.types import Record

from .plain import found, spec_of

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"

MISTAKES = {
    "a share of more than all": (
        "components: {api: {kind: service, availability: 120%}}",
        ("bad-value", "1:49", "availability: '120%' is more than all of it", "write a share from 0% to 100%"),
    ),
    "a percentage without its sign": (
        "components: {api: {kind: service, availability: 99.9}}",
        ("bad-value", "1:49", "availability: '99.9' is more than all of it", "did you mean '99.9%'?"),
    ),
    "a share of more than all on one line": (
        "components:\n  hot: cache (redis) hit=150%",
        ("bad-value", "2:26", "hit: '150%' is more than all of it", "write a share from 0% to 100%"),
    ),
    "a quality of no kind in a list": (
        "requirements:\n  nonfunctional: [foo]",
        ("bad-value", "2:19", "'foo' is no kind of quality", None),
    ),
    "a version before the first": (
        "hld: 0",
        ("spec-version", "1:6", "the spec is written for version 0", "write 'hld: 1'"),
    ),
    "a version below zero": (
        "hld: -1",
        ("spec-version", "1:6", "the spec is written for version -1", "write 'hld: 1'"),
    ),
    "a step that begins with its arrow": (
        "components: {api: service}\nflows:\n  f:\n    - -> api: x",
        ("bad-step", "4:7", "a component is missing before '->'", "write a step as 'from -> to: what'"),
    ),
    "unknown key at the top": (
        "componets: {}",
        ("unknown-key", "1:1", "unknown key 'componets'", "did you mean 'components'?"),
    ),
    "unknown section": (
        "load_balancrs: [lb]",
        ("unknown-key", "1:1", "unknown key 'load_balancrs'", "did you mean 'load_balancers'?"),
    ),
    "a key that belongs elsewhere": (
        "functional: {a: User can post}",
        ("unknown-key", "1:1", "unknown key 'functional'", "it belongs under 'requirements'"),
    ),
    "unknown key of a component": (
        "components:\n  api: {kind: service, replcas: 3}",
        ("unknown-key", "2:24", "unknown key 'replcas'", "did you mean 'replicas'?"),
    ),
    "unknown key in one line": (
        "components:\n  api: service replcas=3",
        ("unknown-key", "2:16", "unknown key 'replcas'", "did you mean 'replicas'?"),
    ),
    "unknown key of a small shape": (
        "auth: {scheme: oauth, zzz: 1}",
        (
            "unknown-key", "1:23", "unknown key 'zzz'",
            "authentication has scheme, identity, scopes, roles, provider, expires",
        ),
    ),
    "comma in a value within braces": (
        "components:\n  api: {kind: service, role: reads, and writes}",
        (
            "unknown-key", "2:37", "unknown key 'and writes'",
            "a comma ends a value inside { }: quote it: role: \"reads, and writes\"",
        ),
    ),
    "no whole number": (
        "components: {api: {kind: service, replicas: many}}",
        ("bad-value", "1:45", None, None),
    ),
    "word of a closed set": (
        "profile: interwiev",
        ("bad-value", "1:10", "profile: 'interwiev' is no profile", "did you mean 'interview'?"),
    ),
    "list in place of a value": (
        "name: [a, b]",
        ("bad-value", "1:7", "'name' takes a text, not a list", "write one value"),
    ),
    "value in place of a map": (
        "groups: core",
        ("bad-value", "1:9", "'groups' takes a map, not a single value", ""),
    ),
    "null outside of a patch": (
        "components: {api: null}",
        ("bad-value", "1:19", "'api' cannot be null", "leave it out; null deletes, in a variant"),
    ),
    "unknown kind": (
        "components: {lb: loadbalncer x2}",
        ("unknown-kind", "1:18", "unknown kind 'loadbalncer'", "did you mean 'load-balancer'?"),
    ),
    "unknown kind in full": (
        "components: {lb: {kind: zzz}}",
        ("unknown-kind", "1:25", "unknown kind 'zzz'", None),
    ),
    "the same id twice": (
        "components: {user-db: sql, user_db: sql}",
        ("duplicate-id", "1:28", "'user-db' and 'user_db' are the same id", "rename one"),
    ),
    "the same id in two sections": (
        "services: [api]\nworkers: [api]",
        ("duplicate-id", "2:11", "'api' is declared twice", "delete or rename one"),
    ),
    "blank in an id": (
        "components: {user db: sql}",
        ("bad-value", "1:14", "'user db' is no id", None),
    ),
    "id that is a word of the language": (
        "components: {from: service}",
        ("bad-value", "1:14", "'from' is a word of the language and cannot be an id", "choose another"),
    ),
    "the same operation twice": (
        "api:\n  - GET /v1/feed\n  - GET /v1/feed",
        ("duplicate-endpoint", "3:5", "'GET /v1/feed' is declared twice", None),
    ),
    "two spellings of one key": (
        "flows:\n  f:\n    - {from: a, to: b, op: read, entity: X, entities: [Y]}",
        ("duplicate-key", "3:45", "'entities' says again what 'entities' says", None),
    ),
    "newer version": (
        "hld: 2",
        (
            "spec-version", "1:6", "the spec is written for version 2",
            "this hld understands version 1: install a newer one",
        ),
    ),
    "circle of variants": (
        "variants:\n  a: {base: b}\n  b: {base: a}",
        ("include-cycle", None, "variants are based on each other: a → b → a", None),
    ),
    "no arrow": ("flows:\n  f:\n    - web ->> api: GET /x", ("bad-step", "3:11", None, None)),
    "steps without dashes": ("flows:\n  f:\n    web -> api: GET /x", (None, "3:5", None, None)),
    "text at the top": ("just text", (None, "1:1", None, None)),
    "list at the top": ("- a\n- b", ("bad-value", "1:1", None, None)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_gives_one_finding(text: str, wanted: tuple[str | None, ...]) -> None:
    (got,) = found(text)
    assert [part if want is not None else None for part, want in zip(got, wanted, strict=True)] == list(wanted)


def test_all_mistakes_are_found_at_once() -> None:
    text = "profil: doc\ncomponents:\n  a: {kind: servce, zones: x}\n  b c: cache\nflows:\n  f: {stps: []}\n"
    assert [rule for rule, *_ in found(text)] == [
        "unknown-key",
        "unknown-kind",
        "bad-value",
        "bad-value",
        "unknown-key",
    ]


def test_a_misspelt_key_is_read_as_it_was_meant() -> None:
    root = spec_of("componets: {api: service}\n").root
    assert [name for name, _ in root.records("components")] == ["api"]


def test_an_element_holds_its_key_and_all_of_its_value() -> None:
    text = "components:\n  api:\n    kind: service\n    replicas: 3\n  lb: load balancer\n"
    components = dict(spec_of(text).root.records("components"))
    assert components["api"].span[1:] == (2, 3, 4, 16)
    assert components["lb"].span[1:] == (5, 3, 5, 20)
    assert components["api"].at("replicas")[1:] == (4, 15, 4, 16)


def test_empty_values_say_nothing() -> None:
    spec = spec_of("name:\nrequirements:\ncapacity:\nentities:\n  Tweet:\napi:\nflows:\n  f:\ncomponents:\n")
    assert spec.findings == ()
    assert [name for name, _ in spec.root.records("entities")] == ["Tweet"]
    assert "name" not in spec.root


def test_words_of_yaml_mean_what_their_field_says() -> None:
    text = "name: no\nentities: {User: {id: 012, on: yes}}\ncomponents: {db: {kind: sql, tls: on, replicas: 012}}\n"
    spec = spec_of(text)
    component = dict(spec.root.records("components"))["db"]
    assert spec.findings == ()
    assert (spec.root.value("name"), component.value("tls"), component.value("replicas")) == ("no", True, 12)


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpus is not here")
def test_hostile_files_end_in_findings_or_a_spec() -> None:
    for path in sorted((CORPORA / "yaml-abuse").rglob("*"))[::5]:
        if path.is_file():
            assert isinstance(read(load(path)).root, Record)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.sampled_from(
            ["", "null", "x", "a -> b", "web -> api: GET /x", "-", "{", "[", "1", "x2", "~>", "p99 < 1ms", "= a * b"]
        ),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(
                    ["components", "flows", "steps", "api", "entities", "a", "b", "kind", "requirements", "functional",
                     "nonfunctional", "capacity", "variants", "patch", "databases", "alt", "parallel", "loop", "a -> b",
                     "deep_dives", "scenario", "relationships", "GET /x", "returns", "checks", "ignore", "fields"]
                ),
                inner, max_size=4,
            ),
        ),
        max_leaves=25,
    )
)  # fmt: skip
def test_no_text_breaks_the_reader(value: object) -> None:
    spec = read(load_text(_yaml(value)))
    assert isinstance(spec.root, Record)
    assert all(finding.rule and finding.message for finding in spec.findings)


def _yaml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_yaml(each)}' for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return str(value) if value in ("", "null", "x", "1") else f'"{value}"'


LONG = {
    "a requirement": "requirements:\n  nonfunctional:\n    latency: {}\n",
    "a listed requirement": "requirements:\n  nonfunctional:\n    - {}\n",
    "a component": "components:\n  a: {}\n",
    "a component of a section": "caches:\n  a: {}\n",
    "fields": "entities:\n  A: {}\n",
    "the label of a step": "flows:\n  f:\n    - a -> b: {}\n",
    "a relationship": "relationships:\n  - {}\n",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("word", ["a ", "a, ", "p99 ", "a@1 [x] "])
def test_a_line_without_end_is_told_and_not_taken_apart(text: str, word: str) -> None:
    began = time.process_time()
    (got,) = found(text.format("'" + word * 50_000 + "'"))
    assert time.process_time() - began < 2
    assert got[0] == "bad-value"
    assert got[2] == f"{50_000 * len(word):,} characters in one line"


def test_an_id_may_be_written_in_either_form_of_its_accents() -> None:
    root = spec_of("components: {cafe\u0301: service}\nflows: {f: ['cafe\u0301 -> caf\u00e9: x']}\n").root
    (step,) = root.record("flows").record("f").items("steps")  # type: ignore[union-attr]
    assert (step.text("from"), step.text("to")) == ("caf\u00e9", "caf\u00e9")  # type: ignore[union-attr]
    assert list(root.record("components").entries) == ["caf\u00e9"]  # type: ignore[union-attr]
