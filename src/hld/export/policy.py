"""What a page may do: use the style and script that are in it, and nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

__all__ = ["policy"]


def policy(style: str, script: str = "") -> str:
    """A content security policy that allows just this style, this script and pictures within the page."""
    rules = ["default-src 'none'", "img-src data:", f"style-src {_hash(style)}"]
    if script:
        rules.append(f"script-src {_hash(script)}")
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
