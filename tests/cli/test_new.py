"""`hld new`: specs to begin with."""

import pytest

from hld.cli.new import templates


@pytest.mark.parametrize("template", sorted(templates()))
def test_every_template_checks_clean_under_its_new_name(hld, tree, template):
    ran = hld("new", "my shop", "--from", template)
    assert ran.code == 0
    assert ran.err == "wrote specs/my-shop.yaml; now: hld check specs/my-shop.yaml, then hld build specs/my-shop.yaml\n"
    text = tree()["specs/my-shop.yaml"].decode()
    assert "\nname: my shop\n" in text
    assert "NAME" not in text
    checked = hld("check", "--strict")
    assert checked.code == 0
    assert "0 errors, 0 warnings" in checked.out


def test_the_templates_are_listed(hld):
    ran = hld("new", "--list")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == sorted(templates())
    assert {"start", "twitter", "image-pipeline"} <= set(templates())


def test_nothing_is_overwritten(hld, write, tree):
    write("specs/shop.yaml", "precious")
    ran = hld("new", "shop")
    assert ran.code == 2
    assert "'specs/shop.yaml' is there already" in ran.err
    assert tree()["specs/shop.yaml"] == b"precious"


def test_not_even_a_link_to_nowhere(hld, folder):
    (folder / "specs").mkdir()
    (folder / "specs" / "shop.yaml").symlink_to("nowhere")
    assert hld("new", "shop").code == 2
    assert (folder / "specs" / "shop.yaml").is_symlink()


@pytest.mark.parametrize("name", ["shop", "shop.yaml", "Größe", "2fast", "a_b-c", "v1.2", "null", "true", "名前"])
def test_names_that_serve(hld, name):
    assert hld("new", name).code == 0
    assert hld("check", "--strict").code == 0
    assert hld("build", "--view", "architecture", "--format", "svg").code == 0


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a/b",
        "../x",
        "/x",
        "..",
        ".x",
        "a\\b",
        "a:b",
        "x\ny",
        "x\ty",
        "con",
        "nul.yaml",
        "x" * 300,
        "a#b",
        "it's",
        "*",
        "a.",
    ],
)
def test_names_that_do_not(hld, tree, name):
    ran = hld("new", name)
    assert ran.code == 2
    assert ran.err.startswith("hld: ")
    assert tree() == {}


def test_an_unknown_template(hld):
    ran = hld("new", "shop", "--from", "twiter")
    assert (ran.code, ran.err) == (2, "hld: no template is called 'twiter'\n     did you mean 'twitter'?\n")


def test_another_folder(hld, tree):
    assert hld("new", "shop", "-o", "a/b").code == 0
    assert list(tree()) == ["a/b/shop.yaml"]
    assert hld("new", "x", "-o", "a/b/shop.yaml").code == 2
