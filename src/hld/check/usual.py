"""What a settings file says of checking, which holds where neither the command line nor the spec says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hld.tuples import NamedTuple

__all__ = ["PROFILES", "Usual"]

PROFILES = ("interview", "doc")


class Usual(NamedTuple):
    """Names of rules to ask only or to leave out, levels by the name of a rule, and the profile; empty if unsaid."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, str] = MappingProxyType({})
    profile: str = ""
