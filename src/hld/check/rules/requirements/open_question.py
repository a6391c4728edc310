"""A question about the problem has no answer.

The design rests on one answer or the other without saying so. Where nobody can be asked, write down what is
assumed, with `open: true`.

Bad:

    requirements:
      questions:
        - q: How long are tweets kept?  # <--

Good:

    requirements:
      questions:
        - q: How long are tweets kept?
          a: for ever

Source: "ask clarifying questions", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.spec.types import Record


@rule("RQ023", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    section = model.spec.root.record("requirements")
    for question in section.items("questions") if section is not None else ():
        if isinstance(question, Record) and question.text("q") and not question.text("a"):
            yield Finding(
                question.at("q"), f"the question '{question.text('q')}' has no answer", "add 'a:' with the answer"
            )
