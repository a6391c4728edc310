"""What the file of a spec is: how its name ends, what stands for the standard input, and how long it may be."""

from __future__ import annotations

__all__ = ["LARGEST", "STDIN", "SUFFIXES"]

SUFFIXES = (".yaml", ".yml")
STDIN = "-"
LARGEST = 10_000_000
"""Bytes."""
