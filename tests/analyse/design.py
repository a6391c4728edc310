"""Designs worked out within a test."""

import textwrap

from hld.analyse import analyse
from hld.pipeline import compile_text


def worked(text, variant=""):
    """The analysis of a spec given as text; what follows its name need not be indented."""
    from hld.pipeline import compile_source
    from hld.source import load_text

    text = "hld: 1\nname: Test\n" + textwrap.dedent(text)
    if variant:
        return analyse(compile_source(load_text(text, "test.yaml"), variant=variant).model)
    return analyse(compile_text(text, "test.yaml").model)


def estimate(*lines, name="x"):
    """The estimate `x` of a spec with these lines of capacity."""
    body = "".join(f"  {line}\n" for line in lines)
    return worked(f"capacity:\n{body}").capacity[name]
