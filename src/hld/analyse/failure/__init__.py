"""What if: a design with something gone, cut off or changed, and what becomes of it then."""

from hld.analyse.failure.matrix import matrix
from hld.analyse.failure.outcome import what_if
from hld.analyse.failure.scenarios import events, played_through

__all__ = ["events", "matrix", "played_through", "what_if"]
