"""Files are written whole or not at all, only when they change, and never outside the folder."""

import os
from pathlib import Path

import pytest

from hld import output
from hld.errors import UsageError


def names(folder):
    return sorted(path.name for path in folder.rglob("*"))


def test_writing_twice_changes_nothing(tmp_path):
    assert output.write(tmp_path, "a/b.svg", b"x")
    path = tmp_path / "a" / "b.svg"
    os.utime(path, (1, 1))
    assert not output.write(tmp_path, "a/b.svg", b"x")
    assert path.stat().st_mtime == 1
    assert output.write(tmp_path, "a/b.svg", b"y")
    assert path.read_bytes() == b"y"
    assert names(tmp_path) == ["a", "b.svg"]


def test_the_mode_is_that_of_any_new_file(tmp_path):
    output.write(tmp_path, "a.svg", b"x")
    (tmp_path / "b").write_bytes(b"x")
    assert (tmp_path / "a.svg").stat().st_mode == (tmp_path / "b").stat().st_mode


@pytest.mark.parametrize("name", ["../a.svg", "/tmp/hld-outside.svg", "a/../../b.svg", "link/a.svg"])
def test_nothing_is_written_outside(tmp_path, name):
    folder, outside = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    outside.mkdir()
    (folder / "link").symlink_to(outside)
    with pytest.raises(UsageError, match="outside"):
        output.write(folder, name, b"x")
    assert names(tmp_path) == ["in", "link", "out"]
    assert not Path("/tmp/hld-outside.svg").exists()


def test_a_folder_that_is_a_link_is_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert output.write(tmp_path / "link", "a/b.svg", b"x")
    assert (tmp_path / "real" / "a" / "b.svg").read_bytes() == b"x"


def test_a_file_that_is_a_link_is_replaced_and_not_followed(tmp_path):
    precious = tmp_path / "precious"
    precious.write_bytes(b"keep")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "inner").write_bytes(b"old")
    (folder / "a.svg").symlink_to(folder / "inner")
    output.write(folder, "a.svg", b"x")
    assert (folder / "inner").read_bytes() == b"old"
    assert not (folder / "a.svg").is_symlink()
    (folder / "b.svg").symlink_to(precious)
    with pytest.raises(UsageError, match="outside"):
        output.write(folder, "b.svg", b"x")
    assert precious.read_bytes() == b"keep"


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    output.write(tmp_path, "a.svg", b"old")

    def fails(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(KeyboardInterrupt):
        output.write(tmp_path, "a.svg", b"new")
    assert (tmp_path / "a.svg").read_bytes() == b"old"
    assert names(tmp_path) == ["a.svg"]


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(UsageError, match=r"cannot write '.*a\.svg': No space left on device"):
        output.write(tmp_path, "a.svg", b"new")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["file/a.svg", "x" * 300, "folder"])
def test_a_place_that_cannot_be_written_is_told(tmp_path, name):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="cannot write"):
        output.write(tmp_path, name, b"x")
    assert names(tmp_path) == ["file", "folder"]
