"""The plain forms of `hld check` without loading the command-line library, which costs more than checking does.

Whatever is not plain (help, completion, an option that is not known, a value that is not allowed) is left to
the whole command line, so there is one place that explains and refuses.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["run"]

FLAGS = {"--strict": "strict"}
VALUES = {"--output-format": "output_format", "--select": "select", "--ignore": "ignore", "--variant": "variant"}
LISTS = ("select", "ignore")


def run(arguments: Sequence[str]) -> int | None:
    """The exit code of a plain `hld check`; None where the whole command line is needed."""
    if not arguments or arguments[0] != "check" or "_HLD_COMPLETE" in os.environ:
        return None
    options = _parsed(arguments[1:])
    if options is None:
        return None
    from hld.cli import console

    if options.get("output_format", "text") not in console.REPORTS:
        return None
    console.use_utf8(sys.stdout, sys.stderr)
    return console.guarded(lambda: _check(options))


def _check(options: dict[str, object]) -> int:
    from hld.cli.check import check

    return check(**options)  # type: ignore[arg-type]


def _parsed(arguments: Sequence[str]) -> dict[str, object] | None:
    """Keyword arguments for `check.check`, or None for anything but paths, flags and options with a value."""
    paths: list[str] = []
    options: dict[str, object] = {"paths": paths}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if argument in FLAGS:
            options[FLAGS[argument]] = True
        elif name in VALUES:
            if not equals:
                following = next(rest, None)
                if following is None:
                    return None
                value = following
            _put(options, VALUES[name], value)
        elif argument.startswith("-"):
            return None
        else:
            paths.append(argument)
    return options


def _put(options: dict[str, object], key: str, value: str) -> None:
    if key in LISTS:
        options[key] = [*options.get(key, ()), value]  # type: ignore[misc]
    else:
        options[key] = value
