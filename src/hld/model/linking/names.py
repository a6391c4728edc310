"""Namespaces, in which names are looked up, and the notes that are taken on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping
from functools import partial
from typing import Generic, TypeVar

from hld.diagnostics import Edit, Finding, Severity, Span
from hld.model.types import Reference
from hld.near import closest, is_slip, meant, squash

__all__ = ["UNRESOLVED", "Names", "Notes"]

T = TypeVar("T")

UNRESOLVED = "unresolved-reference"

_FEW = 6

#: So many letters are compared in search of what was meant; a text that needs more is no design with some slips.
_PATIENCE = 250_000


# Half of all names are those of components in steps: this leaves out the cost of keywords and defaults.
_reference = partial(tuple.__new__, Reference)


class Notes:
    """What linking writes down: findings, one for each place and rule, and every reference made."""

    def __init__(self) -> None:
        self._findings: dict[tuple[Span, str], Finding] = {}
        self._once: set[tuple[str, str, str]] = set()
        self._patience = _PATIENCE
        self.references: list[Reference[object]] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in the order made."""
        return tuple(self._findings.values())

    def add(
        self,
        rule: str,
        span: Span,
        message: str,
        hint: str = "",
        severity: Severity | None = None,
        *,
        fix: tuple[Edit, ...] = (),
    ) -> None:
        """Write down a finding, unless there is one of this rule at this place."""
        self._findings.setdefault((span, rule), Finding(span, message, hint, rule, severity, fix))

    def add_once(self, subject: tuple[str, str], rule: str, span: Span, message: str, hint: str = "") -> None:
        """Write down a finding at the first place only where `subject`, a kind of thing and a name, goes wrong."""
        if (*subject, rule) not in self._once:
            self._once.add((*subject, rule))
            self.add(rule, span, message, hint)

    def nearest(self, name: str, candidates: Collection[str]) -> str:
        """The candidate nearest to `name`, "" if none is near, or if several are equally."""
        found = self.closest(name, candidates)
        return found[0] if len(found) == 1 else ""

    def closest(self, name: str, candidates: Collection[str]) -> tuple[str, ...]:
        """The candidates nearest to `name`, equally near; none if too much has been compared already."""
        if self._patience < 0:
            return ()
        self._patience -= len(candidates) * len(name)
        return closest(name, candidates)

    def exact(self, name: str, span: Span, target: T) -> Reference[T]:
        """The reference to what is declared by just this name, written down."""
        reference: Reference[T] = _reference((name, span, target, "", ()))
        self.references.append(reference)  # type: ignore[arg-type]
        return reference

    def keep(self, reference: Reference[T]) -> Reference[T]:
        """Write down `reference` and hand it back."""
        self.references.append(reference)  # type: ignore[arg-type]
        return reference


class Names(Generic[T]):
    """A namespace: things of one kind by their ids. `noun` is what messages call such a thing.

    `choices` says in words which there are, where a list would not; `declared` how one of a name is declared.

    Ids in `removed` are known to be taken away by the variant; a reference to one is a hole and no slip of the pen.
    """

    def __init__(
        self,
        noun: str,
        things: Mapping[str, T],
        notes: Notes,
        removed: Container[str] = (),
        *,
        choices: str = "",
        declared: Callable[[str], str] | None = None,
    ) -> None:
        self.noun = noun
        self.things = things
        self.removed = removed
        self._notes = notes
        self._said = choices
        self._declared = declared
        self._like: dict[str, tuple[str, ...]] = {}
        self._folded: dict[str, str] | None = None

    def near(self, name: str) -> str:
        """The id nearest to a `name` that is not declared, "" if none is near or several are equally."""
        found = self.like(name)
        return found[0] if len(found) == 1 else ""

    def like(self, name: str) -> tuple[str, ...]:
        """The ids nearest to a `name` that is not declared, all that are equally near."""
        if name not in self._like:
            respelt = self.respelt(name)
            self._like[name] = (respelt,) if respelt else self._notes.closest(name, self.things)
        return self._like[name]

    def respelt(self, name: str) -> str:
        """The id that differs from `name` in case, blanks, `-` and `_` alone, "" if there is none."""
        if self._folded is None:
            self._folded = {}
            for thing in self.things:
                self._folded.setdefault(squash(thing), thing)
        return self._folded.get(squash(name), "")

    def of_many(self, name: str) -> tuple[str, ...]:
        """The ids of which `name` is the plural: payments are of Payment."""
        singles = (name.removesuffix("s"), name.removesuffix("es"), f"{name.removesuffix('ies')}y")
        return tuple(found for single in singles if single != name and (found := self.respelt(single)))

    def lookup(self, name: str, span: Span) -> Reference[T]:
        """The reference of this name: exact, to the nearest id, or a hole. No finding is made."""
        target = self.things.get(name)
        if target is not None:
            return self._notes.exact(name, span, target)
        near = "" if name in self.removed else self.near(name)
        return self._notes.keep(Reference(name, span, self.things.get(near), near))

    def resolve(self, name: str, span: Span, rule: str = UNRESOLVED) -> Reference[T]:
        """The reference of this name, with a finding under `rule` if it is not declared just so."""
        reference = self.lookup(name, span)
        if not reference.is_exact:
            self.report(reference, rule)
        return reference

    def report(self, reference: Reference[T], rule: str = UNRESOLVED) -> None:
        """Say that a reference is not declared: every slip of the pen, but only the first use of a hole.

        Of what a variant removed nothing is said here: that it is still needed is told where it is removed.
        """
        if reference.name in self.removed:
            return
        message = f"{self.noun} '{reference.name}' is not declared"
        like = (reference.near,) if reference.near else self.like(reference.name)
        if like:
            fix = _respelt(reference.name, reference.span, like)
            self._notes.add(rule, reference.span, message, meant(like), fix=fix)
        else:
            self._notes.add_once(
                (self.noun, reference.name), rule, reference.span, message, self._choices(reference.name)
            )

    def _choices(self, name: str) -> str:
        if self._said:
            return self._said
        first = self._declared(name) if self._declared is not None else ""
        if not 0 < len(self.things) <= _FEW:
            return first or f"declare the {self.noun} first"
        listed = "declared are " + ", ".join(f"'{name}'" for name in self.things)
        return f"{first}; {listed}" if first else listed


def _respelt(name: str, span: Span, like: tuple[str, ...]) -> tuple[Edit, ...]:
    """The mend of a slip of the pen that can mean one thing only."""
    return (Edit(span, name, like[0]),) if len(like) == 1 and is_slip(name, like[0]) else ()
