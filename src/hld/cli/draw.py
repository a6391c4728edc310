"""`hld draw`: a picture at once, from a line of arrows."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from hld import output, pipeline
from hld.cli import choices, console
from hld.errors import NothingToRead, UsageError
from hld.report import text as text_report
from hld.specfile import STDIN

__all__ = ["command", "picture_format"]

STDOUT = "-"
SPEC = re.compile(r"^\s*hld\s*:", re.MULTILINE)


def command(
    texts: Sequence[str] = (),
    *,
    target: str = "diagram.svg",
    theme: str = choices.THEMES[0],
    look: str = choices.LOOKS[0],
    title: str = "",
) -> int:
    """Draw a text (standard input for "-", or without one) to the file `target` (SVG to standard output for "-").

    A text with a key `hld:` is a whole spec and its architecture is drawn; a spec with errors is not. Returns the exit
    code.
    """
    text = texts[0] if texts else STDIN
    from hld.layout import placing

    placing.begin()
    from hld.render import FORMATS, THEMES
    from hld.render.png import missing_scripts

    format_ = picture_format(target, FORMATS)
    console.choice("theme", theme, THEMES)
    console.choice("look", look, choices.LOOKS)
    compilation, view = _compiled(text, title)
    if compilation.has_errors:
        console.say(text_report.findings(compilation.report, console.wants_colour(sys.stderr)))
        return console.FINDINGS
    drawing = pipeline.draw(compilation.model, view, look=look)
    content = FORMATS[format_](drawing, THEMES[theme])
    if target == STDOUT:
        console.write_out_bytes(content)
    else:
        path = Path(target)
        output.write(path.parent, path.name, content)
        console.say(f"drew {path}")
    if format_ == "png":
        console.say_boxed(missing_scripts(FORMATS["svg"](drawing, THEMES[theme])))
    return console.CLEAN


def _compiled(text: str, title: str) -> tuple[pipeline.Compilation, str]:
    """The design, and the view of it to draw."""
    name = "<arrows>"
    if text == STDIN:
        name, text = "<stdin>", _standard_input()
    if not text.strip():
        raise NothingToRead("there is nothing to draw", 'for example: hld draw "web -> lb -> api -> db"')
    if SPEC.search(text):
        return pipeline.compile_text(text, name), "architecture"
    return pipeline.compile_arrows(text, name, title), "sketch"


def _standard_input() -> str:
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        console.say("type what to draw, then end it with Ctrl-D")
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def picture_format(target: str, known: Collection[str]) -> str:
    """The format that the name of a file asks for. Raises UsageError for one that is not known."""
    suffix = "svg" if target == STDOUT else Path(target).suffix.removeprefix(".").lower()
    if suffix not in known:
        raise UsageError(f"'{target}' is no kind of picture", f"end it in {' or '.join(f'.{each}' for each in known)}")
    return suffix
