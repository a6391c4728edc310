"""The reference page of the command line, made from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from hld.cli.app import app
from hld.tuples import NamedTuple

__all__ = ["commands_page"]

INTRODUCTION = """\
# The command line

`hld COMMAND --help` prints what stands here. `python -m hld` is the same as `hld`. Without paths, `check` and `build`
work on the folder `specs`; of a folder they take every YAML file below it that has a line `hld: 1`. A file that is
named is taken whatever it holds, and `-` stands for a spec on standard input.

## Exit codes

| code | means |
| --- | --- |
| 0 | done; for `check`: no errors (with `--strict`: no warnings either) |
| 1 | `check`, `build`, `draw`: a spec has errors; `build --check`: a picture is stale; `doctor`: something is missing |
| 2 | the command line cannot be followed, there is nothing to read, or the output cannot be written |
| 3 | a bug in hld |
| 130 | stopped with Ctrl-C |

## Colour and completion

Findings are coloured on a terminal. `NO_COLOR=1` turns that off, `FORCE_COLOR=1` turns it on elsewhere too.
`hld --install-completion` completes commands and options in your shell.

## Cache

Two things are kept in `~/.cache/hld` (or below `$XDG_CACHE_HOME`, or `%LOCALAPPDATA%`), the one place beside the
output where hld writes: the layout engine, compiled, and for each folder that was built into, what its pictures were
made of. A picture is not drawn again while the files it was read from, hld, the packages installed beside it and the
options are the same, and the file in the folder has the content it got; times tell nothing. So the folder may be
removed, restored or changed at will. `HLD_CACHE=DIR` keeps both elsewhere; with `HLD_CACHE=off` nothing is kept: each
`build` and `draw` takes half a second longer, everything is drawn each time, and `hld clean` remembers nothing.
"""


class Row(NamedTuple):
    """A line of a command's table: an argument or option, its default, and what it is for."""

    name: str
    default: str
    text: str


def commands_page() -> str:
    """The page, as Markdown: exit codes, then every command with its example and its options."""
    sections = [
        _section(each.name or each.callback.__name__, each.callback, each.epilog or "")
        for each in app.registered_commands
        if each.callback
    ]
    return "\n".join([INTRODUCTION, *sections])


def _section(name: str, command: Callable[..., Any], epilog: str) -> str:
    parts = [
        f"## hld {name}",
        inspect.getdoc(command) or "",
        f"```console\n$ {epilog.removeprefix('Example: ')}\n```",
        _table(list(_rows(command))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rows(command: Callable[..., Any]) -> Iterator[Row]:
    hints = get_type_hints(command, include_extras=True)
    for name, parameter in inspect.signature(command).parameters.items():
        kind, info = get_args(hints[name])[0], hints[name].__metadata__[0]
        yield Row(_name(name, kind, info), _default(parameter.default, info), _text(info))


def _name(name: str, kind: object, info: ArgumentInfo | OptionInfo) -> str:
    if isinstance(info, ArgumentInfo):
        return f"`{name.upper()}`" + ("…" if "list" in str(kind) else "")
    stated = [each for each in (info.default, *(info.param_decls or ())) if isinstance(each, str) and each[0] == "-"]
    names = stated or [f"--{name.replace('_', '-')}"]
    value = "" if kind is bool else f" {names[0].rpartition('-')[2].upper()}"
    return ", ".join(f"`{each}{value}`" for each in names)


def _default(default: object, info: ArgumentInfo | OptionInfo) -> str:
    if isinstance(info.show_default, str):
        return f"`{info.show_default}`"
    return f"`{default}`" if default not in (None, "", False, inspect.Parameter.empty) else ""


def _text(info: ArgumentInfo | OptionInfo) -> str:
    words = (info.metavar or "").strip("[]").split("|")
    choices = ", ".join(f"`{word}`" for word in words) if len(words) > 1 else ""
    text = info.help or ""
    return f"{text} One of {choices}." if choices else text


def _table(rows: list[Row]) -> str:
    if not rows:
        return ""
    return "\n".join(["| | default | |", "| --- | --- | --- |", *(f"| {' | '.join(row)} |" for row in rows)])
