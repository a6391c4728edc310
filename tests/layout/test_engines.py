"""The engines give the same picture but for places, and say so when they cannot run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hld.errors import EngineError, UsageError
from hld.layout import engines, layout
from hld.layout.engines import embedded, native
from hld.layout.measure import census

from .designs import feed, framed, layered

CHAIN = "digraph { rankdir=LR; a -> b -> c }"


def test_the_embedded_engine_places_nodes() -> None:
    found = engines.places(CHAIN)
    assert [name for name, _ in sorted(found.items(), key=lambda item: item[1])] == ["a", "b", "c"]


def test_y_counts_downwards() -> None:
    found = engines.places("digraph { a -> b }")
    assert found["a"][1] < found["b"][1]


def test_threads_do_not_meet() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: engines.places(CHAIN), range(24)))
    assert all(places == found[0] for places in found)


def test_a_deep_graph_does_not_exhaust_the_stack() -> None:
    chain = "digraph {" + ";".join(f"n{index} -> n{index + 1}" for index in range(1500)) + "}"
    assert len(engines.places(chain)) == 1501


def test_what_graphviz_refuses_is_an_engine_error() -> None:
    with pytest.raises(EngineError):
        engines.places("digraph { a -> ")


def test_an_unknown_engine_or_look_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no layout engine 'neato'"):
        engines.places(CHAIN, "neato")
    with pytest.raises(UsageError, match="no look 'cubist'"):
        layout(feed(), look="cubist")


@pytest.fixture
def fresh() -> Iterator[None]:
    """The embedded engine as a new process finds it."""
    embedded._engine_and_module.cache_clear()
    yield
    embedded._engine_and_module.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_a_cache_that_cannot_be_written_is_no_loss(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("HLD_CACHE", str(blocked / "below"))
    assert engines.places(CHAIN)


@pytest.mark.usefixtures("fresh")
def test_a_damaged_cache_is_written_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HLD_CACHE", str(tmp_path))
    assert engines.places(CHAIN)
    (cache,) = tmp_path.iterdir()
    whole = cache.read_bytes()
    middle = len(whole) // 2
    cache.write_bytes(whole[:middle] + bytes(200_000) + whole[middle + 200_000 :])
    assert embedded._kept(cache) is None
    embedded._engine_and_module.cache_clear()
    assert engines.places(CHAIN)
    assert embedded._kept(cache) is not None
    assert list(tmp_path.iterdir()) == [cache], "nothing half written is left"


@pytest.mark.skipif(sys.platform == "win32", reason="there, caches are kept below the user's own folder")
@pytest.mark.usefixtures("fresh")
def test_a_cache_that_others_may_write_is_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HLD_CACHE", str(tmp_path))
    assert engines.places(CHAIN)
    (cache,) = tmp_path.iterdir()
    cache.chmod(0o666)
    assert embedded._kept(cache) is None


@pytest.mark.usefixtures("fresh")
def test_nothing_is_kept_where_no_cache_is_wanted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HLD_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert engines.places(CHAIN)
    assert not list(tmp_path.iterdir())


def test_the_native_engine_steps_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(dot: str) -> str:
        raise EngineError("wasmtime cannot be loaded")

    monkeypatch.setitem(engines.ENGINES, "embedded", engines.Engine(lambda: False, refuse))
    monkeypatch.setitem(engines.ENGINES, "native", engines.Engine(lambda: True, lambda dot: '{"objects": []}'))
    engines._say_fallback.cache_clear()
    assert engines.places(CHAIN) == {}
    assert engines.places(CHAIN) == {}
    assert capsys.readouterr().err.count("\n") == 1


def test_without_any_engine_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wasmtime", None)
    monkeypatch.setitem(engines.ENGINES, "native", engines.Engine(lambda: False, native.run))
    embedded._engine_and_module.cache_clear()
    try:
        with pytest.raises(EngineError, match="wasmtime cannot be loaded"):
            engines.places(CHAIN)
    finally:
        embedded._engine_and_module.cache_clear()


def test_without_dot_the_native_engine_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineError, match="no 'dot' on the PATH"):
        engines.places(CHAIN, "native")


@pytest.mark.dot
@pytest.mark.skipif(shutil.which("dot") is None, reason="no dot on the PATH")
@pytest.mark.parametrize("graph", [feed(), framed(), layered(45, 60)], ids=["feed", "framed", "45"])
def test_the_native_engine_draws_as_well(graph: object) -> None:
    drawing = layout(graph, engine="native")  # type: ignore[arg-type]
    assert not census(drawing).faults
