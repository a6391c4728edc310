"""`hld compare`: designs beside each other in figures: the variants of a spec, or several specs of one problem."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from hld import output, pipeline, workspace
from hld.analyse import analyse
from hld.cli import console
from hld.cli.sides import variants
from hld.compare.comparison import Candidate, compare
from hld.errors import NothingToRead, UsageError
from hld.spec.patch import BASE
from hld.specfile import STDIN

__all__ = ["command"]

_MARK = "#"
_STDOUT = "-"


def command(asked: Sequence[str], *, output_format: str = "text", target: str = _STDOUT) -> int:
    """Print what designs come to, a column each. Raises UsageError where there is only one.

    One spec alone stands beside all its variants; after a spec, a name is one of its variants; a folder is all its
    specs. The first design is what the others are measured by.
    """
    from hld.export.comparisons import FORMATS

    console.choice("format", output_format, FORMATS)
    found = list(_candidates(asked))
    if len(found) < 2:
        name = found[0].model.spec.source.path if found else asked[0]
        raise UsageError(f"there is nothing to compare '{name}' with", "name two specs, or a spec that has variants")
    content = FORMATS[output_format](compare(found))
    if target == _STDOUT:
        console.write_out(content)
    else:
        path = Path(target)
        output.write(path.parent, path.name, content.encode())
    return console.CLEAN


def _candidates(asked: Sequence[str]) -> Iterator[Candidate]:
    """The designs asked for, named so that each is told from the others."""
    wanted = list(_wanted(asked))
    folder = os.path.commonpath([Path(path).parent for path, _ in wanted]) if wanted else ""
    is_one = len({path for path, _ in wanted}) == 1
    for path, variant in dict.fromkeys(wanted):
        compilation = pipeline.compile_file(path, variant="" if variant == BASE else variant)
        if compilation.model.is_broken:
            raise UsageError(f"'{path}' cannot be read as a spec", "'hld check' says what is wrong with it")
        name = Path(os.path.relpath(path, folder or ".")).as_posix() if path != STDIN else path
        named = variant if is_one else name if variant == BASE else f"{name}{_MARK}{variant}"
        yield Candidate(named, compilation.model, analyse(compilation.model), compilation.checked)


def _wanted(asked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each design as a spec and the name of a variant of it, "base" for the spec itself."""
    paths: list[str] = []
    alone = len(asked) == 1
    for name in asked:
        if Path(name).is_dir():
            yield from ((spec.path, BASE) for spec in workspace.find([name]).specs)
        elif name == STDIN or Path(name).is_file():
            paths.append(name)
            yield name, BASE
            if alone:
                yield from ((name, variant) for variant in _variants_of(name))
        elif _MARK in name and Path(name.rpartition(_MARK)[0]).is_file():
            yield name.rpartition(_MARK)[0], name.rpartition(_MARK)[2]
        elif paths:
            yield paths[-1], name
        else:
            raise NothingToRead(f"there is no '{name}'", "begin with a spec or a folder of specs")


def _variants_of(path: str) -> tuple[str, ...]:
    return variants(pipeline.compile_file(path).model)
