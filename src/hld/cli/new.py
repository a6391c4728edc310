"""`hld new`: a spec to begin with, from a template."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from hld import output
from hld.cli import console
from hld.errors import UsageError
from hld.workspace import output_name

__all__ = ["listing", "new", "templates"]

SUFFIX = ".yaml"
WORDS = ("null", "true", "false", "yes", "no", "on", "off")  # which mean something else than themselves in YAML


def templates() -> dict[str, str]:
    """The text of each template by its name, sorted."""
    folder = files("hld") / "templates"
    found = {entry.name.removesuffix(SUFFIX): entry for entry in folder.iterdir() if entry.name.endswith(SUFFIX)}
    return {name: found[name].read_text(encoding="utf-8") for name in sorted(found)}


def listing() -> int:
    """Print each template with what it is for: the first comment of its text."""
    known = templates()
    wide = max(map(len, known))
    for name, text in known.items():
        console.write_out(f"{name:<{wide}}  {text.partition(chr(10))[0].lstrip('# ')}\n")
    return console.CLEAN


def new(name: str, template: str, folder: Path) -> int:
    """Write the template to `folder`/`name`.yaml under the name given. Never overwrites."""
    if not name:
        raise UsageError("give the design a name", "hld new shop; 'hld new --list' shows the templates")
    known = templates()
    console.choice("template", template, known)
    stem = name.removesuffix(SUFFIX)
    file = stem.replace(" ", "-")
    if output_name(file) != file:
        raise UsageError(
            f"'{name}' is no name for a design", "letters, digits, blanks, '-' and '_'; -o names the folder"
        )
    path = folder / f"{file}{SUFFIX}"
    if path.exists() or path.is_symlink():
        raise UsageError(f"'{path}' is there already", "choose another name, or edit that file")
    text = known[template].replace("name: NAME", f"name: {_scalar(stem)}", 1)
    output.write(folder, path.name, text.encode())
    console.say(f"wrote {path}; now: hld check {path}, then hld build {path}")
    return console.CLEAN


def _scalar(name: str) -> str:
    """`name` as a YAML scalar, quoted only where it must be."""
    letters = name.replace("-", "").replace("_", "").replace(" ", "")
    return name if letters.isalnum() and letters[0].isalpha() and name.lower() not in WORDS else f"'{name}'"
