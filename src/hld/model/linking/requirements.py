"""Requirements and who acts in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hld.model.linking.names import Names
from hld.model.types import Actor, Quality, Requirement
from hld.near import squash
from hld.spec.types import Leaf, Record

__all__ = ["functional", "qualities"]

_FORM = re.compile(
    r"\s*(?:as\s+an?\s+)?(?P<actor>[^\W_][\w' -]*?),?\s+(?:i\s+)?"
    r"(?:should\s+be\s+able\s+to|is\s+able\s+to|are\s+able\s+to|should|shall|can|may|must|will|wants?\s+to)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|an?|all|any|every|each|our)\s+", re.IGNORECASE)

#: The kinds of quality, and the words that mean one of them.
QUALITIES = tuple(
    "cap consistency availability environment scalability latency durability security fault-tolerance "  # noqa: SIM905
    "maintainability cost compliance throughput retention".split()
)
_ALIASES = {
    "archival": "retention",
    "archiving": "retention",
    "faulttolerance": "fault-tolerance",
    "operability": "maintainability",
    "performance": "latency",
    "privacy": "security",
    "rpo": "durability",
    "rto": "fault-tolerance",
    "uptime": "availability",
}
_KINDS = {squash(kind): kind for kind in QUALITIES} | _ALIASES


def functional(root: Record, actors: Iterable[Actor], entities: Iterable[str]) -> dict[str, Requirement]:
    """The functional requirements, with who acts in each as stated or as read from its text."""
    known = {squash(name): name for name in (*entities, *(actor.id for actor in actors))}
    section = root.record("requirements")
    if section is None:
        return {}
    stated = section.record("functional")
    keys = stated.keys if stated is not None else {}
    return {
        name: _requirement(name, entry, known, keys.get(name) != entry.span)
        for name, entry in section.records("functional")
    }


def _requirement(name: str, entry: Record, known: dict[str, str], is_named: bool) -> Requirement:
    """`is_named` is False where the id stands where the text does, as nobody wrote it."""
    text = entry.text("text")
    actor = entry.text("actor") or _actor_in(text)
    who = _same_as_known(actor, known)
    return Requirement(name, text, entry.span, entry, who, entry.text("priority"), is_named)


def _actor_in(text: str) -> str:
    """Who acts in "Users should be able to …", "The system must …", "As a rider, I can …"; "" if that is not said."""
    found = _FORM.match(text)
    return "" if found is None else _ARTICLE.sub("", found["actor"].strip(), count=1)


def _same_as_known(actor: str, known: dict[str, str]) -> str:
    """The actor under the id it is declared by, one for many ("Users" is User); "system" for the system itself.

    What belongs to somebody acts for them: "User's devices" is User.
    """
    owner, mark, _ = actor.replace("\u2019", "'").partition("'s ")
    if mark and squash(actor) not in known and (found := _same_as_known(owner, known)) in known.values():
        return found
    folded = squash(actor)
    if folded in ("system", "thesystem"):
        return "system"
    for form in (folded, folded.removesuffix("s"), folded.removesuffix("es"), folded.removesuffix("ies") + "y"):
        if form in known:
            return known[form]
    return actor


def qualities(root: Record, scopes: Names[object]) -> dict[str, Quality]:
    """The non-functional requirements, the kind of each as stated or as its id or unit tells."""
    section = root.record("requirements")
    if section is None:
        return {}
    return {name: _quality(name, entry, scopes) for name, entry in section.records("nonfunctional")}


def _quality(name: str, entry: Record, scopes: Names[object]) -> Quality:
    named = (leaf.text if leaf.text in scopes.things else scopes.near(leaf.text) for leaf in entry.leaves("scope"))
    scope = tuple(name for name in named if name)
    return Quality(
        name, _quality_kind(name, entry), entry.span, entry, entry.text("text") or entry.text("target"), scope
    )


def _quality_kind(name: str, entry: Record) -> str:
    last = re.split(r"[-_ ]", name)[-1]
    for word in (entry.text("kind"), name, last):
        kind = _KINDS.get(squash(word))
        if kind is not None:
            return kind
    target = entry.leaf("target")
    return "latency" if target is not None and _is_time(target) else ""


def _is_time(leaf: Leaf) -> bool:
    return getattr(leaf.value, "seconds", 0) == 1
