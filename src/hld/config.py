"""Settings files: `hld.toml`, or `[tool.hld]` of a `pyproject.toml`, the nearest upwards of a spec.

The search ends at the root of a repository and at the home folder, both looked at. Of two files in one folder
`hld.toml` wins; files are never merged.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from hld.check.usual import PROFILES, Usual
from hld.errors import UsageError
from hld.near import nearest
from hld.tuples import NamedTuple

__all__ = ["NONE", "BuildUsual", "Config", "Configs"]

OWN = "hld.toml"
PROJECT = "pyproject.toml"
ROOTS = (".git", ".hg", ".jj")
TABLE = rb"""tool['"\s]*\.\s*['"]?hld|\[\s*['"]?tool['"]?\s*\]"""  # its header, as far as a glance can tell
LEVELS = ("off", "info", "warning", "error")


class BuildUsual(NamedTuple):
    """What a settings file says of `hld build`; empty where it says nothing. `output` counts from the file's folder."""

    output: str = ""
    formats: tuple[str, ...] = ()
    theme: str = ""
    look: str = ""
    engine: str = ""


class Config(NamedTuple):
    """A settings file: the checks' settings, which files to leave alone (below `folder`), and those of building."""

    folder: Path = Path()
    usual: Usual = Usual()
    strict: bool = False
    exclude: tuple[str, ...] = ()
    build: BuildUsual = BuildUsual()

    def excludes(self, path: str) -> bool:
        """Whether `path`, or a folder that it is in, fits one of the patterns."""
        if not self.exclude:
            return False
        from fnmatch import fnmatchcase

        parts = Path(path).absolute().relative_to(self.folder).parts
        places = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        return any(fnmatchcase(place, pattern.rstrip("/")) for place in places for pattern in self.exclude)


NONE = Config()


class Configs:
    """The settings files of a run, each read once."""

    def __init__(self) -> None:
        self._known: dict[Path, Config] = {}

    def of(self, path: str) -> Config:
        """The settings for the spec at `path`. Raises UsageError for a file that cannot be read or followed."""
        return self._nearest(Path(path).absolute().parent)

    def here(self) -> Config:
        """The settings for what is done in the current folder."""
        return self._nearest(Path.cwd())

    def leaves_out(self, path: str, named: Collection[str]) -> bool:
        """Whether a settings file excludes the spec at `path`; one that is `named` itself is never left out."""
        return path not in named and self.of(path).excludes(path)

    def _nearest(self, folder: Path) -> Config:
        found = self._known.get(folder)
        if found is None:
            found = _in(folder)
            if found is NONE and folder.parent != folder and not _is_last(folder):
                found = self._nearest(folder.parent)
            self._known[folder] = found
        return found


def _in(folder: Path) -> Config:
    """The settings in a folder itself; NONE where it has none."""
    if _is_file(folder, OWN):
        return _config(_Table(_shown(folder / OWN), _toml(folder / OWN)), folder)
    if not _is_file(folder, PROJECT):
        return NONE
    tools = _toml(folder / PROJECT, TABLE).get("tool")
    if not isinstance(tools, dict) or "hld" not in tools:
        return NONE
    return _config(_Table(f"{_shown(folder / PROJECT)} [tool.hld]", tools["hld"]), folder)


def _is_last(folder: Path) -> bool:
    """Whether the search ends here: a repository begins, or somebody's home."""
    return any(os.path.exists(f"{folder}/{name}") for name in ROOTS) or str(folder) == os.environ.get("HOME")  # noqa: PTH110


def _is_file(folder: Path, name: str) -> bool:
    return os.path.isfile(f"{folder}/{name}")  # noqa: PTH113 - asked of all folders above each spec


def _toml(path: Path, telling: bytes = b"") -> dict[str, Any]:
    """The tables of a file; none if the pattern `telling` is not found in it, for reading them all takes its time."""
    try:
        content = path.read_bytes()
        if not re.search(telling, content):
            return {}
        import tomllib

        return tomllib.loads(content.decode())
    except OSError as error:
        raise UsageError(f"cannot read '{_shown(path)}': {error.strerror or error}") from error
    except ValueError as error:
        raise UsageError(f"'{_shown(path)}' is not TOML: {error}") from error


def _shown(path: Path) -> str:
    """`path` as a person here would name it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


class _Table:
    """A table of a settings file, whose values are asked for by key and type."""

    def __init__(self, name: str, values: object) -> None:
        self.name = name
        if not isinstance(values, dict):
            raise UsageError(f"{name} is no table")
        self.values: Mapping[str, Any] = values

    def only(self, keys: Mapping[str, object]) -> None:
        """Raises UsageError for a key that is none of `keys`."""
        for key in self.values:
            if key not in keys:
                near = nearest(key, keys)
                hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(keys)}"
                raise UsageError(f"{self.name}: no setting is called '{key}'", hint)

    def text(self, key: str, choices: tuple[str, ...] = ()) -> str:
        value = str(self._typed(key, str, "a text", ""))
        if value and choices and value not in choices:
            raise UsageError(f"{self.name}: '{key}' cannot be '{value}'", f"write one of {', '.join(choices)}")
        return value

    def flag(self, key: str) -> bool:
        return bool(self._typed(key, bool, "true or false", False))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text."""
        value = self.values.get(key, [])
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
            raise UsageError(f"{self.name}: '{key}' must be a list of texts")
        return tuple(texts)

    def table(self, key: str) -> _Table:
        return _Table(f"{self.name} {key}", self.values.get(key, {}))

    def rules(self, key: str) -> tuple[str, ...]:
        return tuple(self.rule(name) for name in self.texts(key))

    def rule(self, name: str) -> str:
        """`name`, if it names rules."""
        from hld.check.names import misspelt
        from hld.check.rules import matching

        if not matching(name):
            problem = misspelt(name)
            raise UsageError(f"{self.name}: {problem.message}", problem.hint)
        return name

    def _typed(self, key: str, kind: type, noun: str, default: Any) -> Any:
        value = self.values.get(key, default)
        if not isinstance(value, kind):
            raise UsageError(f"{self.name}: '{key}' must be {noun}")
        return value


def _levels(table: _Table) -> Mapping[str, str]:
    return {table.rule(name): table.text(name, LEVELS) for name in table.values}


def _build(table: _Table) -> BuildUsual:
    table.only(BUILD)
    return BuildUsual(**{key: read(table, key) for key, read in BUILD.items()})


def _config(table: _Table, folder: Path) -> Config:
    table.only(SETTINGS)
    values = {key: read(table, key) for key, read in SETTINGS.items()}
    usual = Usual(values["select"], values["ignore"], values["levels"], values["profile"])
    build: BuildUsual = values["build"]
    if build.output:
        build = build._replace(output=_shown(folder / build.output))
    return Config(folder, usual, values["strict"], values["exclude"], build)


Reading = Callable[[_Table, str], Any]

SETTINGS: Mapping[str, Reading] = {
    "profile": lambda table, key: table.text(key, PROFILES),
    "select": _Table.rules,
    "ignore": _Table.rules,
    "levels": lambda table, key: _levels(table.table(key)),
    "strict": _Table.flag,
    "exclude": _Table.texts,
    "build": lambda table, key: _build(table.table(key)),
}
"""Each setting, and how it is read."""

BUILD: Mapping[str, Reading] = {
    "output": _Table.text,
    "formats": _Table.texts,
    "theme": _Table.text,
    "look": _Table.text,
    "engine": _Table.text,
}
"""The settings of `hld build`."""
