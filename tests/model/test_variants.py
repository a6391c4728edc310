"""What a variant removes may not be needed by what it leaves."""

from hld.model import link
from hld.pipeline import compile_file
from hld.source import load_text
from hld.spec.patch import apply
from hld.spec.read import read

from .design import SOCIAL, linked, said

VARIANT = """\
variants:
  no-users:
    components: {users: null}
"""


def patched(text, variant):
    return link(apply(read(load_text(text, "design.yaml")), variant))


def test_a_step_that_uses_what_a_variant_removes():
    assert said(linked(SOCIAL + VARIANT)) == [
        ("dangling-after-patch", "users: null", "write flow 'feed' anew in the variant")
    ]


def test_the_same_in_the_variant_itself_is_told_once_and_is_a_hole():
    model = patched(SOCIAL + VARIANT, "no-users")
    assert [found[0] for found in said(model)] == ["dangling-after-patch"]
    assert "users" not in model.components
    assert model.flows["feed"].steps[3].target.is_hole


def test_a_flow_written_anew_is_fine():
    text = SOCIAL + VARIANT + "    flows: {feed: [web -> lb -> api: GET /v1/feed]}\n"
    assert said(linked(text)) == []
    assert said(patched(text, "no-users")) == []


def test_lists_of_members_lose_it_without_a_word():
    text = SOCIAL + "groups: {core: [api, users]}\n" + VARIANT + "    flows: {feed: null}\n"
    assert said(linked(text)) == []
    model = patched(text, "no-users")
    assert said(model) == []
    assert model.groups["core"].contains == ("api",)


def test_what_a_component_stands_on_may_not_go():
    text = (
        "components: {feeds: {kind: cache, of: db}, db: sql, api: service}\nflows: {a: [api -> feeds: look]}\n"
        "variants: {x: {components: {db: null}}}\n"
    )
    assert said(linked(text)) == [("dangling-after-patch", "db: null", "write component 'feeds' anew in the variant")]


def test_a_later_variant_may_bring_it_back():
    text = SOCIAL + VARIANT + "    flows: {feed: null}\n  back: {base: no-users, components: {users: service}}\n"
    assert said(linked(text)) == []
    assert "users" in patched(text, "back").components


def checked(tmp_path, monkeypatch, **files):
    monkeypatch.chdir(tmp_path)
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = compile_file("main.yaml").diagnostics
    rules = ("dangling-after-patch", "unused-declaration", "unresolved-reference", "patch-target-missing")
    return [each for each in found if each.rule in (*rules, "stale-suppression")]


def test_what_a_file_removes_though_a_flow_needs_it_is_told_in_that_file(tmp_path, monkeypatch):
    (found,) = checked(tmp_path, monkeypatch, main="extends: base.yaml\ncomponents: {users: null}\n", base=SOCIAL)
    assert (found.rule, found.span.file, found.span.line) == ("dangling-after-patch", "main.yaml", 2)
    assert found.message == "'main.yaml' removes 'users', which flow 'feed' still uses"
    assert found.hint == "write flow 'feed' anew in 'main.yaml'"


def test_what_a_file_empties_or_settles_is_not_told(tmp_path, monkeypatch):
    base = SOCIAL + VARIANT + "groups: {core: [users]}\n"
    base += "checks: {ignore: [{rule: no-version, at: components.users, because: it is fine}]}\n"
    main = "extends: base.yaml\ncomponents: {users: null}\nflows: {feed: null}\n"
    assert checked(tmp_path, monkeypatch, main=main, base=base) == []
