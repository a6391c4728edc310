"""Settings files: which one holds, and what they say."""

import sys
from pathlib import Path

import pytest

from hld.check.usual import Usual
from hld.config import NONE, BuildUsual, Configs
from hld.errors import UsageError

FULL = """
profile = "doc"
select = ["flows", "AP"]
ignore = "no-version"
strict = true
exclude = ["drafts", "old/*.yaml"]
levels = { no-auth = "error", flows = "off" }

[build]
output = "pictures"
formats = ["svg"]
theme = "dark"
look = "classic"
engine = "native"
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home folder, so that nothing above it is looked at."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config(text, path="a.yaml", name="hld.toml"):
    Path(name).write_text(text, encoding="utf-8")
    return Configs().of(path)


def test_all_settings(home):
    found = config(FULL)
    assert found.usual == Usual(("flows", "AP"), ("no-version",), {"no-auth": "error", "flows": "off"}, "doc")
    assert found.build == BuildUsual("pictures", ("svg",), "dark", "classic", "native")
    assert (found.folder, found.strict, found.exclude) == (home, True, ("drafts", "old/*.yaml"))


def test_the_same_in_the_project_file():
    text = FULL.replace("[build]", "[tool.hld.build]")
    assert config(f"[project]\nname = 'a'\n[tool.hld]{text}", name="pyproject.toml") == config(FULL)


def test_without_a_file_nothing_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "tomllib", None)
    assert Configs().of("a.yaml") is NONE
    assert config("[tool.other]\na = 1\n", name="pyproject.toml") is NONE


def test_the_nearest_file_holds_and_none_is_merged(home):
    (home / "deep" / "er").mkdir(parents=True)
    config("profile = 'doc'\n")
    config("strict = true\n", name="deep/hld.toml")
    assert Configs().of("deep/er/a.yaml").usual.profile == ""
    assert Configs().of("deep/er/a.yaml").strict
    assert Configs().of("a.yaml").usual.profile == "doc"


def test_its_own_file_wins_over_the_project_file():
    config("[tool.hld]\nstrict = true\n", name="pyproject.toml")
    assert not config("profile = 'doc'\n").strict


def test_a_project_file_without_the_table_is_passed_by(home):
    (home / "deep").mkdir()
    config("profile = 'doc'\n")
    config("[project]\nname = 'hld'\n", name="deep/pyproject.toml")
    assert Configs().of("deep/a.yaml").usual.profile == "doc"


@pytest.mark.parametrize("root", [".git", ".hg"])
def test_the_search_ends_where_a_repository_begins(home, root):
    (home / "repo" / root).mkdir(parents=True)
    (home / "repo" / "specs").mkdir()
    config("strict = true\n")
    assert Configs().of("repo/specs/a.yaml") is NONE
    config("strict = true\n", name="repo/hld.toml")
    assert Configs().of("repo/specs/a.yaml").strict


def test_the_search_ends_at_home(home, monkeypatch):
    (home / "me" / "specs").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home / "me"))
    config("strict = true\n")
    assert Configs().of("me/specs/a.yaml") is NONE


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("drafts/a.yaml", True),
        ("drafts/deep/a.yaml", True),
        ("old/a.yaml", True),
        ("old/a.yml", False),
        ("specs/drafts.yaml", False),
        ("a.yaml", False),
    ],
)
def test_exclude(path, left_out):
    assert config(FULL).excludes(path) is left_out


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("selct = []\n", "hld.toml: no setting is called 'selct'", "did you mean 'select'?"),
        ("[build]\nformat = 'svg'\n", "hld.toml build: no setting is called 'format'", "did you mean 'formats'?"),
        ("select = ['flow']\n", "hld.toml: no rule is called 'flow'", "did you mean 'flows'?"),
        ("[levels]\nno-auht = 'off'\n", "hld.toml levels: no rule is called 'no-auht'", "did you mean 'no-auth'?"),
        ("[levels]\nno-auth = 'loud'\n", "hld.toml levels: 'no-auth' cannot be 'loud'", "write one of off, info,"),
        ("[levels]\nno-auth = 1\n", "hld.toml levels: 'no-auth' must be a text", ""),
        ("levels = 1\n", "hld.toml levels is no table", ""),
        ("profile = 'docs'\n", "hld.toml: 'profile' cannot be 'docs'", "write one of interview, doc"),
        ("strict = 'yes'\n", "hld.toml: 'strict' must be true or false", ""),
        ("exclude = [1]\n", "hld.toml: 'exclude' must be a list of texts", ""),
        ("strict = \n", "'hld.toml' is not TOML", ""),
    ],
)
def test_what_cannot_be_followed_is_refused(text, message, hint):
    with pytest.raises(UsageError) as refused:
        config(text)
    assert str(refused.value).startswith(message)
    assert refused.value.hint.startswith(hint)


def test_what_cannot_be_read_is_refused(home):
    (home / "hld.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"'hld\.toml' is not TOML"):
        Configs().of("a.yaml")


def test_a_file_is_read_once(home):
    configs = Configs()
    config("strict = true\n")
    first = configs.of("a.yaml")
    (home / "hld.toml").unlink()
    assert configs.of("b.yaml") is first


@pytest.mark.parametrize(
    "text",
    ["[tool.hld]\nstrict = true", "[ tool . 'hld' ]\nstrict = true", '["tool"."hld"]\nstrict = true',
     "[tool]\nhld.strict = true", "tool.hld.strict = true", "[tool]\nhld = {strict = true}"],
)  # fmt: skip
def test_the_table_is_found_however_it_is_spelt(text):
    assert config(f"{text}\n", name="pyproject.toml").strict
