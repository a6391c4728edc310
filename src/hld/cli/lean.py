"""The plain forms of the commands run most often without the command-line library, which takes longer than a check.

Whatever is not plain (help, completion, an option that is not known, a value that is not allowed) is left to
the whole command line, so there is one place that explains and refuses.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module

from hld.cli import choices
from hld.specfile import STDIN
from hld.tuples import NamedTuple

__all__ = ["COMMANDS", "LISTS", "run"]


class Command(NamedTuple):
    """The options of a command by their keywords, and the module whose `command` takes them after its arguments.

    There are at most so many arguments; None: as many as one likes.
    """

    module: str
    flags: Mapping[str, str]
    values: Mapping[str, str]
    most: int | None = None


COMMANDS = {
    "check": Command(
        "hld.cli.check",
        {"--strict": "strict", "--coverage": "coverage", "--fix": "fix", "--diff": "diff"},
        {
            "--output-format": "output_format", "--select": "select", "--ignore": "ignore", "--variant": "variant",
            "--stage": "stage", "--profile": "profile", "--baseline": "baseline", "--write-baseline": "write_baseline",
        },
    ),
    "build": Command(
        "hld.cli.build",
        {"--force": "force", "--check": "check"},
        {
            "--output": "folder", "-o": "folder", "--format": "formats", "--view": "views", "--theme": "theme",
            "--look": "look", "--engine": "engine", "--variant": "variant",
        },
    ),
    "draw": Command(
        "hld.cli.draw",
        {},
        {"--output": "target", "-o": "target", "--theme": "theme", "--look": "look", "--title": "title"},
        most=1,
    ),
}  # fmt: skip
LISTS = ("select", "ignore", "views")
CHOICES: Mapping[str, Collection[str]] = {
    "output_format": choices.REPORTS,
    "look": choices.LOOKS,
    "engine": choices.ENGINES,
}


def run(arguments: Sequence[str]) -> int | None:
    """The exit code of a command in a plain form; None where the whole command line is needed."""
    command = COMMANDS.get(arguments[0]) if arguments and "_HLD_COMPLETE" not in os.environ else None
    parsed = None if command is None else _parsed(command, arguments[1:])
    if command is None or parsed is None:
        return None
    given, options = parsed
    from hld.cli import console

    console.use_utf8(sys.stdout, sys.stderr)
    return console.guarded(lambda: int(import_module(command.module).command(given, **options)))


def _parsed(command: Command, arguments: Sequence[str]) -> tuple[list[str], dict[str, object]] | None:
    """Arguments and options for `command`, or None for anything but arguments, flags and options with a value."""
    given: list[str] = []
    options: dict[str, object] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if argument in command.flags:
            options[command.flags[argument]] = True
        elif name in command.values and (not equals or name.startswith("--")):
            if not equals:
                following = next(rest, None)
                if following is None:
                    return None
                value = following
            key = command.values[name]
            if value not in CHOICES.get(key, (value,)):
                return None
            _put(options, key, value)
        elif argument.startswith("-") and argument != STDIN:
            return None
        else:
            given.append(argument)
    return (given, options) if command.most is None or len(given) <= command.most else None


def _put(options: dict[str, object], key: str, value: str) -> None:
    if key in LISTS:
        options[key] = [*options.get(key, ()), value]  # type: ignore[misc]
    else:
        options[key] = value
