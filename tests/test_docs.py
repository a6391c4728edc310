"""Generated documents are current, and what the hand-written ones show is true."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from hld.cli.app import app
from hld.docs import README, documents, main, stale
from hld.pipeline import compile_text

ROOT = Path(__file__).parent.parent


def test_generated_documents_are_current():
    assert stale(ROOT) == [], "run: make docs"


def test_the_commands_page_has_every_command_with_its_example():
    page = documents(ROOT)["docs/commands.md"]
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        assert f"## hld {name}\n" in page
        assert f"```console\n$ hld {name}" in page
    assert "| `--output OUTPUT`, `-o OUTPUT` | `output` | Where to write. |" in page
    assert "| `--strict` |  | Fail on warnings too. |" in page
    assert "One of `text`, `json`, `github`" in page
    assert "| `--from FROM` | `start` |" in page


def test_readme_shows_the_spec_and_a_finding():
    page = documents(ROOT)[README]
    spec = page.partition("<!-- twitter -->")[2].partition("<!-- /twitter -->")[0]
    assert "flows:" in spec
    assert "variants:" not in spec
    assert "capacity:" not in spec
    finding = page.partition("<!-- finding -->")[2].partition("<!-- /finding -->")[0]
    assert "error[unknown-endpoint]: operation 'POST /v1/tweet' is not declared" in finding
    assert "1 error, 0 warnings in 1 spec" in finding


def test_writing_and_checking(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs" / "rules").mkdir(parents=True)
    (tmp_path / "docs" / "rules" / "no-more.md").write_text("a rule that went")
    assert main(["--check"]) == 1
    assert "not current: docs/commands.md" in capsys.readouterr().out
    assert main([]) == 0
    assert "1 removed" in capsys.readouterr().out
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == "documentation is current\n"


def test_the_reports_page_shows_what_is_printed():
    page = documents(ROOT)["docs/reports.md"]
    assert "$ hld check specs/twitter.yaml --select flows\n" in page
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    told = json.loads(example)
    assert [each["rule"] for each in told["findings"]] == ["unknown-endpoint"]
    assert told["summary"]["operations"] == {"total": 4, "used": 3}


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page):
    path = ROOT / page
    for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if "://" not in link and not link.startswith("output/"):
            assert (path.parent / link).exists(), link


WRITTEN = ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


def blocks(page, language):
    return re.findall(
        rf"^ *```{language}\n(.*?)^ *```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


@pytest.mark.parametrize("page", [page for page in WRITTEN if page != "docs/reference.md"])
def test_specs_that_a_page_shows_can_be_read(page):
    unread = (
        "yaml-syntax",
        "unknown-key",
        "duplicate-key",
        "bad-value",
        "bad-step",
        "unknown-kind",
        "stale-suppression",
    )
    for block in blocks(page, "yaml"):
        if not re.search(r"^ *(- run|script):", block, re.MULTILINE):  # that of a workflow
            assert [each for each in compile_text(block).diagnostics if each.rule in unread] == [], block


@pytest.mark.parametrize("page", WRITTEN)
def test_commands_that_a_page_shows_can_be_given(page):
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = get_command(app).commands
    for line in re.findall(r"^\$ (.*)$", "".join(blocks(page, "console")), re.MULTILINE):
        program, *arguments = shlex.split(line, comments=True)
        if program == "make":
            assert set(arguments[:1]) <= targets, line
        elif program == "hld":
            name, *rest = arguments[: arguments.index(">")] if ">" in arguments else arguments
            commands[name].make_context(name, rest)


@pytest.mark.parametrize("page", WRITTEN)
def test_files_of_specs_that_a_page_names_are_there(page):
    for name in re.findall(r"\bspecs/([\w-]+)\.yaml", (ROOT / page).read_text(encoding="utf-8")):
        assert name in ("shop", "NAME") or (ROOT / "specs" / f"{name}.yaml").is_file(), name
