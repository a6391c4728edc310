"""The native engine: the `dot` program on the PATH. The only file that imports the `graphviz` package."""

from __future__ import annotations

import shutil

from hld.errors import EngineError

__all__ = ["is_available", "run"]


def is_available() -> bool:
    """Whether there is a `dot` on the PATH."""
    return shutil.which("dot") is not None


def run(dot: str) -> str:
    """Lay out the DOT text and give it back as Graphviz' plain JSON. Raises EngineError."""
    import graphviz

    try:
        return str(graphviz.Source(dot).pipe(format="json0", encoding="utf-8", quiet=True))
    except graphviz.ExecutableNotFound as error:
        raise EngineError("there is no 'dot' on the PATH", "install Graphviz, or use the embedded engine") from error
    except graphviz.CalledProcessError as error:
        raise EngineError("'dot' failed on this picture", str(error).partition("\n")[0]) from error
