"""Python's collector of garbage, held back where there is none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["held_back"]


@contextmanager
def held_back() -> Iterator[None]:
    """Run without the collector: a stage makes many small records, all of them kept (half of the time otherwise).

    They then go to the old ones at once, so that the collector does not look through all of them at its next turn.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
