"""Which links of a spec may be followed from what is made of it."""

from __future__ import annotations

import re

__all__ = ["safe_link"]

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def safe_link(link: str) -> str:
    """`link` if it leads to a web page or a neighbouring file, else nothing: a script is never called."""
    link = "".join(char for char in link if char > " ")  # as browsers do before they look at the scheme
    scheme = _SCHEME.match(link)
    return link if scheme is None or scheme[1].lower() in ("http", "https") else ""
