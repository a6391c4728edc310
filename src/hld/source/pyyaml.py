"""PyYAML, of which only the events are used, and those of its parser in C. The only file that imports it.

Its other loaders compile their patterns when they are imported, which takes longer than to read and check a spec; here
they are compiled at their first use, which is never.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["yaml"]


class _Later:
    """Stands for a pattern until something is asked of it."""

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make(), name)


@contextmanager
def _patterns_later(package: str) -> Iterator[None]:
    """Let the modules of `package` that are imported meanwhile, and nobody else, get patterns that are made later."""
    compile_ = re.compile

    def later(*arguments: Any, **named: Any) -> Any:
        asking = sys._getframe(1).f_globals.get("__name__", "")
        is_ours = str(asking).partition(".")[0] == package
        return _Later(lambda: compile_(*arguments, **named)) if is_ours else compile_(*arguments, **named)

    re.compile = later
    try:
        yield
    finally:
        re.compile = compile_


with _patterns_later("yaml"):
    import yaml
