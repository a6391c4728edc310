"""What is wrong and where: `Span`, `Finding` (said by a stage or a rule) and `Diagnostic` (as reported)."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

from hld.tuples import NamedTuple

__all__ = ["Diagnostic", "Edit", "Finding", "Severity", "Span", "a_span"]


class Severity(StrEnum):
    """How bad a finding is. ERROR: the spec or the design is wrong. WARNING: very likely wrong. INFO: worth saying."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def weaker(self) -> Severity:
        """The next lower one; the lowest is its own."""
        return Severity.WARNING if self is Severity.ERROR else Severity.INFO


class Span(NamedTuple):
    """A stretch of a spec's text. Lines and columns count from 1 in code points; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def holds(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return (
            self.file == other.file
            and (self.line, self.column) <= (other.line, other.column)
            and (other.end_line, other.end_column) <= (self.end_line, self.end_column)
        )

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of `other`."""
        return a_span((self.file, self.line, self.column, other.end_line, other.end_column))

    def moved(self, start: Span, to: Span) -> Span:
        """Where this stands in the line at `to` if it stands in the line at `start` and both say the same."""
        by = to.column - start.column
        return a_span((to.file, to.line, self.column + by, to.line, self.end_column + by))


# Made by the hundred thousand: this leaves out the cost of keywords, and takes a tuple of all fields.
a_span = partial(tuple.__new__, Span)


class Edit(NamedTuple):
    """A change to a spec's text: the word `old`, which stands at `span`, becomes `new`."""

    span: Span
    old: str
    new: str


class Finding(NamedTuple):
    """One thing that is wrong, at the smallest stretch of text that is.

    `message` names the thing and what is wrong with it, ids in single quotes, lower case, no full stop.
    `hint` is the way out ("did you mean 'graph'?"). `rule` is the rule's kebab-case id: stages that run
    before the checks fill it in, rules leave it to the runner. `severity` overrides the rule's own.
    `fix` is the one certain mend, all its edits together; empty where there is none, or a choice. What
    `rests_on_default`, on numbers that nobody stated, is one level less severe.
    """

    span: Span
    message: str
    hint: str = ""
    rule: str = ""
    severity: Severity | None = None
    fix: tuple[Edit, ...] = ()
    rests_on_default: bool = False


class Diagnostic(NamedTuple):
    """A finding as it is reported: its severity settled, its rule's code and family known.

    `element` is the dotted path of what it is about ("flows.post"), "" for the spec as a whole. One that
    `rests_on_default` is of numbers that nobody stated.
    """

    span: Span
    severity: Severity
    rule: str
    code: str
    family: str
    message: str
    hint: str
    element: str = ""
    fix: tuple[Edit, ...] = ()
    rests_on_default: bool = False

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by place, then by rule."""
        return (self.span.file, self.span.line, self.span.column, self.rule, self.message)
