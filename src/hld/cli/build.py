"""`hld build`: the pictures of each design, written below a folder."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from hld import output, pipeline, workspace
from hld.check.types import Settings
from hld.cli import console
from hld.cli.documents import DOCUMENTS, Subject
from hld.config import Configs
from hld.diagnostics import Diagnostic
from hld.errors import UnknownVariantError, UsageError
from hld.near import nearest
from hld.report import text
from hld.report.types import Report, merged

if TYPE_CHECKING:
    from hld.render import Picture

__all__ = ["Built", "Options", "build", "command"]

FOLDER = "output"
VIEWS = "'architecture', 'entities', and 'flow-<id>' and 'sequence-<id>' for each flow"
WHOLE, PER_VIEW_TOO = "html-doc", ("md",)
FEW = 4  # specs; below this, starting processes costs more than it saves


class Options(NamedTuple):
    """How to build. `views` are names or patterns of views ("flow-*"); none means all."""

    folder: Path
    formats: tuple[str, ...]
    views: tuple[str, ...] = ()
    theme: str = "light"
    look: str = "lanes"
    engine: str = "embedded"
    force: bool = False
    variant: str = ""


class Built(NamedTuple):
    """What became of one spec: its findings, how many files were asked for and how many of them changed.

    `boxed` are the scripts whose letters are boxes in its PNGs.
    """

    report: Report
    files: int = 0
    changed: int = 0
    is_refused: bool = False
    is_faulty: bool = False
    boxed: tuple[str, ...] = ()


Tried: TypeAlias = Built | UnknownVariantError


def command(
    paths: Sequence[str] = (),
    *,
    folder: str | None = None,
    formats: str | None = None,
    views: Sequence[str] = (),
    theme: str | None = None,
    look: str | None = None,
    engine: str | None = None,
    force: bool = False,
    variant: str = "",
) -> int:
    """Draw the specs at `paths` with the options as they are written. Raises UsageError for an unknown choice.

    Where one is not given, the settings file for the current folder holds, and else the default.
    """
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS, THEMES

    usual = Configs().here().build
    options = Options(
        Path(_given(folder, usual.output, FOLDER)),
        console.choices(
            "format", _given(formats, ",".join(usual.formats), "svg,png"), {**FORMATS, **TEXTS, **DOCUMENTS}
        ),
        tuple(views),
        console.choice("theme", _given(theme, usual.theme, "light"), THEMES),
        console.choice("look", _given(look, usual.look, console.LOOKS[0]), console.LOOKS),
        console.choice("engine", _given(engine, usual.engine, console.ENGINES[0]), console.ENGINES),
        force,
        variant,
    )
    if options.views and WHOLE in options.formats:
        raise UsageError(f"'{WHOLE}' is of the whole design", "leave out --view, or build svg, md or html")
    return build(paths, options)


def _given(option: str | None, usual: str, default: str) -> str:
    """What the command line says, else what the settings file does, else the default."""
    return option if option is not None else usual or default


def build(paths: Sequence[str], options: Options) -> int:
    """Draw the specs at `paths`. A spec with errors is reported and not drawn, unless forced. Returns the exit code."""
    configs = Configs()
    specs = [spec for spec in workspace.find(paths).specs if not configs.leaves_out(spec.path, paths)]
    workspace.refuse_shared_outputs(specs)
    _refuse_unknown_views(specs, options)
    tried = list(_with_progress(_all(specs, options), len(specs)))
    results = [each for each in tried if isinstance(each, Built)]
    console.say_skipped([each for each in tried if isinstance(each, UnknownVariantError)], len(results))
    faulty = [each.report for each in results if each.is_faulty]
    if faulty:
        console.say(text.findings(merged(faulty), console.wants_colour(sys.stderr)))
    files, changed = sum(each.files for each in results), sum(each.changed for each in results)
    refused = sum(each.is_refused for each in results)
    drawn = len(results) - refused
    console.say(f"{_count(drawn, 'spec')} drawn into {options.folder}: {_count(files, 'file')}, {changed} changed")
    console.say_boxed(dict.fromkeys(script for each in results for script in each.boxed))
    if refused:
        console.say(f"{_count(refused, 'spec')} with errors not drawn; --force draws them with the faults marked")
    return console.FINDINGS if faulty else console.CLEAN


def build_one(spec: workspace.SpecFile, options: Options) -> Built:
    """Check one spec and write its pictures."""
    settings = Settings().under(Configs().of(spec.path).usual)
    compilation = pipeline.compile_file(spec.path, settings, options.variant)
    if compilation.has_errors and not options.force:
        return Built(compilation.report, is_refused=True, is_faulty=True)
    faults = compilation.diagnostics if options.force else ()
    files = changed = 0
    boxed: dict[str, None] = {}
    variant = compilation.model.spec.variant
    folder = f"{spec.name}/{workspace.output_name(variant)}" if variant else spec.name
    for made in _made(_subject(compilation, faults, options), options):
        files += 1
        changed += output.write(options.folder, f"{folder}/{made.file}", made.content)
        boxed |= dict.fromkeys(made.boxed)
    faulty = compilation.has_errors
    return Built(compilation.report, files, changed, is_faulty=faulty, boxed=tuple(boxed))


def _subject(compilation: pipeline.Compilation, faults: tuple[Diagnostic, ...], options: Options) -> Subject:
    """What is drawn and written about. Each picture is laid out once, however many formats it comes in."""
    model, checked = compilation.model, compilation.checked
    views = tuple(_chosen(pipeline.views(model), options.views))

    @cache
    def draw(view: str) -> Picture:
        return pipeline.draw(model, view, faults, options.look, options.engine, checked)

    return Subject(compilation, faults, views, draw, cache(lambda: pipeline.document(compilation, faults)))


class _Made(NamedTuple):
    """A file to be written, and the scripts whose letters are boxes there."""

    file: str
    content: bytes
    boxed: tuple[str, ...] = ()


def _made(subject: Subject, options: Options) -> Iterator[_Made]:
    """Each view in the formats that it comes in, then what there is one of for a spec."""
    for view in subject.views:
        yield from (_written(subject, view, each, options) for each in _formats(subject, view, options))
    for each, form in DOCUMENTS.items():
        if each in options.formats and not (options.views and each in PER_VIEW_TOO):
            yield _Made(form.file, form.make(subject))


def _formats(subject: Subject, view: str, options: Options) -> list[str]:
    """The formats that a view comes in, of those asked for: all but a mere table is drawn, a chosen table written too.

    What the document in Markdown shows is drawn as SVG for it.
    """
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS
    from hld.view.pages import PAGES

    page = PAGES.get(view)
    asked = [each for each in options.formats if each in FORMATS and (page is None or page.is_drawn)]
    if options.views:
        return asked + [each for each in options.formats if each in TEXTS and page is not None]
    is_shown = "md" in options.formats and view in subject.document().pictures()
    return list(dict.fromkeys(["svg", *asked])) if is_shown else asked


def _written(subject: Subject, view: str, format: str, options: Options) -> _Made:
    """A view in one format."""
    from hld.export import FORMATS as TEXTS
    from hld.render import FORMATS, THEMES
    from hld.render.png import missing_scripts

    file, theme = f"{workspace.output_name(view)}.{format}", THEMES[options.theme]
    if format in TEXTS:
        model, checked = subject.compilation.model, subject.compilation.checked
        return _Made(file, TEXTS[format](pipeline.page(model, view, subject.faults, checked)))
    picture = subject.draw(view)
    boxed = missing_scripts(FORMATS["svg"](picture, theme)) if format == "png" else ()
    return _Made(file, FORMATS[format](picture, theme), boxed)


def _tried(spec: workspace.SpecFile, options: Options) -> Tried:
    """What became of a spec, or that it lacks the variant."""
    try:
        return build_one(spec, options)
    except UnknownVariantError as error:
        return error


def _all(specs: Sequence[workspace.SpecFile], options: Options) -> Iterator[Tried]:
    """The results in the order of the specs; many specs go over all cores."""
    work: Callable[[workspace.SpecFile], Tried] = partial(_tried, options=options)
    cores = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, len(specs))
    if cores < 2 or len(specs) < FEW:
        yield from map(work, specs)
        return
    import multiprocessing  # not for a few specs
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(cores, multiprocessing.get_context(method), _leave_interrupts_to_parent) as pool:
        try:
            yield from pool.map(work, specs, chunksize=max(1, len(specs) // (cores * 4)))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _with_progress(results: Iterator[Tried], count: int) -> Iterator[Tried]:
    """The results, with a bar on a terminal while they come."""
    if count < FEW or not sys.stderr.isatty():
        yield from results
        return
    import typer

    with typer.progressbar(results, length=count, label="drawing", file=sys.stderr) as bar:
        yield from bar


def _refuse_unknown_views(specs: Sequence[workspace.SpecFile], options: Options) -> None:
    """Raise UsageError for the first pattern that fits no view of any spec, before anything is written.

    Where a spec has errors and is not drawn, nothing is said of views: they are told after it is mended.
    """
    patterns = [pattern for pattern in options.views if not fnmatchcase(pipeline.ARCHITECTURE, pattern)]
    if not patterns:
        return  # every spec has one, so there is no need to read them for this
    from hld.view.pages import PAGES

    known = ("'architecture'", "'flow-<id>' for each flow", *(f"'{name}'" for name in PAGES))
    names: list[str] = []
    for spec in specs:
        try:
            compilation = pipeline.compile_file(spec.path, variant=options.variant)
        except UnknownVariantError:
            continue
        if compilation.has_errors and not options.force:
            return
        names += pipeline.views(compilation.model)
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in names):
            if pattern in PAGES:
                raise UsageError(f"there is nothing to show as '{pattern}'", "no spec says anything of it")
            near = nearest(pattern, names)
            hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(known)}"
            raise UsageError(f"no view is called '{pattern}'", hint)


def _chosen(names: Sequence[str], patterns: Sequence[str]) -> Iterator[str]:
    return (name for name in names if not patterns or any(fnmatchcase(name, pattern) for pattern in patterns))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
