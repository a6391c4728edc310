"""The smaller commands, help, completion, and runs as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from hld.check.rules import rules
from hld.cli.app import app

from .conftest import BAD

COMMANDS = [each.name or each.callback.__name__ for each in app.registered_commands]
HLD = [sys.executable, "-m", "hld"]


def process(*arguments, cwd=None, env=None, **options):
    return subprocess.run(
        [*HLD, *arguments],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        check=False,
        timeout=60,
        **options,
    )


def test_rules_are_listed(hld):
    text = hld("rules").out
    assert all(f"  {rule.code}  {rule.id} " in text for rule in rules())
    listed = json.loads(hld("rules", "--output-format", "json").out)
    assert [each["rule"] for each in listed["rules"]] == [rule.id for rule in rules()]
    assert set(listed["rules"][0]) == {"rule", "code", "family", "severity", "summary"}
    assert hld("rules", "--output-format", "xml").code == 2


def test_rules_are_explained(hld):
    page = hld("explain", "unknown-endpoint")
    assert page.code == 0
    assert page.out == hld("explain", "fl001").out
    assert {"Bad:", "Good:"} <= set(page.out.splitlines())
    ran = hld("explain", "unknown-endpont")
    assert (ran.code, ran.err) == (
        2,
        "hld: no rule is called 'unknown-endpont'\n     did you mean 'unknown-endpoint'?\n",
    )
    ran = hld("explain", "api")
    assert ran.code == 2
    assert "'api' means" in ran.err
    assert "bad-path-param" in ran.err


def test_the_schema_is_one(hld):
    jsonschema.Draft202012Validator.check_schema(json.loads(hld("schema").out))


def test_doctor_says_what_works(hld, monkeypatch):
    ran = hld("doctor")
    assert ran.code == 0
    for part in ("YAML reader", "icons (diagrams)", "embedded engine", "native engine", "SVG", "PNG", "fonts"):
        assert part in ran.out

    def fails():
        raise ImportError("No module named 'resvg_py'")

    monkeypatch.setattr("hld.cli.doctor._png", fails)
    ran = hld("doctor")
    assert ran.code == 1
    assert "MISSING PNG" in ran.out
    assert "pip install" in ran.out
    assert "not working: PNG" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(hld, command):
    for option in ("--help", "-h"):
        ran = hld(command, option)
        assert ran.code == 0
        assert f"Example: hld {command}" in ran.out


def test_help_and_version(hld):
    assert all(f"  {command} " in hld("--help").out for command in COMMANDS)
    assert hld("--version").out.startswith("hld ")
    assert hld().code == 2


@pytest.mark.parametrize(
    ("words", "completed"),
    [("hld ch", ["check"]), ("hld check --out", ["--output-format"]), ("hld build --look c", ["classic"])],
)
def test_bash_completes(words, completed):
    count = str(len(words.split()) - 1)
    env = {"_HLD_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": count}
    assert process(env=env, text=True).stdout.split() == completed


def test_completion_can_be_shown():
    # The shell is named, not told from the process that runs the tests, which may be any.
    env = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    script = process("--show-completion", "bash", env=env, text=True).stdout
    assert "_HLD_COMPLETE=complete_bash" in script
    assert "-F _hld_completion hld" in script


@pytest.mark.parametrize("command", [["rules"], ["schema"], ["--help"], ["check", "a.yaml"]])
def test_a_reader_that_goes_away_is_no_mistake(write, folder, command):
    write("a.yaml", BAD)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ran = subprocess.run(
            [*HLD, *command], stdout=closed, stderr=subprocess.PIPE, cwd=folder, check=False, timeout=60
        )
    assert ran.stderr == b""


def test_no_standard_streams_at_all(write, folder):
    write("a.yaml", BAD)
    ran = subprocess.run(
        f'"{sys.executable}" -m hld check a.yaml <&- >&- 2>&-', shell=True, cwd=folder, check=False, timeout=60
    )
    assert ran.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_behind_standard_output(write, folder):
    write("a.yaml", BAD)
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*HLD, "check", "a.yaml"], stdout=full, stderr=subprocess.PIPE, cwd=folder, check=False, timeout=60
        )
    assert ran.returncode == 2
    assert ran.stderr == b"hld: cannot write to standard output: No space left on device\n"


def test_any_locale_will_do(write, folder):
    write("名前.yaml", BAD)
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    ran = process("check", "名前.yaml", cwd=folder, env=env)
    assert ran.returncode == 1
    assert " --> 名前.yaml:17:24\n" in ran.stdout.decode("utf-8")


def test_the_installed_command_is_the_same(write, folder):
    write("a.yaml", BAD)
    here = process("check", "a.yaml", cwd=folder)
    code = "import sys; sys.argv = ['hld', 'check', 'a.yaml']; from hld.__main__ import process; process()"
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=folder, check=False, timeout=60)
    assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)
