"""What was built before is found again by its content, whatever becomes of the record of it."""

import json

import pytest

from hld import kept, program
from hld.kept import Made, Picture, Record, checksum


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An output folder beside a spec, with a cache of its own."""
    monkeypatch.setenv("HLD_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text("hld: 1\n")
    return tmp_path / "output"


def made(key="k", views=("architecture",), kind="svg", inputs=("a.yaml",)):
    pictures = {view: Picture({kind: checksum(b"picture")}) for view in views}
    return Made(key, {name: checksum(b"hld: 1\n") for name in inputs}, pictures)


def kept_in(folder, *each, files=()):
    record = Record(folder)
    for one in each:
        record.keep("a", one, {name: checksum(b"picture") for name in files})
    record.save()


def record_file(tmp_path):
    (found,) = (tmp_path / "cache" / "builds").iterdir()
    return found


def test_it_stands_while_key_and_inputs_are_the_same(folder, tmp_path):
    kept_in(folder, made())
    assert Record(folder).standing("a", "k", "a.yaml") == made()
    assert Record(folder).standing("b", "k", "a.yaml") is None
    assert Record(folder).standing("a", "other", "a.yaml") is None
    assert Record(folder).standing("a", "k", "other.yaml") is None
    assert Record(tmp_path / "elsewhere").standing("a", "k", "a.yaml") is None
    (tmp_path / "a.yaml").write_text("hld: 1\n# changed\n")
    assert Record(folder).standing("a", "k", "a.yaml") is None
    (tmp_path / "a.yaml").write_text("hld: 1\n")
    assert Record(folder).standing("a", "k", "a.yaml") is not None, "time tells nothing"
    (tmp_path / "a.yaml").unlink()
    assert Record(folder).standing("a", "k", "a.yaml") is None


def test_every_file_that_was_read_counts(folder, tmp_path):
    kept_in(folder, made(inputs=("a.yaml", "part.yaml")))
    assert Record(folder).standing("a", "k", "a.yaml") is None
    (tmp_path / "part.yaml").write_text("hld: 1\n")
    assert Record(folder).standing("a", "k", "a.yaml") is not None


def test_formats_and_views_of_two_runs_come_together(folder):
    kept_in(folder, made(kind="svg"))
    kept_in(folder, made(kind="png"))
    assert set(Record(folder).standing("a", "k", "a.yaml").views["architecture"].files) == {"svg", "png"}
    kept_in(folder, made(key="new", kind="png"))
    assert set(Record(folder).standing("a", "new", "a.yaml").views["architecture"].files) == {"png"}


def test_two_runs_at_once_lose_nothing(folder):
    first, second = Record(folder), Record(folder)
    first.keep("a", made(), {"a/x.svg": "1"})
    second.keep("b", made(), {"b/x.svg": "2"})
    first.save()
    second.save()
    assert Record(folder).standing("a", "k", "a.yaml")
    assert Record(folder).standing("b", "k", "a.yaml")
    assert Record(folder).files == {"a/x.svg": "1", "b/x.svg": "2"}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"7", b'{"specs": 1, "files": {}}', b'{"specs": {"a": [1]}, "files": {}}', b"\xff",
     b'{"specs": {"a": ["k", [], {}]}, "files": {}}', b'{"specs": {"a": ["k", {}, {"v": []}]}, "files": {}}'],
)  # fmt: skip
def test_a_damaged_record_is_none_and_is_written_anew(folder, tmp_path, content):
    kept_in(folder, made())
    record_file(tmp_path).write_bytes(content)
    assert Record(folder).standing("a", "k", "a.yaml") is None
    kept_in(folder, made())
    assert Record(folder).standing("a", "k", "a.yaml") == made()


@pytest.mark.skipif(not hasattr(kept.cache.os, "getuid"), reason="there, caches are kept below the user's own folder")
def test_a_record_that_others_may_write_is_not_believed(folder, tmp_path):
    kept_in(folder, made())
    record_file(tmp_path).chmod(0o666)
    assert Record(folder).standing("a", "k", "a.yaml") is None


@pytest.mark.parametrize("cache", ["off", "a.yaml/below"])
def test_without_a_cache_nothing_is_remembered(folder, tmp_path, monkeypatch, cache):
    monkeypatch.setenv("HLD_CACHE", cache)
    kept_in(folder, made())
    assert Record(folder).standing("a", "k", "a.yaml") is None
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_records_of_folders_that_are_gone_go_too(folder, tmp_path):
    kept_in(folder, made())
    (tmp_path / "other").mkdir()
    kept_in(tmp_path / "other", made())
    assert json.loads(record_file(tmp_path).read_bytes())["folder"] == str(tmp_path / "other")


def test_what_is_removed_is_what_was_written_and_is_still_so(folder):
    for name, content in {"a/x.svg": b"picture", "a/y.svg": b"changed", "a/mine.txt": b"picture"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder.parent / "outside.svg").write_bytes(b"picture")
    kept_in(folder, made(), files=["a/x.svg", "a/y.svg", "a/gone.svg", "b/z.svg", "../outside.svg"])
    assert kept.removed(folder) == (["a/x.svg"], ["a/y.svg"])
    assert sorted(path.name for path in folder.rglob("*")) == ["a", "mine.txt", "y.svg"]
    assert (folder.parent / "outside.svg").exists()
    assert kept.removed(folder) == ([], ["a/y.svg"])


def test_the_key_tells_the_program_and_the_choices(monkeypatch):
    assert kept.key("light", ("a",)) == kept.key("light", ("a",)) != kept.key("dark", ("a",))
    before = kept.key()
    monkeypatch.setattr(program, "identity", lambda: "another")
    assert kept.key() != before
