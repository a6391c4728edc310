"""The table of operators, by what they damage."""

from . import contracts, names, needs, numbers, steps, structure, writing
from .table import OPERATORS

__all__ = ["OPERATORS", "contracts", "names", "needs", "numbers", "steps", "structure", "writing"]
