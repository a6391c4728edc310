"""Who acts in the requirements, and who of them nobody has declared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from hld.diagnostics import Span
from hld.model.types import Model, Requirement
from hld.near import nearest, squash
from hld.tuples import NamedTuple

__all__ = ["Stranger", "acting", "missed", "strangers", "words"]

#: Whom nobody needs to declare: the system under its usual names, and people in general.
_GENERAL = frozenset(
    ("system", "service", "application", "app", "platform", "site", "product", "we", "it", "anybody", "anyone",
     "everybody", "everyone")
)  # fmt: skip
_BETWEEN = re.compile(r"[\W_]+")
_APART = re.compile(r"\s*[,/&]\s*|\s+(?:and|or)\s+", re.IGNORECASE)


class Stranger(NamedTuple):
    """Somebody who acts in a requirement and is not declared: the name, where it stands, the declared one meant."""

    requirement: Requirement
    name: str
    span: Span
    near: str


@lru_cache(maxsize=4)
def strangers(model: Model) -> tuple[Stranger, ...]:
    """The actors of requirements that are neither declared, nor an entity, nor a part of the system."""
    people = [*model.actors, *(each.id for each in model.entities.values())]
    known = _GENERAL | _forms_of(people)
    acting = [(each, name) for each in model.requirements.values() for name in _names(each.actor)]
    unknown = {
        name: nearest(name, people) or ""
        for name in dict.fromkeys(name for _, name in acting)
        if known.isdisjoint(forms := _forms(name)) and not _is_part(model, forms)
    }
    return tuple(Stranger(each, name, _span(each, name), unknown[name]) for each, name in acting if name in unknown)


def missed(model: Model) -> frozenset[str]:
    """The declared names that a requirement has nearly, which explains why they seem to do nothing."""
    return frozenset(each.near for each in strangers(model) if each.near)


def acting(model: Model) -> set[str]:
    """The words of all that requirements and flows say of who acts, singular and in lower case."""
    said = [f"{each.actor} {each.text}" for each in model.requirements.values()]
    return words([*said, *(flow.entry.text("actor") for flow in model.flows.values())])


def words(texts: Iterable[str]) -> set[str]:
    """The words of some texts, in lower case and in the singular as far as an `s` makes the plural."""
    folded = (text.casefold() for text in texts)
    found = (word for text in folded for word in ((text,) if text.isalnum() else _BETWEEN.split(text)))
    return {word.removesuffix("s") for word in found if word}


def _is_part(model: Model, forms: set[str]) -> bool:
    """Whether a component has one of these for its id or its name, or a word of it."""
    names = [name for each in model.components.values() for name in (each.id, each.name) if name]
    every = squash("".join(names))
    return any(form in every for form in forms) and not forms.isdisjoint(_forms_of(names))


def _forms_of(names: Iterable[str]) -> set[str]:
    return {form for name in names if name for form in (squash(name), *words([name]))}


def _names(actor: str) -> Iterator[str]:
    """The names in "admins and owners", each by itself."""
    return (name.strip() for name in _APART.split(actor) if name.strip())


def _forms(name: str) -> set[str]:
    """A name folded, in the singular, and its words: an owner of the room is an owner."""
    folded = squash(name)
    singular = {folded, folded.removesuffix("s"), folded.removesuffix("es"), folded.removesuffix("ies") + "y"}
    return singular | words([name])


def _span(requirement: Requirement, name: str) -> Span:
    for key in ("actor", "text"):
        leaf = requirement.entry.leaf(key)
        if leaf is not None and name in leaf.text:
            start = leaf.text.index(name)
            return leaf.scalar.slice(start, start + len(name)).span
    return requirement.span
