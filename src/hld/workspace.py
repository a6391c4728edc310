"""Which specs a run is about, and what each one's outputs are called."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from hld.errors import NothingToRead, UsageError
from hld.filenames import output_name, output_stem
from hld.specfile import LARGEST, STDIN, SUFFIXES
from hld.tuples import NamedTuple

__all__ = ["DEFAULT", "Found", "SpecFile", "find", "output_name", "refuse_shared_outputs"]

DEFAULT = "specs"
HEADER = rb"""(?m)^(\xef\xbb\xbf)?['"]?hld['"]?\s*:"""


class SpecFile(NamedTuple):
    """A spec on disk: `path` as it is named in findings, `name` the folder of its outputs ("shop/orders")."""

    path: str
    name: str


class Found(NamedTuple):
    """The specs to work on, in order, and the YAML files passed over because they have no `hld:` key."""

    specs: tuple[SpecFile, ...]
    passed_over: tuple[str, ...]

    def unread(self, read: Container[str]) -> tuple[str, ...]:
        """Those of them that are not among the files `read`, as what a spec extends or includes is."""
        return tuple(file for file in self.passed_over if posixpath.normpath(file) not in read)


def find(paths: Sequence[str] = ()) -> Found:
    """The specs at `paths`: files as given, and of folders every YAML file below with an `hld:` key.

    "-" is the standard input. Without paths, the folder `specs`. Raises NothingToRead when there is none.
    """
    specs: list[SpecFile] = []
    passed_over: list[str] = []
    for given in paths or [DEFAULT]:
        if given == STDIN:
            specs.append(SpecFile(STDIN, "stdin"))
            continue
        path = _from_here(_existing(given, paths))
        if not path.is_dir():
            specs.append(SpecFile(path.as_posix(), output_stem(path.name)))
            continue
        for file in _yaml_files(path):
            if _is_spec(file):
                specs.append(SpecFile(file.as_posix(), output_stem(file.relative_to(path).as_posix())))
            else:
                passed_over.append(file.as_posix())
    if not specs:
        where = ", ".join(f"'{path}'" for path in paths or [DEFAULT])
        raise NothingToRead(f"no spec in {where}", "a spec is a YAML file with a line 'hld: 1'; 'hld new' writes one")
    return Found(tuple(_distinct(specs)), tuple(passed_over))


def _existing(given: str, paths: Sequence[str]) -> Path:
    try:
        os.stat(given)  # noqa: PTH116 - as a Path, "" would be the folder that we are in
    except (OSError, ValueError):
        hint = "" if paths else "name the specs, or make a folder 'specs'; 'hld new' writes a first one"
        raise NothingToRead(f"there is no '{given}'", hint) from None
    return Path(given)


def _from_here(path: Path) -> Path:
    """`path` from the current folder, if it is below it: findings are the same on every machine."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _yaml_files(folder: Path) -> Iterator[Path]:
    """Every YAML file below a folder, in the same order on every machine; hidden folders are left out."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and _is_readable(path):
                yield path


def _is_readable(path: Path) -> bool:
    """Whether this is a file, or a link that leads nowhere, of which reading tells; no pipe and no device."""
    return os.path.isfile(path) or (path.is_symlink() and not os.path.exists(path))  # noqa: PTH110, PTH113 - never raise


def _is_spec(file: Path) -> bool:
    if file.name.lower().endswith(tuple(f".hld{suffix}" for suffix in SUFFIXES)):
        return True
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST)
    except OSError:
        return True  # reading it says what is wrong
    return bool(re.search(HEADER, text)) or text[:2] in (b"\xff\xfe", b"\xfe\xff")


def _distinct(specs: Iterable[SpecFile]) -> Iterator[SpecFile]:
    """The specs without repetition, however their paths are spelt."""
    seen: dict[str, list[SpecFile]] = {}
    for spec in specs:
        others = seen.setdefault(_folded(spec), [])
        if not any(_is_same(spec, other) for other in others):
            others.append(spec)
            yield spec


def refuse_shared_outputs(specs: Iterable[SpecFile]) -> None:
    """Raise UsageError for the first two specs that share an output folder, on any file system."""
    seen: dict[str, SpecFile] = {}
    for spec in specs:
        first = seen.setdefault(_folded(spec), spec)
        if first is not spec:
            raise UsageError(
                f"'{first.path}' and '{spec.path}' would both write '{spec.name}'",
                "rename one, or name the folder above both",
            )


def _folded(spec: SpecFile) -> str:
    """The name as a file system may see it that knows neither case nor how accents are composed."""
    return unicodedata.normalize("NFC", spec.name).casefold()


def _is_same(one: SpecFile, other: SpecFile) -> bool:
    """Whether both are one file."""
    if one.path == other.path or STDIN in (one.path, other.path):
        return one.path == other.path
    try:
        return Path(one.path).samefile(other.path)
    except OSError:  # a link that leads nowhere
        return False
