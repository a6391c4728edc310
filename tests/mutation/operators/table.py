"""Where operators are entered: `@operator` makes a row of a function from a design to changes."""

from ..types import Operator

__all__ = ["OPERATORS", "operator"]

OPERATORS: dict[str, Operator] = {}


def operator(says, *rules, unless=""):
    """Enter the function as an operator, under its own name. `rules` are those of which one must tell of it."""

    def enter(changes):
        name = changes.__name__.replace("_", "-")
        OPERATORS[name] = Operator(name, says, rules, unless, changes)
        return changes

    return enter
