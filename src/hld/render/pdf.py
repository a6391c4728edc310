"""A picture as PDF, lines as lines and text as text, by typst: the only place that calls it."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Any

from hld.errors import HldError
from hld.fonts.fallback import FALLBACKS
from hld.fonts.metrics import REGULAR, covers

__all__ = ["EXTRA", "demand", "pdf"]

EXTRA = "pip install 'hld[pdf]'"
"""What brings typst."""
_SIZE = re.compile(rb'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_POINTS = 0.75  # in a pixel of CSS
_PAGE = """\
#set document(title: sys.inputs.title, date: none)
#set page(width: {width:g}pt, height: {height:g}pt, margin: 0pt)
#image("picture.svg", width: 100%, alt: sys.inputs.title)
"""


def demand() -> None:
    """Raise `HldError` where typst is missing."""
    if find_spec("typst") is None:
        raise HldError("PDF needs typst, which is not installed", EXTRA)


def pdf(svg: bytes, title: str) -> bytes:
    """`svg`, as `hld.render` makes it, as a page of its size without a date: the same bytes each time.

    Raises `HldError` where typst is missing or the picture cannot be drawn.
    """
    demand()
    import typst

    compile_: Any = typst.compile  # its stubs know nothing of files that are given as bytes
    size = _SIZE.match(svg)
    width, height = (float(size[1]), float(size[2])) if size is not None else (1.0, 1.0)
    page = _PAGE.format(width=width * _POINTS, height=height * _POINTS)
    try:
        made = compile_(
            {"main.typ": page.encode(), "picture.svg": svg},
            format="pdf",
            sys_inputs={"title": title or "hld"},
            font_paths=_folders(svg),
            ignore_system_fonts=True,
        )
    except (RuntimeError, ValueError) as error:
        raise HldError(f"the PDF cannot be drawn: {error}", "build the SVG instead, with '--format svg'") from error
    assert isinstance(made, bytes), "one page is one file"
    return made


def _folders(svg: bytes) -> list[str]:
    """Where the fonts are that come with the packages."""
    found = [str(REGULAR.parent)]
    if not covers(svg.decode()):
        found += dict.fromkeys(str(path.parent) for fallback in FALLBACKS for path in fallback.paths)
    return found
