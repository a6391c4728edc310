"""`hld diff` on files, variants and revisions of git, and as what git calls."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from .conftest import GOOD

VARIANT = "variants:\n  cached:\n    components: {hot: cache (redis) of=orders}\n    flows: {}\n"
MORE = GOOD.replace("api: service", "api: service x3")

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(*arguments, cwd, **options):
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *settings, *arguments], cwd=cwd, capture_output=True, text=True, check=True, **options
    )


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(GOOD)
    git("init", "-q", cwd=tmp_path)
    git("add", ".", cwd=tmp_path)
    git("commit", "-qm", "first", cwd=tmp_path)
    return tmp_path


def test_two_files(hld, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text(MORE)
    done = hld("diff", "a.yaml", "b.yaml")
    assert done.code == 0
    assert done.out == "a.yaml → b.yaml: 1 changed\n\ncomponents\n  ~ api\n    + replicas: 3\n"
    assert hld("diff", "a.yaml", "b.yaml", "--exit-code").code == 1
    assert hld("diff", "a.yaml", "a.yaml", "--exit-code").code == 0
    told = json.loads(hld("diff", "a.yaml", "b.yaml", "--output-format", "json").out)
    assert told["changes"] == [{"path": ["components", "api", "replicas"], "kind": "added", "before": None, "after": 3}]
    assert "- changed api" in hld("diff", "a.yaml", "b.yaml", "--output-format", "markdown").out


def test_variants_by_name_and_by_mark(hld, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(GOOD + VARIANT)
    by_name = hld("diff", "a.yaml", "cached").out
    assert "+ hot: cache (redis)" in by_name
    assert hld("diff", "a.yaml", "a.yaml#cached").out.splitlines()[1:] == by_name.splitlines()[1:]
    assert "- hot: cache (redis)" in hld("diff", "a.yaml#cached", "base").out
    wrong = hld("diff", "a.yaml", "cachd")
    assert wrong.code == 2
    assert "did you mean the variant 'cached'?" in wrong.err


@needs_git
def test_revisions(hld, repository):
    (repository / "shop.yaml").write_text(MORE)
    expected = ["", "components", "  ~ api", "    + replicas: 3"]
    assert hld("diff", "shop.yaml").out.splitlines()[1:] == expected
    assert hld("diff", "HEAD:shop.yaml", "shop.yaml").out.splitlines()[1:] == expected
    (repository / "below").mkdir()
    gone = hld("diff", "HEAD~9:shop.yaml", "shop.yaml")
    assert gone.code == 2
    assert "git has no 'HEAD~9:shop.yaml'" in gone.err
    assert hld("diff", "--output=x:shop.yaml", "shop.yaml").code == 2
    assert not (repository / "x").exists()


def test_what_cannot_be_read_is_told(hld, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text("hld: 1\nname: [\n")
    done = hld("diff", "a.yaml", "b.yaml")
    assert done.code == 2
    assert "'b.yaml' cannot be read as a spec" in done.err
    assert hld("diff", "a.yaml", "nowhere.yaml").code == 2


@needs_git
def test_as_a_textconv_and_as_a_difftool(repository):
    hld = f'"{sys.executable}" -m hld'
    (repository / ".gitattributes").write_text("*.yaml diff=hld\n")
    git("config", "diff.hld.textconv", f"{hld} diff --textconv", cwd=repository)
    (repository / "shop.yaml").write_text(
        MORE.replace("  web: client\n", "").replace("components:", "components:\n  web: client  # moved")
    )
    lines = git("diff", cwd=repository).stdout.splitlines()
    assert [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")] == [
        "+components.api.replicas: 3"
    ]
    tool = git("difftool", "--no-prompt", "--extcmd", f"{hld} diff", cwd=repository).stdout
    assert "    + replicas: 3" in tool


def test_a_picture(hld, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text(MORE)
    done = hld("diff", "a.yaml", "b.yaml", "--picture", "d.svg")
    assert done.code == 0
    assert done.out.startswith("a.yaml → b.yaml: 1 changed")
    assert "~ changed" in (tmp_path / "d.svg").read_text(encoding="utf-8")
    assert hld("diff", "a.yaml", "b.yaml", "--picture", "d.svg", "--side-by-side", "--theme", "dark").code == 0
    assert (tmp_path / "d-before.svg").is_file()
    assert "replicas: – → 3" in (tmp_path / "d-after.svg").read_text(encoding="utf-8")
    assert hld("diff", "a.yaml", "b.yaml", "--picture", "d.gif").code == 2
    assert hld("diff", "a.yaml", "b.yaml", "--side-by-side").code == 2


def test_a_page_with_a_slider(hld, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b<script>.yaml").write_text(MORE)
    done = hld("diff", "a.yaml", "b<script>.yaml", "--picture", "d.html")
    assert done.code == 0
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert page.count("<script>") == 1, "the one of the page, and none from a name"
    assert page.count('role="img"') + page.count('role="group"') == 2
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert "<figcaption>a.yaml</figcaption>" in page
    assert 'type="range"' in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page), "nothing is loaded"
    assert hld("diff", "a.yaml", "b<script>.yaml", "--picture", "d.html", "--side-by-side").code == 2
