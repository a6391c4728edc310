"""A design of a build is made: it is checked, its pictures and documents are drawn, and what changed is written."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hld import aside, kept, output, pipeline, workspace
from hld.check.types import Settings
from hld.cli.documents import MAKERS, Subject
from hld.cli.job import Built, Options, file_of, formats_of, key_of, wanted
from hld.config import Configs
from hld.pipeline import Compilation
from hld.source.text import lines_of
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.diagnostics import Diagnostic
    from hld.render import Picture

__all__ = ["built"]

SEVERAL = 4  # views, from which on to part them is worth it
SMALL = 200  # components; above, a picture takes so long that errors are to be told before it is drawn


def built(spec: workspace.SpecFile, options: Options) -> Built:
    """Check one spec and write its pictures. The first of a small one is drawn while it is checked."""
    agreed = Configs().of(spec.path).usual
    compilation = pipeline.compile_file(spec.path, Settings().under(agreed), options.variant)
    meanwhile = aside.answer(lambda: compilation.has_errors) if _is_quickly_drawn(compilation, options) else None
    subject = _subject(compilation, options)
    usual = {*pipeline.views(compilation.model), *MAKERS}
    every = (*pipeline.views(compilation.model, usual=False), *MAKERS)
    pictures = {view: kept.Picture({}, (), view in usual, _forms(view)) for view in every}
    views = list(wanted(pictures, options))
    work = _Work(spec, options, subject, pictures)
    if meanwhile is not None and views:
        _draw_first(work, views[0], meanwhile)
    has_errors = compilation.has_errors if meanwhile is None else meanwhile()
    if has_errors and not options.force:
        return Built(compilation.report, {}, is_refused=True, is_faulty=True)
    written = _all_written(work, views)
    pictures |= {view: pictures[view]._replace(files=each.files, said=each.said) for view, each in written.items()}
    files = {file_of(spec, view, form, options): sum_ for view in written for form, sum_ in written[view].files.items()}
    changed = tuple(name for each in written.values() for name in each.changed)
    boxed = tuple(dict.fromkeys(script for each in written.values() for script in each.said))
    kept_ = None if has_errors else _to_keep(key_of(options, agreed), options, compilation, pictures)
    report = compilation.report if has_errors else None
    return Built(report, files, changed, False, has_errors, boxed, kept_)


def _is_quickly_drawn(compilation: Compilation, options: Options) -> bool:
    """Whether a picture can be drawn before it is known that it may be."""
    return not (options.force or compilation.model.is_broken or len(compilation.model.components) > SMALL)


class _Work(NamedTuple):
    """What there is to do for a design: its pictures, by their views, in the formats that each comes in."""

    spec: workspace.SpecFile
    options: Options
    subject: Subject
    pictures: Mapping[str, kept.Picture]


class _Written(NamedTuple):
    """A view that was written: the checksums of its files by format, what was said of it, the files that changed."""

    files: Mapping[str, str]
    said: tuple[str, ...]
    changed: tuple[str, ...]


def _draw_first(work: _Work, view: str, has_errors: Callable[[], bool]) -> None:
    """Draw one of the pictures. What goes wrong in drawing a spec with errors is of no interest."""
    try:
        if "svg" in work.pictures[view].comes_in:
            work.subject.draw(view)
    except Exception:
        if not has_errors():
            raise


def _all_written(work: _Work, views: Sequence[str]) -> Mapping[str, _Written]:
    """The views, written; every other one of several by another core, if one is idle."""
    theirs = views[1::2] if len(views) >= SEVERAL else []
    later = aside.later(lambda: _packed(work, theirs)) if theirs else None
    if later is None:
        return {view: _written(work, view) for view in views}
    mine = {view: _written(work, view) for view in views if view not in theirs}
    try:
        written = {**mine, **_unpacked(later())}
    except aside.LostHelperError:  # what it could not do is done here, and told where it cannot
        written = {**mine, **{view: _written(work, view) for view in theirs}}
    return {view: written[view] for view in views}


def _packed(work: _Work, views: Sequence[str]) -> bytes:
    return marshal.dumps({view: tuple(_written(work, view)) for view in views})


def _unpacked(data: bytes) -> Mapping[str, _Written]:
    return {view: _Written(*each) for view, each in marshal.loads(data).items()}


def _written(work: _Work, view: str) -> _Written:
    """A view in each format that it comes in, each written to its file."""
    files: dict[str, str] = {}
    said: tuple[str, ...] = ()
    changed: list[str] = []
    for each in _made(work.subject, view, work.pictures[view], work.options):
        name = file_of(work.spec, view, each.format, work.options)
        files[each.format] = kept.checksum(each.content)
        said = said or each.boxed
        if _is_changed(name, each.content, work.options):
            changed.append(name)
    return _Written(files, said, tuple(changed))


@cache
def _forms(view: str) -> tuple[str, ...]:
    """The formats that a view comes in."""
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS
    from hld.view.pages import PAGES

    if view in MAKERS:
        return (view,)
    page = PAGES.get(view)
    return (*(FORMATS if page is None or page.is_drawn else ()), *(TEXTS if page is not None else ()))


class _Made(NamedTuple):
    """A view in one format, and the scripts whose letters are boxes there."""

    format: str
    content: bytes
    boxed: tuple[str, ...] = ()


def _subject(compilation: Compilation, options: Options) -> Subject:
    """What is drawn and written about. Each picture is laid out once, however many formats it comes in."""
    model = compilation.model
    faults: tuple[Diagnostic, ...] = compilation.diagnostics if options.force else ()

    @cache
    def draw(view: str) -> Picture:
        return pipeline.draw(model, view, faults, options.look, options.engine, lambda: compilation.checked)

    return Subject(compilation, faults, draw)


def _made(subject: Subject, view: str, form: kept.Picture, options: Options) -> Iterator[_Made]:
    """A view in each format that it comes in."""
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS, THEMES

    model, theme = subject.compilation.model, THEMES[options.theme]
    for each in formats_of(view, form, options):
        if view in MAKERS:
            yield _Made(each, MAKERS[view](subject))
        elif each in TEXTS:
            yield _Made(each, TEXTS[each](pipeline.page(model, view, subject.faults, subject.checked)))
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
    key: str, options: Options, compilation: Compilation, pictures: Mapping[str, kept.Picture]
) -> kept.Made | None:
    """What to remember of a spec without errors; nothing where it is not certain what its pictures were made of."""
    from hld.layout import placing
    from hld.view.icons import icon_files

    if options.engine != "embedded" or not placing.is_available():
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
    return kept.Made(key, inputs, pictures)
