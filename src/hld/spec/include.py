"""Several files as one spec: `extends` lays a spec over another one, `include` takes more keys in."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path

from hld.diagnostics import Finding
from hld.near import nearest
from hld.source import Source, load
from hld.spec.patch import is_deleted, merge, without_deleted
from hld.spec.read import read
from hld.spec.types import Leaf, Record, Spec, Value, Values

__all__ = ["FILES", "assemble"]

#: How many files one spec may be made of.
FILES = 50

#: Shapes whose entries are things of their own, so that two files may each give some.
_OPEN = frozenset(("", "spec", "requirements", "capacity", "api", "checks", "facts", "conventions"))


def assemble(spec: Spec, read_file: Callable[[str], Source] = load) -> Spec:
    """The spec with the files it extends and includes, which must lie in its folder or below.

    Paths count from the folder of the file that names them. A file that is missing, lies outside or leads back to
    itself is a finding where it is named, and the rest is read.
    """
    if "extends" not in spec.root and "include" not in spec.root:
        return spec
    work = _Assembly(Path(spec.source.path).parent, read_file)
    root = work.whole(spec, (posixpath.normpath(spec.source.path),))
    return spec._replace(
        root=_cleared(root),
        findings=(*spec.findings, *work.findings),
        included=(*spec.included, *work.sources),
        patches=tuple(work.patches),
    )


class _Assembly:
    """What has been read on the way, and what was wrong with it."""

    def __init__(self, folder: Path, read_file: Callable[[str], Source]) -> None:
        self.folder = folder
        self.read_file = read_file
        self.findings: list[Finding] = []
        self.sources: list[Source] = []
        self.patches: list[Record] = []
        self.trees: dict[str, Record] = {}
        self.joined: set[int] = set()

    def whole(self, spec: Spec, trail: tuple[str, ...]) -> Record:
        """The tree of a spec with that of all it names; `trail` are the files that led here, itself last."""
        root = spec.root
        bases: list[Record] = []
        for base in spec.root.leaves("extends"):
            below = self._file(base, trail)
            if below is not None:
                self.findings += _missing(below, root)
                root = merge(below, root)._replace(span=root.span)
                self.joined.add(id(below))
                bases.append(below)
        for leaf in spec.root.leaves("include"):
            more = self._file(leaf, trail)
            if more is not None and id(more) not in self.joined:  # what two files include is taken in once
                self.joined.add(id(more))
                root = self._joined(root, more)
        if bases:
            self.patches.append(spec.root)
        for below in bases:
            root = without_deleted(root, below)
        return root

    def _file(self, leaf: Leaf, trail: tuple[str, ...]) -> Record | None:
        """The tree of the file that a leaf names; None, and a finding, where it cannot be had."""
        name = posixpath.normpath(posixpath.join(posixpath.dirname(trail[-1]), leaf.text))
        reason = self._refusal(leaf.text, name)
        if reason:
            self._report(leaf, "bad-value", f"cannot read '{leaf.text}': {reason}", "name a file beside this one")
        elif name in trail:
            around = " → ".join(self._short(each) for each in (*trail[trail.index(name) :], name))
            self._report(leaf, "include-cycle", f"'{leaf.text}' leads back to itself: {around}", "take one of them out")
        else:
            if name not in self.trees:
                self.trees[name] = self._read(leaf, name, trail)
            return self.trees[name]
        return None

    def _read(self, leaf: Leaf, name: str, trail: tuple[str, ...]) -> Record:
        """The tree of a file that was not read before; empty, and a finding, where it cannot be."""
        try:
            spec = read(self.read_file(name))
        except OSError as error:
            reason = error.strerror or "it cannot be opened"
            self._report(leaf, "bad-value", f"cannot read '{leaf.text}': {reason}", "name a file beside this one")
            return Record("spec", {}, {}, leaf.span)
        self.sources.append(spec.source)
        self.findings += spec.findings
        return self.whole(spec, (*trail, name))

    def _short(self, name: str) -> str:
        """A file as seen from the folder of the spec."""
        return posixpath.relpath(name, self.folder.as_posix())

    def _refusal(self, written: str, name: str) -> str:
        """Why a file is not read; empty where it is."""
        if not written or posixpath.isabs(written) or "\\" in written or "\0" in written:
            return "the path must be relative, with '/'"
        if name not in self.trees and len(self.sources) >= FILES:
            return f"a spec is made of {FILES} files at most"
        path = Path(name)
        try:
            if not path.resolve().is_relative_to(self.folder.resolve()):
                return "it lies outside the folder of the spec"
            return "" if path.is_file() else "there is no such file"
        except OSError as error:
            return error.strerror or "it cannot be opened"

    def _report(self, leaf: Leaf, rule: str, message: str, hint: str) -> None:
        self.findings.append(Finding(leaf.span, message, hint, rule))

    def _joined(self, first: Record, second: Record) -> Record:
        """Both records as one; of a single value the first stands, and the same id twice is a finding."""
        entries, keys = dict(first.entries), dict(first.keys)
        for key, value in second.entries.items():
            below = entries.get(key)
            if below is None:
                entries[key], keys[key] = value, second.keys[key]
            elif isinstance(below, Values) and isinstance(value, Values):
                entries[key] = Values((*below.items, *value.items), below.span)
            elif isinstance(below, Record) and isinstance(value, Record) and below.shape in _OPEN:
                entries[key] = self._joined(below, value)
            elif isinstance(below, Record) and not first.shape:
                message = f"'{key}' is declared in two files"
                self.findings.append(Finding(second.keys[key], message, "delete or rename one", "duplicate-id"))
        return first._replace(entries=entries, keys=keys)


def _missing(below: Record, patch: Record) -> Iterator[Finding]:
    """What a patch deletes though it is not there."""
    for key, value in patch.entries.items():
        there = below.get(key)
        if is_deleted(value) and there is None:
            near = nearest(key, below.entries)
            hint = f"did you mean '{near}'?" if near else ""
            yield Finding(patch.keys[key], f"there is no '{key}' to delete", hint, "patch-target-missing")
        elif isinstance(value, Record) and isinstance(there, Record):
            yield from _missing(there, value)


def _cleared(record: Record) -> Record:
    """The record without what a patch meant to delete and did not find."""
    entries = {key: _cleared_value(value) for key, value in record.entries.items() if not is_deleted(value)}
    return record._replace(entries=entries)


def _cleared_value(value: Value) -> Value:
    """The same for any value; the patches of variants keep what they delete."""
    if isinstance(value, Record) and value.shape != "variant":
        return _cleared(value)
    return value
