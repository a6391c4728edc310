"""What is a file, and where files and rows are kept."""

from __future__ import annotations

__all__ = ["BLOBS", "DATABASES", "FILES", "LARGE"]

DATABASES = frozenset(("sql", "key-value", "document", "columnar", "graph"))
"""Kinds that keep rows: of a file in a store of files they have the address."""
FILES = frozenset(("object-store", "block-store"))
"""Kinds that keep files."""
BLOBS = frozenset(("blob", "file", "video"))
"""Types that hold a file where nobody says how large it is."""
LARGE = 1_000_000
"""Bytes from which on anything is a file."""
