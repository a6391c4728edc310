"""Imports point one way: a package uses only what stands before it, and outside libraries stay where they belong."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "hld"

LAYERS = [
    ["aside", "links", "specfile", "tuples", "whole"],
    ["__init__", "cache", "diagnostics", "element", "errors", "filenames", "garbage", "near", "printable"],
    ["source", "catalog", "units", "fonts", "inline"],
    ["spec"],
    ["model"],
    ["analyse"],
    ["check", "view"],
    ["compare"],
    ["layout"],
    ["render"],
    ["report"],
    ["export"],
    ["document"],
    ["pipeline"],
    ["program"],
    ["workspace", "output", "config", "fix", "kept"],
    ["cli"],
    ["docs"],
    ["__main__"],
]
HOMES = {
    "yaml": {"source/pyyaml.py"},
    "typer": {"cli"},
    "diagrams": {"layout/graph.py"},
    "graphviz": {"layout/engines/native.py"},
    "wasmtime": {"layout/engines/embedded.py"},
    "resvg_py": {"render/resvg.py"},
    "simpy": {"analyse/simulation"},
    "typst": {"render/pdf.py"},
}
HEAVY = [
    "simpy",
    "diagrams",
    "graphviz",
    "wasmtime",
    "resvg_py",
    "typst",
    "rich",
    "typer",
    "pydantic",
    "jsonschema",
    "multiprocessing",
]


def layer_of(name):
    for level, names in enumerate(LAYERS):
        if name in names:
            return level
    raise AssertionError(f"{name} stands in no layer: add it to LAYERS")


def modules():
    return sorted(SOURCE.rglob("*.py"))


def imports(path):
    """(module, line) of every import of a file, those within functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def package(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_point_one_way(path):
    own = package(path)
    for name, line in imports(path):
        parts = name.split(".")
        if parts[0] != "hld" or len(parts) < 2:
            continue
        used = parts[1] if (SOURCE / parts[1]).exists() or (SOURCE / f"{parts[1]}.py").exists() else "__init__"
        if used != own:
            assert layer_of(used) < layer_of(own), f"{path}:{line}: {own} must not use {used}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_outside_libraries_stay_in_their_file(path):
    place = path.relative_to(SOURCE).as_posix()
    for name, line in imports(path):
        homes = HOMES.get(name.split(".")[0])
        if homes is not None:
            assert any(place == home or place.startswith(f"{home}/") for home in homes), f"{path}:{line}: {name}"


def test_checking_loads_nothing_heavy(tmp_path):
    spec = tmp_path / "a.yaml"
    spec.write_text("hld: 1\nname: A\n")
    program = (
        "import sys\nfrom hld.cli.lean import run\n"
        f"run(['check', {str(spec)!r}])\nprint([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_what_no_rule_needs_is_not_loaded_to_check(tmp_path):
    """A spec without numbers is checked without working any out."""
    spec = tmp_path / "a.yaml"
    spec.write_text("hld: 1\nname: A\n")
    program = (
        "import sys\nfrom hld.cli.lean import run\n"
        f"run(['check', {str(spec)!r}])\nprint([m for m in sys.modules if 'hld.analyse' in m], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_every_module_says_what_it_is_for():
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not tree.body or ast.get_docstring(tree), path


RULES = "hld.check.rules."


def is_rule(name):
    """Whether a module is a rule and not what rules share."""
    path = SOURCE.parent / (name.replace(".", "/") + ".py")
    return path.exists() and not path.name.startswith("_")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_rules_stand_by_themselves(path):
    within = SOURCE / "check" / "rules" in path.parents
    for name, line in imports(path):
        if not name.startswith(RULES):
            continue
        place = name.removeprefix(RULES).split(".")
        module = RULES + ".".join(place[:2])
        assert not is_rule(module), f"{path}:{line}: nobody uses the rule {module}"
        assert within or not any(part.startswith("_") for part in place), f"{path}:{line}: {name} is for rules alone"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_tuples_with_names_are_of_the_kind_that_is_made_fast(path):
    if path.name != "tuples.py":
        for name, line in imports(path):
            wanted = "from hld.tuples import NamedTuple"
            assert name not in ("typing.NamedTuple", "collections.namedtuple"), f"{path}:{line}: {wanted}"
