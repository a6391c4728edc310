"""What a variant removes may not be needed by what it leaves."""

from hld.model import link
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
