"""`hld schema`: the spec language as JSON Schema."""

from __future__ import annotations

import json

from hld.cli import console
from hld.spec.schema import schema as language_schema

__all__ = ["schema"]


def schema() -> int:
    """Print the schema (draft 2020-12)."""
    console.write_out(json.dumps(language_schema(), indent=2, ensure_ascii=False) + "\n")
    return console.CLEAN
