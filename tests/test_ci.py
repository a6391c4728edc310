"""The hook for pre-commit, and what docs/ci.md shows, fit the command line there is."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from hld.cli.lean import run

ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
SHOWN = [yaml.safe_load(block) for block in re.findall(r"```yml\n(.*?)```", (ROOT / "docs/ci.md").read_text(), re.S)]
COMMANDS = [
    step["run"].partition(" >>")[0]
    for shown in SHOWN
    for job in shown.get("jobs", {}).values()
    for step in job["steps"]
    if step.get("run", "").startswith("hld ")
]


def test_the_configurations_shown_name_the_hook_there_is():
    (hook,) = HOOKS
    assert hook["language"] == "python"
    shown = [each for block in SHOWN for repo in block.get("repos", ()) for each in repo["hooks"]]
    assert [each["id"] for each in shown] == [hook["id"]] * 2
    assert shown[1]["entry"] == hook["entry"]
    assert shown[1]["types"] == hook["types"]


def test_the_hook_checks_the_files_it_is_given(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("hld: 1\nnmae: A\n")
    assert run([*shlex.split(HOOKS[0]["entry"])[1:], "a.yaml"]) == 1
    assert "did you mean 'name'?" in capfd.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_workflow_work(command, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("specs").mkdir()
    shutil.copy(ROOT / "specs" / "url-shortener.yaml", "specs")
    assert run(shlex.split(command)[1:]) == 0, capfd.readouterr().err


def test_the_workflow_has_commands():
    assert len(COMMANDS) == 3
