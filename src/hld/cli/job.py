"""One design of a build: what it was made of before, its pictures and documents, and the files they are written to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hld import kept, output, pipeline, workspace
from hld.check.types import Settings
from hld.cli.documents import DOCUMENTS, Subject
from hld.config import Configs
from hld.pipeline import Compilation
from hld.report.types import Report
from hld.source.text import lines_of
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.diagnostics import Diagnostic
    from hld.render import Picture

__all__ = ["SCALE", "Built", "Job", "Options", "built", "folder_of", "is_text", "standing"]

SCALE = 2.0
JUDGED = "requirements"  # the view that tells what every rule found


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


def standing(spec: workspace.SpecFile, options: Options, record: kept.Record) -> Built | None:
    """What became of a spec whose pictures all stand as they were built; None where one is to be made."""
    made = record.standing(folder_of(spec, options), _key(spec, options), spec.path)
    if made is None:
        return None
    files: dict[str, str] = {}
    boxed: dict[str, None] = {}
    for view in _wanted(made.views, options):
        picture = made.views[view]
        for format_ in _formats(view, options):
            name, content = _file(spec, view, format_, options), picture.files.get(format_, "")
            if not record.holds(name, content):
                return None
            files[name] = content
        if "png" in options.formats:
            boxed |= dict.fromkeys(picture.said)
    return Built(None, files, boxed=tuple(boxed))


def _key(spec: workspace.SpecFile, options: Options) -> str:
    """Stands for all that pictures are made of beside the spec."""
    usual = Configs().of(spec.path).usual
    return kept.key(
        options.theme, options.look, options.engine, options.force, options.variant, options.scale, tuple(usual)
    )


def folder_of(spec: workspace.SpecFile, options: Options) -> str:
    """The folder of the outputs of a spec, or of the variant of it that the options name, below that of the build."""
    return f"{spec.name}/{workspace.output_name(options.variant)}" if options.variant else spec.name


def _file(spec: workspace.SpecFile, view: str, format_: str, options: Options) -> str:
    name = DOCUMENTS[view].file if view in DOCUMENTS else f"{workspace.output_name(view)}.{format_}"
    return f"{folder_of(spec, options)}/{name}"


def _formats(view: str, options: Options) -> Iterator[str]:
    """Those of the formats asked for that a view comes in: graphs are drawn, and pages of tables, if chosen, written.

    A document stands among the views under the name of its format; the pictures in one that is Markdown are SVGs.
    """
    from hld.render import FORMATS
    from hld.view.pages import PAGES

    if view in DOCUMENTS:
        yield from (each for each in options.formats if each == view and not options.views)
        return
    page = PAGES.get(view)
    if page is None and "md" in options.formats and "svg" not in options.formats and not options.views:
        yield "svg"
    for each in options.formats:
        is_drawn = each in FORMATS and (page is None or page.is_drawn)
        if is_drawn or (is_text(each) and page is not None and options.views):
            yield each


def is_text(format_: str) -> bool:
    """Whether single tables are written in a format."""
    from hld.export import FORMATS as TEXTS

    return format_ in TEXTS


def built(spec: workspace.SpecFile, options: Options) -> Built:
    """Check one spec and write its pictures."""
    settings = Settings().under(Configs().of(spec.path).usual)
    is_told = any(_chosen((JUDGED,), options.views)) or any(each in DOCUMENTS for each in options.formats)
    is_quick = not options.force and not is_told
    compilation = pipeline.compile_file(spec.path, settings, options.variant, errors_only=is_quick)
    if is_quick and compilation.has_errors:  # then all that was found is told
        compilation = pipeline.compile_file(spec.path, settings, options.variant)
    if compilation.has_errors and not options.force:
        return Built(compilation.report, {}, is_refused=True, is_faulty=True)
    subject = _subject(compilation, options)
    usual = {*pipeline.views(compilation.model), *DOCUMENTS}
    every = (*pipeline.views(compilation.model, usual=False), *DOCUMENTS)
    pictures = {view: kept.Picture({}, is_usual=view in usual) for view in every}
    changed: list[str] = []
    files: dict[str, str] = {}
    for view in list(_wanted(pictures, options)):
        made: dict[str, str] = {}
        said: tuple[str, ...] = ()
        for each in _made(subject, view, options):
            name = _file(spec, view, each.format, options)
            made[each.format] = files[name] = kept.checksum(each.content)
            said = said or each.boxed
            if _is_changed(name, each.content, options):
                changed.append(name)
        pictures[view] = pictures[view]._replace(files=made, said=said)
    boxed = tuple(dict.fromkeys(script for picture in pictures.values() for script in picture.said))
    kept_ = _to_keep(spec, options, compilation, pictures)
    report = compilation.report if compilation.has_errors else None
    return Built(report, files, tuple(changed), False, compilation.has_errors, boxed, kept_)


class _Made(NamedTuple):
    """A view in one format, and the scripts whose letters are boxes there."""

    format: str
    content: bytes
    boxed: tuple[str, ...] = ()


def _subject(compilation: Compilation, options: Options) -> Subject:
    """What is drawn and written about. Each picture is laid out once, however many formats it comes in."""
    model, checked = compilation.model, compilation.checked
    faults: tuple[Diagnostic, ...] = compilation.diagnostics if options.force else ()

    @cache
    def draw(view: str) -> Picture:
        return pipeline.draw(model, view, faults, options.look, options.engine, checked)

    return Subject(compilation, faults, draw)


def _made(subject: Subject, view: str, options: Options) -> Iterator[_Made]:
    """A view in each format that it comes in."""
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS, THEMES

    model, checked, theme = subject.compilation.model, subject.compilation.checked, THEMES[options.theme]
    for each in _formats(view, options):
        if view in DOCUMENTS:
            yield _Made(each, DOCUMENTS[view].make(subject))
        elif each in TEXTS:
            yield _Made(each, TEXTS[each](pipeline.page(model, view, subject.faults, checked)))
        else:
            picture = subject.draw(view)
            boxed = _boxed(FORMATS["svg"](picture, theme)) if each == "png" else ()
            yield _Made(each, FORMATS[each](picture, theme, options.scale), boxed)


def _boxed(svg: bytes) -> tuple[str, ...]:
    """The scripts whose letters are boxes in the PNG of a picture."""
    from hld.render.png import missing_scripts

    return missing_scripts(svg)


def _is_changed(name: str, content: bytes, options: Options) -> bool:
    """Whether a file had another content before; now it has this one, unless nothing is to be written."""
    if options.check:
        return not output.is_current(options.folder, name, content)
    return output.write(options.folder, name, content)


def _to_keep(
    spec: workspace.SpecFile, options: Options, compilation: Compilation, pictures: Mapping[str, kept.Picture]
) -> kept.Made | None:
    """What to remember of a spec without errors; nothing where it is not certain what its pictures were made of."""
    from hld.layout.engines import embedded
    from hld.view.icons import icon_files

    if compilation.has_errors or options.engine != "embedded" or not embedded.is_available():
        return None
    inputs = {}
    lines = {source.path: source.lines for source in compilation.sources}
    for path in (*lines, *icon_files(compilation.model)):
        try:
            content = Path(path).read_bytes()
        except OSError:
            return None
        if path in lines and lines_of(content) != lines[path]:  # it changed since it was read
            return None
        inputs[path] = kept.checksum(content)
    return kept.Made(_key(spec, options), inputs, pictures)


def _wanted(views: Mapping[str, kept.Picture], options: Options) -> Iterator[str]:
    """The views asked for: those that fit a pattern, and without one the usual ones."""
    return _chosen([view for view, picture in views.items() if picture.is_usual or options.views], options.views)


def _chosen(names: Sequence[str], patterns: Sequence[str]) -> Iterator[str]:
    return (name for name in names if not patterns or any(fnmatchcase(name, pattern) for pattern in patterns))
