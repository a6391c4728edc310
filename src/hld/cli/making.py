"""A design of a build is made: it is checked, its pictures and documents are drawn, and what changed is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hld import kept, output, pipeline, workspace
from hld.check.types import Settings
from hld.cli.documents import MAKERS, Subject
from hld.cli.job import Built, Options, chosen, file_of, formats_of, key_of, wanted
from hld.config import Configs
from hld.pipeline import Compilation
from hld.source.text import lines_of
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.diagnostics import Diagnostic
    from hld.render import Picture

__all__ = ["built"]

JUDGED = "requirements"  # the view that tells what every rule found


def built(spec: workspace.SpecFile, options: Options) -> Built:
    """Check one spec and write its pictures."""
    settings = Settings().under(Configs().of(spec.path).usual)
    is_told = any(chosen((JUDGED,), options.views)) or any(each in MAKERS for each in options.formats)
    is_quick = not options.force and not is_told
    compilation = pipeline.compile_file(spec.path, settings, options.variant, errors_only=is_quick)
    if is_quick and compilation.has_errors:  # then all that was found is told
        compilation = pipeline.compile_file(spec.path, settings, options.variant)
    if compilation.has_errors and not options.force:
        return Built(compilation.report, {}, is_refused=True, is_faulty=True)
    subject = _subject(compilation, options)
    usual = {*pipeline.views(compilation.model), *MAKERS}
    every = (*pipeline.views(compilation.model, usual=False), *MAKERS)
    pictures = {view: kept.Picture({}, (), view in usual, _forms(view)) for view in every}
    changed: list[str] = []
    files: dict[str, str] = {}
    for view in list(wanted(pictures, options)):
        made: dict[str, str] = {}
        said: tuple[str, ...] = ()
        for each in _made(subject, view, pictures[view], options):
            name = file_of(spec, view, each.format, options)
            made[each.format] = files[name] = kept.checksum(each.content)
            said = said or each.boxed
            if _is_changed(name, each.content, options):
                changed.append(name)
        pictures[view] = pictures[view]._replace(files=made, said=said)
    boxed = tuple(dict.fromkeys(script for picture in pictures.values() for script in picture.said))
    kept_ = _to_keep(spec, options, compilation, pictures)
    report = compilation.report if compilation.has_errors else None
    return Built(report, files, tuple(changed), False, compilation.has_errors, boxed, kept_)


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
    model, checked = compilation.model, compilation.checked
    faults: tuple[Diagnostic, ...] = compilation.diagnostics if options.force else ()

    @cache
    def draw(view: str) -> Picture:
        return pipeline.draw(model, view, faults, options.look, options.engine, checked)

    return Subject(compilation, faults, draw)


def _made(subject: Subject, view: str, form: kept.Picture, options: Options) -> Iterator[_Made]:
    """A view in each format that it comes in."""
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS, THEMES

    model, checked, theme = subject.compilation.model, subject.compilation.checked, THEMES[options.theme]
    for each in formats_of(view, form, options):
        if view in MAKERS:
            yield _Made(each, MAKERS[view](subject))
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
    return kept.Made(key_of(spec, options), inputs, pictures)
