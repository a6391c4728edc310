"""The designs that a command sets beside each other: files, variants of them, and what a revision of git held."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from hld import pipeline
from hld.errors import NothingToRead, UsageError
from hld.model.types import Model
from hld.near import nearest
from hld.source import Source, load, load_text
from hld.spec.patch import BASE
from hld.specfile import STDIN
from hld.tuples import NamedTuple

__all__ = ["Side", "side", "variants"]

_VARIANT = "#"
_REVISION = ":"
_FORMS = "a side is FILE, FILE#VARIANT, REVISION:FILE, or a variant of the other side's file"


class Side(NamedTuple):
    """One of the designs: what it was asked for as, the source it was read from, and what it means."""

    name: str
    source: Source
    model: Model


def side(asked: str, first: Side | None = None) -> Side:
    """The design that is asked for; `first` is the one before it, which a bare variant is a variant of.

    Raises NothingToRead, UnknownVariantError or UsageError where there is none, or where it cannot be read at all.
    """
    if _is_file(asked):
        return _side(asked, _loaded(asked))
    file, mark, variant = asked.rpartition(_VARIANT)
    if mark and (_is_file(file) or _REVISION in file):
        return _side(asked, _loaded(file) if _is_file(file) else _from_git(file), variant)
    if first is not None and asked in (BASE, *variants(first.model)):
        return _side(asked, first.source, asked)
    if _REVISION in asked:
        return _side(asked, _from_git(asked))
    near = nearest(asked, variants(first.model)) if first is not None else ""
    raise NothingToRead(f"there is no '{asked}'", f"did you mean the variant '{near}'?" if near else _FORMS)


def variants(model: Model) -> tuple[str, ...]:
    """The names of the variants that a design declares."""
    declared = model.spec.root.record("variants")
    return () if declared is None else tuple(declared.entries)


def _side(asked: str, source: Source, variant: str = "") -> Side:
    model = pipeline.understand(source, variant=variant)
    if model.is_broken:
        raise UsageError(f"'{asked}' cannot be read as a spec", "'hld check' says what is wrong with it")
    return Side(asked, source, model)


def _is_file(name: str) -> bool:
    """Whether this is a file, or the standard input; what difftools give for one that is not there is an empty one."""
    return name in (STDIN, os.devnull) or Path(name).is_file()


def _loaded(name: str) -> Source:
    if name == os.devnull:
        return load_text("", name)
    return pipeline.standard_input() if name == STDIN else load(name)


def _from_git(asked: str) -> Source:
    """The file at a revision, as `git show` gives it; what it includes is read as it is now."""
    revision, _, path = asked.partition(_REVISION)
    try:
        done = subprocess.run(
            ["git", "show", "--end-of-options", f"{revision}:{_from_root(path)}"], capture_output=True, check=False
        )
    except OSError as error:
        raise UsageError(f"'{asked}' needs git, which cannot be started", str(error)) from error
    if done.returncode:
        raise NothingToRead(f"git has no '{asked}'", next(_lines(done.stderr), _FORMS))
    return load_text(done.stdout, path)


def _from_root(path: str) -> str:
    """The path as git takes it: one that is there from here is meant from here."""
    return f"./{path}" if Path(path).parent.is_dir() and not path.startswith(("/", "./", "../")) else path


def _lines(output: bytes) -> Iterator[str]:
    return (line for line in output.decode("utf-8", "replace").splitlines() if line.strip())
