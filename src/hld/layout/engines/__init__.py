"""The layout engines: each runs Graphviz' `dot` on a DOT text and gives the places of its nodes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache

from hld.errors import EngineError, UsageError
from hld.layout.engines import embedded, native
from hld.tuples import NamedTuple

__all__ = ["ENGINES", "Engine", "places"]


class Engine(NamedTuple):
    """A way to run `dot`: whether it works here, and DOT text in, JSON text out."""

    is_available: Callable[[], bool]
    run: Callable[[str], str]


ENGINES: dict[str, Engine] = {
    "embedded": Engine(embedded.is_available, embedded.run),
    "native": Engine(native.is_available, native.run),
}


def places(dot: str, engine: str = "embedded") -> dict[str, tuple[float, float]]:
    """Where `dot` puts the middle of each node: x to the right, y downwards, in points.

    Raises UsageError for an unknown engine and EngineError where none works or the layout fails.
    """
    found = json.loads(_chosen(engine).run(dot))
    return {node["name"]: _place(node["pos"]) for node in found.get("objects", ()) if "pos" in node}


def _place(pos: str) -> tuple[float, float]:
    x, y = pos.split(",")
    return float(x), -float(y)  # Graphviz counts y upwards


def _chosen(name: str) -> Engine:
    if name not in ENGINES:
        raise UsageError(f"no layout engine '{name}'", f"choose one of {', '.join(ENGINES)}")
    if name == "embedded" and not ENGINES[name].is_available() and ENGINES["native"].is_available():
        _say_fallback()
        return ENGINES["native"]
    return ENGINES[name]


@cache
def _say_fallback() -> None:
    try:
        ENGINES["embedded"].run("digraph {}")
    except EngineError as error:
        print(f"hld: the embedded Graphviz cannot run ({error}); using 'dot' instead", file=sys.stderr)
