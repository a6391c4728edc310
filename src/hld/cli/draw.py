"""`hld draw`: a picture at once, from a line of arrows."""

from __future__ import annotations

import sys
from pathlib import Path

from hld import output, pipeline
from hld.check import Settings
from hld.cli import console
from hld.errors import NothingToRead, UsageError
from hld.source import load_text
from hld.spec import arrows

__all__ = ["draw"]

STDIN = "<stdin>"


def draw(text: str, target: str, theme: str, look: str, title: str) -> int:
    """Draw `text` (or standard input for "-") to the file `target` (or standard output for "-")."""
    from hld.render import render

    format_ = _format(target)
    source = _source(text)
    compilation = pipeline.compile_source(source, Settings.of())
    raise NotImplementedError
