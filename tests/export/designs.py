"""What is exported in the tests: every design there is, a small one whose texts are kept, and a hostile one."""

from functools import cache
from pathlib import Path

from hld.export.exporters import EXPORTERS
from hld.pipeline import compile_file, compile_text, export, views

from .hostile import HOSTILE

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DESIGNS = sorted([*ROOT.joinpath("specs").glob("*.yaml"), *ROOT.joinpath("tests/designs").glob("*.yaml")])
SMALL = ROOT / "specs" / "url-shortener.yaml"


@cache
def model(path):
    """A design by its path; "hostile" is the one of that kind."""
    return (compile_text(HOSTILE, "hostile.yaml") if path == "hostile" else compile_file(str(path))).model


def sort_of(view):
    """Which sort of view this is by its name."""
    first = view.partition("-")[0]
    if first in ("sequence", "entities"):
        return first
    return "page" if view in ("api", "requirements", "deep-dives", "components") else "graph"


def exported(to, path):
    """Every view of a design that a format has words for, by name; "" is the design itself."""
    exporter, design = EXPORTERS[to], model(path)
    if exporter.design is not None:
        return {"": export(design, to)}
    return {view: export(design, to, view) for view in views(design) if exporter.holds(sort_of(view))}


def everything(to):
    """Every view of every design in a format: (name of design and view, text)."""
    return [
        (f"{path if path == 'hostile' else path.stem} {view}", text)
        for path in (*DESIGNS, "hostile")
        for view, text in exported(to, path).items()
    ]
