"""Exit codes, colour, and what is said when a run cannot go on."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import TextIO

from hld.errors import HldError, UnknownVariantError, UsageError
from hld.near import nearest

__all__ = [
    "BUG", "CLEAN", "FINDINGS", "USAGE", "Run", "choice", "choices", "guarded", "say", "say_boxed", "say_skipped",
    "use_utf8", "wants_colour", "write_out", "write_out_bytes",
]  # fmt: skip

Run = Callable[[], int]

CLEAN = 0
FINDINGS = 1
USAGE = 2
BUG = 3

REPORT_TO = (
    "please report it with the spec that causes it and the output of 'hld --version'; HLD_DEBUG=1 says where it was"
)


def wants_colour(stream: TextIO | None) -> bool:
    """Whether to colour what goes to `stream`: a terminal, unless NO_COLOR is set; FORCE_COLOR insists."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def say(text: str) -> None:
    """A line for the person at the terminal, beside the output proper."""
    with suppress(OSError):  # where nobody listens, the exit code has to do
        print(text, file=sys.stderr, flush=True)


def say_boxed(scripts: Collection[str]) -> None:
    """That a PNG shows boxes in place of letters of these scripts, if there are any, and what to do about it."""
    if scripts:
        from hld.fonts.fallback import EXTRA

        say(f"PNG shows boxes for {', '.join(scripts)}: no font for it is installed; {EXTRA}")


def write_out(text: str) -> None:
    """The output proper, as UTF-8 whatever the locale says; names of files as the system gave them."""
    try:
        content = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        content = text.encode("utf-8", "replace")
    write_out_bytes(content)


def write_out_bytes(content: bytes) -> None:
    """The output proper; a reader that went away is no mistake. Raises UsageError where it cannot be written."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left goes nowhere, silently
        if not isinstance(error, BrokenPipeError):
            raise UsageError(f"cannot write to standard output: {error.strerror or error}") from error


def say_skipped(lacking: Sequence[UnknownVariantError], others: int) -> None:
    """A line for each spec that lacks the variant asked for. Raises the first where there are no others."""
    if lacking and not others:
        raise lacking[0]
    for error in lacking:
        say(f"skipped: {error}")


def use_utf8(*streams: TextIO | None) -> None:
    """Print any name there is, whatever the locale says."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def choice(option: str, value: str, known: Collection[str]) -> str:
    """`value`, if it is among the known ones. Raises UsageError with the nearest one otherwise."""
    if value in known:
        return value
    near = nearest(value, known)
    hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(known)}"
    raise UsageError(f"no {option} is called '{value}'", hint)


def choices(option: str, values: str, known: Collection[str]) -> tuple[str, ...]:
    """A comma-separated list of choices, at least one, in order and without repetition."""
    return tuple(dict.fromkeys(choice(option, value.strip(), known) for value in values.split(",")))


def guarded(run: Run) -> int:
    """Run a command and turn whatever stops it into a message and an exit code, never a traceback."""
    try:
        return run()
    except HldError as error:
        say(f"hld: {error}")
        if error.hint:
            say(f"     {error.hint}")
        return USAGE
    except KeyboardInterrupt:
        say("hld: stopped")
        return 130
    except Exception as error:
        if os.environ.get("HLD_DEBUG"):
            import traceback

            traceback.print_exc()
        say(f"hld: this is a bug in hld: {type(error).__name__}: {error}")
        say(f"     {REPORT_TO}")
        return BUG
