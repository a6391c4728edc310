"""The kinds of component: their roles, tiers, titles and the words that name them. Pure data."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["KINDS", "Kind", "Role", "Tier"]


class Role(StrEnum):
    """What a component does with what reaches it; rules speak of roles, never of products."""

    CLIENT = "client"
    FORWARDER = "forwarder"
    COMPUTE = "compute"
    STORE = "store"
    CACHE = "cache"
    BROKER = "broker"
    EXTERNAL = "external"
    MONITOR = "monitor"


class Tier(StrEnum):
    """The lane a component is drawn in, in the direction of a request."""

    CLIENTS = "clients"
    EDGE = "edge"
    SERVICES = "services"
    ASYNC = "async"
    DATA = "data"


class Kind(NamedTuple):
    """A kind of component: canonical hyphenated `name`, `title` for people, its section key and its aliases."""

    name: str
    title: str
    role: Role
    tier: Tier
    icon: str
    section: str = ""
    aliases: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {}
