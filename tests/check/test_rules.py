"""Every rule: listed, documented, its Bad example found where marked, its Good one silent, its messages in style."""

import re
from pathlib import Path

import pytest

from hld.check.explain import pages, parse
from hld.check.rules import RULES, imported, matching, rules
from hld.check.rules._index import INDEX
from hld.check.types import Settings
from hld.check.usual import Usual
from hld.diagnostics import Severity
from hld.pipeline import compile_source
from hld.source import load_text

from .examples import COMPLETENESS, MARK, found, shown, whole

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "src" / "hld" / "check" / "rules"
FAMILIES = [
    *("spec", "requirements", "entities", "api", "flows", "topology", "latency", "availability", "resilience"),
    *("capacity", "security", "interview", "variants", "views"),
]

each_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)


def test_every_rule_is_listed_once_and_in_order():
    modules = [
        path.relative_to(FOLDER).with_suffix("").as_posix().replace("/", ".")
        for path in FOLDER.glob("*/*.py")
        if not path.name.startswith("_")
    ]
    assert list(RULES) == sorted(modules)


def test_ids_and_codes_are_unique():
    assert len({rule.id for rule in rules()}) == len({rule.code for rule in rules()}) == len(rules())


def test_every_rule_that_a_stage_names_exists():
    ids = {rule.id for rule in rules()}
    named = {
        name
        for path in (ROOT / "src" / "hld").rglob("*.py")
        for name in re.findall(r"""\brule=["']([a-z-]+)["']""", path.read_text(encoding="utf-8"))
    }
    assert named <= ids


def test_the_index_knows_every_rule_as_it_is():
    assert tuple(INDEX) == RULES
    for rule, name in zip(rules(), RULES, strict=True):
        assert rule._replace(check=None) == imported(name)._replace(check=None)


@each_rule
def test_a_rule_that_makes_errors_says_so(rule):
    path = FOLDER / rule.family / f"{rule.id.replace('-', '_')}.py"
    _, _, body = path.read_text(encoding="utf-8").partition("def check(")
    assert rule.errs or "Severity.ERROR" not in body, "say worst=Severity.ERROR"


@each_rule
def test_a_rule_has_a_place_a_code_and_a_manual_page(rule):
    assert rule.family in FAMILIES
    assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.code)
    assert matching(rule.id) == matching(rule.code) == (rule,)
    page = parse(rule)
    assert all(page), f"{rule.id} lacks one of: what, why, Bad, Good, Source"
    assert page.summary.endswith(".") and page.source.endswith(".")
    assert page.bad.count(MARK) == 1 and MARK not in page.good


@each_rule
def test_the_bad_example_is_found_once_and_where_it_is_marked(rule):
    bad = parse(rule).bad
    diagnostics = _found(rule, bad)
    cases = [each for each in diagnostics if each.rule == rule.id]
    others = [each for each in diagnostics if each.rule != rule.id and each.severity is not Severity.INFO]
    assert len(cases) == 1, shown(diagnostics)
    assert not others, shown(others)
    marked = next(number for number, line in enumerate(whole(bad).splitlines(), 1) if MARK in line)
    assert cases[0].span.line == marked, shown(cases)
    assert cases[0].span.file == "spec.yaml"
    assert (cases[0].span.line, cases[0].span.column) <= (cases[0].span.end_line, cases[0].span.end_column)


@each_rule
def test_the_good_example_is_silent(rule):
    diagnostics = _found(rule, parse(rule).good)
    worse = [each for each in diagnostics if each.rule == rule.id or each.severity is not Severity.INFO]
    assert not worse, shown(worse)


@each_rule
def test_a_message_begins_small_and_has_no_full_stop(rule):
    for each in _found(rule, parse(rule).bad):
        for text in filter(None, (each.message, each.hint)):
            assert not re.match(r"[A-Z][a-z]", text), text
            assert not text.endswith("."), text
            assert "\n" not in text and "  " not in text


def test_the_pages_on_disk_are_those_of_the_docstrings():
    folder = ROOT / "docs" / "rules"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")} == pages(), "run 'make docs'"


def _found(rule, text):
    """What is said of an example, which is a part of a spec: that the other parts are missing does not count."""
    return found(text, ignore=tuple(name for name in COMPLETENESS if name != rule.id))


@each_rule
@pytest.mark.parametrize("profile", ["doc", "interview"])
@pytest.mark.parametrize("level", ["", "error", "warning"])
def test_whether_there_are_errors_is_known_from_the_rules_that_give_them(rule, profile, level):
    levels = {rule.id: level} if level else {}
    settings = Settings(profile=profile).under(Usual(levels=levels))
    source = load_text(whole(parse(rule).bad))
    all_of_it, errors = (compile_source(source, settings) for _ in range(2))
    assert errors.has_errors == all_of_it.checked.has(Severity.ERROR) == all_of_it.has_errors
