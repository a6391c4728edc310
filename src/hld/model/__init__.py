"""The third stage: a `Spec` becomes a `Model`, names resolved and holes kept."""

from __future__ import annotations

from hld.model.link import link

__all__ = ["link"]
