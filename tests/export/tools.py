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
def node_folder():
    """A folder with Mermaid and a page for it to run in: that of HLD_TEST_NODE, else one kept among the caches."""
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hld-tests" / "node"
    folder = Path(os.environ.get("HLD_TEST_NODE") or kept)
    if not (folder / "node_modules" / "mermaid").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        command = ["npm", "install", "--no-audit", "--no-fund", "mermaid@11", "jsdom@26"]
        if not shutil.which("npm"):
            return None
        if subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False).returncode:
            return None
    (folder / "parse.mjs").write_text(MERMAID)
    return folder


def mermaid_faults(texts):
    """What Mermaid's own parser says of each text, "" where it takes it."""
    node, folder = tool("node"), node_folder()
    if folder is None:
        pytest.skip("Mermaid is not here")
    done = subprocess.run(
        [node, "parse.mjs"], cwd=folder, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)
