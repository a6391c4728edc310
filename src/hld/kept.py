"""What was built before and still stands: outputs whose inputs are the same are not made again.

Everything is told by content and never by time: the bytes of each file that a spec was read from, the program and the
packages that it runs with, the options; and of each output, the bytes that lie in the folder now. A folder's record
lies in the user's cache, so nothing is added to the folder. Without the record everything is made as for the first
time, and comes out the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from hld import cache, program
from hld.tuples import NamedTuple

__all__ = ["Made", "Picture", "Record", "checksum", "key", "remove", "removed"]

_FOLDER = "builds"


class Picture(NamedTuple):
    """A view as it was built: the checksum of its file in each format, and what else was said of it.

    One that is not `usual` is built only when it is asked for by name. There are other formats that it `comes_in`.
    """

    files: Mapping[str, str]
    said: tuple[str, ...] = ()
    is_usual: bool = True
    comes_in: tuple[str, ...] = ()


class Made(NamedTuple):
    """What was made of one spec: under which key, the checksum of each file read, and every view it has.

    A view that was not asked for has a picture without files.
    """

    key: str
    inputs: Mapping[str, str]
    views: Mapping[str, Picture]


class _Contents(NamedTuple):
    """What a record holds: the specs by the names of their folders, and the files with their checksums."""

    specs: dict[str, Made]
    files: dict[str, str]


def checksum(content: bytes) -> str:
    """Tells one content from any other."""
    return sha256(content).hexdigest()


def key(*choices: object) -> str:
    """Stands for the program as it is installed here, and for the choices made."""
    return checksum(repr((program.identity(), choices)).encode())


class Record:
    """What hld wrote below one folder. One that is damaged, or not the user's own, is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = _path(folder)
        self._known = _read(self._path)
        self._new = _Contents({}, {})

    @property
    def files(self) -> Mapping[str, str]:
        """Every file that hld wrote below the folder, with its checksum."""
        return self._known.files

    def standing(self, name: str, key: str, path: str) -> Made | None:
        """What was made of the spec at `path` under this key, if it was read from the very same files."""
        made = self._known.specs.get(name)
        if made is None or made.key != key or path not in made.inputs:
            return None
        return made if all(_is(Path(file), content) for file, content in made.inputs.items()) else None

    def holds(self, file: str, content: str) -> bool:
        """Whether a file below the folder has the content of this checksum."""
        return _is(self._folder / file, content)

    def keep(self, name: str, made: Made, files: Mapping[str, str]) -> None:
        """Remember what was made of a spec, and the files written for it; what stood before under its key too."""
        before = self._known.specs.get(name)
        if before is not None and (before.key, before.inputs) == (made.key, made.inputs):
            made = made._replace(views={view: _both(before.views.get(view), new) for view, new in made.views.items()})
        self._new.specs[name] = made
        self._new.files.update(files)

    def save(self) -> None:
        """Write the record with what is new, if anything is. What another run wrote meanwhile stays."""
        if self._path is None or not any(self._new):
            return
        found = _read(self._path)
        if not self._path.exists():
            _drop_lost(self._path.parent)
        self._write(_Contents({**found.specs, **self._new.specs}, {**found.files, **self._new.files}))

    def forget_all_but(self, files: Mapping[str, str]) -> None:
        """Remember no spec, and of the files only these."""
        self._write(_Contents({}, dict(files)))

    def _write(self, contents: _Contents) -> None:
        if self._path is not None:
            cache.put(self._path, json.dumps({"folder": _place(self._folder), **contents._asdict()}).encode())


def _both(before: Picture | None, new: Picture) -> Picture:
    """What is known of a view from two runs of the same."""
    if before is None:
        return new
    said = tuple(dict.fromkeys((*before.said, *new.said)))
    return new._replace(files={**before.files, **new.files}, said=said)


def _is(path: Path, content: str) -> bool:
    """Whether the file at `path` is there and has this checksum."""
    try:
        return checksum(path.read_bytes()) == content
    except (OSError, ValueError):
        return False


def _place(folder: Path) -> str:
    return str(folder.resolve())


def _path(folder: Path) -> Path | None:
    root = cache.folder()
    return None if root is None else root / _FOLDER / f"{checksum(_place(folder).encode(errors='surrogatepass'))}.json"


def _read(path: Path | None) -> _Contents:
    content = None if path is None else cache.content(path)
    if content is not None:
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            found = json.loads(content)
            return _Contents({name: _made(*made) for name, made in found["specs"].items()}, _texts(found["files"]))
    return _Contents({}, {})


def _made(key: str, inputs: Any, views: Any) -> Made:
    pictures = {
        view: Picture(_texts(files), tuple(map(str, said)), bool(is_usual), tuple(map(str, comes_in)))
        for view, (files, said, is_usual, comes_in) in views.items()
    }
    return Made(key, _texts(inputs), pictures)


def _texts(table: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in table.items()}


def _drop_lost(records: Path) -> None:
    """Take away the records of folders that are no more."""
    with suppress(OSError):
        for path in records.glob("*.json"):
            with suppress(ValueError, TypeError, KeyError):
                if not Path(json.loads(cache.content(path) or b"{}")["folder"]).exists():
                    path.unlink()


def removed(folder: Path) -> tuple[list[str], list[str]]:
    """Remove the files below `folder` that hld wrote and nobody changed since. Returns these, and those changed."""
    record = Record(folder)
    gone, changed = [], {}
    for file, content in sorted(record.files.items()):
        path = folder / file
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            continue
        if record.holds(file, content):
            remove(folder, file)
            gone.append(file)
        else:
            changed[file] = content
    if record.files:
        record.forget_all_but(changed)
    return gone, list(changed)


def remove(folder: Path, file: str) -> None:
    """Remove a file below `folder`, and the folders around it that are empty then, up to `folder`, which stays."""
    path = folder / file
    path.unlink()
    place = path.parent
    with suppress(OSError):
        while place != folder:
            place.rmdir()
            place = place.parent
