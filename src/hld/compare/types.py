"""What differs between two designs, as data."""

from __future__ import annotations

from typing import Any

from hld.tuples import NamedTuple

__all__ = ["Change", "Difference", "Rename", "Tree"]

Tree = dict[str, Any]


class Rename(NamedTuple):
    """An element that is the same under another id; `namespace` is what the id is an id of ("component")."""

    namespace: str
    before: str
    after: str


class Change(NamedTuple):
    """One thing that differs, at the path of keys that leads to it: ("components", "api", "replicas").

    `before` and `after` are the values there, plain data; None where there is nothing. Of the steps of a flow the
    whole lists are given. Ids are those of the second design.
    """

    path: tuple[str, ...]
    before: Any
    after: Any

    @property
    def is_added(self) -> bool:
        """Whether only the second design has it."""
        return self.before is None

    @property
    def is_removed(self) -> bool:
        """Whether only the first design has it."""
        return self.after is None


class Difference(NamedTuple):
    """All that differs: first what was renamed, then what was added, removed or changed."""

    renames: tuple[Rename, ...]
    changes: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both designs say the same."""
        return not self.renames and not self.changes
