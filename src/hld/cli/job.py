"""One design of a build: what is asked of it, which files that comes to, and whether they stand as they were built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from hld import kept, workspace
from hld.check.usual import Usual
from hld.cli.choices import DOCUMENTS, PICTURES, TEXTS
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.report.types import Report

__all__ = [
    "SCALE",
    "Built",
    "Job",
    "Options",
    "file_of",
    "folder_of",
    "formats_of",
    "key_of",
    "standing",
    "wanted",
]

SCALE = 2.0


class Options(NamedTuple):
    """How to build. `views` are names or patterns of views ("flow-*"); none means all. To `check` writes nothing.

    With `all_variants` each variant of a spec is drawn after the spec itself.
    """

    folder: Path
    formats: tuple[str, ...]
    views: tuple[str, ...] = ()
    theme: str = "light"
    look: str = "lanes"
    engine: str = "embedded"
    force: bool = False
    variant: str = ""
    check: bool = False
    scale: float = SCALE
    all_variants: bool = False


class Built(NamedTuple):
    """What became of one spec: its findings, the files asked for and those of them that changed.

    `boxed` are the scripts whose letters are boxes in its PNGs, `made` is what to remember of it. Without errors there
    is no report.
    """

    report: Report | None
    files: Mapping[str, str]
    changed: tuple[str, ...] = ()
    is_refused: bool = False
    is_faulty: bool = False
    boxed: tuple[str, ...] = ()
    made: kept.Made | None = None


class Job(NamedTuple):
    """A design to draw: a spec, and in its options the variant of it."""

    spec: workspace.SpecFile
    options: Options


def standing(spec: workspace.SpecFile, options: Options, usual: Usual, record: kept.Record) -> Built | None:
    """What became of a spec whose pictures all stand as they were built; None where one is to be made."""
    made = record.standing(folder_of(spec, options), key_of(options, usual), spec.path)
    if made is None:
        return None
    files: dict[str, str] = {}
    boxed: dict[str, None] = {}
    for view in wanted(made.views, options):
        picture = made.views[view]
        for format_ in formats_of(view, picture, options):
            name, content = file_of(spec, view, format_, options), picture.files.get(format_, "")
            if not record.holds(name, content):
                return None
            files[name] = content
        if "png" in options.formats:
            boxed |= dict.fromkeys(picture.said)
    return Built(None, files, boxed=tuple(boxed))


def key_of(options: Options, usual: Usual) -> str:
    """Stands for all that pictures are made of beside the spec."""
    return kept.key(
        options.theme, options.look, options.engine, options.force, options.variant, options.scale, tuple(usual)
    )


def folder_of(spec: workspace.SpecFile, options: Options) -> str:
    """The folder of the outputs of a spec, or of the variant of it that the options name, below that of the build."""
    return f"{spec.name}/{workspace.output_name(options.variant)}" if options.variant else spec.name


def file_of(spec: workspace.SpecFile, view: str, format_: str, options: Options) -> str:
    """The file of a view in a format, below the folder of the build."""
    name = DOCUMENTS[view] if view in DOCUMENTS else f"{workspace.output_name(view)}.{format_}"
    return f"{folder_of(spec, options)}/{name}"


def formats_of(view: str, picture: kept.Picture, options: Options) -> Iterator[str]:
    """Those of the formats asked for that a view comes in: graphs are drawn, and pages of tables, if chosen, written.

    A document stands among the views under the name of its format; the pictures in one that is Markdown are SVGs.
    """
    if view in DOCUMENTS:
        yield from (each for each in options.formats if each == view and not options.views)
        return
    is_table = any(each in TEXTS for each in picture.comes_in)
    if not is_table and "md" in options.formats and "svg" not in options.formats and not options.views:
        yield "svg"
    for each in options.formats:
        if each in picture.comes_in and (each in PICTURES or options.views):
            yield each


def wanted(views: Mapping[str, kept.Picture], options: Options) -> Iterator[str]:
    """The views asked for: those that fit a pattern, and without one the usual ones."""
    if not options.views:
        return (view for view, picture in views.items() if picture.is_usual)
    return (view for view in views if any(fnmatchcase(view, pattern) for pattern in options.views))
