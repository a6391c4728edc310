"""Two designs beside each other: what differs, in words and in numbers."""

from __future__ import annotations

from hld.compare.difference import apply, difference
from hld.compare.form import form
from hld.compare.types import Change, Difference, Rename

__all__ = ["Change", "Difference", "Rename", "apply", "difference", "form"]
