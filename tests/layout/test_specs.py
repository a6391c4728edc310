"""Every picture of every design in specs/ is without a fault, whichever engine orders it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hld.layout.figure import Figure
from hld.layout.measure import census
from hld.layout.types import Drawing
from hld.pipeline import compile_file, draw, views

from .figures import general

SPECS = sorted(Path(__file__).parents[2].joinpath("specs").glob("*.yaml"))
MANNERS = [("lanes", "embedded"), ("classic", "embedded"), pytest.param("lanes", "native", marks=pytest.mark.dot)]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("look", "engine"), MANNERS)
def test_pictures_have_no_faults(path: Path, look: str, engine: str) -> None:
    model = compile_file(str(path)).model
    drawn = {view: draw(model, view, look=look, engine=engine) for view in views(model)}
    found = {view: census(each) for view, each in drawn.items() if isinstance(each, Drawing)}
    assert {view: one.faults for view, one in found.items() if one.faults} == {}
    assert [fault for each in drawn.values() if isinstance(each, Figure) for fault in general(each)] == []
    assert sum(one.close for one in found.values()) <= 1
    if engine == "embedded":
        assert [name for one in found.values() for name in one.merges] == []
        assert sum(one.twitches for one in found.values()) == 0
        assert sum(one.tight for one in found.values()) <= 3
